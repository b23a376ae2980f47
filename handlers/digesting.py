"""One message in place of many, while very many concerns come in: a platform takes about one a second."""

from dataclasses import replace

from dialogs import wording, wording_replies
from dialogs.alerts import Kind, Message, To
from dialogs.escalation import URGENT
from handlers.climbing import tell_readers
from handlers.desk import Desk
from handlers.parcels import may_hear
from handlers.recording import forget_when, note
from storage import alike, cases
from storage.alike import Alike
from storage.database import Transaction
from storage.outbox import Claimed

FROM = 10
"""How many may each have an alert of their own: beyond that they share one."""

MOST = 50
"""How many share one at most: more are in the next."""

TOGETHER = 20
"""How many are written down in one transaction."""


async def shared(desk: Desk, tx: Transaction, claimed: Claimed) -> tuple[Alike, ...]:
    """What else is owed to the same place now of other anonymous cases, if there is so much that it shares a message.

    Nothing if the claimed one has a message of its own.
    """
    owed = claimed.owed
    if owed.kind is not Kind.ALERT or owed.to is To.REPORTER:
        return ()
    due = await alike.due(tx, claimed, desk.clock.now(), MOST)
    others = tuple([each for each in due if await _may_be_told(desk, tx, claimed, each)]) if len(due) >= FROM else ()
    return others if len(others) >= FROM else ()


async def _may_be_told(desk: Desk, tx: Transaction, claimed: Claimed, other: Alike) -> bool:
    """Whether this place may hear of that case too. Else not even how many there are may tell of it."""
    case = await cases.get(tx, other.case)
    owed = replace(claimed.owed, case=other.case)
    return case is not None and may_hear(desk, await desk.policy_of(tx, case.policy), case, owed)


def message(count: int, claimed: Claimed) -> Message:
    """The one message."""
    many = wording_replies.many(count, urgent=claimed.owed.priority <= URGENT)
    return Message((*many, *((wording.MAYBE_REPEAT,) if claimed.maybe_repeat else ())))


async def record(desk: Desk, claimed: Claimed, others: tuple[Alike, ...], absent: frozenset[str]) -> None:
    """Writes down that the others were told of too, some at a time: nobody who sends something waits for all of them.

    `absent` should read the channel and do not: they are owed each of them directly.

    Do this before what was claimed is recorded. Whoever dies meanwhile has then left a claim, and what is sent for the
    rest says that it may be a repeat. The case first, then what is owed of it, as everywhere.
    """
    owed = claimed.owed
    detail = {"to": owed.person or owed.to.value, "kind": owed.kind.value}
    for first in range(0, len(others), TOGETHER):
        async with desk.database.transaction() as tx:
            for each in others[first : first + TOGETHER]:
                case = await cases.lock(tx, each.case)
                if case is not None and await alike.done(tx, each, desk.clock.now()):
                    await note(desk, tx, case, "", "message sent", detail)
                    if absent:
                        await tell_readers(desk, tx, replace(claimed, owed=replace(owed, case=case.id)), absent)
                    await forget_when(desk, tx, case.id)
