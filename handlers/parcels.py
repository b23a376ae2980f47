"""What to send of what is owed, to whom: made when it is sent, because things may have changed since it was owed."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from dialogs import access, summary, wording
from dialogs.alerts import OF_WHAT_IS_DUE, WHILE_NOBODY_HAS_IT, Kind, Message, Owed, To
from dialogs.case import Case
from dialogs.casework.owing import ANSWERS
from dialogs.escalation import on_the_ladder
from dialogs.forms import holds
from dialogs.ladder import Rung, ladder, readers
from dialogs.office_hours import after
from dialogs.policy import Policy
from handlers.desk import Desk
from handlers.messenger import ChannelPlace, Destination, MailPlace, PersonPlace
from handlers.notices import OF_NO_CASE, of_no_case
from handlers.parcel import Parcel
from handlers.screens import Standing
from handlers.word_of_cases import is_one, of_the_work
from handlers.word_of_due import of_what_is_due
from storage import cases, drafts, outbox
from storage.database import Transaction
from storage.outbox import Claimed, State


async def parcel(desk: Desk, tx: Transaction, claimed: Claimed) -> Parcel | datetime | None:
    """What to send, None if it is no longer owed, or the time to look again."""
    owed = claimed.owed
    if owed.kind is Kind.NOT_SENT:
        return await _reminder(desk, tx, claimed)
    if owed.kind in OF_NO_CASE:
        found = await of_no_case(desk, tx, owed)
        return replace(found, message=_labelled(claimed, found.message)) if found is not None else None
    case = await cases.get(tx, owed.case)
    if case is None or ((case.acknowledged_by or case.closed) and owed.kind in WHILE_NOBODY_HAS_IT):
        return None
    policy = await desk.policy_of(tx, case.policy)
    if not may_hear(desk, policy, case, owed):
        return None
    if owed.kind is Kind.SECOND_ROUTE and await _got_through(desk, tx, policy, case, owed):
        return None
    replaces = await _earlier(tx, owed) if owed.kind is Kind.ALERT_ANSWERED else ""
    if owed.kind is Kind.ALERT_ANSWERED and not replaces:
        return None
    of_it = await _of_a_case(desk, tx, policy, case, claimed)
    if of_it is None:
        return None
    people = desk.organisation.people
    return Parcel(
        _place(owed, case),
        _labelled(claimed, of_it),
        replaces,
        frozenset(key for key in people if access.may_know(key, case, policy, desk.organisation)),
        frozenset(person.key for person in readers(policy.routes[case.route], desk.organisation, case.excluded)),
    )


async def _of_a_case(desk: Desk, tx: Transaction, policy: Policy, case: Case, claimed: Claimed) -> Message | None:
    if is_one(claimed.owed):
        return await of_the_work(desk, tx, policy, case, claimed.owed)
    if claimed.owed.kind in OF_WHAT_IS_DUE:
        return await of_what_is_due(desk, tx, case, claimed.owed)
    return _message(desk, policy, case, claimed)


def may_hear(desk: Desk, policy: Policy, case: Case, owed: Owed) -> bool:
    """Whether everybody who would read it still may: somebody may have been named, or the route changed, meanwhile."""
    match owed.to:
        case To.CHANNEL:
            tells_nothing = owed.kind is Kind.ALERT_ANSWERED and not case.acknowledged_by
            return tells_nothing or (policy.routes[case.route].channel and not case.excluded)
        case To.PERSON:
            return _may_person_hear(desk, policy, case, owed)
        case To.REPORTER:
            return not case.anonymous and case.reporter not in case.excluded
        case To.EVERYBODY:
            return False
        case _:
            assert_never(owed.to)


def _may_person_hear(desk: Desk, policy: Policy, case: Case, owed: Owed) -> bool:
    """Whether this person still may: what was asked of them by name, only if they may know of the case."""
    knows = access.may_know(owed.person, case, policy, desk.organisation)
    if owed.kind in {Kind.HANDED_OVER, Kind.TO_AGREE, Kind.CHANGED, Kind.TO_DESTROY} | OF_WHAT_IS_DUE:
        return knows
    if owed.kind is Kind.ALERT_ANSWERED:  # that nobody has it tells nothing else
        return knows or not (case.acknowledged_by or owed.person in case.excluded)
    if owed.kind in {Kind.MORE, Kind.LET_IN} and knows:  # whoever took it over need not be on its ladder
        return True
    return owed.person in on_the_ladder(case, policy, desk.organisation)


def _labelled(claimed: Claimed, message: Message) -> Message:
    """A message that may be a repeat says so. An alert does already, and a change of one is no second message."""
    if not claimed.maybe_repeat or claimed.owed.kind in {Kind.ALERT, Kind.ALERT_ANSWERED}:
        return message
    return replace(message, lines=(*message.lines, wording.MAYBE_REPEAT))


def _message(desk: Desk, policy: Policy, case: Case, claimed: Claimed) -> Message:
    owed, organisation, now = claimed.owed, desk.organisation, desk.clock.now()
    match owed.kind:
        case Kind.ALERT:
            return summary.alert(case, policy, organisation, rung=owed.rung, maybe_repeat=claimed.maybe_repeat, now=now)
        case Kind.MORE:
            return summary.more(case, policy, organisation, now=now, answer=owed.rung >= ANSWERS)
        case Kind.ALERT_ANSWERED:
            return summary.alert_answered(case, policy, organisation, now=now)
        case Kind.PICKED_UP:
            return summary.picked_up(case, policy, organisation, now)
        case Kind.NOBODY_YET:
            return summary.nobody_yet(case, _rungs(desk, policy, case))
        case Kind.SECOND_ROUTE:
            return summary.second_route(case, organisation, _rungs(desk, policy, case), now)
        case (  # what is no message about a case, and what `handlers.word_of_cases`, `.word_of_due` and `.rounds` make
            Kind.ESCALATE
            | Kind.NOT_SENT
            | Kind.PAUSED
            | Kind.REMINDER
            | Kind.QUESTION
            | Kind.QUESTION_ANSWERED
            | Kind.LOOK
            | Kind.ROUND
            | Kind.RUNS_OUT
            | Kind.TO_DECIDE
            | Kind.ASKED
            | Kind.CLOSED
            | Kind.REOPENED
            | Kind.HANDED_OVER
            | Kind.TO_AGREE
            | Kind.CHANGED
            | Kind.LET_IN
            | Kind.TO_DESTROY
        ):
            raise NotAMessageAboutACase
        case _:
            assert_never(owed.kind)


def _rungs(desk: Desk, policy: Policy, case: Case) -> tuple[Rung, ...]:
    return ladder(policy.routes[case.route], desk.organisation, case.excluded, case.started)


class NotAMessageAboutACase(Exception):
    """A timer or a reminder reached the place where others are made: a fault of this program."""


async def _reminder(desk: Desk, tx: Transaction, claimed: Claimed) -> Parcel | datetime | None:
    owed, now = claimed.owed, desk.clock.now()
    draft = await drafts.load(tx, owed.draft, now)
    if draft is None or draft.sent or draft.case:
        return None
    policy = await desk.policy_of(tx, draft.policy)
    at = Standing(draft, policy.forms[draft.form], policy, desk.organisation, now)
    if not holds(policy.reporting.danger_now, at.answers):
        return None
    quiet_until = after(policy.reporting.remind_after[owed.rung], draft.changed, desk.organisation.hours)
    if quiet_until > now:
        return quiet_until
    rungs = ladder(at.assessment.route, desk.organisation, at.assessment.excluded, now)
    message = summary.not_sent(draft.id, rungs[0].people[0] if rungs else None)
    return Parcel(PersonPlace(draft.person), _labelled(claimed, message))


async def _got_through(desk: Desk, tx: Transaction, policy: Policy, case: Case, owed: Owed) -> bool:
    """Whether an alert of the same rung has been sent, to somebody who may still know of the case."""
    rows = await outbox.of_case(tx, owed.case)
    return any(
        row.state is State.SENT
        and row.owed.kind is Kind.ALERT
        and row.owed.rung == owed.rung
        and may_hear(desk, policy, case, row.owed)
        for row in rows
    )


async def _earlier(tx: Transaction, owed: Owed) -> str:
    """The platform's id of the alert that this one changes."""
    alert = replace(owed, kind=Kind.ALERT).once
    rows = await outbox.of_case(tx, owed.case)
    return next((row.platform_id for row in rows if row.owed.once == alert), "")


def _place(owed: Owed, case: Case) -> Destination:
    match owed.to:
        case To.CHANNEL:
            return ChannelPlace()
        case To.PERSON | To.EVERYBODY:  # nothing about a case is owed to everybody
            return MailPlace(owed.person) if owed.kind is Kind.SECOND_ROUTE else PersonPlace(owed.person)
        case To.REPORTER:
            return PersonPlace(case.reporter)
        case _:
            assert_never(owed.to)
