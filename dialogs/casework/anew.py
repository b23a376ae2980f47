"""What is owed of a case that nobody has, once it has changed."""

from datetime import datetime

from dialogs.alerts import Kind, Owed, To, told_by
from dialogs.case import Case
from dialogs.escalation import PRIORITY, first_owed
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.triage import Assessment


def owed_anew(case: Case, policy: Policy, organisation: Organisation, now: datetime) -> tuple[Owed, ...]:
    """The first alerts and the timer of a case that had come as it is now; nobody has it.

    Owing them leaves what was sent as it is, brings forward what is owed already, and adds whoever was not told yet.
    """
    return first_owed(case, _as_it_is(case, policy), policy, organisation, now)


def told_anew(case: Case, policy: Policy, organisation: Organisation, now: datetime, number: int) -> tuple[Owed, ...]:
    """As `owed_anew`, and that there is more to whoever else was told of it. `number` is that of what has come."""
    first, priority = owed_anew(case, policy, organisation, now), PRIORITY[case.severity]
    known = sorted(case.told - told_by(first))
    return (*first, *(Owed(Kind.MORE, To.PERSON, now, case.id, "", key, number, priority) for key in known))


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
