"""What a message about a case may say, to whom: references and groups in alerts, never a name from it or its words.

An alert gives reference, severity, the group of the category, the centre and the time. Everything else is read inside
the case, by those who may.
"""

from datetime import datetime

from dialogs import wording, wording_closing, wording_keeping, wording_letting_in, wording_news, wording_replies
from dialogs.alerts import Button, Message, Press
from dialogs.case import Case
from dialogs.casework.powers import Task
from dialogs.ladder import Rung
from dialogs.organisation import Organisation, Person
from dialogs.policy import Policy


def alert_line(case: Case, policy: Policy, organisation: Organisation, now: datetime) -> str:
    """'S1 · ES-7K4M2P · Online contact · Hanley · 10:31', with the day if that is not the day of `now`."""
    centre = organisation.centres.get(case.centre)
    return wording.alert(
        case.severity.value,
        case.reference,
        policy.categories[case.category].group,
        centre.name if centre else "",
        opened(case, organisation, now),
    )


def alert(
    case: Case, policy: Policy, organisation: Organisation, *, rung: int, maybe_repeat: bool, now: datetime
) -> Message:
    """The alert for whoever may open the case."""
    lines = [alert_line(case, policy, organisation, now)]
    if rung:
        lines.append(wording.STILL_NOBODY)
    if maybe_repeat:
        lines.append(wording.MAYBE_REPEAT)
    return Message((*lines, wording.SAFE_LINE), buttons_for(case))


def alert_answered(case: Case, policy: Policy, organisation: Organisation, *, now: datetime) -> Message:
    """The alert as it reads once somebody has acknowledged, or nobody has it any more: then it tells nothing else."""
    if not case.acknowledged_by:
        return Message((case.reference, wording_news.NOT_PICKED_UP), buttons_for(case))
    has_it = who_has_it(case, organisation, case.acknowledged_at)
    return Message((alert_line(case, policy, organisation, now), has_it), (_open(case),))


def more(case: Case, policy: Policy, organisation: Organisation, *, now: datetime, answer: bool = False) -> Message:
    """Told to the people on a case when more of the report has come, or an `answer` of its reporter."""
    line = wording.more_came(case.reference, complete=case.complete and not answer)
    if case.anonymous:
        line = wording_replies.wrote_again(case.reference)
    return Message((alert_line(case, policy, organisation, now), line), buttons_for(case))


def handed_over(case: Case, asker: str, policy: Policy, organisation: Organisation, *, now: datetime) -> Message:
    """Told to whoever is asked by `asker` (a name) to take a case over."""
    take = Button(Press.WORK, wording_closing.TAKE_IT_OVER, f"{Task.TAKE_OVER}.{case.id}")
    line = alert_line(case, policy, organisation, now)
    return Message((line, wording_closing.asks_you(asker)), (take, _open(case)))


def to_agree(case: Case, policy: Policy, organisation: Organisation, *, now: datetime) -> Message:
    """Told to whoever is asked to agree that a case is closed."""
    agree = Button(Press.WORK, wording_closing.SAY_WHETHER, f"{Task.AGREE}.{case.id}")
    return Message((alert_line(case, policy, organisation, now), wording_closing.TO_AGREE), (agree, _open(case)))


def to_destroy(case: Case) -> Message:
    """Told to whoever is asked to agree that the record of a closed case is destroyed."""
    agree = Button(Press.WORK, wording_keeping.SAY_WHETHER, f"{Task.DESTROY}.{case.id}")
    return Message((wording_keeping.to_destroy(case.reference),), (agree, _open(case)))


def changed(case: Case, policy: Policy, organisation: Organisation, *, now: datetime) -> Message:
    """Told to somebody who knows of a case, when another has changed something that matters."""
    return Message((alert_line(case, policy, organisation, now), wording_news.CHANGED), (_open(case),))


def let_in(
    case: Case, first: str, second: str, policy: Policy, organisation: Organisation, *, now: datetime
) -> Message:
    """Told to those who watch over the others, when two people (names) have opened a case to the first."""
    line = alert_line(case, policy, organisation, now)
    return Message((line, wording_letting_in.opened(first, second), wording_letting_in.CAN_END_IT), (_open(case),))


def asked(case: Case) -> Message:
    """Told to the reporter when there is a question."""
    read = Button(Press.MY_REPORT, wording_closing.READ_AND_ANSWER, case.id)
    return Message((wording_closing.question_about(case.reference),), (read,))


def closed(case: Case) -> Message:
    """Told to the reporter once it is closed: nothing of what was done."""
    return Message(wording_closing.dealt_with(case.reference))


def reopened(case: Case) -> Message:
    """Told to the reporter once it is open again: not why."""
    return Message((wording_closing.looked_at_again(case.reference),))


def picked_up(case: Case, policy: Policy, organisation: Organisation, now: datetime) -> Message:
    """Told to the reporter: when, and in which role; no name, because the reporter need not know it."""
    at = case.acknowledged_at or now
    person = organisation.people.get(case.acknowledged_by)
    role = role_title(person, policy) if person else ""
    when, passed = wording.clock(at, organisation.hours.time_zone, now), case.theirs_since is not None
    return Message((wording.picked_up(case.reference, when, role, passed=passed),))


def nobody_yet(case: Case, rungs: tuple[Rung, ...]) -> Message:
    """Told to the reporter when nobody has acknowledged in time, with whom to ring."""
    to_ring = [wording.ring(person.name, person.phone) for rung in rungs for person in rung.people if person.phone]
    return Message((*wording.nobody_yet(case.reference), *to_ring))


def second_route(case: Case, organisation: Organisation, rungs: tuple[Rung, ...], now: datetime) -> Message:
    """Told by e-mail, to somebody on the ladder, when the chat takes no urgent alert. Its subject stands first."""
    at = opened(case, organisation, now)
    people = (person for rung in rungs for person in rung.people if person.phone)
    return Message(wording.second_route(case.reference, at, (wording.ring(each.name, each.phone) for each in people)))


def not_sent(draft: str, on_duty: Person | None) -> Message:
    """Told to somebody who said that there is danger and has not sent their report."""
    to_ring = (wording.ring(on_duty.name, on_duty.phone),) if on_duty else ()
    return Message((*wording.NOT_SENT_YET, *to_ring), (Button(Press.RESUME, wording.RESUME, draft),))


def buttons_for(case: Case) -> tuple[Button, ...]:
    """What can be done with a case: once somebody has it, or it is closed, it can only be opened."""
    if case.acknowledged_by or case.closed is not None:
        return (_open(case),)
    return (
        Button(Press.ACKNOWLEDGE, wording.ACKNOWLEDGE, case.id),
        _open(case),
        Button(Press.CANNOT_TAKE, wording.CANNOT_TAKE, case.id),
    )


def role_title(person: Person, policy: Policy) -> str:
    """The title of the first role in which this person handles cases, else of any role, else an empty text."""
    roles = [policy.roles[role] for role in person.roles if role in policy.roles]
    return next((role.title for role in sorted(roles, key=lambda role: not role.handles)), "")


def opened(case: Case, organisation: Organisation, now: datetime) -> str:
    """When the case was opened, as it may be said: of an anonymous one the day."""
    zone = organisation.hours.time_zone
    return wording.day(case.opened, zone) if case.anonymous else wording.clock(case.opened, zone, now)


def who_has_it(case: Case, organisation: Organisation, now: datetime | None = None) -> str:
    """Who has a case since when, and when it was first picked up; no time where it may not be known to the minute."""
    who, zone = organisation.name_of(case.acknowledged_by), organisation.hours.time_zone
    times = (case.acknowledged_at, case.theirs_since)
    at, since = ("" if each is None or case.anonymous else wording.clock(each, zone, now) for each in times)
    return wording.picked_up_alert(who, at) if case.theirs_since is None else wording.passed_to(who, at, since)


def _open(case: Case) -> Button:
    return Button(Press.OPEN, wording.OPEN, case.id)
