"""Whoever had a case has left, or handles cases no more: it is told as a new one, for nobody else looks after it."""

from contextlib import suppress

from dialogs import access
from dialogs.case import Case
from dialogs.casework.anew import owed_anew
from handlers.casework.begun_anew import begin_anew
from handlers.climbing import owe_on_the_ladder
from handlers.desk import Desk, PolicyForgotten
from handlers.recording import note
from storage import cases
from storage.database import Transaction

NOT_THEIRS_NOW = "no longer theirs"
OWED = "alerts owed"


async def tell_anew(desk: Desk, tx: Transaction) -> None:
    """Every open case whose holder may not know of it any more. Doing it again does nothing."""
    for seen in await cases.all_open(tx):
        with suppress(PolicyForgotten):  # who may know of that case nobody can tell, and it must hold up no other
            if await _is_gone(desk, tx, seen):
                await tell_of(desk, tx, seen.id)


async def tell_of(desk: Desk, tx: Transaction, case_id: str) -> None:
    """That case, unless somebody else has taken it meanwhile, or it was closed."""
    case = await cases.lock(tx, case_id)
    if case is not None and case.closed is None and await _is_gone(desk, tx, case):
        await _tell(desk, tx, case)


async def _is_gone(desk: Desk, tx: Transaction, case: Case) -> bool:
    holder = case.acknowledged_by
    if not holder:
        return False
    return not access.may_know(holder, case, await desk.policy_of(tx, case.policy), desk.organisation)


async def _tell(desk: Desk, tx: Transaction, case: Case) -> None:
    await note(desk, tx, case, "", NOT_THEIRS_NOW, {"to": case.acknowledged_by})
    anew = await begin_anew(desk, tx, case)
    policy = await desk.policy_of(tx, case.policy)
    owed = owed_anew(anew, policy, desk.organisation, desk.clock.now())
    await owe_on_the_ladder(desk, tx, anew, owed, rung=anew.rung, what=OWED)
