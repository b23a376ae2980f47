"""What a link leads to that is good for one file. Whether it may be given out is judged anew when it is fetched."""

from dataclasses import dataclass
from typing import assert_never

from dialogs.casework.record import Act, Detail
from dialogs.downloads import CaseCopy, LogTable
from dialogs.paper import Draft
from handlers import log_table
from handlers.casework import copying
from handlers.desk import Desk
from handlers.recording import note
from handlers.turn import Who
from storage import cases, downloads

TABLE = "incident-log.csv"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be given out: what it is called, what it is, and what is in it. A paper has yet to be drawn."""

    name: str
    content_type: str
    content: bytes | Draft


async def fetch(desk: Desk, token: str) -> File | None:
    """The file, for the last time; None if there is none (any more) for whoever asked for it.

    Once it has been asked for the token is used up, whatever becomes of the file. That it is given out is written down
    first. Raises StorageFailed; SealBroken or PolicyForgotten of a case that cannot be read.
    """
    async with desk.database.transaction() as tx:
        found = await downloads.use_up(tx, token, desk.clock.now())
    if found is None:
        return None
    match found.wanted:
        case LogTable():
            return await _table(desk, found.person, found.wanted)
        case CaseCopy():
            return await _copy(desk, found.person, found.wanted)
        case _:
            assert_never(found.wanted)


async def _table(desk: Desk, person: str, wanted: LogTable) -> File | None:
    content = await log_table.take(desk, Who(person, ""), wanted.chosen)
    return None if content is None else File(TABLE, "text/csv", content)


async def _copy(desk: Desk, person: str, wanted: CaseCopy) -> File | None:
    async with desk.database.transaction() as tx:
        paper, case = await copying.paper_of(desk, tx, person, wanted), await cases.get(tx, wanted.case)
        if paper is None or case is None:
            return None
        said = {Detail.VERSION.value: wanted.version, Detail.WHOM.value: wanted.whom}
        await note(desk, tx, case, person, Act.FETCHED.value, {name: text for name, text in said.items() if text})
    return File(f"{case.reference}.pdf", "application/pdf", paper)
