"""Links that are good for one file, within ten minutes: how one comes to be. What it leads to is `handlers.fetching`.

A link shows nobody who uses it: whoever has it may fetch, once, what the person may have for whom it was made.
"""

from dialogs.downloads import LIFE, Wanted
from handlers.desk import Desk
from storage import downloads
from storage.database import Transaction
from storage.downloads import Download


async def link(desk: Desk, tx: Transaction, person: str, wanted: Wanted) -> str:
    """Where the person with this key fetches it; empty where nothing can be fetched, and then nothing is stored."""
    return f"{desk.files_at}{await ticket(desk, tx, person, wanted)}" if desk.files_at else ""


async def ticket(desk: Desk, tx: Transaction, person: str, wanted: Wanted) -> str:
    """A token of 256 bits that is good for it, once, until it is over. It is stored nowhere, and must not be logged."""
    token = desk.randomness.identifier() + desk.randomness.identifier()
    await downloads.add(tx, token, Download(person, wanted, desk.clock.now() + LIFE))
    return token


async def look(desk: Desk, token: str) -> bool:
    """Whether something can be fetched with the token still. It uses nothing up. Raises StorageFailed."""
    async with desk.database.transaction() as tx:
        return await downloads.is_there(tx, token, desk.clock.now())
