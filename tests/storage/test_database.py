import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from storage import cases
from storage.database import Database
from storage.failures import (
    Failure,
    StorageFailed,
)
from storage.keyring import Keyring
from storage.tables import CASES, INSTALLATION
from tests.storage.examples import CASE, case


async def add(database: Database, number: int) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, case(number))


async def count(database: Database) -> int:
    async with database.transaction() as tx:
        return len(await cases.all_open(tx))


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_what_was_committed_is_there_when_it_is_opened_again(url: str, keyring: Keyring) -> None:
    for number in (1, 2):
        database = await Database.open(url, keyring)
        await add(database, number)
        assert await count(database) == number
        await database.close()


async def test_transactions_at_the_same_time_are_all_saved(database: Database) -> None:
    await asyncio.gather(*(add(database, number) for number in range(20)))
    assert await count(database) == 20


async def test_an_open_database_is_ready(database: Database) -> None:
    assert await database.ready()
    assert await database.ready()


async def test_a_database_whose_tables_are_another_versions_is_not_ready(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not await database.ready()


async def test_a_database_that_cannot_be_written_to_is_not_ready(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not await database.ready()
    assert await database.ready()
    await database.close()


async def test_a_database_on_a_full_disk_is_not_ready(tmp_path: Path, keyring: Keyring) -> None:
    database = await Database.open(sqlite_url(tmp_path / "esafety.db"), keyring)
    for pages, ready in ((1, False), (100_000, True)):
        async with database.transaction() as tx:
            await tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        assert await database.ready() is ready
    await database.close()


async def test_trials_leave_nothing_behind_and_do_not_grow_the_file(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    assert await database.ready()
    size = path.stat().st_size
    for _ in range(5):
        assert await database.ready()
    assert path.stat().st_size == size
    async with database.transaction() as tx:
        assert len(await tx.rows(select(INSTALLATION))) == 1
    await database.close()


async def test_replicas_may_try_at_once(url: str, keyring: Keyring) -> None:
    databases = [await Database.open(url, keyring) for _ in range(3)]
    assert await asyncio.gather(*(each.ready() for each in databases)) == [True, True, True]
    for each in databases:
        await each.close()


async def test_a_locked_database_fails_as_busy_and_saves_nothing(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFailed) as failed:
            await add(database, 1)
    assert failed.value.reason is Failure.BUSY
    assert await count(database) == 0
    await database.close()


async def test_a_full_disk_fails_as_full_and_saves_nothing(tmp_path: Path, keyring: Keyring) -> None:
    database = await Database.open(sqlite_url(tmp_path / "esafety.db"), keyring)
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")

    async def add_many() -> None:
        for number in range(100):
            await add(database, number)

    with pytest.raises(StorageFailed) as failed:
        await add_many()
    assert failed.value.reason is Failure.FULL
    async with database.transaction() as tx:
        await tx.connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    saved = await count(database)
    await add(database, 101)
    assert await count(database) == saved + 1
    await database.close()


async def test_a_database_damaged_while_it_is_open_fails_as_corrupt(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    await add(database, 1)
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(StorageFailed) as failed:
        await count(database)
    assert failed.value.reason is Failure.CORRUPT
    await database.close()


async def test_a_lost_connection_fails_and_the_next_transaction_works(postgres_url: str, keyring: Keyring) -> None:
    database = await Database.open(postgres_url, keyring)

    async def lose_the_connection() -> None:
        async with database.transaction() as tx:
            await cases.add(tx, CASE)
            await tx.row(select(func.pg_terminate_backend(func.pg_backend_pid())))

    with pytest.raises(StorageFailed) as failed:
        await lose_the_connection()
    assert failed.value.reason is Failure.UNREACHABLE
    assert await count(database) == 0
    await database.close()


async def test_a_failure_says_nothing_of_what_was_being_saved(database: Database) -> None:
    await add(database, 1)
    with pytest.raises(StorageFailed) as failed:
        async with database.transaction() as tx:
            await cases.add(tx, replace(case(2), id="case-1"))
    assert failed.value.reason is Failure.REFUSED
    assert str(failed.value) == Failure.REFUSED.value
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None


async def test_a_mistake_in_a_statement_is_neither_hidden_nor_quoted(database: Database) -> None:
    with pytest.raises(StorageFailed) as failed:
        async with database.transaction() as tx:
            await tx.rows(select(text("nothing_like_this")))
    assert failed.value.reason is Failure.OTHER
    assert "nothing_like_this" not in str(failed.value)


async def test_a_snapshot_sees_one_moment(postgres_url: str, keyring: Keyring) -> None:
    database = await Database.open(postgres_url, keyring)
    async with database.snapshot() as tx:
        assert await cases.all_open(tx) == ()
        await add(database, 1)
        assert await cases.all_open(tx) == ()
    await database.close()


async def test_nothing_is_written_in_a_snapshot_of_postgresql(postgres_url: str, keyring: Keyring) -> None:
    database = await Database.open(postgres_url, keyring)
    with pytest.raises(StorageFailed) as failed:
        async with database.snapshot() as tx:
            await cases.add(tx, CASE)
    assert failed.value.reason is Failure.READ_ONLY
    await database.close()


async def test_a_number_counts_the_trials_of_readiness(database: Database) -> None:
    await database.ready()
    async with database.transaction() as tx:
        [row] = await tx.rows(select(INSTALLATION.c.trials))
        assert row.trials == 1
        await tx.write(update(CASES).values(rung=0))
