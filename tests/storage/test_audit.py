import asyncio

import pytest
from sqlalchemy import delete, select

from dialogs.casework.record import Entry
from storage import audit, cases, data_keys
from storage.audit import BEGAN, SYSTEM
from storage.audit_check import Break, verify
from storage.database import Database
from storage.failures import SealBroken
from storage.keyring import Keyring
from storage.tables import AUDIT_ENTRIES, DATA_KEYS
from tests.storage.examples import CASE, MINUTE, NOW


async def test_entries_are_read_as_they_were_added(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, "case-1", NOW, "asha", "opened", {"severity": "S1"})
    async with database.transaction() as tx:
        await audit.append(tx, "case-1", NOW + MINUTE, "ben", "acknowledged")
        assert await audit.entries(tx, "case-1") == (
            Entry(1, NOW, "opened", "asha", {"severity": "S1"}),
            Entry(2, NOW + MINUTE, "acknowledged", "ben", {}),
        )


async def test_a_chain_that_is_not_there_has_no_entries(database: Database) -> None:
    async with database.transaction() as tx:
        assert await audit.entries(tx, "nowhere") == ()


async def test_the_system_knows_every_chain_that_began(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, SYSTEM, NOW, "", "started")
        for what in ("opened", "acknowledged"):
            await audit.append(tx, "case-1", NOW, "asha", what)
        assert await audit.entries(tx, SYSTEM) == (
            Entry(1, NOW, "started", "", {}),
            Entry(2, NOW, BEGAN, "", {"chain": "case-1"}),
        )


async def test_who_and_what_exactly_are_sealed(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, "case-1", NOW, "asha-the-actor", "opened", {"why": "a-reason"})
        rows = repr([tuple(row) for row in await tx.rows(select(AUDIT_ENTRIES))])
    assert "asha-the-actor" not in rows
    assert "a-reason" not in rows


async def test_nothing_is_added_to_the_chain_of_a_purged_case(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await audit.append(tx, CASE.id, NOW, "ben", "opened")
        await cases.purge(tx, CASE.id, NOW)
    with pytest.raises(SealBroken):
        async with database.transaction() as tx:
            await audit.append(tx, CASE.id, NOW, "ben", "fetched a copy", {"whom": "Mia's aunt"})
    async with database.transaction() as tx:
        assert await tx.rows(select(DATA_KEYS).where(DATA_KEYS.c.owner == data_keys.of_case(CASE.id))) == []
        assert len(await audit.stored(tx, CASE.id)) == 1


async def test_a_report_is_kept_though_the_systems_own_key_is_lost(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, SYSTEM, NOW, "ben", "refused a case")
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == data_keys.of_case(SYSTEM)))
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await audit.append(tx, CASE.id, NOW, "ben", "received")
    async with database.transaction() as tx:
        assert await cases.get(tx, CASE.id) == CASE
        assert await verify(tx) != (), "what was there before does not open any more"


async def test_a_purge_leaves_the_chain_whole_and_its_details_unreadable(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await audit.append(tx, CASE.id, NOW, "asha", "opened", {"severity": "S1"})
        root = await audit.root(tx, NOW)
    async with database.transaction() as tx:
        await cases.purge(tx, CASE.id, NOW)
    async with database.snapshot() as tx:
        assert await audit.entries(tx, CASE.id) == (Entry(1, NOW, "opened", "", {}),)
        assert await verify(tx, root) == ()


async def test_an_entry_that_was_changed_does_not_open(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, "case-1", NOW, "asha", "opened")
        await tx.write(AUDIT_ENTRIES.update().values(content=b"\x01" + bytes(400)))
        with pytest.raises(SealBroken):
            await audit.entries(tx, "case-1")


async def test_an_entry_that_does_not_open_closes_nobody_out_of_the_others(database: Database) -> None:
    async with database.transaction() as tx:
        await audit.append(tx, "case-1", NOW, "asha", "opened", {"severity": "S1"})
        await audit.append(tx, "case-1", NOW, "ben", "acknowledged")
        for content in (b"\x01" + bytes(400), b"", b"zzzz"):
            await tx.write(AUDIT_ENTRIES.update().where(AUDIT_ENTRIES.c.number == 1).values(content=content))
            first, second = await audit.readable(tx, "case-1")
            assert first == Entry(1, NOW, "opened", "", {}, damaged=True)
            assert second == Entry(2, NOW, "acknowledged", "ben", {})


async def test_entries_added_at_the_same_time_follow_each_other(url: str, keyring: Keyring) -> None:
    databases = [await Database.open(url, keyring) for _ in range(1 if url.startswith("sqlite") else 3)]

    async def add(number: int) -> None:
        async with databases[number % len(databases)].transaction() as tx:
            await audit.append(tx, f"case-{number % 2}", NOW, "asha", f"did {number}")

    await asyncio.gather(*(add(number) for number in range(30)))
    async with databases[0].snapshot() as tx:
        assert not [each for each in await verify(tx) if isinstance(each, Break)]
        for chain in ("case-0", "case-1"):
            assert len(await audit.entries(tx, chain)) == 15
        assert len(await audit.entries(tx, SYSTEM)) == 2
    for database in databases:
        await database.close()
