"""Takes the times out of what was owed of an anonymous case, once somebody has it and they are needed no more."""

from datetime import datetime

from sqlalchemy import select, update

from dialogs.alerts import Kind
from storage.database import Transaction
from storage.outbox import State
from storage.tables import CASES, OUTBOX


async def blur(tx: Transaction, case_id: str, day: datetime) -> None:
    """What is done or cancelled is said to be of `day`. The platform's ids go when no message must be changed any more.

    Nothing happens to a case with a reporter, or to one that nobody has.
    """
    nobodys = CASES.c.reporter_index == tx.keyring.blind("reporter", "")
    taken = CASES.c.acknowledged_at.is_not(None)
    if await tx.row(select(CASES.c.id).where(CASES.c.id == case_id, nobodys, taken)) is None:
        return
    done = (OUTBOX.c.case_id == case_id, OUTBOX.c.state != State.OWED.value)
    forgotten = {"due": day, "next_try": day, "ended": day, "leased_until": None, "worker": ""}
    await tx.write(update(OUTBOX).where(*done).values(**forgotten))
    changing = (OUTBOX.c.kind == Kind.ALERT_ANSWERED.value, OUTBOX.c.state == State.OWED.value)
    if await tx.row(select(OUTBOX.c.once).where(OUTBOX.c.case_id == case_id, *changing)) is None:
        await tx.write(update(OUTBOX).where(*done).values(platform_id=""))
