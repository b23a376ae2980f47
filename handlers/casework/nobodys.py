"""A case was changed by somebody who handles cases: the right people hear of it, and its timers run as it is now."""

from dataclasses import replace

from dialogs import access
from dialogs.alerts import WHILE_NOBODY_HAS_IT
from dialogs.case import Case
from dialogs.casework.anew import owed_anew
from dialogs.escalation import is_urgent
from dialogs.ladder import readers
from handlers.casework.at import At
from handlers.casework.begun_anew import begin_anew
from handlers.casework.news import tell_changed
from handlers.climbing import owe_on_the_ladder
from storage import cases, outbox
from storage.outbox import State
from storage.setting_apart import set_apart

OWED = "alerts owed"


async def changed(at: At, case: Case, *, lost: bool = False) -> None:
    """Stores the case as it is now. Where somebody has it, they hear of it; where nobody has, those whom it now needs.

    `lost`: somebody had it until now. It is told as a new one, and so is one of which nothing more would be told.
    """
    if case.closed is not None:
        await cases.change(at.tx, case)
    elif case.acknowledged_by:
        await _tell(at, case)
    else:
        await _owe(at, case, lost=lost)


async def _tell(at: At, case: Case) -> None:
    """Whoever has it hears of it; if it has become urgent, or goes another way, all its readers do, and stay told."""
    reading: frozenset[str] = frozenset()
    if (_is_worse(at, case) and is_urgent(case.severity)) or case.route != at.case.route:
        people = readers(at.policy.routes[case.route], at.desk.organisation, case.excluded)
        reading = frozenset(
            each.key for each in people if access.may_know(each.key, case, at.policy, at.desk.organisation)
        )
    await cases.change(at.tx, replace(case, told=case.told | reading))
    await tell_changed(at, case.acknowledged_by, *reading)


async def _owe(at: At, case: Case, *, lost: bool) -> None:
    rows = await outbox.of_case(at.tx, case.id)
    goes_on = any(row.state is State.OWED and row.owed.kind in WHILE_NOBODY_HAS_IT for row in rows)
    if lost or not goes_on:
        case = await begin_anew(at.desk, at.tx, case)
    elif _is_worse(at, case):  # whoever was told that it is less serious is told again
        await set_apart(at.tx, WHILE_NOBODY_HAS_IT, case.id)
    owed = owed_anew(case, at.policy, at.desk.organisation, at.now)
    await owe_on_the_ladder(at.desk, at.tx, case, owed, rung=case.rung, what=OWED)


def _is_worse(at: At, case: Case) -> bool:
    return case.severity < at.case.severity
