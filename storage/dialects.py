"""Everything that differs between SQLite and PostgreSQL: connecting safely, inserting or keeping, what errors mean.

No other module asks which database it is speaking to, except to copy a SQLite file (`storage.copying`).
"""

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Column, Table, TypedColumns, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.sql.dml import Insert

from storage import one_step
from storage.failures import DatabaseCorrupt, DatabaseUnavailable, Failure, FolderNotWritable

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

PRAGMAS = (
    "PRAGMA busy_timeout = 2000",
    # Not WAL: copies of deleted rows stay in a WAL file, and versions before 3.51.3 can corrupt one when it is reset.
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)

SESSION = {
    "application_name": "esafety-bot",
    "timezone": "UTC",
    "synchronous_commit": "on",
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
}

SECONDS_FOR_A_CONNECTION = 10.0
"""How long a turn queues for a connection before it is told that nothing was saved."""

SCHEMA_LOCK = 0x65736166657479
"""The advisory lock under which one replica at a time changes PostgreSQL's tables."""

SQLITE_FAILURES = {
    sqlite3.SQLITE_BUSY: Failure.BUSY,
    sqlite3.SQLITE_LOCKED: Failure.BUSY,
    sqlite3.SQLITE_READONLY: Failure.READ_ONLY,
    sqlite3.SQLITE_IOERR: Failure.UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Failure.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Failure.CORRUPT,
    sqlite3.SQLITE_NOTADB: Failure.CORRUPT,
    sqlite3.SQLITE_FULL: Failure.FULL,
    sqlite3.SQLITE_CONSTRAINT: Failure.REFUSED,
}

POSTGRESQL_FAILURES = {
    "08": Failure.UNREACHABLE,
    "23": Failure.REFUSED,
    "25": Failure.READ_ONLY,
    "28": Failure.UNREACHABLE,
    "3D": Failure.UNREACHABLE,
    "40": Failure.BUSY,
    "42501": Failure.READ_ONLY,
    "53": Failure.BUSY,
    "53100": Failure.FULL,
    "55": Failure.BUSY,
    "57": Failure.UNREACHABLE,
    "57014": Failure.BUSY,
    "XX001": Failure.CORRUPT,
    "XX002": Failure.CORRUPT,
}
"""By SQLSTATE, else by its first two characters, the class of the error."""


def read_url(url: str) -> URL:
    """The URL with the one driver that each database is used through. Raises DatabaseUnavailable for any other."""
    try:
        read = make_url(url)
    except ArgumentError:
        read = URL.create("nothing")
    driver = DRIVERS.get(read.drivername)
    if driver is None or not read.database:
        raise DatabaseUnavailable(
            "DATABASE_URL must be sqlite+aiosqlite:///<file> or postgresql+asyncpg://<server>/<name>."
        )
    return read.set(drivername=driver)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


async def prepare(url: URL) -> None:
    """Make sure that there is something whole to connect to. Raises FolderNotWritable or DatabaseCorrupt."""
    path = sqlite_file(url)
    if path is not None:
        await asyncio.to_thread(_prepare_file, path)


def make_engine(url: URL) -> AsyncEngine:
    """An engine that never shows a parameter in an error. SQLite gets one connection, for which transactions queue."""
    if sqlite_file(url) is None:
        connect = {"timeout": SECONDS_FOR_A_CONNECTION, "server_settings": SESSION}
        return create_async_engine(
            url, hide_parameters=True, pool_pre_ping=True, pool_timeout=SECONDS_FOR_A_CONNECTION, connect_args=connect
        )
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"async_creator_fn": one_step.connect},
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=SECONDS_FOR_A_CONNECTION,
    )
    event.listen(engine.sync_engine, "connect", _harden)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


async def hold_schema(connection: AsyncConnection) -> None:
    """Until this transaction ends nobody else changes the tables. SQLite's transactions exclude each other anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})


async def write_anew(connection: AsyncConnection, most_bytes: int | None) -> bool:
    """Write SQLite's file anew, in the order of the keys, unless it is larger than that. Whether it was written.

    Within a page and on overflow pages rows stand in the order in which they came: written anew, they do so no more.
    PostgreSQL is left as it is. The connection is in a transaction before and after.
    """
    if connection.dialect.name != "sqlite":
        return False
    pages, size = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in PAGES]
    if most_bytes is not None and pages * size > most_bytes:
        return False
    await connection.exec_driver_sql("COMMIT")  # it cannot be done within a transaction
    try:
        await connection.exec_driver_sql("VACUUM")
    finally:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
    return True


PAGES = ("page_count", "page_size")


async def hold_still(connection: AsyncConnection) -> None:
    """Until this transaction ends it sees one moment and writes nothing; must come first in it."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


@cache
def insert_or_keep(dialect: str, table: Table[TypedColumns], unique: Column[str] | None) -> Insert:
    """A statement that inserts a row unless one with the same unique column (None: any key) is there, which then stays.

    Kept, because making a statement takes longer than running it.
    """
    elements = None if unique is None else [unique]
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=elements)
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=elements)


@cache
def insert_or_replace(dialect: str, table: Table[TypedColumns], key: Column[str]) -> Insert:
    """A statement that inserts a row, or gives the one with the same key its values. Kept like `insert_or_keep`'s."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    values = {column.name: insert.excluded[column.name] for column in table.c}
    return insert.on_conflict_do_update(index_elements=[key], set_=values)


def failure_of(error: BaseException) -> Failure:
    """What an error of either database means to a person."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return SQLITE_FAILURES.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, Failure.OTHER)
    if isinstance(cause, OSError):
        return Failure.UNREACHABLE
    # An error of asyncpg's own, without a state, is about the connection.
    state: str = getattr(cause, "sqlstate", None) or "08000"
    return POSTGRESQL_FAILURES.get(state, POSTGRESQL_FAILURES.get(state[:2], Failure.OTHER))


def _harden(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # the driver begins nothing by itself: every transaction begins IMMEDIATE
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with path.open("r+b"):
            pass
    except OSError:
        raise FolderNotWritable(
            f"The database {path} cannot be written to: give the bot's account its folder, or set ESAFETY_DATA_DIR "
            "to another; nothing was changed."
        ) from None
    _check_file(path)


def _check_file(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        raise DatabaseUnavailable(
            f"The database {path} is in use by another program: stop that, then start again."
        ) from None
    except sqlite3.DatabaseError:
        said = "not a database"
    if said != "ok":
        raise DatabaseCorrupt(
            f"The database {path} is damaged: it was left as it is; put the newest backup there, then start again."
        )
