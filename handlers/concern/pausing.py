"""Whether the form that asks for no name rests for a while."""

import asyncio

from handlers.desk import Desk
from storage import pauses
from storage.database import Transaction
from storage.failures import StorageFailed

SOON = 0.3
"""Seconds. The first screen, with whom to ring on it, waits no longer for a database that is slow."""

LOOKING: set[asyncio.Task[bool]] = set()


async def is_paused_soon(desk: Desk) -> bool:
    """Whether it rests now. When that cannot be known soon, it does not."""
    looking = asyncio.create_task(_is_paused(desk))
    LOOKING.add(looking)  # the event loop alone would not keep it
    looking.add_done_callback(LOOKING.discard)
    done, _ = await asyncio.wait({looking}, timeout=SOON)
    return bool(done) and looking.result()


async def _is_paused(desk: Desk) -> bool:
    try:
        async with desk.database.transaction() as tx:
            return await is_resting(desk, tx)
    except StorageFailed as fault:
        desk.failed(fault)
        return False


async def is_resting(desk: Desk, tx: Transaction) -> bool:
    """Whether it rests now. Raises StorageFailed."""
    pause = await pauses.get(tx)
    return pause is not None and pause.until is not None and pause.until > desk.clock.now()
