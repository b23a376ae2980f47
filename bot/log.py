"""What may be logged: the name of something that happened, and numbers. Never a person, never a word of theirs.

Everything else that Python and the libraries would write is dropped, because it may quote a request, a statement or its
parameters. An error is logged by its kind and the place in this program, without its text.
"""

import contextlib
import logging
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TextIO

OUR_PACKAGES = ("dialogs", "storage", "handlers", "bot")
CHECKOUT = Path(__file__).parent.parent


class Happening(StrEnum):
    """Everything that can be logged."""

    PRACTICE = "the practice page is served"
    LIVE = "the bot is served"
    SLACK_CHECKED = "slack was asked about its set-up"
    SLACK_UNKNOWN = "slack could not be asked about its set-up"
    TEAMS_CHECKED = "teams was asked about its set-up"
    TEAMS_UNKNOWN = "teams gave the bot no token"
    TEAMS_REFUSED = "requests of teams were refused"
    CLOCK_WRONG = "a platform signed a request at another time than it is here"
    SOCKET_OPEN = "a connection to slack is open"
    SOCKET_LOST = "the connection to slack was lost"
    NOT_DELIVERED = "a message was set aside"
    TURN_FAILED = "a turn failed"
    NOT_ANSWERED = "an answer in a chat was not delivered"
    NOT_STORED = "a turn could not be stored or read"
    WORKER_FAILED = "the worker failed and goes on"
    LOG_TAKEN = "the incident log was taken along"
    CASE_COPIED = "a copy of a case was made"
    LEFT_BEHIND = "something failed where nobody was waiting for it"


class Log:
    """Writes one line for each happening. A log that cannot be written stops nobody's report."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr

    def happened(self, happening: Happening, **numbers: int) -> None:
        """Log that something happened, with numbers that count or time it."""
        self._write(happening, [f"{name}={number:d}" for name, number in numbers.items()])

    def failed(self, happening: Happening, error: BaseException) -> None:
        """Log that something failed: the kind of error and where in this program, never what it says."""
        self._write(happening, [f"error={type(error).__name__}", f"at={place(error)}"])

    def _write(self, happening: Happening, parts: list[str]) -> None:
        line = " ".join([f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", happening.value.replace(" ", "-"), *parts])
        with contextlib.suppress(OSError, ValueError):
            self._out.write(line + "\n")
            self._out.flush()


def silence_libraries(log: Log) -> None:
    """Drop what libraries log at any level, and what Python itself says of errors that nobody caught."""
    logging.getLogger().handlers.clear()
    logging.getLogger().addHandler(logging.NullHandler())
    logging.disable(sys.maxsize)
    logging.raiseExceptions = False
    warnings.simplefilter("ignore")
    threading.excepthook = lambda left: _left_behind(log, left.exc_value)
    sys.unraisablehook = lambda left: _left_behind(log, left.exc_value)


def place(error: BaseException) -> str:
    """Where in this program an error came from, as `package/module.py:line`; 'elsewhere' if not from it."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(CHECKOUT) and file.relative_to(CHECKOUT).parts[0] in OUR_PACKAGES:
            return f"{file.relative_to(CHECKOUT).as_posix()}:{frame.lineno}"
    return "elsewhere"


def _left_behind(log: Log, error: BaseException | None) -> None:
    if error is not None:
        log.failed(Happening.LEFT_BEHIND, error)
