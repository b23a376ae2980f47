"""The names by which Slack tells us what somebody did: they stand in what we send and come back in what we get.

The manifest is held equal to these, so nothing can be pressed that is not answered.
"""

from enum import StrEnum


class Command(StrEnum):
    """Slash commands."""

    REPORT_INCIDENT = "/report-incident"
    ESAFETY = "/esafety"


class Shortcut(StrEnum):
    """Callback ids of shortcuts: four in the global menu, and one in the menu of every message."""

    REPORT = "report"
    TELL = "tell"
    CHECK = "check"
    HELP = "help"
    REPORT_MESSAGE = "report_message"


class Callback(StrEnum):
    """What a modal is for: its callback id."""

    SCREEN = "screen"
    """A screen of a form. Submitting it answers it."""
    PASSING = "passing"
    """A screen of a form of which nothing is kept before it is sent: what is typed in it is remembered nowhere."""
    READING = "reading"
    """Something to read. It has no submit button."""


class Event(StrEnum):
    """Events that are subscribed to."""

    HOME_OPENED = "app_home_opened"
    DIRECT_MESSAGE = "message.im"
    MENTION = "app_mention"
