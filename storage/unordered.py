"""Knows which chains of anonymous cases began, without keeping in which order or when they did.

The system's chain names every other chain as it begins, one after the other: that order would say in which order
concerns came in. Of these only how many there are is kept, and the sum (exclusive or) of a mark of each: whoever
removes one or adds one of their own is found, and nobody can tell which came first.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import insert, select

from storage import audit
from storage.audit import UNORDERED, Head
from storage.database import Transaction
from storage.tables import AUDIT_CHAINS

NONE_YET = Head(0, "0" * 64)


async def begin(tx: Transaction, chain: str) -> None:
    """Let a chain begin that the system's is not to name. Do this before its first entry."""
    await tx.keep_or_insert(AUDIT_CHAINS, audit.head_row(tx, UNORDERED, NONE_YET))  # there must be a row to lock
    known = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED).with_for_update())
    before = audit.head_of(tx, known) if known is not None else NONE_YET
    after = replace(before, length=before.length + 1, mac=_added(before.mac, _mark(tx, chain)))
    await tx.replace(AUDIT_CHAINS, audit.head_row(tx, UNORDERED, after), AUDIT_CHAINS.c.chain)
    await tx.write(insert(AUDIT_CHAINS), audit.head_row(tx, chain, audit.NO_HEAD))


async def has_begun(tx: Transaction, chain: str) -> bool:
    """Whether this chain is there. It stays when its case is gone."""
    return await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == chain)) is not None


async def problem(tx: Transaction, chains: Iterable[str]) -> str:
    """What is wrong if exactly these began so; empty if they did."""
    record = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == UNORDERED))
    head = audit.head_of(tx, record) if record is not None else NONE_YET
    if not head.proved:
        return "it was changed"
    found = NONE_YET
    for chain in chains:
        found = Head(found.length + 1, _added(found.mac, _mark(tx, chain)))
    if found.length < head.length:
        return "a whole chain is missing"
    return "" if found == head else "a chain is there that never began here"


def _mark(tx: Transaction, chain: str) -> str:
    return hmac.new(tx.keyring.audit, f"esafety-bot|v1|began|{chain}".encode(), hashlib.sha256).hexdigest()


def _added(total: str, mark: str) -> str:
    return f"{int(total, 16) ^ int(mark, 16):064x}"
