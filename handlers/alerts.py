"""Does what is owed when it falls due: sends alerts, tells the next person, tells reporters how it stands.

Each thing is claimed, done and recorded, one after the other; what was claimed and never recorded is done again and
says that it may be a repeat. What a platform does not take is tried again: urgent things for ever, others for a week,
and then set aside where it is seen.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dialogs.alerts import Kind, To
from dialogs.escalation import answered
from handlers import digesting
from handlers.climbing import climb, tell_readers
from handlers.desk import Desk
from handlers.looking import look
from handlers.messenger import ChannelPlace, Messenger, NotDelivered
from handlers.parcel import Parcel
from handlers.parcels import parcel
from handlers.recording import forget_when, note
from handlers.retrying import FOR_GOOD, not_delivered
from handlers.rounds import round_for
from storage import cases, outbox
from storage.database import Transaction
from storage.outbox import Claimed, Problem, State

LEASE = timedelta(seconds=8)
"""How long one worker may take over a claimed thing before another does it: with the worker's nap, less than the ten
seconds in which an urgent alert must be out."""

TO_RECORD = timedelta(seconds=2)
"""What a platform may not use of a lease, so that what became of the message can still be written down within it."""


TIMERS = {Kind.ESCALATE: climb, Kind.LOOK: look}
"""What is no message, and what is done when it falls due."""


class LeaseLost(Exception):
    """Another worker has taken this over meanwhile: everything done here for it is rolled back."""


class NotForTheChannel(Exception):
    """Somebody reads the channel who may not know of the case, or should and does not, or it takes nothing for good."""


class Faulty(Exception):
    """One thing could not be done, for want of a sound row or program (its cause). It was put off: others can go on."""


async def do_what_is_due(desk: Desk, messenger: Messenger, worker: str) -> bool:
    """Claims the most urgent thing that is due and does it. Returns whether there was one.

    One at a time: nothing urgent waits for what was claimed before it, and no lease runs out in a queue.
    Raises Faulty, or StorageFailed when nothing can be written down at all.
    """
    async with desk.database.transaction() as tx:
        claimed = await outbox.claim(tx, desk.clock.now(), worker, LEASE, 1)
    for each in claimed:
        await _do_or_put_off(desk, messenger, each)
    return bool(claimed)


async def _do_or_put_off(desk: Desk, messenger: Messenger, claimed: Claimed) -> None:
    try:
        await _do(desk, messenger, claimed)
    except LeaseLost:
        return
    except Exception as fault:
        await not_delivered(desk, claimed, NotDelivered(Problem.FAULT))
        raise Faulty from fault


async def _do(desk: Desk, messenger: Messenger, claimed: Claimed) -> None:
    of_today = await round_for(desk, claimed) if claimed.owed.kind is Kind.ROUND else None
    async with desk.database.transaction() as tx:
        if claimed.owed.kind in TIMERS:
            await TIMERS[claimed.owed.kind](desk, tx, claimed)
            await _record(desk, tx, claimed, "")
            desk.wake()
            return
        found = of_today if claimed.owed.kind is Kind.ROUND else await parcel(desk, tx, claimed)
        if found is None:
            await _record(desk, tx, claimed, "", State.MOOT)
            return
        if isinstance(found, datetime):
            await outbox.put_off(tx, claimed, found, Problem.NOT_YET)
            return
        others = await digesting.shared(desk, tx, claimed)
    if others:
        found = replace(found, message=digesting.message(len(others) + 1, claimed))
    try:
        arrived = await _deliver(desk, messenger, claimed, found)
    except NotForTheChannel:
        await _elsewhere(desk, claimed)
    except NotDelivered as failure:
        await not_delivered(desk, claimed, failure)
        return
    else:
        await digesting.record(desk, claimed, others, arrived.absent)
        async with desk.database.transaction() as tx:
            # What several share cannot be changed when somebody takes one of them.
            await _sent(desk, tx, claimed, replace(arrived, platform_id="") if others else arrived)
    desk.wake()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message that was taken, under the platform's id. `absent` are those who should read the channel and do not."""

    platform_id: str
    absent: frozenset[str] = frozenset()


async def _deliver(desk: Desk, messenger: Messenger, claimed: Claimed, parcel: Parcel) -> _Arrived:
    """Sends it within the lease. Raises NotDelivered, or LeaseLost if it is too late even to begin."""
    left = claimed.until - TO_RECORD - desk.clock.now()
    if left <= timedelta(0):
        raise LeaseLost
    try:
        async with asyncio.timeout(left.total_seconds()):
            return await _hand_over(messenger, claimed, parcel)
    except TimeoutError:
        raise NotDelivered(Problem.TIMED_OUT) from None


async def _hand_over(messenger: Messenger, claimed: Claimed, parcel: Parcel) -> _Arrived:
    if parcel.replaces:
        await messenger.change(parcel.to, parcel.replaces, parcel.message)
        return _Arrived(parcel.replaces)
    if not isinstance(parcel.to, ChannelPlace):
        return _Arrived(await messenger.send(parcel.to, parcel.message, key=claimed.owed.once))
    try:
        absent = _absent(await messenger.readers(parcel.to), parcel)
        return _Arrived(await messenger.send(parcel.to, parcel.message, key=claimed.owed.once), absent)
    except NotDelivered as failure:
        if failure.problem in FOR_GOOD:
            raise NotForTheChannel from failure
        raise


def _absent(reading: frozenset[str] | None, parcel: Parcel) -> frozenset[str]:
    """Who should read the channel and does not. Raises NotForTheChannel if nobody does, or somebody who must not."""
    if reading is None:
        return frozenset()
    if not reading <= parcel.may_read or not reading & parcel.should_read:
        raise NotForTheChannel
    return parcel.should_read - reading


async def _elsewhere(desk: Desk, claimed: Claimed) -> None:
    async with desk.database.transaction() as tx:
        told = await tell_readers(desk, tx, claimed)
        await _record(desk, tx, claimed, "", State.ELSEWHERE if told else State.MOOT)


async def _record(desk: Desk, tx: Transaction, claimed: Claimed, platform_id: str, state: State = State.SENT) -> None:
    await _done(desk, tx, claimed, platform_id, state)
    await forget_when(desk, tx, claimed.owed.case)


async def _done(desk: Desk, tx: Transaction, claimed: Claimed, platform_id: str, state: State) -> None:
    if not await outbox.sent(tx, claimed, desk.clock.now(), platform_id, state=state):
        raise LeaseLost


async def _sent(desk: Desk, tx: Transaction, claimed: Claimed, arrived: _Arrived) -> None:
    """Writes down that somebody was told. An alert that crossed with an acknowledgement is put right."""
    owed = claimed.owed
    # The case first, then what is owed of it, as everywhere: two that lock in different orders would wait for ever.
    case = await cases.lock(tx, owed.case)
    # The platform's id of a message to a reporter leads to them, and nobody ever changes such a message.
    await _done(desk, tx, claimed, "" if owed.to is To.REPORTER else arrived.platform_id, State.SENT)
    if case is None:
        return
    if owed.kind is Kind.SECOND_ROUTE:
        await cases.change(tx, replace(case, told=case.told | {owed.person}))
    detail = {"to": owed.person or owed.to.value, "kind": owed.kind.value}
    await note(desk, tx, case, "", "message sent", detail)
    if owed.kind is Kind.ALERT and case.acknowledged_by:
        for each in answered(case, (owed,), desk.clock.now()):
            if each.kind is Kind.ALERT_ANSWERED:
                await outbox.owe(tx, each)
    if arrived.absent:
        await tell_readers(desk, tx, claimed, arrived.absent)
    await forget_when(desk, tx, case.id)  # once what is to be changed is owed: its id would be forgotten too
