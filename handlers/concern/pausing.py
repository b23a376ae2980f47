"""Whether the form that asks for no name rests for a while."""

from functools import partial

from handlers.desk import Desk
from handlers.soon import soon
from storage import pauses
from storage.database import Transaction


async def is_paused_soon(desk: Desk) -> bool:
    """Whether it rests now. The first screen, with whom to ring on it, waits no longer for a database that is slow."""
    return await soon(desk, partial(is_resting, desk), instead=False)


async def is_resting(desk: Desk, tx: Transaction) -> bool:
    """Whether it rests now. Raises StorageFailed."""
    pause = await pauses.get(tx)
    return pause is not None and pause.until is not None and pause.until > desk.clock.now()
