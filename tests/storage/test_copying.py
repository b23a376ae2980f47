import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import audit, cases, outbox
from storage.audit_check import verify
from storage.copying import copy_file, must_exist, open_copy
from storage.database import Database
from storage.failures import DatabaseCorrupt, DatabaseUnavailable
from storage.keyring import Keyring
from tests.storage.examples import ALERT, CASE, NOW


async def test_a_live_database_is_read_without_disturbing_it(url: str, database: Database, keyring: Keyring) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await outbox.owe(tx, ALERT)
        await audit.append(tx, CASE.id, NOW, "asha", "received")
    async with open_copy(url, keyring) as copy, copy.snapshot() as tx:
        assert await cases.all_open(tx) == (CASE,)
        assert await verify(tx) == ()
    assert await database.ready()


async def test_a_copy_can_be_made_while_a_transaction_is_open(tmp_path: Path, keyring: Keyring) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/esafety.db"
    database = await Database.open(url, keyring)
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        async with open_copy(url, keyring) as copy, copy.transaction() as seen:
            assert await cases.all_open(seen) == ()
    await database.close()


async def test_a_missing_database_is_not_made(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    with pytest.raises(DatabaseUnavailable, match="There is no database at"):
        async with open_copy(f"sqlite+aiosqlite:///{path}", keyring):
            pass
    assert not path.exists()


def test_a_damaged_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    source = tmp_path / "esafety.db"
    source.write_bytes(b"these are not pages" * 300)
    with pytest.raises(DatabaseCorrupt, match="is damaged"):
        copy_file(source, tmp_path / "copy.db")


def test_a_copy_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    source = tmp_path / "esafety.db"
    with closing(sqlite3.connect(source)) as live:
        live.execute("CREATE TABLE t (a)")
    with pytest.raises(DatabaseUnavailable, match="could not be copied"):
        copy_file(source, tmp_path / "missing" / "copy.db")


def test_only_a_database_that_is_there_exists(tmp_path: Path) -> None:
    path = tmp_path / "esafety.db"
    with pytest.raises(DatabaseUnavailable, match="There is no database at"):
        must_exist(f"sqlite:///{path}")
    path.touch()
    must_exist(f"sqlite:///{path}")
    must_exist("postgresql://bot@db/esafety")
