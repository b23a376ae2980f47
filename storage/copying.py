"""Lets a command read a live database without disturbing it: of SQLite it makes a copy, by SQLite's own backup call.

It is not the backup that is kept: the copy is private and gone when the command ends.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from storage import dialects
from storage.database import Database
from storage.failures import DatabaseCorrupt, DatabaseUnavailable
from storage.keyring import Keyring

SECONDS_FOR_A_LOCK = 10.0


@asynccontextmanager
async def open_copy(url: str, keyring: Keyring) -> AsyncIterator[Database]:
    """The database for reading: a copy of SQLite's, PostgreSQL's own. Raises CannotOpen, having changed nothing."""
    live = dialects.read_url(url)
    path = dialects.sqlite_file(live)
    with tempfile.TemporaryDirectory(prefix="esafety-copy-") as folder:
        if path is None:
            database = await Database.open(url, keyring, migrate=False)
        else:
            copy = Path(folder) / "copy.db"
            await asyncio.to_thread(copy_file, path, copy)
            database = await Database.open(f"sqlite+aiosqlite:///{copy}", keyring)
        try:
            yield database
        finally:
            await database.close()


def must_exist(url: str) -> None:
    """Raises DatabaseUnavailable when that is the URL of nothing, or of a SQLite file that is not there."""
    path = dialects.sqlite_file(dialects.read_url(url))
    if path is not None:
        _refuse_missing(path)


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite database as it is at one moment, whoever writes to it meanwhile.

    Raises DatabaseUnavailable when it is missing or busy, DatabaseCorrupt when it is damaged.
    """
    _refuse_missing(source)
    try:
        with (
            closing(sqlite3.connect(source, timeout=SECONDS_FOR_A_LOCK)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
    except sqlite3.OperationalError:
        raise DatabaseUnavailable(
            f"The database {source} could not be copied: it is busy, or the disk is full; try again."
        ) from None
    except sqlite3.DatabaseError:
        raise DatabaseCorrupt(f"The database {source} is damaged: it was left as it is; restore a backup.") from None


def _refuse_missing(path: Path) -> None:
    if not path.is_file():
        raise DatabaseUnavailable(f"There is no database at {path}: nothing has been stored there yet.")
