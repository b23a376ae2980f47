"""Who goes on knowing of a case when more of it comes, though they need not be on its ladder."""

from dialogs.case import Case
from dialogs.casework.owing import still_asked, still_holding
from dialogs.casework.work import work_of
from dialogs.policy import Policy
from handlers.desk import Desk
from storage import audit
from storage.database import Transaction


async def keeping(desk: Desk, tx: Transaction, before: Case, case: Case, policy: Policy) -> frozenset[str]:
    """Whoever has the case, and whoever was asked to take it over: `before` it came, and as it is now."""
    asked = work_of(await audit.readable(tx, before.id)).asked_over
    holding = still_holding(before, case, policy, desk.organisation)
    return holding | still_asked(before, case, asked, policy, desk.organisation)
