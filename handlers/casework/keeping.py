"""Who goes on knowing of a case when more of it comes, though they need not be on its ladder."""

from dialogs.case import Case
from dialogs.casework.owing import still_asked, still_holding
from dialogs.casework.work import work_of
from dialogs.policy import Policy
from handlers.desk import Desk
from storage import audit
from storage.database import Transaction


async def keeping(desk: Desk, tx: Transaction, before: Case, case: Case, policy: Policy) -> frozenset[str]:
    """Whoever has the case, was asked to take it over, or was let in by two: `before` it came, and as it is now."""
    work = work_of(await audit.readable(tx, before.id))
    brought_in = {work.asked_over, *work.let_in}
    still = (still_asked(before, case, each, policy, desk.organisation) for each in brought_in)
    return still_holding(before, case, policy, desk.organisation).union(*still)
