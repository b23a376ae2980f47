"""The incident log as a table that somebody takes along: first it is written down that they do."""

from dialogs import access
from dialogs.casework.log import read
from dialogs.casework.table import table
from handlers.desk import Desk
from handlers.log_reading import Books, known
from handlers.turn import Who
from storage import audit

TAKEN = "took the incident log along"


async def take(desk: Desk, who: Who, chosen: str) -> bytes | None:
    """The table of what is chosen and this person may know of; None for somebody who handles no cases.

    Raises StorageFailed: then it is not given out.
    """
    if not access.handles(who.key, desk.policy, desk.organisation):
        return None
    content, count = await table_for(desk, who.key, chosen)
    async with desk.database.transaction() as tx:
        detail = {"cases": str(count), "chosen": read(chosen).text}
        await audit.append(tx, audit.SYSTEM, desk.clock.now(), who.key, TAKEN, detail)
    return content


async def table_for(books: Books, person: str, chosen: str = "") -> tuple[bytes, int]:
    """The table, and of how many cases it is; nothing is written down. Raises StorageFailed."""
    log = await known(books, person)
    shown = log.chosen(read(chosen))
    return table(((each.line, each.policy) for each in shown), books.organisation), len(shown)
