"""A root binds how far each chain had come: an older copy of a case, or of everything, is found by it."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from dialogs.casework.record import Entry
from storage import audit, cases, data_keys, unordered
from storage.audit import SYSTEM
from storage.audit_check import Break, verify
from storage.database import Database, Transaction
from storage.failures import SealBroken
from storage.tables import AUDIT_CHAINS, AUDIT_ENTRIES, CASES
from tests.storage.chains import CHAINS, LENGTH, breaks, entry, fill, places
from tests.storage.examples import DAY, NOW, case


@pytest.fixture
async def whole(database: Database) -> Database:
    """A database with two cases, and three chains of at least four entries."""
    return await fill(database)


async def test_a_root_holds_while_the_chains_grow(whole: Database) -> None:
    roots: list[str] = []
    for day in range(3):
        async with whole.transaction() as tx:
            await audit.append(tx, CHAINS[day], NOW + day * DAY, "ben", "closed")
            roots.append(await audit.root(tx, NOW + day * DAY))
    assert len(set(roots)) == 3
    for root in roots:
        assert len(root) == 32
        assert await breaks(whole, f" {root.upper()}\n") == ()


async def test_a_root_tells_only_what_changed_since_the_last(whole: Database) -> None:
    async with whole.transaction() as tx:
        await audit.root(tx, NOW)
        await audit.append(tx, "case-2", NOW, "ben", "closed")
        await audit.root(tx, NOW + DAY)
        first, second = [each for each in await audit.entries(tx, SYSTEM) if each.what == audit.ROOT]
    assert set(first.detail) == {"case-1", "case-2"}
    assert set(second.detail) == {"case-2"}


async def test_a_root_does_not_say_which_anonymous_cases_changed_since_the_last(whole: Database) -> None:
    async with whole.transaction() as tx:
        await unordered.begin(tx, "case-3")
        await audit.append(tx, "case-3", NOW, "", "received")
        root = await audit.root(tx, NOW)
        [bound] = [each for each in await audit.entries(tx, SYSTEM) if each.what == audit.ROOT]
        assert set(bound.detail) == {"case-1", "case-2"}
        assert [each for each in await verify(tx, root) if isinstance(each, Break)] == []


async def roots(tx: Transaction) -> list[Entry]:
    return [each for each in await audit.entries(tx, SYSTEM) if each.what == audit.ROOT]


async def test_a_day_has_one_root_and_none_if_nothing_was_done(whole: Database) -> None:
    async with whole.transaction() as tx:
        await audit.bind(tx, NOW, NOW)
        await audit.append(tx, "case-2", NOW, "ben", "closed")
        await audit.bind(tx, NOW + DAY / 2, NOW)
        assert len(await roots(tx)) == 1
        await audit.bind(tx, NOW + DAY, NOW + DAY)
        await audit.bind(tx, NOW + 2 * DAY, NOW + 2 * DAY)
        assert [(each.at, set(each.detail)) for each in await roots(tx)] == [
            (NOW, {"case-1", "case-2"}),
            (NOW + DAY, {"case-2"}),
        ]
    assert await breaks(whole) == ()


async def test_all_that_there_is_of_a_case_put_back_as_it_was_before_the_last_root_is_found(whole: Database) -> None:
    ours, its_record, its_row = entry("case-1", LENGTH + 1), AUDIT_CHAINS.c.chain == "case-1", CASES.c.id == "case-1"
    async with whole.transaction() as tx:
        record, row = await tx.row(select(AUDIT_CHAINS).where(its_record)), await tx.row(select(CASES).where(its_row))
        assert record is not None
        assert row is not None
        await cases.change(tx, replace(case(1), excluded=frozenset({"ben"})))
        await audit.append(tx, "case-1", NOW, "asha", "kept somebody out")
        await audit.bind(tx, NOW + DAY, NOW + DAY)
    async with whole.transaction() as tx:
        await tx.write(delete(AUDIT_ENTRIES).where(ours))
        await tx.write(update(AUDIT_CHAINS).where(its_record).values(**record._mapping))  # noqa: SLF001 -- public
        await tx.write(update(CASES).where(its_row).values(**row._mapping))  # noqa: SLF001 -- public
    for _ in range(2):
        [broken] = await breaks(whole)
        assert str(broken).startswith(f"chain case-1, entry {LENGTH + 1}: it is not what the root of ")
        async with whole.transaction() as tx:  # which is not mended by what is done afterwards, nor by another root
            await audit.append(tx, "case-1", NOW, "asha", "looked at")
            await audit.bind(tx, NOW + 2 * DAY, NOW + 2 * DAY)


async def test_a_root_that_a_clock_dated_too_late_stops_no_other(whole: Database) -> None:
    async with whole.transaction() as tx:
        await audit.bind(tx, NOW + 400 * DAY, NOW + 400 * DAY)
        for day in range(2):
            await audit.append(tx, "case-2", NOW + day * DAY, "ben", "looked at")
            await audit.bind(tx, NOW + day * DAY, NOW + day * DAY)
        assert len(await roots(tx)) == 3


async def test_of_a_chain_only_the_first_root_that_it_does_not_hold_is_named(whole: Database) -> None:
    async with whole.transaction() as tx:
        for day in range(5):
            await audit.append(tx, "case-2", NOW, "ben", "looked at")
            await audit.bind(tx, NOW + day * DAY, NOW + day * DAY)
        await tx.write(delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == "case-2", AUDIT_ENTRIES.c.number > LENGTH))
        [entry_before] = [each for each in await audit.stored(tx, "case-2") if each.number == LENGTH]
        record = audit.head_row(tx, "case-2", audit.Head(LENGTH, entry_before.mac))
        await tx.replace(AUDIT_CHAINS, record, AUDIT_CHAINS.c.chain)
        found = [str(each) for each in await verify(tx) if isinstance(each, Break)]
    assert found == [f"chain case-2, entry {LENGTH + 1}: it is not what the root of {NOW:%d %B %Y} proves"]


async def test_nothing_is_bound_where_the_key_of_the_systems_chain_is_gone(whole: Database) -> None:
    async with whole.transaction() as tx:
        await data_keys.destroy(tx, [data_keys.of_case(SYSTEM)])
        with pytest.raises(SealBroken):
            await audit.bind(tx, NOW, NOW)


async def test_where_nothing_was_done_yet_there_is_no_root(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.bind(tx, NOW, NOW)
        assert await audit.entries(tx, SYSTEM) == ()


async def test_what_somebody_made_of_a_chains_record_is_bound_by_no_root(whole: Database) -> None:
    async with whole.transaction() as tx:
        await tx.write(update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1").values(length=LENGTH - 1))
        await audit.bind(tx, NOW, NOW)
        assert [set(each.detail) for each in await roots(tx)] == [{"case-2"}]
    [broken] = await breaks(whole)
    assert isinstance(broken, Break)
    assert (broken.chain, broken.number) == ("case-1", 0)


async def test_a_root_of_another_database_is_refused(whole: Database) -> None:
    [broken] = await breaks(whole, "ab" * 16)
    assert isinstance(broken, Break)
    assert (broken.chain, broken.number) == (SYSTEM, 0)
    assert "root was never made here" in str(broken)


async def test_a_root_is_refused_by_an_empty_database(database: Database) -> None:
    assert len(await breaks(database, "ab" * 16)) == 1


async def test_an_older_copy_of_one_chain_is_found_by_a_later_root(whole: Database) -> None:
    async with whole.transaction() as tx:
        older = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1"))
        await audit.append(tx, "case-1", NOW, "ben", "closed")
        await audit.root(tx, NOW)
    assert older is not None

    async def put_back(tx: Transaction) -> None:
        await tx.write(delete(AUDIT_ENTRIES).where(entry("case-1", LENGTH + 1)))
        values = {"length": older.length, "head": older.head, "seal": older.seal}
        await tx.write(update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1").values(**values))

    assert await places(whole, put_back) == [("case-1", LENGTH + 1)]
