"""Who may do what with a case that they may know of. Whether they may know of it is for `dialogs.access`."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from dialogs import access, triage
from dialogs.case import Case
from dialogs.casework.work import Work
from dialogs.escalation import on_the_ladder
from dialogs.office_hours import on_duty
from dialogs.organisation import Organisation
from dialogs.policy import Policy, Step


class Task(StrEnum):
    """Something that is done with a case in a form. Its name travels in buttons, so it is short and never changes."""

    STEP = "step"
    EVIDENCE = "evidence"
    NOTE = "note"
    SERIOUS = "serious"
    """Changes how serious it is."""
    KIND = "kind"
    """Corrects what kind it is."""
    KEEP_OUT = "keep-out"
    LET_BACK = "let-back"
    """Lets somebody back in whom somebody who works the case kept out."""
    HAND_OVER = "hand-over"
    TAKE_OVER = "take-over"
    GO_AHEAD = "go-ahead"
    LINK = "link"
    ASK = "ask"
    CLOSE = "close"
    AGREE = "agree"
    """Agrees that it is closed, or does not."""
    REOPEN = "reopen"
    EXPORT = "copy"
    """Makes a copy of it to be taken along."""
    DATES = "dates"
    """Writes down the days that how long it is kept hangs on."""
    HOLD = "hold"
    """Lets nobody have it destroyed; or lets that end."""
    REVIEW = "review"
    """Keeps its record on, or wants it destroyed."""
    DESTROY = "destroy"
    """Agrees that its record is destroyed, or does not."""


OF_KEEPING = frozenset({Task.DATES, Task.HOLD, Task.REVIEW, Task.DESTROY})
"""What those do who review how long records are kept."""

WHILE_CLOSED = frozenset({Task.REOPEN, Task.NOTE, Task.KEEP_OUT, Task.LET_BACK, Task.EXPORT}) | OF_KEEPING
"""What can still be done with a case that is closed."""


class Refusal(StrEnum):
    """Why somebody may not do what they want to."""

    CLOSED = "it is closed"
    OPEN = "it is not closed"
    NOT_THEIRS = "others decide that"
    OWN = "another person has to"
    NOTHING_ASKED = "nobody wants to close it"
    NOT_TAKEN = "nobody has taken it"
    THEIRS_ALREADY = "it is theirs already"
    NOT_SUSPENDED = "nothing waits"
    NO_REPORTER = "nobody can be asked"
    NOBODY_OUT = "nobody is kept out by hand"
    NOT_COPIED = "others copy it"
    NO_RULES = "its policy has nothing destroyed"
    NOTHING_TO_DESTROY = "nobody wants it destroyed"
    OWN_DESTROYING = "another person has to agree"


def powers(person: str, policy: Policy, organisation: Organisation, now: datetime) -> frozenset[str]:
    """The roles that this person has now: their own, and those that they stand in for while they are on duty."""
    member = organisation.people.get(person)
    own = frozenset(member.roles) if member is not None else frozenset()
    if on_duty(organisation.on_duty, organisation.hours, now) != person:
        return own
    stood_in = {policy.casework.stands_in[role] for role in own & policy.casework.stands_in.keys()}
    return own | stood_in


def may_decide(  # noqa: PLR0917 -- as `refusal`
    person: str, decision: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> bool:
    """Whether this person may decide that: anybody on the case, if it is no decision that only some may take."""
    rule = policy.casework.decisions.get(decision)
    return rule is None or _is_one_of(rule.by, person, case, work, policy, organisation, now)


def may_review(  # noqa: PLR0917 -- as `refusal`
    person: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> bool:
    """Whether this person may decide how long the record is kept."""
    return _is_one_of(policy.casework.retention.by, person, case, work, policy, organisation, now)


def kept_out_by_hand(case: Case, work: Work, policy: Policy, organisation: Organisation) -> frozenset[str]:
    """Those whom somebody who works the case keeps out of it, and no report does: they can be let back in."""
    named = (triage.assess(policy, organisation, report.answers).excluded for report in case.reports)
    return (case.excluded & work.kept_out).difference(*named)


def refusal(  # noqa: PLR0917 -- all that it hangs on
    task: Task, person: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> Refusal | None:
    """Why this person, who may know of the case, may not do that now; None if they may."""
    if case.closed is not None and task not in WHILE_CLOSED:
        return Refusal.CLOSED
    match task:
        case Task.REOPEN:
            return Refusal.OPEN if case.closed is None else None
        case Task.GO_AHEAD:
            return _go_ahead(person, case, work, policy, organisation, now)
        case Task.CLOSE | Task.HAND_OVER:
            return None if case.acknowledged_by else Refusal.NOT_TAKEN
        case Task.AGREE:
            return _agree(person, work) if case.acknowledged_by else Refusal.NOT_TAKEN
        case Task.TAKE_OVER:
            return _take_over(person, case)
        case Task.ASK:
            return Refusal.NO_REPORTER if case.anonymous or case.reporter in case.excluded else None
        case Task.DATES | Task.HOLD | Task.REVIEW | Task.DESTROY:
            return _keeping(task, person, case, work, policy, organisation, now)
        case Task.EXPORT:
            copies = policy.casework.copies
            allowed = not copies or _is_one_of(copies, person, case, work, policy, organisation, now)
            return None if allowed else Refusal.NOT_COPIED
        case Task.LET_BACK:
            return None if kept_out_by_hand(case, work, policy, organisation) else Refusal.NOBODY_OUT
        case _:
            return None


def may_end(  # noqa: PLR0917 -- as `refusal`
    person: str, step: Step, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> bool:
    """Whether this person, who may know of the case, may end this step of it."""
    return may_decide(person, step.decision, case, work, policy, organisation, now)


def _is_one_of(  # noqa: PLR0917 -- as `refusal`
    roles: Collection[str],
    person: str,
    case: Case,
    work: Work,
    policy: Policy,
    organisation: Organisation,
    now: datetime,
) -> bool:
    """Whether they have one of these roles now. Where nobody who does can come to know of it, anybody on it has.

    Whom somebody who works the case keeps out still counts: or they would give themselves powers by it.
    """
    if not powers(person, policy, organisation, now).isdisjoint(roles):
        return True
    excluded = case.excluded - kept_out_by_hand(case, work, policy, organisation)
    as_reported = replace(case, excluded=excluded)
    could = on_the_ladder(as_reported, policy, organisation)
    holders = {each.key for role in roles for each in organisation.holders(role)}
    return not any(key in could or access.may_know(key, as_reported, policy, organisation) for key in holders)


def _go_ahead(  # noqa: PLR0917 -- as `refusal`
    person: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> Refusal | None:
    if not policy.categories[case.category].suspends or work.go_ahead is not None:
        return Refusal.NOT_SUSPENDED
    allowed = _is_one_of(policy.casework.go_ahead, person, case, work, policy, organisation, now)
    return None if allowed else Refusal.NOT_THEIRS


def _agree(person: str, work: Work) -> Refusal | None:
    if work.closing is None:
        return Refusal.NOTHING_ASKED
    return Refusal.OWN if work.closing.actor == person else None


def _take_over(person: str, case: Case) -> Refusal | None:
    if not case.acknowledged_by:
        return Refusal.NOT_TAKEN
    return Refusal.THEIRS_ALREADY if case.acknowledged_by == person else None


def _keeping(  # noqa: PLR0917 -- as `refusal`
    task: Task, person: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> Refusal | None:
    """As for every case, and besides: nobody has the record of a case destroyed alone, or while it is open."""
    if not policy.casework.retention.rules:
        return Refusal.NO_RULES
    if not may_review(person, case, work, policy, organisation, now):
        return Refusal.NOT_THEIRS
    if task in {Task.DATES, Task.HOLD}:
        return None
    if case.closed is None:
        return Refusal.OPEN
    if task is Task.REVIEW:
        return None
    if work.destroying is None:
        return Refusal.NOTHING_TO_DESTROY
    return Refusal.OWN_DESTROYING if work.destroying.actor == person else None
