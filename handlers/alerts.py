"""Does what is owed when it falls due: sends alerts, tells the next person, tells reporters how it stands.

Each thing is claimed, done and recorded, one after the other; what was claimed and never recorded is done again and
says that it may be a repeat. What a platform does not take is tried again: urgent things for ever, others for a week,
and then set aside where it is seen.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from dialogs import summary, wording
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind, Message, Owed, To
from dialogs.case import Case
from dialogs.escalation import answered, next_owed
from dialogs.forms import holds
from dialogs.ladder import ladder
from dialogs.office_hours import after
from dialogs.policy import Policy
from handlers.desk import Desk
from handlers.messenger import ChannelPlace, Destination, Messenger, NotDelivered, PersonPlace
from handlers.screens import Standing
from storage import audit, cases, drafts, outbox
from storage.database import Transaction
from storage.outbox import Claimed

LEASE = timedelta(seconds=8)
"""How long one worker may take over a claimed thing before another does it: with the worker's nap, less than the ten
seconds in which an urgent alert must be out."""

TO_RECORD = timedelta(seconds=2)
"""What a platform may not use of a lease, so that what became of the message can still be written down within it."""

LONGEST_WAIT = timedelta(seconds=60)
PATIENT_AFTER = 50
PATIENT_WAIT = timedelta(minutes=10)
"""How long to wait between tries of something that is not urgent, once it has failed that often."""

GIVE_UP_AFTER = timedelta(days=7)
"""How long something that is not urgent is tried before it is set aside, where those who handle cases can see it."""

URGENT = 1
"""Priorities up to this one are tried for ever."""


class LeaseLost(Exception):
    """Another worker has taken this over meanwhile: everything done here for it is rolled back."""


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A message on its way: where to, and in place of which one if it changes one."""

    to: Destination
    message: Message
    replaces: str = ""


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
        await _not_delivered(desk, claimed, NotDelivered(outbox.Problem.FAULT))
        raise Faulty from fault


async def _do(desk: Desk, messenger: Messenger, claimed: Claimed) -> None:
    if claimed.owed.kind is Kind.ESCALATE:
        await _escalate(desk, claimed)
        return
    async with desk.database.transaction() as tx:
        parcel = await _parcel(desk, tx, claimed)
        if parcel is None:
            await _record(desk, tx, claimed, "")
            return
        if isinstance(parcel, datetime):
            await outbox.put_off(tx, claimed, parcel, outbox.Problem.NOT_YET)
            return
    try:
        platform_id = await _deliver(desk, messenger, claimed, parcel)
    except NotDelivered as failure:
        await _not_delivered(desk, claimed, failure)
        return
    async with desk.database.transaction() as tx:
        await _sent(desk, tx, claimed, platform_id)
    desk.wake()


async def _deliver(desk: Desk, messenger: Messenger, claimed: Claimed, parcel: _Parcel) -> str:
    """Sends it within the lease. Raises NotDelivered, or LeaseLost if it is too late even to begin."""
    left = claimed.until - TO_RECORD - desk.clock.now()
    if left <= timedelta(0):
        raise LeaseLost
    try:
        async with asyncio.timeout(left.total_seconds()):
            return await _hand_over(messenger, claimed, parcel)
    except TimeoutError:
        raise NotDelivered(outbox.Problem.TIMED_OUT) from None


async def _hand_over(messenger: Messenger, claimed: Claimed, parcel: _Parcel) -> str:
    if parcel.replaces:
        await messenger.change(parcel.to, parcel.replaces, parcel.message)
        return parcel.replaces
    return await messenger.send(parcel.to, parcel.message, key=claimed.owed.once)


async def _record(desk: Desk, tx: Transaction, claimed: Claimed, platform_id: str) -> None:
    if not await outbox.sent(tx, claimed, desk.clock.now(), platform_id):
        raise LeaseLost


async def _sent(desk: Desk, tx: Transaction, claimed: Claimed, platform_id: str) -> None:
    """Writes down that somebody was told. An alert that crossed with an acknowledgement is put right."""
    owed = claimed.owed
    # The case first, then what is owed of it, as everywhere: two that lock in different orders would wait for ever.
    case = await cases.lock(tx, owed.case)
    await _record(desk, tx, claimed, platform_id)
    if case is None:
        return
    detail = {"to": owed.person or owed.to.value, "kind": owed.kind.value}
    await audit.append(tx, owed.case, desk.clock.now(), "", "message sent", detail)
    if owed.kind is Kind.ALERT and case.acknowledged_by:
        for each in answered(case, (owed,), desk.clock.now()):
            if each.kind is Kind.ALERT_ANSWERED:
                await outbox.owe(tx, each)


async def _not_delivered(desk: Desk, claimed: Claimed, failure: NotDelivered) -> None:
    """Tries again later, at the platform's own pace if it names one. What is not urgent is set aside in the end."""
    now = desk.clock.now()
    urgent = claimed.owed.priority <= URGENT
    wait = min(timedelta(seconds=2 ** min(claimed.attempts, 10)), LONGEST_WAIT)
    if not urgent and claimed.attempts >= PATIENT_AFTER:
        wait = PATIENT_WAIT
    if failure.retry_after is not None:
        wait = max(wait, timedelta(seconds=failure.retry_after))
    async with desk.database.transaction() as tx:
        if not urgent and now - claimed.owed.due > GIVE_UP_AFTER:
            await outbox.give_up(tx, claimed, now, failure.problem)
        else:
            await outbox.put_off(tx, claimed, now + wait, failure.problem)


async def _escalate(desk: Desk, claimed: Claimed) -> None:
    """Nobody has acknowledged in time: the next people are owed an alert, in the same commit as the next timer."""
    owed = claimed.owed
    async with desk.database.transaction() as tx:
        case = await cases.lock(tx, owed.case)
        await _record(desk, tx, claimed, "")
        if case is None or case.acknowledged_by or owed.rung <= case.rung:
            return
        policy = await desk.policy_of(tx, case.policy)
        rungs = ladder(policy.routes[case.route], desk.organisation, case.excluded, case.opened)
        # Rungs that were missed while the bot was away are climbed in order; repeats that were missed are not made up.
        since = owed.due if owed.rung < len(rungs) else desk.clock.now()
        next_ones = next_owed(case, owed.rung, policy, desk.organisation, since)
        await owe_on_the_ladder(desk, tx, case, next_ones, rung=owed.rung, what="nobody acknowledged in time")
    desk.wake()


async def owe_on_the_ladder(
    desk: Desk, tx: Transaction, case: Case, owed: tuple[Owed, ...], *, rung: int, what: str, actor: str = ""
) -> None:
    """Owes what comes next on the ladder and writes it down. Those who are owed an alert may open the case from now."""
    people = frozenset(each.person for each in owed if each.person)
    for each in owed:
        await outbox.owe(tx, each)
    await cases.change(tx, replace(case, rung=rung, told=case.told | people))
    detail = {"rung": str(rung), "to": ",".join(sorted(people))}
    await audit.append(tx, case.id, desk.clock.now(), actor, what, detail)


async def _parcel(desk: Desk, tx: Transaction, claimed: Claimed) -> _Parcel | datetime | None:
    """What to send, None if it is no longer owed, or the time to look again."""
    owed = claimed.owed
    if owed.kind is Kind.NOT_SENT:
        return await _reminder(desk, tx, claimed)
    case = await cases.get(tx, owed.case)
    if case is None or _must_not_hear(owed, case):
        return None
    if case.acknowledged_by and owed.kind in WHILE_NOBODY_HAS_IT:
        return None
    policy = await desk.policy_of(tx, case.policy)
    replaces = await _earlier(tx, owed) if owed.kind is Kind.ALERT_ANSWERED else ""
    if owed.kind is Kind.ALERT_ANSWERED and not replaces:
        return None
    return _Parcel(_place(owed, case), _labelled(claimed, _message(desk, policy, case, claimed)), replaces)


def _must_not_hear(owed: Owed, case: Case) -> bool:
    """Whether somebody who must not know would read it: they may have been named since it was owed."""
    return owed.person in case.excluded if owed.to is To.PERSON else owed.to is To.CHANNEL and bool(case.excluded)


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
            return summary.more(case, policy, organisation, now=now)
        case Kind.ALERT_ANSWERED:
            return summary.alert_answered(case, policy, organisation, now=now)
        case Kind.PICKED_UP:
            return summary.picked_up(case, policy, organisation, now)
        case Kind.NOBODY_YET:
            return summary.nobody_yet(case, ladder(policy.routes[case.route], organisation, case.excluded, case.opened))
        case Kind.ESCALATE | Kind.NOT_SENT:
            raise NotAMessageAboutACase
        case _:
            assert_never(owed.kind)


class NotAMessageAboutACase(Exception):
    """A timer or a reminder reached the place where only messages about a case are made: a fault of this program."""


async def _reminder(desk: Desk, tx: Transaction, claimed: Claimed) -> _Parcel | datetime | None:
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
    return _Parcel(PersonPlace(draft.person), _labelled(claimed, message))


async def _earlier(tx: Transaction, owed: Owed) -> str:
    """The platform's id of the alert that this one changes."""
    alert = replace(owed, kind=Kind.ALERT).once
    rows = await outbox.of_case(tx, owed.case)
    return next((row.platform_id for row in rows if row.owed.once == alert), "")


def _place(owed: Owed, case: Case) -> Destination:
    match owed.to:
        case To.CHANNEL:
            return ChannelPlace()
        case To.PERSON:
            return PersonPlace(owed.person)
        case To.REPORTER:
            return PersonPlace(case.reporter)
        case _:
            assert_never(owed.to)
