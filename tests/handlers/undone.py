"""A database that undoes whatever was done: each turn finds the same case, and nothing has to be built anew."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from storage.database import Database, Transaction

Relating = Callable[[Transaction], Awaitable[None]]


class _UndoneError(Exception):
    """Leaves a transaction so that nothing of it is saved."""


class UndoingDatabase(Database):
    """Every transaction begins with `before`, and nothing of it is saved."""

    before: Relating | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """As the real one, up to saving."""
        with suppress(_UndoneError):
            async with super().transaction() as tx:
                if self.before is not None:
                    await self.before(tx)
                yield tx
                raise _UndoneError
