"""Who has to be told that a decision waits for them, because whoever has the case may not take it."""

from collections.abc import Iterable
from datetime import datetime

from dialogs import access
from dialogs.case import Case
from dialogs.casework import plan
from dialogs.casework.due import who_has
from dialogs.casework.plan import Plan, Standing
from dialogs.casework.powers import may_decide, powers
from dialogs.casework.work import Work
from dialogs.escalation import on_the_ladder
from dialogs.organisation import Organisation
from dialogs.policy import Policy


def waiting(policy: Policy, plans: Iterable[Plan]) -> tuple[str, ...]:
    """The decisions that only some may take and that can be taken now, each once."""
    steps = plan.steps(plans).values()
    found = (each.step.decision for each in steps if each.standing is Standing.OPEN)
    return tuple(dict.fromkeys(name for name in found if name in policy.casework.decisions))


def put_off(policy: Policy, plans: Iterable[Plan]) -> frozenset[str]:
    """Those of them of which somebody decided to look at them again."""
    several = tuple(plans)
    steps = plan.steps(several).values()
    again = frozenset(each.step.decision for each in steps if each.standing is Standing.OPEN and each.ended is not None)
    return again.intersection(waiting(policy, several))


def deciders(  # noqa: PLR0917 -- all that it hangs on
    decision: str, case: Case, work: Work, policy: Policy, organisation: Organisation, now: datetime
) -> tuple[str, ...]:
    """The keys of those for whom this decision waits; nobody where whoever has the case may take it, or nobody has it.

    They are those who may, and may know of the case. If there are none, they are those on its ladder who could, and
    they are told of the case with this.
    """
    holder = who_has(case, policy, organisation)
    if not holder or may_decide(holder, decision, case, work, policy, organisation, now):
        return ()
    rule = policy.casework.decisions[decision]
    able = [key for key in organisation.people if not powers(key, policy, organisation, now).isdisjoint(rule.by)]
    knowing = tuple(key for key in able if access.may_know(key, case, policy, organisation))
    could = on_the_ladder(case, policy, organisation)
    return knowing or tuple(
        key for key in able if key in could and access.may_be_let_in(key, case, policy, organisation)
    )
