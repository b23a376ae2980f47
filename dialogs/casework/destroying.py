"""Who is asked to agree that the record of a case is destroyed."""

from datetime import datetime

from dialogs import access
from dialogs.case import Case
from dialogs.casework.powers import powers
from dialogs.escalation import on_the_ladder
from dialogs.organisation import Organisation
from dialogs.policy import Policy


def may_agree(person: str, case: Case, policy: Policy, organisation: Organisation, now: datetime) -> tuple[str, ...]:
    """The keys of those who may, where this person wants it: others who review, and may know of the case.

    If there are none, they are those who could be told of it: they review, and are on its ladder.
    """
    others = tuple(key for key in organisation.people if key != person and _reviews(key, policy, organisation, now))
    knowing = tuple(key for key in others if access.may_know(key, case, policy, organisation))
    ladder = on_the_ladder(case, policy, organisation)
    return knowing or tuple(key for key in others if key in ladder and access.handles(key, policy, organisation))


def may_still(person: str, case: Case, policy: Policy, organisation: Organisation, now: datetime) -> bool:
    """Whether somebody who wanted it destroyed still may want that."""
    return access.may_know(person, case, policy, organisation) and _reviews(person, policy, organisation, now)


def _reviews(person: str, policy: Policy, organisation: Organisation, now: datetime) -> bool:
    """Whether they have one of those roles. Where none of these may know of it nobody takes their place: it stays."""
    return not powers(person, policy, organisation, now).isdisjoint(policy.casework.retention.by)
