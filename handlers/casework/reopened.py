"""More comes to a case that is closed, or that somebody wants to close: it is open again."""

from dataclasses import replace

from dialogs import wording_closing as words
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.casework.work import work_of
from handlers.desk import Desk
from handlers.recording import note
from storage import audit, outbox
from storage.database import Transaction


async def opened_by_more(desk: Desk, tx: Transaction, case: Case) -> Case:
    """The case as more can be added to it. To store it is for the caller, and so is telling whoever has it.

    Nobody can agree any more to close what was to be closed before this came.
    """
    waits = work_of(await audit.readable(tx, case.id)).closing is not None
    if case.closed is not None or waits:
        act = Act.NOT_YET if case.closed is None else Act.REOPENED
        await note(desk, tx, case, "", act.value, {Detail.WHY.value: words.MORE_CAME})
        await outbox.cancel(tx, {Kind.CLOSED, Kind.TO_AGREE}, case_id=case.id)
    if case.closed is not None and not case.acknowledged_by:  # what was done while nobody had it begins anew
        await outbox.forget(tx, WHILE_NOBODY_HAS_IT, case_id=case.id)
    return replace(case, closed=None)
