from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations, product

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.sql.dml import UpdateBase

from storage import audit, data_keys
from storage.audit import SYSTEM, Head, Stored, mac_of, seal_of
from storage.audit_check import Break, Size, size
from storage.database import Database, Transaction
from storage.tables import AUDIT_CHAINS, AUDIT_ENTRIES, DATA_KEYS
from tests.storage.chains import CHAINS, FORGED, LENGTH, breaks, entry, fill, places, running
from tests.storage.examples import DAY, KEYRING, NOW


@pytest.fixture
async def whole(database: Database) -> Database:
    """A database with two cases, and three chains of at least four entries."""
    return await fill(database)


async def test_an_untouched_audit_has_no_break(whole: Database) -> None:
    assert await breaks(whole) == ()


async def test_an_empty_audit_has_no_break(database: Database) -> None:
    assert await breaks(database) == ()


async def test_the_size_counts_entries_and_chains(whole: Database) -> None:
    async with whole.transaction() as tx:
        assert await size(tx) == Size(entries=3 * LENGTH + 2, chains=3)


@pytest.mark.untraced
async def test_every_changed_row_is_named(whole: Database) -> None:
    changes: list[dict[str, object]] = [
        {"at": NOW + timedelta(microseconds=1)},
        {"what": "did something else"},
        {"content": b"\x01" + bytes(400)},
        {"mac": FORGED},
    ]
    for chain, number, changed in product(CHAINS, range(1, LENGTH + 1), changes):
        change = update(AUDIT_ENTRIES).where(entry(chain, number)).values(**changed)
        found = await places(whole, running(change))
        assert (chain, number) in found
        assert {each for each in found if each[0] == chain} == {(chain, number)}
    assert await breaks(whole) == ()


async def test_every_removed_row_is_named(whole: Database) -> None:
    for chain, number in product(CHAINS, range(1, LENGTH + 1)):
        removal = delete(AUDIT_ENTRIES).where(entry(chain, number))
        found = await places(whole, running(removal))
        assert {each for each in found if each[0] == chain} == {(chain, number)}


async def test_a_removed_tail_is_found(whole: Database) -> None:
    for left in range(LENGTH):
        removal = delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == "case-1", AUDIT_ENTRIES.c.number > left)
        assert await places(whole, running(removal)) == [("case-1", left + 1)]


async def test_a_tail_removed_with_a_shortened_record_is_found(whole: Database) -> None:
    async def shorten(tx: Transaction) -> None:
        mac = (await audit.stored(tx, "case-1"))[-2].mac
        await tx.write(delete(AUDIT_ENTRIES).where(entry("case-1", LENGTH)))
        ours = AUDIT_CHAINS.c.chain == "case-1"
        await tx.write(update(AUDIT_CHAINS).where(ours).values(length=LENGTH - 1, head=mac))

    assert await places(whole, shorten) == [("case-1", 0)]


async def test_swapped_rows_are_found_at_the_first(whole: Database) -> None:
    async def swap(tx: Transaction, one: int, two: int) -> None:
        for old, new in ((one, 99), (two, one), (99, two)):
            await tx.write(update(AUDIT_ENTRIES).where(entry("case-1", old)).values(number=new))

    for one, two in combinations(range(1, LENGTH + 1), 2):
        assert await places(whole, partial(swap, one=one, two=two)) == [("case-1", one)]


async def test_a_row_from_another_chain_is_found(whole: Database) -> None:
    async def move(tx: Transaction) -> None:
        await tx.write(delete(AUDIT_ENTRIES).where(entry("case-1", 1)))
        await tx.write(update(AUDIT_ENTRIES).where(entry("case-2", 1)).values(chain="case-1"))

    assert await places(whole, move) == [("case-1", 1), ("case-2", 1)]


async def test_an_added_row_is_found(whole: Database) -> None:
    for number in (-1, 0, LENGTH + 1, LENGTH + 2):
        row = {"chain": "case-1", "number": number, "at": NOW, "what": "did nothing", "content": b"", "mac": FORGED}
        added = insert(AUDIT_ENTRIES).values(**row)
        [place] = await places(whole, running(added))
        assert place == ("case-1", min(number, LENGTH + 1))


async def test_a_row_that_the_chains_record_does_not_know_is_found(whole: Database) -> None:
    async def add(tx: Transaction) -> None:
        last = (await audit.stored(tx, "case-1"))[-1]
        new = Stored("case-1", LENGTH + 1, NOW, "did more", b"", "")
        values = {"chain": new.chain, "number": new.number, "at": new.at, "what": new.what, "content": new.content}
        await tx.write(insert(AUDIT_ENTRIES).values(**values, mac=mac_of(KEYRING.audit, new, last.mac)))

    assert await places(whole, add) == [("case-1", LENGTH + 1)]


async def test_a_chain_without_its_record_is_found(whole: Database) -> None:
    gone = delete(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1")
    assert await places(whole, running(gone)) == [("case-1", 0)]


async def test_a_chain_that_was_removed_whole_is_found(whole: Database) -> None:
    async def remove(tx: Transaction) -> None:
        await tx.write(delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == "case-1"))
        await tx.write(delete(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1"))

    assert await places(whole, remove) == [("case-1", 1)]


async def test_removing_the_systems_chain_is_found(whole: Database) -> None:
    async def remove(tx: Transaction) -> None:
        await tx.write(delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == SYSTEM))
        await tx.write(delete(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == SYSTEM))

    assert await places(whole, remove) == [(SYSTEM, 1)]


async def test_a_system_whose_key_is_damaged_is_found(whole: Database) -> None:
    ours = DATA_KEYS.c.owner == data_keys.of_case(SYSTEM)
    wrapped = b"\x01" + (202611).to_bytes(4, "big") + bytes(400)
    damages: tuple[UpdateBase, ...] = (
        delete(DATA_KEYS).where(ours),
        update(DATA_KEYS).where(ours).values(wrapped=wrapped),
    )
    for damage in damages:
        assert await places(whole, running(damage)) == [(SYSTEM, 0)]


async def test_a_system_with_another_key_is_found(whole: Database) -> None:
    async def exchange(tx: Transaction) -> None:
        await data_keys.destroy(tx, [data_keys.of_case(SYSTEM)])
        await data_keys.key_for(tx, data_keys.of_case(SYSTEM))

    assert await places(whole, exchange) == [(SYSTEM, 0)]


async def test_a_break_reads_as_a_sentence() -> None:
    assert str(Break("case-1", 3, "it is missing")) == "chain case-1, entry 3: it is missing"
    assert str(Break("case-1", 0, "it was changed")) == "chain case-1, its own record: it was changed"


def test_every_part_of_an_entry_and_of_a_head_is_proved() -> None:
    stored = Stored("case-1", 1, NOW, "opened", b"sealed", "")
    others = (
        replace(stored, chain="case-2"),
        replace(stored, number=2),
        replace(stored, at=NOW + DAY),
        replace(stored, what="closed"),
        replace(stored, content=b"other"),
    )
    proofs = {mac_of(KEYRING.audit, each, "before") for each in (stored, *others)}
    proofs |= {mac_of(KEYRING.audit, stored, ""), mac_of(b"other", stored, "before")}
    proofs |= {seal_of(KEYRING.audit, "case-1", Head(1, "a")), seal_of(KEYRING.audit, "case-1", Head(2, "a"))}
    proofs |= {seal_of(KEYRING.audit, "case-1", Head(1, "b")), seal_of(KEYRING.audit, "case-2", Head(1, "a"))}
    proofs.add(seal_of(KEYRING.audit, "case-1", Head(1, "a", "stands")))
    assert len(proofs) == 13
