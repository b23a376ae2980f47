"""The questions that people have added, as guidance needs them: read again whenever somebody asks.

So one that was added on one replica is known to the others at once.
"""

import asyncio
from collections.abc import Sequence

from dialogs.guidance.hearing import Ear
from dialogs.guidance.taught import Taught, taught
from handlers.desk import Desk
from storage import taught as added
from storage.failures import StorageFailed


async def known_soon(desk: Desk, ear: Ear) -> Sequence[Taught]:
    """Those whose passage is in the policy; as they were last, if the database does not answer soon."""
    shelf = desk.shelf
    if shelf.reading is None or shelf.reading.done():
        shelf.reading = asyncio.create_task(_read(desk, ear))
    await asyncio.wait({shelf.reading}, timeout=desk.patience)
    return [each for each in shelf.known.values() if each.passage in desk.policy.passages]


async def _read(desk: Desk, ear: Ear) -> None:
    known = desk.shelf.known
    try:
        async with desk.database.transaction() as tx:
            ids = await added.ids(tx)
            new = await added.these(tx, ids - known.keys())
    except StorageFailed as fault:
        desk.failed(fault)
        return
    for gone in known.keys() - ids:
        known.pop(gone)
    known.update({each.id: taught(ear, each.id, each.question, each.passage) for each in new})
