"""The incident log as a table that somebody takes along: first it is written down that they do."""

from dialogs import access
from dialogs import wording_downloads as words
from dialogs import wording_log as log_words
from dialogs.casework.log import Only, read
from dialogs.casework.table import table
from dialogs.downloads import LogTable
from handlers.desk import Desk
from handlers.downloads import link
from handlers.log_reading import Books, known
from handlers.reply import Reply, Said
from handlers.turn import WantedToTake, Who
from storage import audit

TAKEN = "took the incident log along"


async def offer(desk: Desk, turn: WantedToTake) -> Reply:
    """The link to the table of what is chosen; or how it is made where no file can be fetched. Raises StorageFailed."""
    if not access.handles(turn.who.key, desk.policy, desk.organisation):
        return Said(log_words.LOG, log_words.NOT_YOURS)
    async with desk.database.transaction() as tx:
        download = await link(desk, tx, turn.who.key, LogTable(read(turn.chosen).text))
    if not download:
        return Said(words.TAKE, words.table_by_hand(turn.who.key))
    return Said(words.TAKE, (words.TABLE, words.ONCE, words.PRIVATE), download=download)


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
    by = read(chosen)
    log = await known(books, person, today=by.only is Only.TODAY)
    shown = log.chosen(by)
    return table(((each.line, each.policy) for each in shown), books.organisation), len(shown)
