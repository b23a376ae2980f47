"""What is owed of a case that nobody has, once somebody who handles cases has changed it."""

from datetime import datetime

from dialogs.alerts import Owed
from dialogs.case import Case
from dialogs.escalation import first_owed, passed_on
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.triage import Assessment


def owed_anew(
    case: Case, policy: Policy, organisation: Organisation, now: datetime, *, lost: bool = False
) -> tuple[Owed, ...]:
    """The first alerts and the timer of a case that had come as it is now; nobody has it.

    Owing them leaves what was sent as it is, brings forward what is owed already, and adds whoever was not told yet. If
    somebody has just `lost` the case, and it stands on the next rung for that, this rung is told at once.
    """
    first = first_owed(case, _as_it_is(case, policy), policy, organisation, now)
    return (*passed_on(case, case.rung, policy, organisation, now), *first) if lost else first


def _as_it_is(case: Case, policy: Policy) -> Assessment:
    category = policy.categories[case.category]
    return Assessment(
        category=category,
        severity=case.severity,
        because=(),
        route=policy.routes[case.route],
        excluded=case.excluded,
        staff=case.route == policy.reporting.staff_route,
        signposts=category.signposts,
    )
