"""One database, opened safely, and its transactions.

Whatever goes wrong below leaves here as one sentence without a statement, a parameter or anybody's words. What is
stored is decided in the modules beside this one.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Self, TypeVar, TypeVarTuple

from sqlalchemy import Column, Row, Table, TypedColumns, delete, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage import dialects, schema
from storage.failures import (
    DatabaseNewer,
    DatabaseOlder,
    DatabaseUnavailable,
    Failure,
    StorageFailed,
    WrongKeyring,
)
from storage.keyring import Keyring
from storage.sealing import Key
from storage.tables import DATA_KEYS, INSTALLATION

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

AnyRow = Row[*tuple[object, ...]]
"""A whole row of a table."""

TRIAL = 2
TRIAL_BYTES = 4096
"""The row of `installation` that a trial inserts and deletes, and how large it is."""

UNREACHABLE = "The database cannot be reached: check that it runs and DATABASE_URL is right; nothing was changed."
WHY_NOT = {
    Failure.BUSY: "The database is in use by another program: stop that, then start again; nothing was changed.",
    Failure.FULL: "The disk of the database is full: free some space, then start again; nothing was changed.",
    Failure.CORRUPT: "The database is damaged: it was left as it is; restore the newest backup, then start again.",
}
"""Why it could not be opened, when it is not as simple as `UNREACHABLE`."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Everything that is written through it is saved together or not at all. `opened` holds the data keys in use."""

    connection: AsyncConnection
    keyring: Keyring
    opened: dict[str, Key] = field(default_factory=dict, repr=False)

    async def rows(self, statement: TypedReturnsRows[*Ts]) -> Sequence[Row[*Ts]]:
        """Every row that the statement selects. Raises StorageFailed."""
        return (await _translated(self.connection.execute(statement))).all()

    async def row(self, statement: TypedReturnsRows[*Ts]) -> Row[*Ts] | None:
        """The first row that the statement selects, or None. Raises StorageFailed."""
        return (await _translated(self.connection.execute(statement))).first()

    async def write(self, statement: UpdateBase, row: Mapping[str, object] | None = None) -> int:
        """Run the statement, with the row's values if it has none; how many rows it wrote. Raises StorageFailed."""
        return (await _translated(self.connection.execute(statement, row))).rowcount

    async def keep_or_insert(
        self, table: Table[TypedColumns], row: Mapping[str, object], unique: Column[str] | None = None
    ) -> bool:
        """Insert the row unless one with the same unique column (None: any key) is there. Whether it was inserted."""
        return await self.write(dialects.insert_or_keep(self.connection.dialect.name, table, unique), row) == 1

    async def replace(self, table: Table[TypedColumns], row: Mapping[str, object], key: Column[str]) -> None:
        """Insert the row, or give the one with the same key these values."""
        await self.write(dialects.insert_or_replace(self.connection.dialect.name, table, key), row)


class Database:
    """An open database. Make it with `open`, and close it."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring) -> None:
        self._engine = engine
        self._keyring = keyring

    @classmethod
    async def open(cls, url: str, keyring: Keyring, *, migrate: bool = True) -> Self:
        """Open it, making or (with `migrate`) upgrading its tables. Raises CannotOpen, having changed nothing."""
        read = dialects.read_url(url)
        await dialects.prepare(read)
        database = cls(dialects.make_engine(read), keyring)
        try:
            async with database.transaction() as tx:
                await _bring_up_to_date(tx, migrate=migrate)
                await _recognise(tx)
        except StorageFailed as failed:
            reason = failed.reason
        except BaseException:
            await database.close()
            raise
        else:
            return database
        await database.close()
        raise DatabaseUnavailable(WHY_NOT.get(reason, UNREACHABLE))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing: left normally it commits, left by an exception it undoes. Raises StorageFailed.

        Only after it has been left normally is anything saved.
        """
        connection = await _translated(self._engine.connect())
        try:
            begun = await _translated(connection.begin().start())
            yield Transaction(connection, self._keyring)
            await _translated(begun.commit())
        finally:
            # Whether it was saved is decided by now; a connection that cannot even be closed changes nothing about it.
            with suppress(DBAPIError, OSError):
                await asyncio.shield(connection.close())

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Transaction]:
        """A transaction for long reading: it sees one moment. Raises StorageFailed."""
        async with self.transaction() as tx:
            await _translated(dialects.hold_still(tx.connection))
            yield tx

    async def write_anew(self, most_bytes: int | None = None) -> bool:
        """Write the file anew, so that nothing of it says in which order rows came. Whether it was written.

        A file of more than `most_bytes` is left as it is: nothing else can be stored meanwhile. Raises StorageFailed.
        """
        async with self.transaction() as tx:
            return await _translated(dialects.write_anew(tx.connection, most_bytes))

    async def ready(self) -> bool:
        """Whether something could be saved now: it saves a number, and makes room for a row as a full disk could not.

        Never raises.
        """
        try:
            async with self.transaction() as tx:
                await _make_room(tx)
                counted = await tx.write(update(INSTALLATION).values(trials=INSTALLATION.c.trials + 1))
                current = await _translated(tx.connection.run_sync(schema.revision_of))
        except StorageFailed:
            return False
        return counted == 1 and current == schema.head()

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


async def is_sealed(url: str) -> bool:
    """Whether a keyring belongs to that database as it is. Nothing is made or changed. Raises CannotOpen.

    Ask before making keys: beside one that has others they would open nothing.
    """
    read = dialects.read_url(url)
    file = dialects.sqlite_file(read)
    if file is not None:
        return file.exists()
    engine = dialects.make_engine(read)
    try:
        return await _translated(_has_a_mark(engine))
    except StorageFailed as failed:
        reason = failed.reason
    finally:
        await engine.dispose()
    raise DatabaseUnavailable(WHY_NOT.get(reason, UNREACHABLE))


async def _has_a_mark(engine: AsyncEngine) -> bool:
    async with engine.connect() as connection:
        if await connection.run_sync(schema.revision_of) is None:
            return False
        return (await connection.execute(select(INSTALLATION.c.keyring_mark))).first() is not None


async def _make_room(tx: Transaction) -> None:
    # Random, since PostgreSQL would pack anything else into less.
    row = {"id": TRIAL, "keyring_mark": secrets.token_hex(TRIAL_BYTES // 2), "trials": 0}
    await tx.write(insert(INSTALLATION), row)
    await tx.write(delete(INSTALLATION).where(INSTALLATION.c.id == TRIAL))


async def _bring_up_to_date(tx: Transaction, *, migrate: bool) -> None:
    await _translated(dialects.hold_schema(tx.connection))
    current = await _translated(tx.connection.run_sync(schema.revision_of))
    if current is not None and current not in schema.known():
        raise DatabaseNewer(
            "A newer version of the bot has changed the database: start that version; nothing was changed."
        )
    if current != schema.head():
        if not migrate:
            raise DatabaseOlder("The database is an older version's: start the bot once to bring it up to date.")
        await _translated(tx.connection.run_sync(schema.upgrade))


async def _recognise(tx: Transaction) -> None:
    mark = tx.keyring.mark()
    await tx.keep_or_insert(INSTALLATION, {"id": 1, "keyring_mark": mark, "trials": 0})
    stored = await tx.row(select(INSTALLATION.c.keyring_mark))
    epochs = {row.epoch for row in await tx.rows(select(DATA_KEYS.c.epoch).distinct())}
    if stored is None or stored.keyring_mark != mark or not epochs <= tx.keyring.keks.keys():
        raise WrongKeyring(
            "The database was written with another keyring: put the right keyring back; nothing was changed."
        )


async def _translated(work: Awaitable[T]) -> T:
    # Raised after the except block has ended: the error below, which may quote a row, does not hang on to ours.
    try:
        return await work
    except PoolTimeoutError:
        reason = Failure.BUSY
    except (DBAPIError, OSError) as error:
        reason = dialects.failure_of(error)
    raise StorageFailed(reason)
