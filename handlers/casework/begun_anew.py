"""The alerts of a case begin anew: nobody has it, and everybody is to be told as of a new one."""

from dataclasses import replace

from dialogs.alerts import WHILE_NOBODY_HAS_IT
from dialogs.case import Case
from handlers.casework.news import say_it
from handlers.desk import Desk
from storage import outbox
from storage.database import Transaction
from storage.setting_apart import set_apart


async def begin_anew(desk: Desk, tx: Transaction, case: Case) -> Case:
    """The case as nobody's, on the first rung of its ladder. Alerts that were sent are to say that nobody has it.

    To store it, to write down who had it, and to owe what is owed of a new one is for the caller.
    """
    await outbox.cancel(tx, WHILE_NOBODY_HAS_IT, case_id=case.id)
    await set_apart(tx, WHILE_NOBODY_HAS_IT, case.id)
    await say_it(desk, tx, case)
    return replace(case, acknowledged_by="", acknowledged_at=None, rung=0, since=desk.clock.now())
