"""A case that nobody has was changed: the right people are told, and its timers run as it is now."""

from dialogs.alerts import Kind
from dialogs.case import Case
from dialogs.casework.anew import owed_anew
from handlers.casework.at import At
from handlers.climbing import owe_on_the_ladder
from storage import cases, outbox

OWED = "alerts owed"


async def changed(at: At, case: Case, *, lost: bool = False) -> None:
    """Stores the case as it is now. While nobody has it and it is open, those are told whom it now needs.

    `lost`: somebody had it until now, and it stands on the next rung of its ladder.
    """
    await cases.change(at.tx, case)
    if case.acknowledged_by or case.closed is not None:
        return
    # What was cancelled while somebody had the case would otherwise stand in the way of the same timer.
    await outbox.forget(at.tx, {Kind.ESCALATE}, case_id=case.id)
    owed = owed_anew(case, at.policy, at.desk.organisation, at.now, lost=lost)
    await owe_on_the_ladder(at.desk, at.tx, case, owed, rung=case.rung, what=OWED)
