import asyncio
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import cases
from storage.database import Database, is_sealed
from storage.failures import (
    CannotOpen,
    DatabaseCorrupt,
    DatabaseNewer,
    DatabaseUnavailable,
    FolderNotWritable,
    WrongKeyring,
)
from storage.keyring import Keyring
from tests.storage.examples import KEYRING, case


async def add(database: Database, number: int) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, case(number))


async def count(database: Database) -> int:
    async with database.transaction() as tx:
        return len(await cases.all_open(tx))


def sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def refusal(url: str, keyring: Keyring = KEYRING, *, migrate: bool = True) -> CannotOpen:
    """How opening a database is refused: in one sentence without a line break."""
    with pytest.raises(CannotOpen) as refused:
        await Database.open(url, keyring, migrate=migrate)
    assert "\n" not in str(refused.value)
    assert refused.value.__cause__ is None
    return refused.value


async def test_replicas_may_open_an_empty_database_at_once(postgres_url: str, keyring: Keyring) -> None:
    opened = await asyncio.gather(*(Database.open(postgres_url, keyring) for _ in range(4)))
    for number, database in enumerate(opened):
        await add(database, number)
    assert await count(opened[0]) == 4
    for database in opened:
        await database.close()


async def test_sqlite_is_hardened(tmp_path: Path, keyring: Keyring) -> None:
    database = await Database.open(sqlite_url(tmp_path / "esafety.db"), keyring)
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "secure_delete": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "busy_timeout": 2000,
    }
    async with database.transaction() as tx:
        found = {name: (await tx.connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
    await database.close()
    assert found == wanted


async def test_only_its_owner_may_read_a_sqlite_file(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "new" / "folder" / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    await database.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_the_wrong_keyring_is_refused_and_the_right_one_then_works(url: str, keyring: Keyring) -> None:
    database = await Database.open(url, keyring)
    await add(database, 1)
    await database.close()
    for wrong in (replace(keyring, audit=b"x" * 32), replace(keyring, keks={202612: b"x" * 32})):
        assert isinstance(await refusal(url, wrong), WrongKeyring)
    database = await Database.open(url, keyring)
    assert await count(database) == 1
    await database.close()


async def test_a_database_has_a_keyring_once_it_was_opened_and_looking_changes_nothing(
    empty_url: str, keyring: Keyring
) -> None:
    assert not await is_sealed(empty_url)
    assert not await is_sealed(empty_url)
    await (await Database.open(empty_url, keyring)).close()
    assert await is_sealed(empty_url)


async def test_whether_it_has_one_is_not_guessed_where_a_database_does_not_answer() -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be reached"):
        await is_sealed("postgresql+asyncpg://127.0.0.1:1/none")


async def test_a_newer_versions_database_is_refused(url: str, keyring: Keyring) -> None:
    database = await Database.open(url, keyring)
    async with database.transaction() as tx:
        await tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    assert isinstance(await refusal(url), DatabaseNewer)


async def test_an_older_versions_database_is_not_changed_unless_asked(empty_url: str) -> None:
    assert "older version" in str(await refusal(empty_url, migrate=False))


@pytest.mark.parametrize("content", [b"these are not pages" * 300, b"\0" * 100], ids=["text", "zeros"])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "esafety.db"
    path.write_bytes(content)
    assert isinstance(await refusal(sqlite_url(path)), DatabaseCorrupt)
    assert path.read_bytes() == content


async def test_a_damaged_database_is_refused_and_left_alone(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    await database.close()
    whole = path.read_bytes()
    damaged = whole[:4096] + b"\xff" * 8192 + whole[12288:]
    path.write_bytes(damaged)
    assert isinstance(await refusal(sqlite_url(path)), DatabaseCorrupt)
    assert path.read_bytes() == damaged


async def test_a_database_that_another_program_holds_is_refused(tmp_path: Path, keyring: Keyring) -> None:
    path = tmp_path / "esafety.db"
    database = await Database.open(sqlite_url(path), keyring)
    await database.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "in use by another program" in str(await refusal(sqlite_url(path)))
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in str(await refusal(sqlite_url(path)))


async def test_a_folder_that_cannot_be_written_in_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(await refusal(sqlite_url(tmp_path / "file" / "esafety.db")), FolderNotWritable)
    assert isinstance(await refusal(sqlite_url(tmp_path)), FolderNotWritable)


async def test_a_server_without_that_database_is_said_not_to_be_reachable(postgres_url: str) -> None:
    assert isinstance(await refusal(f"{postgres_url}_other"), DatabaseUnavailable)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://nobody@127.0.0.1:1/nothing",
        "mysql://localhost/db",
        "sqlite+aiosqlite://",
        "",
        "what is this",
    ],
)
async def test_a_database_that_is_not_there_is_refused(url: str) -> None:
    assert isinstance(await refusal(url), DatabaseUnavailable)


async def test_a_password_is_never_shown() -> None:
    refused = await refusal("postgresql+asyncpg://bot:hunter2@127.0.0.1:1/nothing")
    assert "hunter2" not in str(refused)
