"""SQLite's driver, asked in fewer steps: a statement is handed to the driver's thread once, and twice if it selects.

SQLAlchemy asks aiosqlite to make a cursor, run it, fetch from it and close it, and waits each time for a thread to take
that up and for the event loop to hear of it: together that takes longer than the statement. Nothing here changes what
is run, in which order, or when it is on the disk.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Self

import aiosqlite

Values = Sequence[str | bytes | int | float | None]
"""The values of one statement."""

ROWS_AT_A_TIME = 64
"""aiosqlite's own default. Nothing is fetched in parts here."""


def connect(path: str, *, check_same_thread: bool) -> "Connection":
    """A connection, to be awaited, for SQLAlchemy's `async_creator_fn`."""
    return Connection(partial(sqlite3.connect, path, check_same_thread=check_same_thread), ROWS_AT_A_TIME)


class Cursor:
    """Runs a statement when asked to, and has all its rows then. It needs no closing: nothing is left to fetch."""

    arraysize = 1

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._ran: aiosqlite.Cursor | None = None
        self._rows: Iterable[sqlite3.Row] = ()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Values = ()) -> None:
        """Run it, and fetch every row."""
        self._ran = await self._connection.execute(statement, values)
        self._rows = await self._ran.fetchall() if self._ran.description else ()

    async def executemany(self, statement: str, several: Iterable[Values]) -> None:
        """Run it once for each of these values."""
        self._ran = await self._connection.executemany(statement, several)

    async def fetchall(self) -> Iterable[sqlite3.Row]:
        """Every row that there was."""
        return self._rows

    async def close(self) -> None:
        """Does nothing."""

    @property
    def description(self) -> object:
        """The columns, or None where no rows can come."""
        return self._ran and self._ran.description

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        return self._ran.rowcount if self._ran else -1

    @property
    def lastrowid(self) -> int | None:
        """The id of the row that was inserted last."""
        return self._ran.lastrowid if self._ran else None


class Connection(aiosqlite.Connection):
    """aiosqlite's, with the cursors above. Its thread keeps no program from ending, as SQLAlchemy sees to otherwise."""

    def __init__(self, connector: partial[sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy only enters it
        """A cursor that has run nothing yet."""
        return Cursor(self)
