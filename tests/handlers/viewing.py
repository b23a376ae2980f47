"""Reads a case that is worked in a test, and writes into its record past every form."""

from handlers.case_parts import Happened, StepShown
from handlers.case_view import shown
from handlers.recording import note
from handlers.reply import CaseShown
from handlers.turn import Who
from storage import cases
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.office import ASHA


async def seen(work: DeskWork, who: Who = ASHA) -> CaseShown:
    """The case as this person sees it now; nothing is written down of that."""
    async with work.office.desk.database.transaction() as tx:
        case = await cases.get(tx, work.case)
        assert case is not None
        return await shown(work.office.desk, tx, case, who.key)


async def recorded(work: DeskWork, what: str, by: str = "asha", **detail: str) -> None:
    """Writes that into the record of the case. A name of a detail with spaces in it is written with underscores."""
    said = {name.strip("_").replace("_", " "): text for name, text in detail.items()}
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        await note(work.office.desk, tx, case, by, what, said)


def step_of(reply: CaseShown, name: str) -> StepShown:
    """One step of what is shown."""
    return next(step for each in reply.procedures for step in each.steps if step.id == name)


async def newest(work: DeskWork, who: Who = ASHA) -> Happened:
    """The last line of the chronology, as this person reads it."""
    return (await seen(work, who)).chronology[-1]
