"""When the office is open, and when a length of time is up, across weekends, closures and both clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dialogs.office_hours import after, before, is_open, next_digest, next_opening, on_duty
from dialogs.organisation import Duty, OfficeHours, OnDuty
from dialogs.severity import Span, Unit
from tests.dialogs.making import EARLY, LATE, LONDON, OFFICE, at
from tests.dialogs.small_policy import minutes, working_days, working_hours
from tests.dialogs.strategies import MOMENTS, office_hours

HOURS = office_hours()
SPANS = st.builds(Span, st.integers(0, 30), st.sampled_from(Unit))
NEVER_OPEN = OfficeHours(LONDON, {}, ())
ALWAYS_CLOSED = OfficeHours(LONDON, OFFICE.week, ((date(2020, 1, 1), date(2040, 1, 1)),))
EVERY_DAY = OfficeHours(LONDON, dict.fromkeys(range(7), (EARLY, LATE)), ())
OVER_CHRISTMAS = OfficeHours(LONDON, OFFICE.week, ((date(2026, 12, 24), date(2027, 1, 3)),))
MINUTE = timedelta(minutes=1)


# ---------------------------------------------------------------------------------------------------------------- open


@pytest.mark.parametrize(
    ("moment", "is_it"),
    [
        ("2026-11-23 08:59", False),
        ("2026-11-23 09:00", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-21 12:00", False),  # a Saturday
        ("2026-07-06 09:00", True),  # summer time: eight o'clock UTC
        ("2026-07-06 08:59", False),
    ],
)
def test_the_office_is_open_from_its_opening_until_just_before_its_closing(moment: str, *, is_it: bool) -> None:
    assert is_open(OFFICE, at(moment)) is is_it


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-01-01"])
def test_a_closure_closes_its_first_and_last_day_and_those_between(day: str) -> None:
    assert not is_open(OVER_CHRISTMAS, at(f"{day} 12:00"))
    assert is_open(OVER_CHRISTMAS, at("2026-12-23 12:00"))
    assert is_open(OVER_CHRISTMAS, at("2027-01-04 12:00"))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 03:00", "2026-11-23 09:00"),
        ("2026-11-23 17:00", "2026-11-24 09:00"),
        ("2026-11-20 17:00", "2026-11-23 09:00"),
        ("2026-12-23 18:00", "2027-01-04 09:00"),
        ("2026-10-24 12:00", "2026-10-26 09:00"),  # over the end of summer time
        ("2027-03-27 12:00", "2027-03-29 09:00"),  # over its beginning
    ],
)
def test_the_next_opening_passes_over_nights_weekends_and_closures(moment: str, opening: str) -> None:
    assert next_opening(OVER_CHRISTMAS, at(moment)) == at(opening)


@given(HOURS, MOMENTS)
def test_the_office_is_open_at_its_next_opening_and_not_a_minute_before(hours: OfficeHours, now: datetime) -> None:
    opening = next_opening(hours, now)
    assert opening >= now
    if opening > now:
        assert is_open(hours, opening)
        assert not is_open(hours, now)
        assert not is_open(hours, opening - MINUTE)


# ------------------------------------------------------------------------------------------------------------- digests


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        ("2026-11-23 10:00", "2026-11-24 09:00", "2026-11-30 09:00"),  # a Monday
        ("2026-11-23 07:00", "2026-11-23 09:00", "2026-11-30 09:00"),
        ("2026-11-23 20:00", "2026-11-24 09:00", "2026-11-30 09:00"),
        ("2026-11-27 10:00", "2026-11-30 09:00", "2026-11-30 09:00"),  # a Friday
        ("2026-11-29 10:00", "2026-11-30 09:00", "2026-11-30 09:00"),  # a Sunday
        ("2026-12-23 10:00", "2027-01-04 09:00", "2027-01-04 09:00"),
        ("2026-10-23 10:00", "2026-10-26 09:00", "2026-10-26 09:00"),
        ("2027-03-26 10:00", "2027-03-29 09:00", "2027-03-29 09:00"),
    ],
)
def test_a_digest_goes_out_at_the_next_opening_of_the_office_or_of_a_new_week(
    moment: str, daily: str, weekly: str
) -> None:
    assert next_digest(OVER_CHRISTMAS, at(moment), weekly=False) == at(daily)
    assert next_digest(OVER_CHRISTMAS, at(moment), weekly=True) == at(weekly)


@given(HOURS, MOMENTS)
def test_a_digest_is_never_before_what_it_tells(hours: OfficeHours, now: datetime) -> None:
    daily = next_digest(hours, now, weekly=False)
    weekly = next_digest(hours, now, weekly=True)
    assert now <= daily
    assert now < weekly


# --------------------------------------------------------------------------------------------------------------- spans


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        (minutes(5), "2026-11-21 23:58", "2026-11-22 00:03"),
        (working_hours(4), "2026-11-23 10:00", "2026-11-23 14:00"),
        (working_hours(4), "2026-11-23 13:00", "2026-11-23 17:00"),
        (working_hours(4), "2026-11-23 15:00", "2026-11-24 11:00"),
        (working_hours(4), "2026-11-20 15:00", "2026-11-23 11:00"),  # over a weekend
        (working_hours(4), "2026-11-21 12:00", "2026-11-23 13:00"),  # from a weekend
        (working_hours(4), "2026-12-23 15:00", "2027-01-04 11:00"),
        (working_hours(40), "2026-11-23 09:00", "2026-11-27 17:00"),
        (working_hours(4), "2026-10-23 15:00", "2026-10-26 11:00"),  # the clocks go back on the 25th
        (working_hours(4), "2027-03-26 15:00", "2027-03-29 11:00"),  # and forward on the 28th
        (working_days(1), "2026-11-23 10:00", "2026-11-24 10:00"),
        (working_days(1), "2026-11-20 16:00", "2026-11-23 16:00"),
        (working_days(2), "2026-11-21 12:00", "2026-11-25 09:00"),
        (working_days(5), "2026-10-22 10:00", "2026-10-29 10:00"),
        (working_days(5), "2027-03-25 10:00", "2027-04-01 10:00"),
        (working_days(1), "2026-12-23 10:00", "2027-01-04 10:00"),
        (working_days(0), "2026-11-21 10:00", "2026-11-23 09:00"),
    ],
)
def test_working_time_runs_in_opening_hours_only(span: Span, start: str, end: str) -> None:
    assert after(span, at(start), OVER_CHRISTMAS) == at(end)


def test_minutes_run_on_through_both_clock_changes() -> None:
    back = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    forward = datetime(2027, 3, 28, 0, 45, tzinfo=UTC)
    assert after(minutes(30), back, OFFICE) - back == timedelta(minutes=30)
    assert after(minutes(30), forward, OFFICE) - forward == timedelta(minutes=30)


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 25), ("2027-03-28", 23)])
def test_a_working_day_over_a_clock_change_ends_at_the_same_time_of_day(day: str, hours: int) -> None:
    evening_before = at(f"{day} 12:00") - timedelta(hours=hours)
    assert after(working_days(1), evening_before, EVERY_DAY) == at(f"{day} 12:00")


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 25), 5), (date(2027, 3, 28), 3)])
def test_an_office_that_is_open_while_the_clocks_change_works_the_hours_that_there_are(day: date, hours: int) -> None:
    nights = OfficeHours(LONDON, dict.fromkeys(range(7), (time(0), time(4))), ())
    midnight = datetime.combine(day, time(0), LONDON).astimezone(UTC)
    assert after(working_hours(hours), midnight, nights) == midnight + timedelta(hours=hours)
    assert after(working_hours(hours + 1), midnight, nights) > midnight + timedelta(hours=20)


def test_a_working_day_that_would_end_when_the_office_is_shut_ends_at_the_opening_after() -> None:
    short_saturdays = OfficeHours(LONDON, {**OFFICE.week, 5: (time(9), time(12))}, ())
    assert after(working_days(1), at("2026-11-20 11:00"), short_saturdays) == at("2026-11-21 11:00")
    assert after(working_days(1), at("2026-11-20 16:00"), short_saturdays) == at("2026-11-23 09:00")


@pytest.mark.untraced
@given(HOURS, SPANS, MOMENTS, MOMENTS)
def test_what_starts_later_is_never_up_earlier(hours: OfficeHours, span: Span, one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert after(span, earlier, hours) <= after(span, later, hours)


@given(HOURS, SPANS, MOMENTS)
def test_a_longer_time_is_never_up_earlier(hours: OfficeHours, span: Span, start: datetime) -> None:
    longer = Span(span.amount + 1, span.unit)
    assert start <= after(span, start, hours) < after(longer, start, hours)


@given(HOURS, st.integers(1, 60), st.sampled_from((Unit.WORKING_HOURS, Unit.WORKING_DAYS)), MOMENTS)
def test_working_time_is_up_in_opening_hours_or_just_as_the_office_shuts(
    hours: OfficeHours, amount: int, unit: Unit, start: datetime
) -> None:
    assume(hours.week)
    up = after(Span(amount, unit), start, hours)
    assert is_open(hours, up) or is_open(hours, up - MINUTE)


@pytest.mark.untraced
@given(HOURS, st.integers(1, 12), MOMENTS)
def test_as_many_hours_were_open_as_were_counted(hours: OfficeHours, amount: int, start: datetime) -> None:
    assume(hours.week)
    up = after(working_hours(amount), start, hours)
    assume(up - start < timedelta(days=10))
    start, step = start.replace(second=0, microsecond=0), timedelta(minutes=1)
    passed = int((up - start) / step)
    worked = sum(is_open(hours, start + step * each) for each in range(passed))
    assert abs(worked - amount * 60) <= 1


@given(HOURS, st.integers(1, 12), MOMENTS)
def test_from_so_long_before_a_moment_the_office_is_open_just_so_long(
    hours: OfficeHours, amount: int, start: datetime
) -> None:
    assume(hours.week)
    up = after(working_hours(amount), start, hours)
    assume(up - start < timedelta(days=10))
    began = before(timedelta(hours=amount), up, hours)
    assert began >= start.astimezone(UTC)
    assert after(working_hours(amount), began, hours) == up
    assert is_open(hours, began)


@pytest.mark.parametrize(
    ("end", "began"),
    [
        ("2026-11-24 14:00", "2026-11-24 12:00"),
        ("2026-11-24 10:00", "2026-11-23 16:00"),
        ("2026-11-23 09:00", "2026-11-20 15:00"),
        ("2026-11-22 14:00", "2026-11-20 15:00"),
        ("2026-11-24 19:00", "2026-11-24 15:00"),
    ],
)
def test_two_hours_of_work_before_a_moment_that_may_be_at_night(end: str, began: str) -> None:
    assert before(timedelta(hours=2), at(end), OFFICE) == at(began)


@pytest.mark.parametrize("hours", [NEVER_OPEN, ALWAYS_CLOSED])
def test_before_a_moment_of_an_office_that_never_opens_every_hour_counts(hours: OfficeHours) -> None:
    assert before(timedelta(hours=2), at("2026-11-22 03:00"), hours) == at("2026-11-22 01:00")


@pytest.mark.parametrize("hours", [NEVER_OPEN, ALWAYS_CLOSED])
def test_in_an_office_that_never_opens_time_runs_all_day(hours: OfficeHours) -> None:
    night = at("2026-11-22 03:00")
    assert not is_open(hours, night)
    assert next_opening(hours, night) == night
    assert after(working_hours(4), night, hours) == night + timedelta(hours=4)
    assert night < after(working_days(3), night, hours) <= night + timedelta(days=3)
    assert night <= next_digest(hours, night, weekly=False) <= night + timedelta(days=1)
    assert night < next_digest(hours, night, weekly=True) <= night + timedelta(days=7)


def test_opening_hours_are_those_of_the_place() -> None:
    tokyo = OfficeHours(ZoneInfo("Asia/Tokyo"), OFFICE.week, ())
    assert is_open(tokyo, datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    assert not is_open(tokyo, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


# ---------------------------------------------------------------------------------------------------------------- duty

ROTA = (Duty(date(2026, 12, 24), date(2026, 12, 28), "carys"), Duty(date(2026, 12, 28), date(2027, 1, 3), "dilys"))


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2026-11-23 10:00", "asha"),
        ("2026-11-23 20:00", "ben"),
        ("2026-12-23 23:59", "ben"),
        ("2026-12-24 00:00", "carys"),
        ("2026-12-28 12:00", "carys"),  # the first turn that fits
        ("2026-12-29 12:00", "dilys"),
        ("2027-01-03 23:59", "dilys"),
        ("2027-01-04 10:00", "asha"),
    ],
)
def test_on_duty_is_who_the_rota_says_else_out_of_hours_else_as_usual(moment: str, who: str) -> None:
    assert on_duty(OnDuty("asha", "ben", ROTA), OFFICE, at(moment)) == who


def test_without_anybody_out_of_hours_the_usual_person_stays_on_duty() -> None:
    assert on_duty(OnDuty("asha", "", ()), OFFICE, at("2026-11-23 20:00")) == "asha"


def test_a_turn_of_duty_changes_at_midnight_where_the_office_is() -> None:
    summer = OnDuty("asha", "", (Duty(date(2026, 7, 6), date(2026, 7, 6), "carys"),))
    assert on_duty(summer, OFFICE, datetime(2026, 7, 5, 23, 0, tzinfo=UTC)) == "carys"
    assert on_duty(summer, OFFICE, datetime(2026, 7, 6, 23, 0, tzinfo=UTC)) == "asha"
