"""Looks at an open case for whom something in it waits: a clock that is nearly up, a decision that is for others.

It is owed whenever something is done with the case, and again when a clock is nearly up. However often it is looked at,
nobody is told anything twice. Whoever reports or works the case waits for none of it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dialogs import access
from dialogs.alerts import OF_WHAT_IS_DUE, Kind, Owed, To
from dialogs.case import Case
from dialogs.casework import plan
from dialogs.casework.clocks import Running, running
from dialogs.casework.deciding import deciders, put_off, waiting
from dialogs.casework.due import next_day, responsible, who_has
from dialogs.casework.owing import BEHIND_URGENT, of_the_work
from dialogs.casework.plan import Plan
from dialogs.casework.powers import powers
from dialogs.casework.work import Work, work_of
from dialogs.escalation import PRIORITY
from dialogs.office_hours import before, is_open, next_opening
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Desk
from storage import audit, cases, outbox, rounds
from storage.database import Transaction
from storage.outbox import Claimed, State

WARNING = timedelta(hours=2)
"""How much of the office's time is left when somebody is told that a clock is nearly up: enough to come out of a lesson
or a meeting, read the case and ring somebody."""

ON_ITS_WAY = frozenset({State.OWED, State.SENT})
"""How word stands that somebody has, or will have."""

AT_ONCE = 0
"""The number of a look that is owed because something was done. Those of clocks follow, then that of standing in."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An open case as it stands when it is looked at."""

    case: Case
    policy: Policy
    work: Work
    plans: tuple[Plan, ...]
    organisation: Organisation
    now: datetime

    @property
    def clocks(self) -> Iterator[tuple[int, Running]]:
        """The clocks that run, by the number that each has in the policy. Of an anonymous case days must do: none."""
        hours, numbers = self.organisation.hours, {each.id: n for n, each in enumerate(self.policy.casework.clocks)}
        several = () if self.case.anonymous else self.plans
        for each in running(self.policy, self.case, several, self.work, hours, self.now):
            yield numbers[each.clock.id], each

    @property
    def put_off(self) -> frozenset[int]:
        """The numbers of those of the decisions of which somebody decided to look at them again."""
        later = put_off(self.policy, self.plans)
        return frozenset(number for number, name in enumerate(self.policy.casework.decisions) if name in later)

    @property
    def decisions(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Whom each decision waits for that can be taken now, by the number that it has in the policy."""
        numbers = {name: number for number, name in enumerate(self.policy.casework.decisions)}
        for name in waiting(self.policy, self.plans):
            yield numbers[name], deciders(name, self.case, self.work, self.policy, self.organisation, self.now)


async def owe_a_look(desk: Desk, tx: Transaction, case: Case) -> None:
    """Something was done with the case: it is looked at once this is committed, if it is open."""
    if case.closed is None:
        await outbox.forget(tx, {Kind.LOOK}, case_id=case.id)
        await outbox.owe(tx, _a_look(case, desk.clock.now(), AT_ONCE))


async def owe_a_look_at_a_report(desk: Desk, tx: Transaction, case: Case, policy: Policy) -> None:
    """Something was reported: it is looked at if a clock runs by it, or somebody has the case."""
    hours, nothing = desk.organisation.hours, Work()
    clocks = running(policy, case, plan.plans(policy, case, nothing), nothing, hours, desk.clock.now())
    if clocks or case.acknowledged_by:
        await owe_a_look(desk, tx, case)


async def look(desk: Desk, tx: Transaction, claimed: Claimed) -> None:
    """Owes word of what waits, and the next look."""
    case = await cases.lock(tx, claimed.owed.case)
    if case is None or case.closed is not None:
        return
    at = await looked(desk, tx, case)
    owed = tuple(_not_as(claimed.owed, each) for each in (*_of_clocks(at), *_while_standing_in(at)))
    told = tuple((number, key) for number, people in at.decisions for key in people)
    if people := {key for _, key in told if not access.may_know(key, case, at.policy, at.organisation)}:
        # Whoever could decide it and does not know of the case is told of it with this, as who is asked to agree is.
        # Nobody else is: who knows of it only by its route may not any more once it goes by another.
        await cases.change(tx, replace(case, told=case.told | people))
    await rounds.forget_unsent(tx, OF_WHAT_IS_DUE, case.id)
    await outbox.forget(tx, {Kind.LOOK}, case_id=case.id)
    named = _named(told, at.put_off, await outbox.of_case(tx, case.id))
    for each in (*owed, *(of_the_work(case, Kind.TO_DECIDE, at.now, number, person=key) for number, key in named)):
        await outbox.owe(tx, each)


def _named(
    told: Iterable[tuple[int, str]], later: Collection[int], rows: Iterable[outbox.Row]
) -> Iterator[tuple[int, str]]:
    """Of the decisions that wait for each person the one to tell them of: none while one waits that they know of.

    The message names no decision, so another would say the same again. One that was put off holds back no other.
    """
    known = {(row.owed.rung, row.owed.person): row.state for row in rows if row.owed.kind is Kind.TO_DECIDE}
    theirs: dict[str, list[tuple[int, str]]] = {}
    for each in sorted(told, key=lambda each: each[0] in later):
        theirs.setdefault(each[1], []).append(each)
    for several in theirs.values():
        if not any(known.get(each) in ON_ITS_WAY and each[0] not in later for each in several):
            yield from [each for each in several if each not in known][:1]


def _not_as(this: Owed, other: Owed) -> Owed:
    """What is owed, under another number than the look that is being done: the office opens on other days by now."""
    return replace(other, rung=AT_ONCE) if other.once == this.once else other


async def looked(desk: Desk, tx: Transaction, case: Case) -> Looked:
    """The case as it stands now."""
    policy = await desk.policy_of(tx, case.policy)
    work = work_of(await audit.readable(tx, case.id))
    return Looked(case, policy, work, plan.plans(policy, case, work), desk.organisation, desk.clock.now())


def _of_clocks(at: Looked) -> Iterator[Owed]:
    """Word of those that are nearly up, to whoever sees to the case; of the others a look when they are."""
    people = sorted(responsible(at.case, at.policy, at.organisation))
    for number, each in at.clocks:
        warned = before(WARNING, each.due, at.organisation.hours)
        if at.now < warned:
            yield _a_look(at.case, warned, AT_ONCE + 1 + number)
        else:
            yield from (of_the_work(at.case, Kind.RUNS_OUT, at.now, number, person=key) for key in people)


def _while_standing_in(at: Looked) -> Iterator[Owed]:
    """A look when the office opens next, while whoever has the case may decide more than their own roles let them."""
    holder, hours, now = who_has(at.case, at.policy, at.organisation), at.organisation.hours, at.now
    member = at.organisation.people.get(holder)
    stands_in = member is not None and powers(holder, at.policy, at.organisation, now) != frozenset(member.roles)
    if stands_in and waiting(at.policy, at.plans):
        opens = next_day(hours, now) if is_open(hours, now) else next_opening(hours, now)
        yield _a_look(at.case, opens, AT_ONCE + 1 + len(at.policy.casework.clocks))


def _a_look(case: Case, due: datetime, number: int) -> Owed:
    return Owed(Kind.LOOK, To.PERSON, due, case.id, rung=number, priority=max(BEHIND_URGENT, PRIORITY[case.severity]))
