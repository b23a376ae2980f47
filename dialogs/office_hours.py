"""When the office is open, who is on duty, and when a length of time is up.

Pure arithmetic over aware datetimes. Working time runs only while the office is open, in the organisation's own time
zone, so a summer-time change moves no opening hour.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from dialogs.organisation import OfficeHours, OnDuty
from dialogs.severity import Span, Unit

LONGEST_CLOSURE = timedelta(days=366)
"""An office that does not open within a year counts as never open: working time then runs all day, every day."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_open(hours: OfficeHours, at: datetime) -> bool:
    """Whether somebody is expected to be at work."""
    local = at.astimezone(hours.time_zone)
    times = _times(hours, local.date())
    return times is not None and times[0] <= local.time() < times[1]


def in_words(hours: OfficeHours) -> str:
    """'Monday to Friday 08:30 to 17:00, and Saturday 09:00 to 12:00'. Empty if the office never opens."""
    runs: list[tuple[int, int, tuple[time, time]]] = []
    for day, times in sorted(hours.week.items()):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == times:
            runs[-1] = (runs[-1][0], day, times)
        else:
            runs.append((day, day, times))
    return ", and ".join(f"{_days(first, last)} {_time(begin)} to {_time(end)}" for first, last, (begin, end) in runs)


def next_opening(hours: OfficeHours, at: datetime) -> datetime:
    """The next moment the office is open: `at` itself if it is open then. In UTC."""
    if is_open(hours, at):
        return at
    day = at.astimezone(hours.time_zone).date()
    for _ in range(LONGEST_CLOSURE.days):
        times = _times(hours, day)
        if times is not None and (opening := _moment(hours, day, times[0])) >= at:
            return opening
        day += timedelta(days=1)
    return at


def next_digest(hours: OfficeHours, at: datetime, *, weekly: bool) -> datetime:
    """The first opening after `at` (of the next week if `weekly`), which is when a digest goes out. In UTC."""
    if not weekly and not is_open(hours, at):
        return next_opening(hours, at)
    local = at.astimezone(hours.time_zone)
    days = 7 - local.weekday() if weekly else 1
    midnight = datetime.combine(local.date() + timedelta(days=days), time(0), hours.time_zone)
    return next_opening(hours, midnight.astimezone(UTC))


def after(span: Span, start: datetime, hours: OfficeHours) -> datetime:
    """When `span` is up if it began at `start`. In UTC."""
    match span.unit:
        case Unit.MINUTES:
            return start + timedelta(minutes=span.amount)
        case Unit.WORKING_HOURS:
            return _after_working(timedelta(hours=span.amount), start, hours)
        case Unit.WORKING_DAYS:
            return _after_days(span.amount, start, hours)
        case _:
            assert_never(span.unit)


def before(length: timedelta, end: datetime, hours: OfficeHours) -> datetime:
    """The last moment from which the office is open for that long until `end`. In UTC."""
    day = end.astimezone(hours.time_zone).date()
    for _ in range(LONGEST_CLOSURE.days):
        times = _times(hours, day)
        if times is not None:
            opening, closing = (_moment(hours, day, each) for each in times)
            closing = min(closing, end)
            if closing - opening >= length:
                return closing - length
            length -= max(closing - opening, timedelta(0))
        day -= timedelta(days=1)
    return end.astimezone(UTC) - length


def on_duty(duty: OnDuty, hours: OfficeHours, at: datetime) -> str:
    """The key of whoever is on duty: by the rota, else out of hours, else as usual."""
    today = at.astimezone(hours.time_zone).date()
    for turn in duty.rota:
        if turn.first <= today <= turn.last:
            return turn.person
    if duty.out_of_hours and not is_open(hours, at):
        return duty.out_of_hours
    return duty.default


def _days(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]} to {DAYS[last]}"


def _time(at: time) -> str:
    return f"{at:%H:%M}"


def _times(hours: OfficeHours, day: date) -> tuple[time, time] | None:
    if any(first <= day <= last for first, last in hours.closed):
        return None
    return hours.week.get(day.weekday())


def _moment(hours: OfficeHours, day: date, at: time) -> datetime:
    return datetime.combine(day, at, hours.time_zone).astimezone(UTC)


def _after_working(left: timedelta, start: datetime, hours: OfficeHours) -> datetime:
    """Spends `left` day by day, in opening hours only."""
    now = next_opening(hours, start)
    while is_open(hours, now):
        local = now.astimezone(hours.time_zone)
        closing = _moment(hours, local.date(), hours.week[local.weekday()][1])
        if now + left <= closing:
            return now + left
        left -= closing - now
        now = next_opening(hours, closing)
    return now + left


def _after_days(days: int, start: datetime, hours: OfficeHours) -> datetime:
    """The same time of day that many working days later, or the next opening if the office is closed then."""
    now = next_opening(hours, start)
    for _ in range(days):
        local = now.astimezone(hours.time_zone)
        tomorrow = datetime.combine(local.date() + timedelta(days=1), time(0), hours.time_zone).astimezone(UTC)
        opening = next_opening(hours, tomorrow).astimezone(hours.time_zone)
        same_time = datetime.combine(opening.date(), local.time(), hours.time_zone).astimezone(UTC)
        now = next_opening(hours, max(same_time, opening.astimezone(UTC)))
    return now
