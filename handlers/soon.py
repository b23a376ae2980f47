"""Waits a moment for the database, and goes on without it: whoever asks for help waits no longer than that."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

from handlers.desk import Desk
from storage.database import Transaction
from storage.failures import StorageFailed

T = TypeVar("T")

WORKING: set[asyncio.Task[object]] = set()


async def soon(desk: Desk, work: Callable[[Transaction], Coroutine[None, None, T]], instead: T) -> T:
    """What `work` gives in a transaction of its own; `instead`, if that is not there soon or failed.

    What has begun is never cut off: it may be done yet.
    """
    task = asyncio.create_task(_done(desk, work, instead))
    WORKING.add(task)  # the event loop alone would not keep it
    task.add_done_callback(WORKING.discard)
    done, _ = await asyncio.wait({task}, timeout=desk.patience)
    return task.result() if done else instead


async def _done(desk: Desk, work: Callable[[Transaction], Coroutine[None, None, T]], instead: T) -> T:
    try:
        async with desk.database.transaction() as tx:
            return await work(tx)
    except StorageFailed as fault:
        desk.failed(fault)
        return instead
