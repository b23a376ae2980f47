"""Chains of the audit for tests: filled, tampered with and verified."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import ColumnElement, and_
from sqlalchemy.sql.dml import UpdateBase

from storage import audit, cases, outbox
from storage.audit import SYSTEM
from storage.audit_check import Break, verify
from storage.content_check import Damage
from storage.database import Database, Transaction
from storage.tables import AUDIT_ENTRIES
from tests.storage.examples import ALERT, NOW, case

Tampering = Callable[[Transaction], Awaitable[object]]

CHAINS = ("case-1", "case-2", SYSTEM)
LENGTH = 4
FORGED = "0" * 64


async def fill(database: Database) -> Database:
    """The database with two cases, and three chains of at least four entries."""
    async with database.transaction() as tx:
        for number in (1, 2):
            await cases.add(tx, case(number))
            await outbox.owe(tx, replace(ALERT, case=f"case-{number}"))
        for number in range(LENGTH):
            for chain in CHAINS:
                what = f"did {number}" if number else "received"
                await audit.append(tx, chain, NOW, "asha", what, {"number": str(number)})
    return database


class PutBackError(Exception):
    """Undoes what was tampered with."""


def entry(chain: str, number: int) -> ColumnElement[bool]:
    """Which row that entry is."""
    return and_(AUDIT_ENTRIES.c.chain == chain, AUDIT_ENTRIES.c.number == number)


def running(statement: UpdateBase) -> Tampering:
    """Running it is what somebody does."""
    return lambda tx: tx.write(statement)


async def places(database: Database, tampering: Tampering) -> list[tuple[str, int]]:
    """Where the audit breaks once it has been tampered with; everything is put back afterwards."""
    found: list[tuple[str, int]] = []
    with suppress(PutBackError):
        async with database.transaction() as tx:
            await tampering(tx)
            found += [(broken.chain, broken.number) for broken in await verify(tx) if isinstance(broken, Break)]
            raise PutBackError
    return found


async def breaks(database: Database, root: str | None = None) -> tuple[Break | Damage, ...]:
    """What is found."""
    async with database.snapshot() as tx:
        return await verify(tx, root)
