"""What has words of a case and is no part of it: its draft, what asks to be let in to it, links to a copy of it."""

from sqlalchemy import delete, or_, select

from storage import data_keys, downloads, letting_in
from storage.database import Transaction
from storage.tables import CASES, DRAFTS


async def forget(tx: Transaction, case_id: str) -> None:
    """Forget all of that, with its keys. The case must be there still."""
    row = await tx.row(select(CASES.c.reference, CASES.c.draft).where(CASES.c.id == case_id))
    if row is None:
        return
    of_it = or_(DRAFTS.c.id == row.draft, DRAFTS.c.case_id == case_id)
    theirs = [draft.id for draft in await tx.rows(select(DRAFTS.c.id).where(of_it))]
    await tx.write(delete(DRAFTS).where(DRAFTS.c.id.in_(theirs)))
    await data_keys.destroy(tx, [data_keys.of_draft(each) for each in theirs])
    await letting_in.forget_of(tx, row.reference)
    await downloads.forget_of(tx, case_id)
