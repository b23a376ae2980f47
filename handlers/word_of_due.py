"""What is sent because a clock of a case is nearly up or a decision waits, if that is still so when it is sent."""

from dialogs import wording, wording_due
from dialogs.alerts import Button, Kind, Message, Owed, Press
from dialogs.case import Case
from dialogs.casework.due import responsible
from handlers.desk import Desk
from handlers.looking import Looked, looked
from storage.database import Transaction


async def of_what_is_due(desk: Desk, tx: Transaction, case: Case, owed: Owed) -> Message | None:
    """The message, or None if it is owed no more. That they may know of the case has been decided."""
    if case.closed is not None:
        return None
    at = await looked(desk, tx, case)
    line = _to_decide(at, owed) if owed.kind is Kind.TO_DECIDE else _runs_out(at, owed)
    return Message((line,), (Button(Press.OPEN, wording.OPEN, case.id),)) if line else None


def _to_decide(at: Looked, owed: Owed) -> str:
    """Nothing if it was decided meanwhile, or whoever has the case may decide it now."""
    waits = owed.person in dict(at.decisions).get(owed.rung, ())
    return wording_due.to_decide(at.case.reference) if waits else ""


def _runs_out(at: Looked, owed: Owed) -> str:
    """Nothing if what it wants was done meanwhile, or somebody else has the case now, who is told instead."""
    clock = dict(at.clocks).get(owed.rung)
    if clock is None or owed.person not in responsible(at.case, at.policy, at.organisation):
        return ""
    if clock.due <= at.now:
        return wording_due.has_run_out(at.case.reference)
    when = wording.clock(clock.due, at.organisation.hours.time_zone, at.now)
    return wording_due.runs_out(at.case.reference, when)
