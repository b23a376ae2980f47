"""Times that give nobody away: what is kept of an anonymous concern is the day, and what is sent waits for its slot.

Whoever knows when somebody pressed Send, and finds that time stored, knows who wrote. Pure arithmetic over aware
datetimes in UTC.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.office_hours import is_open
from dialogs.organisation import OfficeHours

SLOT = timedelta(minutes=15)
"""What is not urgent goes out at the next of these, counted from the full hour: several may share one."""

LONGEST_DELAY = 15
"""Minutes by which a thing that is not urgent may be held back on top, if the organisation chooses so."""


def beginning(now: datetime, zone: ZoneInfo) -> datetime:
    """When the day of `now` began there."""
    return datetime.combine(now.astimezone(zone).date(), time(0), zone).astimezone(UTC)


def slot_after(now: datetime) -> datetime:
    """The first slot after `now`."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour + ((now - hour) // SLOT + 1) * SLOT


def blurred(at: datetime, hours: OfficeHours) -> datetime:
    """The day of `at`, as its opening while the office is open and as a time when it is closed if not.

    So who was on duty stays known.
    """
    midnight = beginning(at, hours.time_zone)
    if is_open(hours, at) == is_open(hours, midnight):
        return midnight
    local = at.astimezone(hours.time_zone)
    opens, closes = hours.week[local.weekday()]
    return datetime.combine(local.date(), opens if is_open(hours, at) else closes, hours.time_zone).astimezone(UTC)
