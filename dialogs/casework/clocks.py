"""The clocks that the law or guidance starts for a case: which of them run, and by when something must be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.case import Case
from dialogs.casework.plan import Plan, by_meaning, looked_at_again, meaning
from dialogs.casework.record import Detail, Ending
from dialogs.casework.rules import Clock
from dialogs.casework.work import Work, ending_of
from dialogs.office_hours import after
from dialogs.organisation import OfficeHours
from dialogs.policy import Policy


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs, and when it is up. Of an anonymous case only the day of `due` means anything."""

    clock: Clock
    due: datetime

    def overdue(self, case: Case, hours: OfficeHours, now: datetime) -> bool:
        """Whether it is up: of an anonymous case once the day is over, for nobody may work out when it came."""
        return _day(self.due, hours) < _day(now, hours) if case.anonymous else self.due < now


def running(  # noqa: PLR0917 -- all that it hangs on
    policy: Policy, case: Case, several: Iterable[Plan], work: Work, hours: OfficeHours, now: datetime
) -> tuple[Running, ...]:
    """The clocks that run for a case that is worked by these plans, the soonest first. None once it is closed."""
    worked_by = {each.procedure.id for each in several}
    ended = _settled(policy, work)
    runs = (
        Running(clock, after(clock.within, case.opened, hours))
        for clock in policy.casework.clocks
        if not worked_by.isdisjoint(clock.procedures)
        and _meanings(policy, clock.steps).isdisjoint(ended)
        and _in_force(clock, _day(now, hours))
    )
    return () if case.closed is not None else tuple(sorted(runs, key=lambda each: (each.due, each.clock.id)))


def _in_force(clock: Clock, today: date) -> bool:
    """Whether the rule is in force, as far as anybody knows."""
    return (clock.since is None or clock.since <= today) and (clock.until is None or today <= clock.until)


def _settled(policy: Policy, work: Work) -> frozenset[str]:
    """What is done or does not apply. What somebody could not do is due as it was before."""
    every = {step.id: step for each in policy.procedures.values() for step in each.steps}
    return frozenset(
        what
        for what, entry in by_meaning(policy, work).items()
        if ending_of(entry) is not Ending.NOT_DONE
        and not looked_at_again(policy, every[entry.detail[Detail.STEP]], entry)
    )


def _meanings(policy: Policy, steps: Iterable[str]) -> frozenset[str]:
    """What these steps mean: a step that is one with another stops the same clocks."""
    every = {step.id: meaning(step, each.kind) for each in policy.procedures.values() for step in each.steps}
    return frozenset(every[name] for name in steps)


def _day(at: datetime, hours: OfficeHours) -> date:
    return at.astimezone(hours.time_zone).date()
