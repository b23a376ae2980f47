"""Who did what and when: one chain of entries for each case, and one for the system, that cannot be changed unseen.

Each entry proves itself and all before it (an HMAC over what is stored, so that it holds after a purge). A chain's
length and head are proved too, so a removed tail is found, and with them how the case's own rows stand, so an older row
that is put back is found; the system's chain names every chain that was begun, so a removed chain is found; a root
binds every day how far each chain had come, so that an older copy of all that there is of a case is found; and a root
that is posted elsewhere proves the whole, so that an older copy of everything is found.
Checking is `storage.audit_check`.
"""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict

from sqlalchemy import insert, select

from dialogs.casework.record import Entry
from storage import data_keys, standing
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.sealing import Key, Place, seal, unseal
from storage.tables import AUDIT_CHAINS, AUDIT_ENTRIES, EPOCH, MICROSECOND

SYSTEM = "system"
"""The chain of what belongs to no case."""

UNORDERED = "anonymous"
"""Not a chain: the record in its place of those that began in no order (`storage.unordered`)."""

OF_NO_CASE = frozenset({SYSTEM, UNORDERED})
BEGAN = "chain began"
ROOT = "root"
ROOT_DIGITS = 32

NOTHING: Mapping[str, str] = MappingProxyType({})


class _Content(TypedDict):
    """What is sealed of an entry."""

    actor: str
    detail: dict[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """How long a chain is, the last entry's proof, and how the rows of its case stand (`storage.standing`).

    That is empty of what is no case's, and of a chain that an older version wrote last. What is not `proved` somebody
    else has changed, and nothing that is added to it proves it again: it stays found.
    """

    length: int
    mac: str
    stands: str = ""
    proved: bool = True


NO_HEAD = Head(0, "")


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it is stored: `content` is sealed, `mac` proves all of it and all entries before it."""

    chain: str
    number: int
    at: datetime
    what: str
    content: bytes
    mac: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Entries of a chain as they are stored, and its key; None when there is none (any more)."""

    stored: tuple[Stored, ...] = ()
    key: Key | None = field(default=None, repr=False)

    def readable(self) -> tuple[Entry, ...]:
        """The entries to read, as `readable` has them. It needs no database."""
        return tuple(_readable(entry, self.key) for entry in self.stored)


async def append(  # noqa: PLR0917 -- an entry says where, when, who, what and more
    tx: Transaction, chain: str, at: datetime, actor: str, what: str, detail: Mapping[str, str] = NOTHING
) -> None:
    """Add an entry. `chain` is a case's id or SYSTEM; `what` is stored plain, so it is one of a fixed list.

    Until the transaction ends nobody else can add to that chain. With several chains, SYSTEM comes last. Raises
    SealBroken when the key of a case's chain was destroyed: nothing is ever readable there again. SYSTEM gets a new key
    should its own be lost: it is nobody's fault who reports something, and `audit verify` names what does not open.
    """
    head = await _locked_head(tx, chain)
    began = head is None and await tx.keep_or_insert(AUDIT_CHAINS, head_row(tx, chain, NO_HEAD))
    if head is None:
        # Either we began it just now, or another replica did and has committed since.
        head = NO_HEAD if began else await _locked_head(tx, chain) or NO_HEAD
    destroyed = head.length and chain != SYSTEM  # if it has none
    key = await (data_keys.must_have if destroyed else data_keys.key_for)(tx, data_keys.of_case(chain))
    number = head.length + 1
    content = seal(key, _place(chain, number), pack(_Content(actor=actor, detail=dict(detail))))
    entry = Stored(chain, number, at, what, content, "")
    mac = mac_of(tx.keyring.audit, entry, head.mac)
    await tx.write(insert(AUDIT_ENTRIES), asdict(replace(entry, mac=mac)))
    stands = head.stands or ("" if chain == SYSTEM else await standing.of_case(tx, chain))
    after = replace(head, length=number, mac=mac, stands=stands)
    await tx.replace(AUDIT_CHAINS, head_row(tx, chain, after), AUDIT_CHAINS.c.chain)
    if began and chain != SYSTEM:
        await append(tx, SYSTEM, at, "", BEGAN, {"chain": chain})


@asynccontextmanager
async def changing_rows(tx: Transaction, case_id: str) -> AsyncIterator[None]:
    """Change the row of a case or of its concern only in here: afterwards it is proved how they stand.

    Not if they did not stand before as was proved: somebody else's change stays found, whatever is done with the case.
    Before the chain has begun there is nothing to prove: its first entry does it. Lock the case before.
    """
    head = await _locked_head(tx, case_id)
    whole = head is None or not head.stands or head.stands == await standing.of_case(tx, case_id)
    yield
    if head is not None:
        after = replace(head, stands=await standing.of_case(tx, case_id), proved=head.proved and whole)
        await tx.replace(AUDIT_CHAINS, head_row(tx, case_id, after), AUDIT_CHAINS.c.chain)


async def entries(tx: Transaction, chain: str) -> tuple[Entry, ...]:
    """The entries of the chain, from the first. Raises SealBroken when one does not open."""
    key = await data_keys.key_of(tx, data_keys.of_case(chain))
    return tuple(opened(entry, key) for entry in await stored(tx, chain))


async def readable(tx: Transaction, chain: str) -> tuple[Entry, ...]:
    """As `entries`, but an entry that does not open closes nobody out of the others: it says that it is damaged.

    Raises SealBroken when the chain's key does not open.
    """
    key = await data_keys.key_of(tx, data_keys.of_case(chain))
    return tuple(_readable(entry, key) for entry in await stored(tx, chain))


async def chains_of(tx: Transaction, chains: Collection[str], what: Collection[str]) -> dict[str, Chain]:
    """Those entries of each of these chains that say one of `what`, in one question, and not opened yet.

    Opening many takes longer than reading them: do it once the transaction has ended, so that nobody waits for that.
    Open the keys before (`data_keys.open_all`); a chain without one has none.
    """
    those = AUDIT_ENTRIES.c.chain.in_(chains) & AUDIT_ENTRIES.c.what.in_(what)
    found: dict[str, list[Stored]] = {chain: [] for chain in chains}
    for row in await tx.rows(select(AUDIT_ENTRIES).where(those).order_by(AUDIT_ENTRIES.c.number)):
        found[row.chain].append(Stored(row.chain, row.number, row.at, row.what, row.content, row.mac))
    keys = tx.opened
    return {chain: Chain(tuple(each), keys.get(data_keys.of_case(chain))) for chain, each in found.items()}


async def root(tx: Transaction, at: datetime) -> str:
    """Bind every chain that the system's names, as it is now, into that; return what proves it: post it elsewhere.

    The chains of anonymous cases are left out, as they are of what began: two roots would say which of these grew in
    between. That all that began are there is proved by a record of its own (`storage.unordered`). A chain whose record
    somebody else has changed is left out too: what that says binds nothing.
    """
    await append(tx, SYSTEM, at, "", ROOT, await _unbound(tx))
    return (await stored(tx, SYSTEM))[-1].mac[:ROOT_DIGITS]


async def bind(tx: Transaction, at: datetime, since: datetime) -> None:
    """Make a root, unless there is one since then, or nothing is new. Raises SealBroken.

    One that a clock once dated later than now does not count: it would stop all others until then.
    """
    when = AUDIT_ENTRIES.c.at
    lately = (AUDIT_ENTRIES.c.chain == SYSTEM) & (AUDIT_ENTRIES.c.what == ROOT) & (when >= since) & (when <= at)
    there = await _locked_head(tx, SYSTEM)
    if there is None or await tx.row(select(AUDIT_ENTRIES.c.number).where(lately)) is not None:
        return
    await data_keys.must_have(tx, data_keys.of_case(SYSTEM))
    if unbound := await _unbound(tx):
        await append(tx, SYSTEM, at, "", ROOT, unbound)


async def _unbound(tx: Transaction) -> dict[str, str]:
    """How far each chain has come that a root may name, unless the last root that names it says the same."""
    bound: dict[str, str] = {}
    named: set[str] = set()
    for entry in await entries(tx, SYSTEM):
        if entry.what == ROOT:
            bound |= entry.detail
        elif entry.what == BEGAN:
            named.add(entry.detail["chain"])
    rows = await tx.rows(select(AUDIT_CHAINS))
    heads = {row.chain: head_of(tx, row) for row in rows if row.chain in named}
    come = {chain: f"{head.length}:{head.mac}" for chain, head in heads.items() if head.proved}
    return dict(come.items() - bound.items())


async def stored(tx: Transaction, chain: str) -> tuple[Stored, ...]:
    """The chain's entries as they are stored."""
    of_chain = select(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == chain)
    rows = await tx.rows(of_chain.order_by(AUDIT_ENTRIES.c.number))
    return tuple(Stored(row.chain, row.number, row.at, row.what, row.content, row.mac) for row in rows)


def opened(entry: Stored, key: Key | None) -> Entry:
    """The entry to read; without who and how when there is no key any more. Raises SealBroken."""
    if key is None:
        return Entry(entry.number, entry.at, entry.what, "", NOTHING)
    content: _Content = json.loads(unseal(key, _place(entry.chain, entry.number), entry.content))
    return Entry(entry.number, entry.at, entry.what, content["actor"], content["detail"])


def _readable(entry: Stored, key: Key | None) -> Entry:
    try:
        return opened(entry, key)
    except SealBroken:
        return Entry(entry.number, entry.at, entry.what, "", NOTHING, damaged=True)


def mac_of(secret: bytes, entry: Stored, before: str) -> str:
    """The proof of an entry that follows the one proved by `before`."""
    at = (entry.at - EPOCH) // MICROSECOND
    return _proof(secret, "entry", entry.chain, entry.number, at, entry.what, entry.content.hex(), before)


def seal_of(secret: bytes, chain: str, head: Head) -> str:
    """The proof of all that is kept about a chain."""
    stands = (head.stands,) if head.stands else ()
    return _proof(secret, "head", chain, head.length, head.mac, *stands)


def proves(stored: str, proof: str) -> bool:
    """Whether what is stored, which may be any text, is that proof. Raises AttributeError if it is not even a text."""
    return hmac.compare_digest(stored.encode(), proof.encode())


async def _locked_head(tx: Transaction, chain: str) -> Head | None:
    row = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == chain).with_for_update())
    return None if row is None else head_of(tx, row)


def head_of(tx: Transaction, row: AnyRow) -> Head:
    """What is kept about a whole chain, and whether that is proved. In SQLite's file bytes may stand for anything."""
    head = Head(row.length, row.head, row.stands)
    try:
        if isinstance(row.stands, str) and proves(row.seal, seal_of(tx.keyring.audit, row.chain, head)):
            return head
        older = replace(head, stands="")  # a version that knows nothing of rows may still run beside this one
        if row.chain not in OF_NO_CASE and proves(row.seal, seal_of(tx.keyring.audit, row.chain, older)):
            return older
    except (AttributeError, TypeError):
        pass
    return replace(head, proved=False)


def head_row(tx: Transaction, chain: str, head: Head) -> dict[str, object]:
    """What is kept about a whole chain."""
    proof = seal_of(tx.keyring.audit, chain, head) if head.proved else ""
    return {"chain": chain, "length": head.length, "head": head.mac, "stands": head.stands, "seal": proof}


def _proof(secret: bytes, *parts: str | int) -> str:
    # JSON tells where each part ends, so no two lists of parts read the same.
    return hmac.new(secret, pack(["esafety-bot|v1|audit", *parts]), hashlib.sha256).hexdigest()


def _place(chain: str, number: int) -> Place:
    return Place("audit_entries", "content", f"{chain}:{number}")
