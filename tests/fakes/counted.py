"""A database that counts every statement before it is run, and can end the process at any of them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVarTuple

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage.database import Database, Transaction
from storage.keyring import Keyring

Ts = TypeVarTuple("Ts")


class Steps:
    """Counts what is done, and kills the process at the step that was asked for."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.deadly = 0
        self.slow = 0.0

    def __call__(self, name: str) -> None:
        """Count a step."""
        self.done.append(name)
        if len(self.done) == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(self, deadly: int) -> None:
        """Count from the beginning; 0 kills nobody."""
        self.done, self.deadly = [], deadly


@dataclass(frozen=True)
class CountedTransaction(Transaction):
    """Counts every statement, before it is run."""

    steps: Steps = field(default_factory=Steps)

    async def rows(self, statement: TypedReturnsRows[*Ts]) -> Sequence[Row[*Ts]]:
        """As the real one."""
        self.steps("before reading rows")
        await asyncio.sleep(self.steps.slow)
        return await super().rows(statement)

    async def row(self, statement: TypedReturnsRows[*Ts]) -> Row[*Ts] | None:
        """As the real one."""
        self.steps("before reading a row")
        await asyncio.sleep(self.steps.slow)
        return await super().row(statement)

    async def write(self, statement: UpdateBase, row: Mapping[str, object] | None = None) -> int:
        """As the real one."""
        self.steps("before writing")
        await asyncio.sleep(self.steps.slow)
        return await super().write(statement, row)


class CountedDatabase(Database):
    """Counts the beginning and the two sides of the end of every transaction."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring) -> None:
        super().__init__(engine, keyring)
        self.steps = Steps()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """As the real one."""
        async with super().transaction() as tx:
            self.steps("transaction began")
            yield CountedTransaction(tx.connection, tx.keyring, tx.opened, self.steps)
            self.steps("before the commit")
        self.steps("after the commit")
