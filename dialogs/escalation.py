"""What is owed to whom, and by when: the first alerts of a case, and who is next while nobody has acknowledged.

Pure: it is given the case, the rules and the time, and answers with obligations. Timers run from the policy's severity
scale and the organisation's office hours. Urgent alerts go on until somebody acknowledges: there is no cap.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from dialogs.ladder import Rung, ladder, readers
from dialogs.office_hours import after, is_open, next_digest
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy
from dialogs.severity import Promptness, Severity, SeverityRule, Span
from dialogs.triage import Assessment

PRIORITY = {"S0": 0, "S1": 1, "S2": 2, "S3": 3, "S4": 4}
"""Which alert goes first when several are due."""

URGENT = 1
"""Alerts of up to this priority are sent for ever, and over the second route if need be."""

URGENT_QUESTION = 2
"""The priority of a question in which somebody may be in trouble: behind every alert that is urgent."""

SECOND_ROUTE_AFTER = timedelta(minutes=2)
"""How long an urgent alert may fail before the second route is taken."""

BEFORE_EVERYTHING = -1


def is_urgent(severity: Severity) -> bool:
    """Whether somebody is to be told at once."""
    return PRIORITY[severity] <= URGENT


def first_owed(
    case: Case, assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[Owed, ...]:
    """The alerts of a case that has just been made, and the timer for whoever is next.

    Somebody is always told: where the channel may not hear of it, the first rung gets a direct message.
    """
    rule = policy.severities[assessment.severity]
    start = _start(rule, organisation, now)
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    people = _told_first(rule, assessment, organisation, rungs, now)
    owed = [_alert(case, person, start, 0) for person in people]
    if rule.channel and assessment.channel:
        owed.append(_owed(case, Kind.ALERT, To.CHANNEL, start, 0))
    owed += _second_route(case, rungs, organisation, start, 0)
    return (*owed, *_timer(case, rule, organisation, start, start, rung=case.rung + 1))


def next_owed(case: Case, rung: int, policy: Policy, organisation: Organisation, due: datetime) -> tuple[Owed, ...]:
    """What is owed when the timer for `rung` has run out at `due` and nobody has acknowledged.

    The ladder is the one of the moment the case was made, so that a change of duty skips nobody; whoever a change of
    the organisation file would skip is told with the next rung. After the last one everybody is told again, as often as
    the severity says.
    """
    rule = policy.severities[case.severity]
    rungs = ladder(policy.routes[case.route], organisation, case.excluded, case.started)
    people = rungs[rung].people if rung < len(rungs) else tuple(person for each in rungs for person in each.people)
    passed_over = (each for lower in rungs[1:rung] for each in lower.people if each.key not in case.told)
    everybody = {person.key: person for person in (*people, *passed_over)}
    owed = [_alert(case, person, due, rung) for person in everybody.values()]
    if rule.silence is not None and rung in {rule.silence, len(rungs)}:
        owed += _to_reporter(case, Kind.NOBODY_YET, due, rung)
    owed += _second_route(case, rungs, organisation, due, rung)
    start = _start(rule, organisation, case.started)
    return (*owed, *_timer(case, rule, organisation, start, due, rung=rung + 1))


def instead_of_the_channel(case: Case, policy: Policy, organisation: Organisation, alert: Owed) -> tuple[Owed, ...]:
    """The alerts that take the place of one in the channel: one for each person who may open the case there."""
    reading = readers(policy.routes[case.route], organisation, case.excluded)
    return tuple(_alert(case, person, alert.due, alert.rung) for person in reading)


def next_rung(case: Case, policy: Policy, organisation: Organisation, declined: frozenset[str]) -> int:
    """The next rung with somebody who has not said that they cannot take the case; past the ladder if there is none."""
    rungs = ladder(policy.routes[case.route], organisation, case.excluded, case.started)
    for number in range(case.rung + 1, len(rungs)):
        if any(person.key not in declined for person in rungs[number].people):
            return number
    return max(case.rung + 1, len(rungs))


def passed_on(
    case: Case,
    rung: int,
    policy: Policy,
    organisation: Organisation,
    now: datetime,
    *,
    declined: frozenset[str] = frozenset(),
) -> tuple[Owed, ...]:
    """What is owed when somebody cannot take the case: `rung`, the next one, is told now; its timer starts again.

    Where nobody is left who has not declined, everybody is told again and the reporter hears at once that nobody has
    it. Where they were to hear so on this rung, they hear it once that timer has run out.
    """
    rule = policy.severities[case.severity]
    left = rung < len(ladder(policy.routes[case.route], organisation, case.excluded, case.started))
    owed = next_owed(case, rung, policy, organisation, now)
    alerts = {Kind.ALERT, Kind.SECOND_ROUTE}
    told = tuple(each for each in owed if each.kind in alerts and not (left and each.person in declined))
    if not left:
        told = (*told, *_to_reporter(case, Kind.NOBODY_YET, now, rung))
    gap = rule.rungs[0] if rule.rungs else rule.repeat
    if gap is None:
        return told
    until = after(gap, now, organisation.hours)
    silence = tuple(replace(each, due=until) for each in owed if left and each.kind is Kind.NOBODY_YET)
    return (*told, *silence, _owed(case, Kind.ESCALATE, To.PERSON, until, rung + 1))


def answered(case: Case, sent: tuple[Owed, ...], now: datetime) -> tuple[Owed, ...]:
    """What is owed once somebody has acknowledged: each alert that was sent says so, and the reporter is told."""
    changes = [
        Owed(Kind.ALERT_ANSWERED, each.to, now, case.id, "", each.person, each.rung, PRIORITY[case.severity])
        for each in sent
    ]
    return (*changes, *_to_reporter(case, Kind.PICKED_UP, now, 0))


def completed(
    case: Case,
    assessment: Assessment,
    policy: Policy,
    organisation: Organisation,
    now: datetime,
    *,
    holding: frozenset[str] = frozenset(),
) -> tuple[Owed, ...]:
    """What is owed when the whole report follows a one-line alert: whoever has the case hears that there is more.

    While nobody has it, everybody who was told does, and so does whoever the whole report adds. Whoever turns out not
    to be on its ladder, or must not know, hears no more of it and does not have it any more: then the next rung is told
    at once. Whoever was kept from the one-line alert is kept from the whole report, whatever it says. `holding` is as
    `dialogs.casework.owing.still_holding` gives it.
    """
    may = on_the_ladder(case, policy, organisation) | holding
    lost = bool(case.acknowledged_by) and case.acknowledged_by not in may
    has_it = "" if lost else case.acknowledged_by
    people = (has_it,) if has_it else tuple(sorted(case.told & may))
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


def on_the_ladder(case: Case, policy: Policy, organisation: Organisation) -> frozenset[str]:
    """The keys of everybody on the ladder of the case's route who is not kept from it."""
    rungs = ladder(policy.routes[case.route], organisation, case.excluded, case.started)
    return frozenset(person.key for rung in rungs for person in rung.people)


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
    found = {person.key: person for person in told_directly(assessment, policy, organisation, now)}
    if rule.channel and assessment.channel:
        found |= {person.key: person for person in readers(assessment.route, organisation, assessment.excluded)}
    return tuple(found.values())


def told_directly(
    assessment: Assessment, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[Person, ...]:
    """The people who would get a direct message by the first alerts."""
    rungs = ladder(assessment.route, organisation, assessment.excluded, now)
    return _told_first(policy.severities[assessment.severity], assessment, organisation, rungs, now)


def _told_first(
    rule: SeverityRule, assessment: Assessment, organisation: Organisation, rungs: tuple[Rung, ...], now: datetime
) -> tuple[Person, ...]:
    """Who gets a direct message: by the severity, and always where the channel is silent or nobody is there to read."""
    first = rungs[0].people if rungs else ()
    if rule.everyone:
        reading = readers(assessment.route, organisation, assessment.excluded)
        return tuple({person.key: person for person in (*first, *reading)}.values())
    unread = rule.promptness is Promptness.AT_ONCE and not is_open(organisation.hours, now)
    if rule.direct or unread or not (rule.channel and assessment.channel):
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


def _second_route(
    case: Case, rungs: tuple[Rung, ...], organisation: Organisation, start: datetime, rung: int
) -> tuple[Owed, ...]:
    """The e-mails about an urgent case that are owed unless an alert of this rung gets through in time.

    They go to those whom the organisation names for it; where none of them may know of this case, to everybody on its
    ladder who has an address.
    """
    if not is_urgent(case.severity) or not organisation.second_route:
        return ()
    on_it = [person for each in rungs for person in each.people if person.email]
    named = [person for person in on_it if person.key in organisation.second_route]
    due = start + SECOND_ROUTE_AFTER
    return tuple(
        Owed(Kind.SECOND_ROUTE, To.PERSON, due, case.id, "", person.key, rung, BEFORE_EVERYTHING)
        for person in named or on_it
    )


def _alert(case: Case, person: Person, due: datetime, rung: int) -> Owed:
    return Owed(Kind.ALERT, To.PERSON, due, case.id, "", person.key, rung, PRIORITY[case.severity])


def _to_reporter(case: Case, kind: Kind, due: datetime, rung: int) -> tuple[Owed, ...]:
    """Nothing is ever sent to somebody whom nobody knows: they come back with their code."""
    return () if case.anonymous else (_owed(case, kind, To.REPORTER, due, rung),)


def _owed(case: Case, kind: Kind, to: To, due: datetime, rung: int) -> Owed:
    return Owed(kind, to, due, case.id, "", "", rung, PRIORITY[case.severity])
