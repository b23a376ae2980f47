"""Finds what is owed to one place of several anonymous cases at a time, so that it can share a message."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select, update

from dialogs.alerts import Kind
from storage.database import Transaction
from storage.outbox import Claimed, State
from storage.tables import CASES, OUTBOX


@dataclass(frozen=True, slots=True)
class Alike:
    """Something owed (`Owed.once`), and the case that it is of."""

    once: str
    case: str


async def due(tx: Transaction, claimed: Claimed, now: datetime, limit: int) -> tuple[Alike, ...]:
    """What is due and alike: of other anonymous cases that nobody has, the same kind, place and priority.

    Nothing if the claimed one is of a case with a reporter. What another worker is doing is passed over.
    """
    owed = claimed.owed
    nobodys = CASES.c.reporter_index == tx.keyring.blind("reporter", "")
    if await tx.row(select(CASES.c.id).where(CASES.c.id == owed.case, nobodys)) is None:
        return ()
    free = or_(OUTBOX.c.leased_until.is_(None), OUTBOX.c.leased_until <= now)
    anonymous = exists().where(CASES.c.id == OUTBOX.c.case_id, nobodys, CASES.c.acknowledged_at.is_(None))
    found = select(OUTBOX.c.once, OUTBOX.c.case_id).where(
        OUTBOX.c.state == State.OWED.value,
        OUTBOX.c.kind == Kind.ALERT.value,
        OUTBOX.c.addressee == owed.to.value,
        OUTBOX.c.person == owed.person,
        OUTBOX.c.priority == owed.priority,
        OUTBOX.c.next_try <= now,
        OUTBOX.c.once != owed.once,
        free,
        anonymous,
    )
    return tuple(Alike(row.once, row.case_id) for row in await tx.rows(found.order_by(OUTBOX.c.case_id).limit(limit)))


async def done(tx: Transaction, alike: Alike, at: datetime) -> bool:
    """Record that this was sent, in a message that cannot be changed for it alone. False if it was owed no more."""
    still = (OUTBOX.c.once == alike.once, OUTBOX.c.state == State.OWED.value)
    sent = update(OUTBOX).where(*still).values(state=State.SENT.value, ended=at, leased_until=None)
    return await tx.write(sent) == 1
