"""The names by which Teams tells us what somebody did: they stand in what we send and come back in what we get.

The app package is held equal to these, so nothing can be pressed that is not answered.
"""

from enum import StrEnum


class Command(StrEnum):
    """Message-extension commands: four of the compose box, and one in the menu of every message."""

    REPORT = "report"
    TELL = "tell"
    CHECK = "check"
    ASK = "ask"
    REPORT_MESSAGE = "reportMessage"


class Invoke(StrEnum):
    """Names of invoke activities that are answered. Source: learn.microsoft.com/microsoftteams/platform."""

    DIALOG_OPENED = "task/fetch"
    DIALOG_SUBMITTED = "task/submit"
    EXTENSION_OPENED = "composeExtension/fetchTask"
    EXTENSION_SUBMITTED = "composeExtension/submitAction"
    CARD_PRESSED = "adaptiveCard/action"


class Key(StrEnum):
    """What stands in the data of an action."""

    OURS = "esafety"
    DO = "do"
    VALUE = "value"
    CARRIED = "carried"
    TEAMS = "msteams"


ANSWER = "answer"
"""What the button does that goes on from a screen (on the last one: sends)."""
KEEP = "keep"
"""What the button does that closes a screen and keeps what was entered."""
CLOSE = "close"
"""What the button does that closes what was read."""
FIND = "find"
"""What the button does that looks for an option by what was typed beside it; its value is the field's id."""

FIELD = "f."
"""Begins the id of every input that is a field of a screen; the field's id follows."""
SEARCH = "s."
"""Begins the id of an input in which an option is looked for."""

CARD = "application/vnd.microsoft.card.adaptive"
