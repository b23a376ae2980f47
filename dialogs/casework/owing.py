"""What is owed because of what somebody does who works a case, who is asked to agree, and who goes on having it."""

from datetime import datetime

from dialogs import access
from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from dialogs.escalation import PRIORITY, answered
from dialogs.ladder import ladder
from dialogs.organisation import Organisation
from dialogs.policy import Policy

BEHIND_URGENT = 2
"""The best priority of what those who work a case ask of each other and of its reporter."""

ANSWERS = 1_000
"""`MORE` that is an answer of the reporter is numbered from here, so that no number of it is that of a report."""


def of_the_work(case: Case, kind: Kind, due: datetime, number: int, *, person: str = "") -> Owed:
    """What is owed to a person, or else to the reporter, because of what somebody does who works the case.

    `number` is how many entries its record had: the same kind is owed again when it happens again. It goes behind every
    alert that is urgent.
    """
    to = To.PERSON if person else To.REPORTER
    return Owed(kind, to, due, case.id, "", person, number, max(BEHIND_URGENT, PRIORITY[case.severity]))


def changed_hands(case: Case, sent: tuple[Owed, ...], now: datetime) -> tuple[Owed, ...]:
    """What is owed once somebody has taken a case over: each alert that was sent says so."""
    return tuple(each for each in answered(case, sent, now) if each.kind is Kind.ALERT_ANSWERED)


def may_agree(case: Case, person: str, policy: Policy, organisation: Organisation) -> tuple[str, ...]:
    """The keys of those who are asked to agree when this person wants to close the case, as nobody does so alone.

    They are all the others on its ladder who may know of it. If there are none, they are the next people on it who
    could, and are told of the case with this. If there is nobody else on it, they are all others who may know of it.
    """
    rungs = ladder(policy.routes[case.route], organisation, case.excluded, case.started)
    others = tuple(tuple(each.key for each in rung.people if each.key != person) for rung in rungs)
    knowing = tuple(key for rung in others for key in rung if access.may_know(key, case, policy, organisation))
    if knowing:
        return knowing
    could = (tuple(key for key in rung if access.handles(key, policy, organisation)) for rung in others)
    beside = (key for key in organisation.people if key != person and access.may_know(key, case, policy, organisation))
    return next((rung for rung in could if rung), tuple(beside))


def still_asked(before: Case, case: Case, person: str, policy: Policy, organisation: Organisation) -> frozenset[str]:
    """Somebody who was asked to take the case over, or let in by two people, and may know of it.

    Not if it goes the way now of what is about staff.
    """
    about_staff = case.route == policy.reporting.staff_route != before.route
    knows = access.may_know(person, case, policy, organisation)
    return frozenset({person}) if knows and not about_staff else frozenset()


def still_holding(before: Case, case: Case, policy: Policy, organisation: Organisation) -> frozenset[str]:
    """Whoever has the case and still may, though they need not be on its ladder: they took it over.

    Not if it goes by another route now than `before`: that is how those who must not have it are taken off it.
    """
    knows = access.may_know(before.acknowledged_by, case, policy, organisation)
    return frozenset({before.acknowledged_by}) if knows and before.route == case.route else frozenset()
