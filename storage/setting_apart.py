"""What was sent of a case is set apart: it can be sent anew, and what stands at a platform still be changed."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import delete, update

from dialogs.alerts import Kind
from storage import outbox
from storage.database import Transaction
from storage.outbox import State
from storage.tables import OUTBOX

APART = 1_000
"""By how much the rung of a message rises each time that it is set apart. No ladder is as long."""


async def set_apart(tx: Transaction, kinds: Collection[Kind], case_id: str) -> None:
    """As `outbox.forget`; but alerts that stand at a platform are kept, with rungs that are in the way of no other."""
    rows = await outbox.of_case(tx, case_id)
    standing = [row.owed for row in rows if row.owed.kind is Kind.ALERT and row.platform_id]
    for owed in sorted(standing, key=lambda each: each.rung, reverse=True):
        apart = replace(owed, rung=owed.rung + APART)
        own = OUTBOX.c.once == owed.once, OUTBOX.c.state != State.OWED.value
        await tx.write(update(OUTBOX).where(*own).values(once=apart.once, rung=apart.rung))
    done = OUTBOX.c.state != State.OWED.value, OUTBOX.c.kind.in_([kind.value for kind in kinds])
    await tx.write(delete(OUTBOX).where(OUTBOX.c.case_id == case_id, OUTBOX.c.rung < APART, *done))
