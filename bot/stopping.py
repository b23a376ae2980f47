"""Stops all that runs at the same time, so that whoever stops the bot need not wait for one part after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self, TypeVar

LONGEST = 9.0
"""Seconds for everything. Whoever stops a program kills it after ten, as a rule; the database is yet to be closed."""

Entered = TypeVar("Entered")


class AllAtOnce:
    """What is entered here is left at the end of the block, all at once, and then `afterwards` is awaited.

    What takes longer than `seconds` in all is left as it is, and never cut off: a transaction that is could take the
    only connection with it.
    """

    def __init__(self, afterwards: Callable[[], Awaitable[None]] | None = None, *, seconds: float = LONGEST) -> None:
        self._afterwards = afterwards
        self._seconds = seconds
        self._parts: list[AbstractAsyncContextManager[object]] = []

    async def enter(self, part: AbstractAsyncContextManager[Entered]) -> Entered:
        """Begin a part. Raises whatever it raises."""
        entered = await part.__aenter__()
        self._parts.append(part)
        return entered

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        """Raises what a part raised in time, once all have been left."""
        leaving = asyncio.create_task(self._leave())
        done, _ = await asyncio.wait({leaving}, timeout=self._seconds)
        if done:
            leaving.result()

    async def _leave(self) -> None:
        left = await asyncio.gather(*(part.__aexit__(None, None, None) for part in self._parts), return_exceptions=True)
        if self._afterwards is not None:
            await self._afterwards()
        for outcome in left:
            if isinstance(outcome, BaseException):
                raise outcome
