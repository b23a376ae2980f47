"""Checks every chain of the audit and names the first row of each that is not as it was written. It mends nothing.

What the chains tell of is held against them by `storage.content_check`.
"""

from collections.abc import Iterable, Iterator, Mapping
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
    head_of,
    mac_of,
    opened,
    proves,
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
    """A chain as it is stored; `head` only if it still has a record of its own."""

    name: str
    entries: tuple[Stored, ...]
    head: Head | None


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
    breaks += [broken for broken in await _against_system(tx, chains, breaks) if broken.chain not in known]
    whole = chains.keys() - {broken.chain for broken in breaks}
    if root is not None and not _has_root(chains.get(SYSTEM), root):
        breaks.append(Break(SYSTEM, 0, "this root was never made here: this is another database, or an older copy"))
    return (*breaks, *await content_check.damages(tx, chains.keys(), whole))


async def _chains(tx: Transaction) -> dict[str, _Chain]:
    records = {row.chain: row for row in await tx.rows(select(AUDIT_CHAINS))}
    with_entries = {row.chain for row in await tx.rows(select(AUDIT_ENTRIES.c.chain).distinct())}
    chains: dict[str, _Chain] = {}
    for name in sorted((records.keys() | with_entries) - {UNORDERED}, key=str):
        record = records.get(name)
        chains[name] = _Chain(name, await stored(tx, name), None if record is None else head_of(tx, record))
    return chains


def _first_break(secret: bytes, chain: _Chain) -> Break | None:
    before = ""
    for number, entry in enumerate(chain.entries, start=1):
        if _is_after(entry, number):
            return Break(chain.name, number, "it is missing")
        if entry.number < number or not _as_written(secret, entry, before):
            return Break(chain.name, int(entry.number), "it was changed, added or moved")
        before = entry.mac
    return _head_break(chain, len(chain.entries), before)


def _is_after(entry: Stored, number: int) -> bool:
    # SQLite keeps any text where a number should be, after all numbers.
    try:
        return entry.number > number
    except TypeError:
        return True


def _as_written(secret: bytes, entry: Stored, before: str) -> bool:
    """Whether the entry is proved. In SQLite's file bytes may stand for a text, and the other way round."""
    try:
        return proves(entry.mac, mac_of(secret, entry, before))
    except (AttributeError, TypeError):
        return False


def _head_break(chain: _Chain, length: int, last: str) -> Break | None:
    if chain.head is None:
        return Break(chain.name, 0, "it is missing")
    if not chain.head.proved:
        return Break(chain.name, 0, "it was changed")
    if length < chain.head.length:
        return Break(chain.name, length + 1, "it is missing")
    if (length, last) != (chain.head.length, chain.head.mac):
        return Break(chain.name, length, "it is newer than the chain's own record")
    return None


async def _against_system(tx: Transaction, chains: Mapping[str, _Chain], breaks: Iterable[Break]) -> list[Break]:
    """What the system's chain tells of the others. From where it is broken on, nothing that it says is believed."""
    broken = next((each for each in breaks if each.chain == SYSTEM), None)
    there = chains[SYSTEM].entries if SYSTEM in chains else ()
    proved = there if broken is None else there[: max(broken.number - 1, 0)]
    unreadable = Break(SYSTEM, 0, "its entries do not open: its key was changed or removed")
    try:
        key = await data_keys.key_of(tx, data_keys.of_case(SYSTEM))
        read = tuple(opened(each, key) for each in proved)
    except SealBroken:
        return [unreadable]
    if key is None and there:
        # Only a purge takes a key away, and the system is never purged.
        return [unreadable]
    if key is not None and SYSTEM not in chains:
        return [Break(SYSTEM, 1, "the whole chain is missing")]
    began = {entry.detail["chain"] for entry in read if entry.what == BEGAN}
    unnamed = sorted(chains.keys() - began - {SYSTEM}, key=str)
    return [
        *(Break(name, 1, "the whole chain is missing") for name in sorted(began - chains.keys())),
        # Of a part of the system's chain nobody can tell which of the others began in no order.
        *(await _against_unordered(tx, unnamed) if broken is None else ()),
        *_against_roots(read, chains),
    ]


async def _against_unordered(tx: Transaction, unnamed: Iterable[str]) -> list[Break]:
    """Whether the chains that nothing names are those that began so. Which of them is wrong nobody can tell."""
    problem = await unordered.problem(tx, unnamed)
    return [Break(UNORDERED, 0, problem)] if problem else []


def _against_roots(read: tuple[Entry, ...], chains: Mapping[str, _Chain]) -> Iterator[Break]:
    """Of each chain the first root that it does not hold."""
    found: set[str] = set()
    for root in read:
        for name, head in sorted(root.detail.items()) if root.what == ROOT else ():
            length, mac = head.split(":")
            stored = chains[name].entries if name in chains else ()
            if name not in found and (len(stored) < int(length) or stored[int(length) - 1].mac != mac):
                found.add(name)
                yield Break(name, int(length), f"it is not what the root of {root.at:%d %B %Y} proves")


def _has_root(system: _Chain | None, root: str) -> bool:
    return system is not None and any(entry.mac[:ROOT_DIGITS] == root.strip().lower() for entry in system.entries)
