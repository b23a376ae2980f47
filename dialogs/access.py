"""Who may know of a case: see it in a list, open it, take it or pass it on.

One function decides, from roles, route, exclusions and who has been told. These are one permission: an alert that
could be seen but not opened, or opened but not taken, would help nobody. A person who may not is told exactly what they
would be told if there were no such case; the reason is for the audit only.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.case import Case
from dialogs.organisation import Organisation
from dialogs.policy import Policy


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it is allowed. `why` is a fixed phrase for the audit: it names no person."""

    allowed: bool
    why: str


def decide(person: str, case: Case, policy: Policy, organisation: Organisation) -> Decision:
    """Whether the person with this key may know of the case.

    An exclusion outranks every role. After it, a reader of the case's route may, and so may whoever has been sent an
    alert about it and still has a role that handles cases.
    """
    member = organisation.people.get(person)
    if member is None:
        return Decision(allowed=False, why="not in the organisation")
    if person in case.excluded:
        return Decision(allowed=False, why="must not know of this case")
    if not handles(person, policy, organisation):
        return Decision(allowed=False, why="handles no cases")
    if any(role in member.roles for role in policy.routes[case.route].readers):
        return Decision(allowed=True, why="reads cases of this route")
    if person in case.told:
        return Decision(allowed=True, why="was sent an alert")
    return Decision(allowed=False, why="not on this case")


def may_know(person: str, case: Case, policy: Policy, organisation: Organisation) -> bool:
    """Whether `decide` allows it."""
    return decide(person, case, policy, organisation).allowed


def as_held(case: Case, policy: Policy, organisation: Organisation) -> Case:
    """The case as it is held now: nobody's, if it is open and whoever had it may not know of it any more."""
    holds = case.closed is not None or may_know(case.acknowledged_by, case, policy, organisation)
    return case if holds else replace(case, acknowledged_by="", acknowledged_at=None, theirs_since=None)


def may_be_let_in(person: str, case: Case, policy: Policy, organisation: Organisation) -> bool:
    """Whether they could know of it if they were told: they handle cases, and are not excluded from this one."""
    return may_know(person, replace(case, told=case.told | {person}), policy, organisation)


def is_out(case: Case, now: datetime) -> bool:
    """Whether it may be seen yet: an anonymous case comes with its alert, or its place in a list would tell when."""
    return not case.anonymous or bool(case.acknowledged_by) or case.started <= now


def answers_questions(person: str, policy: Policy, organisation: Organisation) -> bool:
    """Whether the person with this key may read and answer what is asked about the policy."""
    member = organisation.people.get(person)
    return member is not None and any(role in member.roles for role in policy.guidance.answers)


def handles(person: str, policy: Policy, organisation: Organisation) -> bool:
    """Whether the person with this key holds any role that handles cases."""
    member = organisation.people.get(person)
    return member is not None and any(role in policy.roles and policy.roles[role].handles for role in member.roles)
