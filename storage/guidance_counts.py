"""How often questions near each passage were answered or not: numbers of nobody, for each version of the policy."""

from sqlalchemy import select, update

from dialogs.guidance.gaps import Count, What
from storage.database import Transaction
from storage.tables import GUIDANCE_COUNTS


async def add(tx: Transaction, policy: str, passage: str, what: What) -> None:
    """Count one more."""
    counts = GUIDANCE_COUNTS.c
    await tx.keep_or_insert(GUIDANCE_COUNTS, {"policy": policy, "passage": passage, "what": what.value, "times": 0})
    this = (counts.policy == policy, counts.passage == passage, counts.what == what.value)
    await tx.write(update(GUIDANCE_COUNTS).where(*this).values(times=counts.times + 1))


async def of_policy(tx: Transaction, policy: str) -> tuple[Count, ...]:
    """Everything that was counted under that version of the policy."""
    columns = GUIDANCE_COUNTS.c
    rows = await tx.rows(select(columns.passage, columns.what, columns.times).where(columns.policy == policy))
    return tuple(Count(row.passage, What(row.what), row.times) for row in rows)
