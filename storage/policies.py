"""Every version of the policy that a draft or a case was made under, by its hash. It reads none of it."""

from collections.abc import Mapping

from sqlalchemy import select

from storage.database import Transaction
from storage.tables import POLICY_FILES


async def remember(tx: Transaction, policy_hash: str, files: Mapping[str, bytes]) -> None:
    """Keep the files of that version, unless they are kept already."""
    kept = {row.path for row in await tx.rows(select(POLICY_FILES.c.path).where(POLICY_FILES.c.policy == policy_hash))}
    for path in files.keys() - kept:
        # Another replica may keep it at this very moment.
        await tx.keep_or_insert(POLICY_FILES, {"policy": policy_hash, "path": path, "content": files[path]})


async def recall(tx: Transaction, policy_hash: str) -> dict[str, bytes] | None:
    """The files of that version by path, or None when it is not known."""
    files = select(POLICY_FILES.c.path, POLICY_FILES.c.content).where(POLICY_FILES.c.policy == policy_hash)
    return {row.path: row.content for row in await tx.rows(files)} or None
