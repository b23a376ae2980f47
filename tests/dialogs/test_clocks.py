"""The clocks that the law or guidance starts for a case: which run, when they are up, and what stops them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.casework.clocks import Running, running
from dialogs.casework.plan import plans
from dialogs.casework.record import Act, Detail, Ending, Entry
from dialogs.casework.rules import Casework, Clock
from dialogs.casework.work import Work
from dialogs.organisation import OfficeHours
from dialogs.policy import Policy
from dialogs.severity import Span, Unit
from tests.dialogs.making import MONDAY_TEN, OFFICE, at, case
from tests.dialogs.small_policy import POLICY, minutes, working_days
from tests.dialogs.strategies import MOMENTS, office_hours

CLOCK = Clock("advice", "Ask for advice", working_days(1), ("messages",), ("keep",), "The law.", None, None, None)
LATER = replace(CLOCK, id="later", within=working_days(3), steps=("report",))
CASE = case()
SPANS = st.builds(Span, st.integers(0, 30), st.sampled_from(Unit))


def under(*clocks: Clock) -> Policy:
    """The small policy with these clocks."""
    return replace(POLICY, casework=Casework(clocks=clocks))


def ended(step: str, how: Ending = Ending.DONE) -> Mapping[str, Entry]:
    """That this step ended."""
    return {step: Entry(1, MONDAY_TEN, Act.STEP, "asha", {Detail.STEP: step, Detail.HOW: how})}


def run(
    *clocks: Clock,
    work: Work | None = None,
    opened: datetime = MONDAY_TEN,
    now: datetime = MONDAY_TEN,
    category: str = "messages",
    hours: OfficeHours = OFFICE,
) -> tuple[Running, ...]:
    """The clocks that run for a case of that category."""
    policy, work, worked = under(*clocks), work or Work(), replace(CASE, opened=opened, category=category)
    return running(policy, worked, plans(policy, worked, work), work, hours, now)


def test_a_clock_runs_in_working_time_from_when_the_report_came() -> None:
    assert [each.due for each in run(CLOCK, opened=at("2026-11-20 15:00"))] == [at("2026-11-23 15:00")]
    assert [each.due for each in run(CLOCK, opened=at("2026-11-21 12:00"))] == [at("2026-11-24 09:00")]


def test_the_soonest_stands_first() -> None:
    assert [each.clock.id for each in run(LATER, CLOCK)] == ["advice", "later"]


def test_a_clock_runs_only_for_a_case_that_is_worked_by_its_procedures() -> None:
    assert run(replace(CLOCK, procedures=("image",))) == ()
    assert run(replace(CLOCK, procedures=("image",)), category="contact") != ()


def test_nothing_runs_for_a_closed_case() -> None:
    policy, closed = under(CLOCK), replace(CASE, closed=MONDAY_TEN)

    assert running(policy, closed, plans(policy, closed, Work()), Work(), OFFICE, MONDAY_TEN) == ()


@pytest.mark.parametrize("step", ["keep", "keep_it_too"])
@pytest.mark.parametrize("how", [Ending.DONE, Ending.NOT_APPLICABLE])
def test_a_clock_stops_once_its_step_or_one_that_is_the_same_has_ended(step: str, how: Ending) -> None:
    assert run(CLOCK, work=Work(ended=ended(step, how))) == ()


def test_a_step_that_was_not_done_stops_nothing() -> None:
    assert len(run(CLOCK, work=Work(ended=ended("keep", Ending.NOT_DONE)))) == 1


def test_another_step_stops_nothing() -> None:
    assert len(run(CLOCK, work=Work(ended=ended("block")))) == 1


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), True),
        (date(2026, 11, 24), None, False),
        (None, date(2026, 11, 22), False),
        (None, date(2026, 11, 23), True),
    ],
)
def test_a_rule_that_is_not_in_force_today_starts_no_clock(
    since: date | None, until: date | None, *, shown: bool
) -> None:
    assert bool(run(replace(CLOCK, since=since, until=until))) is shown


def test_a_clock_is_overdue_once_it_is_up() -> None:
    [clock] = run(replace(CLOCK, within=minutes(60)))

    assert not clock.overdue(CASE, OFFICE, clock.due)
    assert clock.overdue(CASE, OFFICE, clock.due + timedelta(minutes=1))


def test_of_an_anonymous_case_a_clock_is_overdue_once_the_day_is_over() -> None:
    [clock] = run(replace(CLOCK, within=minutes(60)), opened=at("2026-11-23 00:00"))
    anonymous = replace(CASE, reporter="")

    assert not clock.overdue(anonymous, OFFICE, at("2026-11-23 23:59"))
    assert clock.overdue(anonymous, OFFICE, at("2026-11-24 00:00"))


@given(SPANS, MOMENTS, office_hours())
def test_a_clock_is_never_up_before_the_case_began(span: Span, opened: datetime, hours: OfficeHours) -> None:
    [clock] = run(replace(CLOCK, within=span), opened=opened, now=opened, hours=hours)

    assert clock.due >= opened


@given(st.lists(st.tuples(st.sampled_from(["keep", "report", "block", "ask"]), SPANS), max_size=4), st.data())
def test_an_ended_step_stops_its_own_clocks_and_no_other(wanted: list[tuple[str, Span]], data: st.DataObject) -> None:
    clocks = [replace(CLOCK, id=str(i), steps=(step,), within=span) for i, (step, span) in enumerate(wanted)]
    done = data.draw(st.sampled_from(["keep", "report", "block", "ask"]))

    left = run(*clocks, work=Work(ended=ended(done)))

    assert {each.clock.id for each in left} == {each.id for each in clocks if each.steps != (done,)}
    assert [each.due for each in left] == sorted(each.due for each in left)
