"""Checks every chain of the audit and names the first row of each that is not as it was written. It mends nothing.

What the chains tell of is held against them by `storage.content_check`.
"""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from dialogs.casework.record import Entry
from storage import content_check, data_keys, unordered
from storage.audit import (
    BEGAN,
    ROOT,
    ROOT_DIGITS,
    SYSTEM,
    UNORDERED,
    Head,
    Stored,
    entries,
    mac_of,
    seal_of,
    stored,
)
from storage.content_check import Damage
from storage.database import Transaction
from storage.failures import SealBroken
from storage.tables import AUDIT_CHAINS, AUDIT_ENTRIES


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain is broken. `number` is the entry's, or 0 for what is kept about the whole chain."""

    chain: str
    number: int
    problem: str

    def __str__(self) -> str:
        place = f"entry {self.number}" if self.number else "its own record"
        return f"chain {self.chain}, {place}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to check."""

    entries: int
    chains: int


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain as it is stored; `head` and `seal` only if it still has a record of its own."""

    name: str
    entries: tuple[Stored, ...]
    head: Head | None
    seal: str


async def size(tx: Transaction) -> Size:
    """How many entries there are, and in how many chains."""
    chain = AUDIT_ENTRIES.c.chain
    row = await tx.row(select(func.count(chain).label("entries"), func.count(chain.distinct()).label("chains")))
    return Size(0, 0) if row is None else Size(row.entries, row.chains)


async def verify(tx: Transaction, root: str | None = None) -> tuple[Break | Damage, ...]:
    """The first break of every chain that has one, then what else is not as we left it.

    With `root`, also whether this is what that root once proved.

    Read it in a `Database.snapshot`, so that nobody writes meanwhile.
    """
    chains = await _chains(tx)
    breaks = [broken for chain in chains.values() if (broken := _first_break(tx.keyring.audit, chain)) is not None]
    known = {broken.chain for broken in breaks}
    breaks += [broken for broken in await _against_system(tx, chains) if broken.chain not in known]
    whole = chains.keys() - {broken.chain for broken in breaks}
    if root is not None and not _has_root(chains.get(SYSTEM), root):
        breaks.append(Break(SYSTEM, 0, "this root was never made here: this is another database, or an older copy"))
    return (*breaks, *await content_check.damages(tx, chains.keys(), whole))


async def _chains(tx: Transaction) -> dict[str, _Chain]:
    records = {row.chain: row for row in await tx.rows(select(AUDIT_CHAINS))}
    with_entries = {row.chain for row in await tx.rows(select(AUDIT_ENTRIES.c.chain).distinct())}
    chains: dict[str, _Chain] = {}
    for name in sorted((records.keys() | with_entries) - {UNORDERED}):
        record = records.get(name)
        head = None if record is None else Head(record.length, record.head)
        chains[name] = _Chain(name, await stored(tx, name), head, "" if record is None else record.seal)
    return chains


def _first_break(secret: bytes, chain: _Chain) -> Break | None:
    before = ""
    for number, entry in enumerate(chain.entries, start=1):
        if entry.number > number:
            return Break(chain.name, number, "it is missing")
        if entry.number < number or not hmac.compare_digest(entry.mac, mac_of(secret, entry, before)):
            return Break(chain.name, entry.number, "it was changed, added or moved")
        before = entry.mac
    return _head_break(secret, chain, Head(len(chain.entries), before))


def _head_break(secret: bytes, chain: _Chain, found: Head) -> Break | None:
    if chain.head is None:
        return Break(chain.name, 0, "it is missing")
    if not hmac.compare_digest(chain.seal, seal_of(secret, chain.name, chain.head)):
        return Break(chain.name, 0, "it was changed")
    if found.length < chain.head.length:
        return Break(chain.name, found.length + 1, "it is missing")
    if found != chain.head:
        return Break(chain.name, found.length, "it is newer than the chain's own record")
    return None


async def _against_system(tx: Transaction, chains: Mapping[str, _Chain]) -> list[Break]:
    unreadable = Break(SYSTEM, 0, "its entries do not open: its key was changed or removed")
    try:
        key = await data_keys.key_of(tx, data_keys.of_case(SYSTEM))
        read = await entries(tx, SYSTEM)
    except SealBroken:
        return [unreadable]
    if key is None and read:
        # Only a purge takes a key away, and the system is never purged.
        return [unreadable]
    return [*await _against_beginnings(tx, read, chains), *_against_roots(read, chains)]


async def _against_beginnings(tx: Transaction, read: tuple[Entry, ...], chains: Mapping[str, _Chain]) -> list[Break]:
    """Whether the chains that are there are those that began. Which of the unordered ones is wrong nobody can tell."""
    began = {entry.detail["chain"] for entry in read if entry.what == BEGAN}
    breaks = [Break(name, 1, "the whole chain is missing") for name in sorted(began - chains.keys())]
    unnamed = sorted(chains.keys() - began - {SYSTEM})
    problem = await unordered.problem(tx, unnamed)
    if problem:
        breaks.append(Break(UNORDERED, 0, problem))
    return breaks


def _against_roots(read: tuple[Entry, ...], chains: Mapping[str, _Chain]) -> Iterator[Break]:
    for root in read:
        for name, head in sorted(root.detail.items()) if root.what == ROOT else ():
            length, mac = head.split(":")
            stored = chains[name].entries if name in chains else ()
            if len(stored) < int(length) or stored[int(length) - 1].mac != mac:
                yield Break(name, int(length), f"it is not what the root of {root.at:%d %B %Y} proves")


def _has_root(system: _Chain | None, root: str) -> bool:
    return system is not None and any(entry.mac[:ROOT_DIGITS] == root.strip().lower() for entry in system.entries)
