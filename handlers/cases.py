"""Somebody opens a case, takes it, or says that they cannot.

Whoever may not know of a case gets the same answer as for one that is not there, and both are written down.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from dialogs import access, summary, wording, wording_cases, wording_closing, wording_replies
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind
from dialogs.case import Case
from dialogs.casework.powers import Refusal
from dialogs.days import blurred
from dialogs.escalation import answered, next_rung, passed_on
from handlers.case_view import shown
from handlers.climbing import owe_on_the_ladder
from handlers.desk import Desk
from handlers.looking import owe_a_look
from handlers.recording import OPENED, forget_when, moment, note
from handlers.reply import NoSuchCase, Reply, Said
from handlers.turn import Acknowledged, CannotTake, OpenedCase, Who
from storage import audit, cases, concerns, outbox
from storage.database import Transaction
from storage.failures import SealBroken

TOLD_BY_ACKNOWLEDGEMENT = frozenset({Kind.ALERT_ANSWERED, Kind.PICKED_UP})
COULD_NOT = "could not take it"
A_DAY = timedelta(days=1)


async def open_case(desk: Desk, turn: OpenedCase) -> Reply:
    """Shows a case to somebody who may read it, and writes down that they did."""
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        if not (turn.further and await was_here(desk, tx, turn.who, case.id)):
            await note(desk, tx, case, turn.who.key, OPENED)
        await mark_read(tx, case)
        return await shown(desk, tx, case, turn.who.key, further=turn.further)


async def was_here(desk: Desk, tx: Transaction, who: Who, case_id: str) -> bool:
    """Whether it is written down that this person was at the case today: then looking on is no other opening."""
    since = desk.clock.now() - A_DAY
    return any(each.actor == who.key and each.at >= since for each in await audit.readable(tx, case_id))


async def acknowledge(desk: Desk, turn: Acknowledged) -> Reply:
    """Somebody takes a case: every other alert about it stops, and the reporter is told."""
    now = desk.clock.now()
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        if case.acknowledged_by or case.closed is not None:
            return _taken(desk, case)
        taken = _taken_by(desk, case, turn.who.key)
        await cases.change(tx, taken)
        await outbox.cancel(tx, WHILE_NOBODY_HAS_IT, case_id=case.id)
        await outbox.forget(tx, TOLD_BY_ACKNOWLEDGEMENT, case_id=case.id)  # somebody else may have had the case before
        rows = await outbox.of_case(tx, case.id)
        sent = tuple(row.owed for row in rows if row.owed.kind is Kind.ALERT and row.platform_id)
        for owed in answered(taken, sent, now):
            await outbox.owe(tx, owed)
        await owe_a_look(desk, tx, taken)
        await note(desk, tx, case, turn.who.key, "acknowledged")
        await forget_when(desk, tx, case.id)
    desk.wake()
    said = wording.acknowledged(case.reference)
    return Said(wording.ACKNOWLEDGED, (said[0], wording_replies.ACKNOWLEDGED) if case.anonymous else said)


async def mark_read(tx: Transaction, case: Case) -> None:
    """Whoever opens an anonymous case reads what came last: its learner may know that."""
    with suppress(SealBroken):  # what does not open is nothing to write in, and its case is shown all the same
        concern = await concerns.of_case(tx, case.id) if case.anonymous else None
        if concern is not None and concern.unread:
            await concerns.change(tx, replace(concern, unread=False))


async def cannot_take(desk: Desk, turn: CannotTake) -> Reply:
    """Somebody cannot take a case: the next people are told now instead of when the timer runs out.

    Saying it twice passes it on once.
    """
    now = desk.clock.now()
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        if case.acknowledged_by or case.closed is not None:
            return _taken(desk, case)
        declined = frozenset(entry.actor for entry in await audit.readable(tx, case.id) if entry.what == COULD_NOT)
        if turn.who.key in declined:
            return Said(wording.PASSED_ON, (wording.passed_on(case.reference),))
        declined |= {turn.who.key}
        policy = await desk.policy_of(tx, case.policy)
        rung = next_rung(case, policy, desk.organisation, declined)
        await outbox.cancel(tx, {Kind.ESCALATE}, case_id=case.id)
        owed = passed_on(case, rung, policy, desk.organisation, now, declined=declined)
        await owe_on_the_ladder(desk, tx, case, owed, rung=rung, what=COULD_NOT, actor=turn.who.key)
    left = any(each.kind is Kind.ALERT and each.person not in declined for each in owed)
    desk.wake()
    said = wording.passed_on(case.reference) if left else wording.nobody_left(case.reference)
    return Said(wording.PASSED_ON, (said,))


async def case_for(desk: Desk, tx: Transaction, who: Who, case_id: str) -> Case | None:
    """The case, if this person may know of it. Both kinds of refusal give the same answer and leave the same trace.

    Whoever had it and may not know of it any more, because they have left, has it no more, unless it is closed.
    """
    case = await cases.without_reports(tx, case_id)
    decision = access.Decision(allowed=False, why="no such case")
    if case is not None:
        policy = await desk.policy_of(tx, case.policy)
        decision = access.decide(who.key, case, policy, desk.organisation)
        known = await cases.lock(tx, case_id) if decision.allowed else None
        if known is not None:
            return access.as_held(known, policy, desk.organisation)
    detail = {"case": case_id[:64], "why": decision.why}
    await audit.append(tx, audit.SYSTEM, desk.clock.now(), who.key, "refused a case", detail)
    return None


def _taken_by(desk: Desk, case: Case, person: str) -> Case:
    """The case in their hands. Of an anonymous one it is forgotten now when its timers began."""
    at = moment(desk, case)
    since = blurred(case.started, desk.organisation.hours) if case.anonymous else None
    told = case.told | {person}
    return replace(case, acknowledged_by=person, acknowledged_at=at, told=told, since=since, theirs_since=None)


def _taken(desk: Desk, case: Case) -> Reply:
    if case.closed is not None:
        return Said(wording_closing.IS_CLOSED, (wording_cases.REFUSED[Refusal.CLOSED],))
    has_it = summary.who_has_it(case, desk.organisation, desk.clock.now())
    return Said(wording.ACKNOWLEDGED, (wording.taken_already(case.reference, has_it),))
