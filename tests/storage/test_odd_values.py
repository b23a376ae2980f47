"""SQLite keeps any value in any column: what somebody put there behind our back is found, and stops no check."""

from contextlib import suppress

import pytest
from sqlalchemy import Boolean

from storage.audit_check import verify
from storage.database import Database, Transaction
from storage.tables import METADATA
from tests.storage.kept import Kept, Row, Value, fill, key_of
from tests.storage.test_tampering import PROMISED, PutBackError

pytestmark = pytest.mark.untraced

Odd = str | bytes | float

ODD: tuple[Odd, ...] = (b"", b"\xff\x00", "", "no number", 1.5, -1)


@pytest.fixture
async def kept(on_a_file: Database) -> Kept:
    """What is kept of a few cases."""
    return await fill(on_a_file, 8, 6)


@pytest.mark.parametrize("table", PROMISED)
async def test_an_odd_value_anywhere_is_found(table: str, on_a_file: Database, kept: Kept) -> None:
    row = kept.rows[table][-1]
    unseen: list[str] = []
    for column in PROMISED[table].split():
        for odd in (each for each in ODD if not _reads_the_same(table, column, each, row[column])):
            with suppress(PutBackError):
                async with on_a_file.transaction() as tx:
                    await _put(tx, table, row, column, odd)
                    if not await verify(Transaction(tx.connection, tx.keyring)):
                        unseen.append(f"{column}: {odd!r}")
                    raise PutBackError
    assert not unseen


def _reads_the_same(table: str, column: str, odd: Odd, now: Value) -> bool:
    if isinstance(METADATA.tables[table].c[column].type, Boolean):
        return bool(odd) == bool(now)
    return odd == now


async def _put(tx: Transaction, table: str, row: Row, column: str, odd: Odd) -> None:
    names = [key.name for key in METADATA.tables[table].primary_key]
    where = " AND ".join(f"{name} = ?" for name in names)
    await tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    change = f"UPDATE {table} SET {column} = ? WHERE {where}"  # noqa: S608 -- the names of our tables
    await tx.connection.exec_driver_sql(change, (odd, *key_of(table, row)))
