"""Lets time pass over a case that nobody acknowledges."""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dialogs.alerts import Kind, Owed, To
from dialogs.case import Case
from dialogs.escalation import first_owed, next_owed
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from dialogs.severity import Severity
from dialogs.triage import Assessment
from tests.dialogs.making import LONDON, MONDAY_TEN, assessment, case, organisation
from tests.dialogs.small_policy import POLICY

ORGANISATION = organisation()


def climb(first: Case, told: Assessment, policy: Policy, of: Organisation, end: datetime) -> Iterator[Owed]:
    """What falls due until `end`, in order, while nobody acknowledges: each thing once, as the outbox keeps it."""
    waiting: list[tuple[datetime, int, Owed]] = []
    remembered: set[str] = set()
    rung = 0
    people: set[str] = set()

    def owe(every: tuple[Owed, ...]) -> None:
        for each in every:
            people.update({each.person} - {""})
            if each.once not in remembered:
                remembered.add(each.once)
                heapq.heappush(waiting, (each.due, len(remembered), each))

    owe(first_owed(first, told, policy, of, first.opened))
    while waiting and waiting[0][0] <= end:
        _, _, owed = heapq.heappop(waiting)
        if owed.kind is not Kind.ESCALATE:
            yield owed
        elif owed.rung > rung:
            rung = owed.rung
            owe(next_owed(replace(first, rung=rung, told=frozenset(people)), rung, policy, of, owed.due))


def until(
    when: datetime,
    severity: Severity,
    through: str,
    *excluded: str,
    opened: datetime = MONDAY_TEN,
    of: Organisation = ORGANISATION,
    policy: Policy = POLICY,
) -> list[Owed]:
    told = assessment(severity, through, *excluded, policy=policy)
    return list(climb(case(severity, through, *excluded, opened=opened), told, policy, of, when))


def as_table(every: list[Owed]) -> list[str]:
    """'Mon 10:00 asha ben #channel': a line for each moment at which somebody is told."""
    lines: dict[str, list[str]] = {}
    for owed in every:
        who = owed.person or {To.CHANNEL: "#channel", To.REPORTER: "(reporter)", To.PERSON: "?"}[owed.to]
        lines.setdefault(f"{owed.due.astimezone(LONDON):%a %d %H:%M}", []).append(who)
    return [" ".join((moment, *who)) for moment, who in lines.items()]
