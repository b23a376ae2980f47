"""Times that give nobody away."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.days import SLOT, beginning, blurred, slot_after
from dialogs.office_hours import is_open, on_duty
from dialogs.organisation import OfficeHours, OnDuty
from tests.dialogs.making import LONDON, OFFICE, at

NIGHTS = OfficeHours(LONDON, dict.fromkeys(range(7), (time(0), time(8))), ())
HOLIDAYS = OfficeHours(LONDON, OFFICE.week, ((at("2026-12-24 00:00").date(), at("2027-01-03 00:00").date()),))
NEVER = OfficeHours(LONDON, {}, ())
OFFICES = st.sampled_from([OFFICE, NIGHTS, HOLIDAYS, NEVER])
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis's way
DUTY = OnDuty("asha", "ben", ())


@given(TIMES, st.sampled_from(["Europe/London", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu"]))
def test_a_day_begins_at_midnight_there(now: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    found = beginning(now, zone)
    assert found <= now < found + timedelta(hours=25)
    assert found.astimezone(zone).date() == now.astimezone(zone).date()
    assert found.astimezone(zone).time() == time(0)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("10:00:00", "10:15:00"),
        ("10:00:01", "10:15:00"),
        ("10:14:59", "10:15:00"),
        ("10:15:00", "10:30:00"),
        ("10:59:59", "11:00:00"),
        ("23:59:59", "00:00:00"),
    ],
)
def test_a_slot_is_the_next_quarter_of_an_hour(now: str, slot: str) -> None:
    found = slot_after(datetime.fromisoformat(f"2026-12-01T{now}+00:00"))
    assert f"{found:%H:%M:%S}" == slot


@given(TIMES)
def test_a_slot_is_ahead_and_less_than_a_quarter_away_and_many_share_it(now: datetime) -> None:
    slot = slot_after(now)
    assert timedelta(0) < slot - now <= SLOT
    assert slot.minute % 15 == slot.second == slot.microsecond == 0
    assert slot_after(slot - timedelta(microseconds=1)) == slot


@given(TIMES, OFFICES)
def test_a_blurred_time_keeps_its_day_and_who_was_on_duty(now: datetime, hours: OfficeHours) -> None:
    found = blurred(now, hours)
    assert found.astimezone(LONDON).date() == now.astimezone(LONDON).date()
    assert is_open(hours, found) == is_open(hours, now)
    assert on_duty(DUTY, hours, found) == on_duty(DUTY, hours, now)
    assert blurred(found, hours) == found


@given(TIMES, TIMES, OFFICES)
def test_nothing_of_the_time_is_left_but_whether_the_office_was_open(
    one: datetime, other: datetime, hours: OfficeHours
) -> None:
    other = datetime.combine(one.astimezone(LONDON).date(), other.timetz()).astimezone(UTC)
    same_day = one.astimezone(LONDON).date() == other.astimezone(LONDON).date()
    if same_day and is_open(hours, one) == is_open(hours, other):
        assert blurred(one, hours) == blurred(other, hours)


def test_in_the_day_it_is_the_opening_and_at_night_the_midnight_or_the_closing() -> None:
    assert blurred(at("2026-12-01 10:34"), OFFICE) == at("2026-12-01 09:00")
    assert blurred(at("2026-12-01 07:12"), OFFICE) == blurred(at("2026-12-01 22:12"), OFFICE) == at("2026-12-01 00:00")
    assert blurred(at("2026-12-01 03:00"), NIGHTS) == at("2026-12-01 00:00")
    assert blurred(at("2026-12-01 20:00"), NIGHTS) == at("2026-12-01 08:00")
