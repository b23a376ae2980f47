"""The driver in fewer steps does what aiosqlite does; that all of storage works over it, its own tests show."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storage import dialects, one_step

LEFT_OPEN = """
import asyncio, sys
from storage import one_step

async def main():
    return await one_step.connect(sys.argv[1], check_same_thread=False)

left_open = asyncio.run(main())
print("done", flush=True)
"""


LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT i, name FROM n, fruits"
"""Selects enough rows to be in the middle of."""

NO_NUMBER = "SELECT name, abs(iif(name = 'plum', -9223372036854775807 - 1, 1)) FROM fruits"
"""Selects what cannot be reckoned, of one row."""


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[one_step.Connection]:
    """A database with one table of two rows."""
    connected = one_step.connect(str(tmp_path / "some.db"), check_same_thread=False)
    async with connected:
        cursor = connected.cursor()
        await cursor.execute("CREATE TABLE fruits (name TEXT PRIMARY KEY) STRICT")
        await cursor.executemany("INSERT INTO fruits VALUES (?)", [("pear",), ("plum",)])
        await connected.commit()
        yield connected


async def test_every_row_is_there_once_it_has_run(connection: one_step.Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("SELECT name FROM fruits ORDER BY name")
    assert cursor.description
    assert list(await cursor.fetchall()) == [("pear",), ("plum",)]


async def test_a_cursor_that_has_run_nothing_has_nothing(connection: one_step.Connection) -> None:
    cursor = connection.cursor()
    assert (cursor.description, cursor.rowcount, cursor.lastrowid, cursor.arraysize) == (None, -1, None, 1)
    assert list(await cursor.fetchall()) == []


async def test_it_tells_how_many_rows_were_written(connection: one_step.Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("UPDATE fruits SET name = name || ?", ("s",))
    assert (cursor.rowcount, cursor.description, list(await cursor.fetchall())) == (2, None, [])
    await cursor.execute("INSERT INTO fruits VALUES ('fig')")
    assert (cursor.rowcount, cursor.lastrowid) == (1, 3)


async def test_what_fails_raises_sqlites_own_error_and_the_next_statement_runs(connection: one_step.Connection) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.IntegrityError) as failed:
        await cursor.execute("INSERT INTO fruits VALUES ('pear')")
    assert failed.value.sqlite_errorname == "SQLITE_CONSTRAINT_PRIMARYKEY"
    await cursor.execute("SELECT count(*) FROM fruits")
    assert list(await cursor.fetchall()) == [(2,)]


async def test_what_was_selected_holds_nothing_open(connection: one_step.Connection, tmp_path: Path) -> None:
    await connection.cursor().execute("SELECT name FROM fruits")
    _writes(tmp_path)


async def test_a_statement_is_handed_over_once(
    connection: one_step.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        await connection.cursor().execute("DELETE FROM fruits WHERE name = ?", ("plum",))
        await connection.cursor().execute("SELECT name FROM fruits")
    assert sum(record.message.startswith("executing") for record in caplog.records) == 2
    assert "plum" not in caplog.text  # nor anything else that is stored


async def test_what_nobody_waits_for_any_more_leaves_nothing_open(
    connection: one_step.Connection, tmp_path: Path
) -> None:
    waiting = asyncio.create_task(connection.cursor().execute(LONG))
    await asyncio.sleep(0)
    assert waiting.cancel()
    await asyncio.wait({waiting})
    assert waiting.cancelled()
    await connection.rollback()  # after it, in the same thread
    _writes(tmp_path)


async def test_what_fails_while_it_is_fetched_leaves_nothing_open(
    connection: one_step.Connection, tmp_path: Path
) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await connection.cursor().execute(NO_NUMBER)
    _writes(tmp_path)


async def test_what_was_written_before_a_failure_is_undone_with_it(connection: one_step.Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.execute("DELETE FROM fruits")
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.executemany("INSERT INTO fruits VALUES (?)", [("fig",), ("fig",)])
    await connection.rollback()
    await cursor.execute("SELECT count(*) FROM fruits")
    assert list(await cursor.fetchall()) == [(2,)]


async def test_a_url_may_hold_options_of_the_driver(tmp_path: Path) -> None:
    engine = dialects.make_engine(make_url(f"sqlite+aiosqlite:///{tmp_path}/some.db?timeout=7&cached_statements=9"))
    async with engine.begin() as begun:
        assert (await begun.execute(text("SELECT 1"))).scalar() == 1
    await engine.dispose()


def test_a_connection_that_was_left_open_keeps_no_program_from_ending(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", LEFT_OPEN, str(tmp_path / "some.db")]
    done = subprocess.run(command, timeout=30, capture_output=True, check=True, cwd=Path(__file__).parent.parent.parent)
    assert done.stdout == b"done\n"


def _writes(folder: Path) -> None:
    """Somebody else writes, who would be locked out by a reader."""
    with closing(sqlite3.connect(folder / "some.db", timeout=0)) as other, other:
        other.execute("DELETE FROM fruits")
