"""Forgets what was done of words that are owed again and again, so that they neither pile up nor are kept back."""

from collections.abc import Collection

from sqlalchemy import delete

from dialogs.alerts import Kind
from storage.database import Transaction
from storage.outbox import State
from storage.tables import OUTBOX


async def forget_before(tx: Transaction, kind: Kind, draft_id: str) -> None:
    """Forget what of this kind is owed no more and stands under a name that sorts before this one."""
    older = (OUTBOX.c.kind == kind.value, OUTBOX.c.draft_id < draft_id, OUTBOX.c.state != State.OWED.value)
    await tx.write(delete(OUTBOX).where(*older))


async def forget_unsent(tx: Transaction, kinds: Collection[Kind], case_id: str) -> None:
    """Forget what of these kinds was cancelled or turned out to be owed no more, so that it can be owed again."""
    never_sent = OUTBOX.c.state.in_([State.CANCELLED.value, State.MOOT.value])
    of_kinds = OUTBOX.c.kind.in_([kind.value for kind in kinds])
    await tx.write(delete(OUTBOX).where(OUTBOX.c.case_id == case_id, of_kinds, never_sent))
