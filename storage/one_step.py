"""SQLite's driver, asked in one step: a statement is run, fetched from and done with in one visit to its thread.

SQLAlchemy asks aiosqlite to make a cursor, run it, fetch from it and close it, and waits each time for a thread to take
that up and for the event loop to hear of it: together that takes longer than the statement. Nothing here changes what
is run, in which order, or when it is on the disk. Whoever stops waiting leaves nothing open behind them.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Literal, Self, TypedDict, Unpack

import aiosqlite

Values = Sequence[str | bytes | int | float | None]
"""The values of one statement."""

Run = Callable[[sqlite3.Connection], sqlite3.Cursor]
"""Runs a statement on the driver's own connection, in its thread."""

Ran = tuple[Sequence[sqlite3.Row], object, int, int | None]
"""What a statement left: its rows, their columns, how many rows it wrote, and the id of the last one."""

ROWS_AT_A_TIME = 64
"""aiosqlite's own default. Nothing is fetched in parts here."""


class Options(TypedDict, total=False):
    """What a database's URL may say to the driver, as SQLAlchemy reads it."""

    timeout: float
    detect_types: int
    isolation_level: Literal["DEFERRED", "EXCLUSIVE", "IMMEDIATE"] | None
    check_same_thread: bool
    cached_statements: int
    uri: bool


def connect(path: str, **options: Unpack[Options]) -> "Connection":
    """A connection, to be awaited, for SQLAlchemy's `async_creator_fn`."""
    return Connection(partial(_connected, path, **options), ROWS_AT_A_TIME)


class Cursor:
    """Runs a statement when asked to, and has all its rows then: SQLAlchemy fetches them all before it goes on."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: Sequence[sqlite3.Row] = ()
        self.description: object = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Values = ()) -> None:
        """Run it, and fetch every row."""
        await self._run(lambda driver: driver.execute(statement, values))

    async def executemany(self, statement: str, several: Iterable[Values]) -> None:
        """Run it once for each of these values."""
        await self._run(lambda driver: driver.executemany(statement, several))

    async def fetchall(self) -> Sequence[sqlite3.Row]:
        """Every row that there was."""
        return self._rows

    async def close(self) -> None:
        """Does nothing: nothing is open."""

    async def _run(self, run: Run) -> None:
        self._rows, self.description, self.rowcount, self.lastrowid = await self._connection.ran(run)


class Connection(aiosqlite.Connection):
    """aiosqlite's, with the cursors above. Its thread keeps no program from ending, as SQLAlchemy sees to otherwise."""

    def __init__(self, connector: partial[sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy only enters it
        """A cursor that has run nothing yet."""
        return Cursor(self)

    async def ran(self, run: Run) -> Ran:
        """What a statement left, once it has been run."""
        left: Ran = await self._execute(_whole, run, self._conn)  # type: ignore[no-untyped-call]
        return left


def _connected(path: str, **options: Unpack[Options]) -> sqlite3.Connection:
    driver = sqlite3.connect(path, **options)
    driver.text_factory = _text
    return driver


def _text(stored: bytes) -> str:
    """A text as it is stored. One damaged byte must not keep anybody from all the rows that are read with it."""
    return stored.decode(errors="backslashreplace")


def _whole(run: Run, driver: sqlite3.Connection) -> Ran:
    with closing(run(driver)) as cursor:
        return cursor.fetchall(), cursor.description, cursor.rowcount, cursor.lastrowid
