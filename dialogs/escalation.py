"""What is owed to whom, and by when: the first alerts of a case, and who is next while nobody has acknowledged.

Pure: it is given the case, the rules and the time, and answers with obligations. Timers run from the policy's severity
scale and the organisation's office hours. Urgent alerts go on until somebody acknowledges: there is no cap.
"""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from dialogs.ladder import Rung, ladder, readers
from dialogs.office_hours import after, next_digest
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy
from dialogs.severity import Promptness, SeverityRule, Span
from dialogs.triage import Assessment

PRIORITY = {"S0": 0, "S1": 1, "S2": 2, "S3": 3, "S4": 4}
"""Which alert goes first when several are due."""


def first_owed(
    case: Case, assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[Owed, ...]:
    """The alerts of a case that has just been made, and the timer for whoever is next.

    Somebody is always told: where the channel may not hear of it, the first rung gets a direct message.
    """
    rule = policy.severities[assessment.severity]
    start = _start(rule, organisation, now)
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    people = _told_first(rule, assessment, organisation, rungs)
    owed = [_alert(case, person, start, 0) for person in people]
    if rule.channel and assessment.channel:
        owed.append(_owed(case, Kind.ALERT, To.CHANNEL, start, 0))
    return (*owed, *_timer(case, rule, organisation, start, start, rung=1))


def next_owed(case: Case, rung: int, policy: Policy, organisation: Organisation, due: datetime) -> tuple[Owed, ...]:
    """What is owed when the timer for `rung` has run out at `due` and nobody has acknowledged.

    The ladder is the one of the moment the case was made, so that a change of duty skips nobody. After its last rung
    everybody on it is told again, as often as the severity says.
    """
    rule = policy.severities[case.severity]
    rungs = ladder(policy.routes[case.route], organisation, case.excluded, case.opened)
    people = rungs[rung].people if rung < len(rungs) else tuple(person for each in rungs for person in each.people)
    owed = [_alert(case, person, due, rung) for person in people]
    if rule.silence is not None and rung in {rule.silence, len(rungs)}:
        owed.append(_owed(case, Kind.NOBODY_YET, To.REPORTER, due, rung))
    start = _start(rule, organisation, case.opened)
    return (*owed, *_timer(case, rule, organisation, start, due, rung=rung + 1))


def passed_on(case: Case, rung: int, policy: Policy, organisation: Organisation, now: datetime) -> tuple[Owed, ...]:
    """What is owed when somebody cannot take the case: `rung`, the next one, is told now; its timer starts again.

    Where the reporter was to hear on this rung that nobody has it, they hear it once that timer has run out.
    """
    rule = policy.severities[case.severity]
    owed = next_owed(case, rung, policy, organisation, now)
    told = tuple(each for each in owed if each.kind is Kind.ALERT)
    gap = rule.rungs[0] if rule.rungs else rule.repeat
    if gap is None:
        return told
    until = after(gap, now, organisation.hours)
    silence = tuple(replace(each, due=until) for each in owed if each.kind is Kind.NOBODY_YET)
    return (*told, *silence, _owed(case, Kind.ESCALATE, To.PERSON, until, rung + 1))


def answered(case: Case, sent: tuple[Owed, ...], now: datetime) -> tuple[Owed, ...]:
    """What is owed once somebody has acknowledged: each alert that was sent says so, and the reporter is told."""
    changes = [
        Owed(Kind.ALERT_ANSWERED, each.to, now, case.id, "", each.person, each.rung, PRIORITY[case.severity])
        for each in sent
    ]
    return (*changes, _owed(case, Kind.PICKED_UP, To.REPORTER, now, 0))


def completed(
    case: Case, assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[Owed, ...]:
    """What is owed when the whole report follows a one-line alert: whoever has the case hears that there is more.

    While nobody has it, everybody who was told does, and so does whoever the whole report adds. Whoever turns out to
    be somebody who must not know does not have it any more: the next rung is told at once. Whoever was kept from the
    one-line alert is kept from the whole report, whatever it says.
    """
    lost = case.acknowledged_by in case.excluded
    has_it = "" if lost else case.acknowledged_by
    people = (has_it,) if has_it else tuple(sorted(case.told - case.excluded))
    more = tuple(
        Owed(Kind.MORE, To.PERSON, now, case.id, "", key, len(case.reports), PRIORITY[case.severity]) for key in people
    )
    if has_it:
        return more
    if lost:
        more += passed_on(case, case.rung + 1, policy, organisation, now)
    kept_out = replace(assessment, excluded=assessment.excluded | case.excluded)
    first = first_owed(case, kept_out, policy, organisation, now)
    return (*more, *(each for each in first if each.person not in case.told))


def not_sent(draft: str, spans: tuple[Span, ...], organisation: Organisation, now: datetime) -> tuple[Owed, ...]:
    """The reminders that are owed to somebody who says there is danger and has not sent anything yet."""
    return tuple(
        Owed(Kind.NOT_SENT, To.REPORTER, after(span, now, organisation.hours), draft=draft, rung=number, priority=0)
        for number, span in enumerate(spans)
    )


def told_at_once(
    assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[Person, ...]:
    """The people who would be told by the first alerts, in the channel or directly."""
    rule = policy.severities[assessment.severity]
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    found = {person.key: person for person in _told_first(rule, assessment, organisation, rungs)}
    if rule.channel and assessment.channel:
        found |= {person.key: person for person in readers(assessment.route, organisation, assessment.excluded)}
    return tuple(found.values())


def _told_first(
    rule: SeverityRule, assessment: Assessment, organisation: Organisation, rungs: tuple[Rung, ...]
) -> tuple[Person, ...]:
    first = rungs[0].people if rungs else ()
    if rule.everyone:
        reading = readers(assessment.route, organisation, assessment.excluded)
        return tuple({person.key: person for person in (*first, *reading)}.values())
    if rule.direct or not (rule.channel and assessment.channel):
        return first
    return ()


def _start(rule: SeverityRule, organisation: Organisation, now: datetime) -> datetime:
    match rule.promptness:
        case Promptness.AT_ONCE:
            return now
        case Promptness.DAILY:
            return next_digest(organisation.hours, now, weekly=False)
        case Promptness.WEEKLY:
            return next_digest(organisation.hours, now, weekly=True)
        case _:
            assert_never(rule.promptness)


def _timer(
    case: Case, rule: SeverityRule, organisation: Organisation, start: datetime, last: datetime, *, rung: int
) -> tuple[Owed, ...]:
    """The timer for `rung`: the policy's own times count from the first alert, repeats from the last one."""
    if rung <= len(rule.rungs):
        due = max(after(rule.rungs[rung - 1], start, organisation.hours), last)
    elif rule.repeat is not None:
        due = after(rule.repeat, last, organisation.hours)
    else:
        return ()
    return (_owed(case, Kind.ESCALATE, To.PERSON, due, rung),)


def _alert(case: Case, person: Person, due: datetime, rung: int) -> Owed:
    return Owed(Kind.ALERT, To.PERSON, due, case.id, "", person.key, rung, PRIORITY[case.severity])


def _owed(case: Case, kind: Kind, to: To, due: datetime, rung: int) -> Owed:
    return Owed(kind, to, due, case.id, "", "", rung, PRIORITY[case.severity])
