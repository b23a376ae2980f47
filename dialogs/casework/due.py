"""What of a case somebody has to see to on a day: what the daily word counts, and the incident log can show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dialogs import access
from dialogs.case import Case
from dialogs.casework import keeping, plan
from dialogs.casework.clocks import running
from dialogs.casework.owing import may_agree
from dialogs.casework.plan import Plan, Planned
from dialogs.casework.powers import Task, may_decide, powers, refusal
from dialogs.casework.record import Act, Detail
from dialogs.casework.work import Work
from dialogs.ladder import readers
from dialogs.office_hours import next_opening
from dialogs.organisation import OfficeHours, Organisation
from dialogs.policy import Policy

NAME_A_DAY = frozenset({Act.NOTE, Act.STEP})
"""What may say on which day to look at an open case again."""


class Why(StrEnum):
    """Why somebody has to see to a case."""

    CLOCK = "clock"
    """A clock is up before the office opens on another day, or has been for long."""
    STEP = "step"
    """The day has come on which a step is to be looked at again."""
    NOTE = "note"
    """The day has come that a note names."""
    AGREEMENT = "agreement"
    """Whoever wants to close it waits for them to agree."""
    RECORD = "record"
    """Whether the record of the closed case is kept on has to be looked at."""
    FORGOTTEN = "forgotten"
    """Nothing was recorded of it for so long that it may have been forgotten."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has to be seen to.

    `name` is the id of the clock or the step; of what may be forgotten, for how many days; else empty.
    """

    why: Why
    name: str = ""


@dataclass(frozen=True, slots=True)
class _At:
    """Where it is asked."""

    person: str
    policy: Policy
    case: Case
    work: Work
    organisation: Organisation
    now: datetime

    @property
    def today(self) -> date:
        return keeping.day_there(self.now, self.organisation.hours)


def due(  # noqa: PLR0917 -- all that it hangs on
    person: str, policy: Policy, case: Case, work: Work, organisation: Organisation, now: datetime
) -> tuple[Due, ...]:
    """What of the case this person has to see to today. Nothing if they may not know of it now.

    What falls due is for whoever has the case. Where nobody has it who may, it is for those who read its route.
    """
    if not (access.may_know(person, case, policy, organisation) and access.is_out(case, now)):
        return ()
    at, plans = _At(person, policy, case, work, organisation, now), plan.plans(policy, case, work)
    if case.closed is not None:
        return tuple(_record(at, plans))
    theirs = person in responsible(case, policy, organisation)
    mine = (*_clocks(at, plans), *_notes(at), *_forgotten(at)) if theirs else ()
    return (*mine, *_steps(at, plans, theirs=theirs), *_agreement(at))


def responsible(case: Case, policy: Policy, organisation: Organisation) -> frozenset[str]:
    """Whoever sees to what is due of a case: who has it, else its readers, else all who may know of it."""
    if holder := who_has(case, policy, organisation):
        return frozenset({holder})
    reading = frozenset(each.key for each in readers(policy.routes[case.route], organisation, case.excluded))
    knowing = frozenset(key for key in organisation.people if access.may_know(key, case, policy, organisation))
    return knowing & reading or knowing


def who_has(case: Case, policy: Policy, organisation: Organisation) -> str:
    """The key of whoever has the case, if they still may know of it; else nothing."""
    return case.acknowledged_by if access.may_know(case.acknowledged_by, case, policy, organisation) else ""


def next_day(hours: OfficeHours, now: datetime) -> datetime:
    """When the office opens on the next day on which it does. In UTC."""
    return next_opening(hours, midnight(hours, now) + timedelta(days=1))


def midnight(hours: OfficeHours, now: datetime) -> datetime:
    """The beginning of the day, where the office is."""
    return datetime.combine(keeping.day_there(now, hours), time(0), hours.time_zone)


def _clocks(at: _At, plans: tuple[Plan, ...]) -> Iterator[Due]:
    """Those that are up before anybody is at work on another day."""
    hours = at.organisation.hours
    for each in running(at.policy, at.case, plans, at.work, hours, at.now):
        if each.due <= next_day(hours, at.now):
            yield Due(Why.CLOCK, each.clock.id)


def _steps(at: _At, plans: Iterable[Plan], *, theirs: bool) -> Iterator[Due]:
    """Steps whose day has come, of those that are one the first. What only some may decide is for them as well."""
    seen: set[int] = set()
    for name, planned in plan.steps(plans).items():
        review = keeping.written_day(planned.ended, Detail.REVIEW)
        if planned.ended is None or review is None or review > at.today or planned.ended.number in seen:
            continue
        seen.add(planned.ended.number)
        if theirs or _is_theirs_alone(at, planned):
            yield Due(Why.STEP, name)


def _is_theirs_alone(at: _At, planned: Planned) -> bool:
    """Whether this person may decide it and whoever has the case may not."""
    may = (
        may_decide(person, planned.step.decision, at.case, at.work, at.policy, at.organisation, at.now)
        for person in (at.person, who_has(at.case, at.policy, at.organisation))
    )
    return tuple(may) == (True, False)


def _notes(at: _At) -> Iterator[Due]:
    """One for all notes whose day has come. Another note that is written on that day or later settles it."""
    for note in at.work.notes:
        day, newest = keeping.written_day(note, Detail.REVIEW), at.work.notes[-1]
        settled = day is not None and note != newest and day <= keeping.day_there(newest.at, at.organisation.hours)
        if day is not None and day <= at.today and not settled:
            yield Due(Why.NOTE)
            return


def _forgotten(at: _At) -> Iterator[Due]:
    """A case that they have, and of which nobody recorded anything for so many days, every day until somebody does.

    Who wrote down last when to look at it again has not forgotten it: the days count from that day.
    """
    after, newest, hours = at.policy.casework.forgotten_after, at.work.newest, at.organisation.hours
    if after is None or who_has(at.case, at.policy, at.organisation) != at.person:
        return
    taken = keeping.day_there(at.case.acknowledged_at or at.case.opened, hours)
    recorded = taken if newest is None else max(taken, keeping.day_there(newest.at, hours))
    named = keeping.written_day(newest, Detail.REVIEW) if newest is not None and newest.what in NAME_A_DAY else None
    if (at.today - max(recorded, named or recorded)).days >= after:
        yield Due(Why.FORGOTTEN, str((at.today - recorded).days))


def _agreement(at: _At) -> Iterator[Due]:
    """Whoever was asked to agree, and may."""
    asked = at.work.closing
    may = refusal(Task.AGREE, at.person, at.case, at.work, at.policy, at.organisation, at.now) is None
    if asked is not None and may and at.person in may_agree(at.case, asked.actor, at.policy, at.organisation):
        yield Due(Why.AGREEMENT)


def _record(at: _At, plans: tuple[Plan, ...]) -> Iterator[Due]:
    """Those who review look at it."""
    reviews = not powers(at.person, at.policy, at.organisation, at.now).isdisjoint(at.policy.casework.retention.by)
    if reviews and keeping.review_due(at.policy, at.case, plans, at.work, at.organisation.hours, at.now):
        yield Due(Why.RECORD)
