"""What may be logged: the name of something that happened, and numbers. Never a person, never a word of theirs.

Everything else that the libraries below would log is dropped, because it may quote a request, a statement or its
parameters. An error is logged by its kind and the place in this program, without its text.
"""

import logging
import sys
import traceback
from datetime import UTC, datetime
from enum import StrEnum
from typing import TextIO


class Happening(StrEnum):
    """Everything that can be logged."""

    STARTED = "started"
    STOPPED = "stopped"
    PRACTICE = "the practice page is served"
    TURN_FAILED = "a turn failed"
    NOT_STORED = "something could not be stored"
    WORKER_FAILED = "the worker failed and goes on"
    POLICY_WARNING = "check has warnings"


class Log:
    """Writes one line for each happening."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr

    def happened(self, happening: Happening, **numbers: int) -> None:
        """Log that something happened, with numbers that count or time it."""
        self._write(happening, [f"{name}={number:d}" for name, number in numbers.items()])

    def failed(self, happening: Happening, error: BaseException) -> None:
        """Log that something failed: the kind of error and where in this program, never what it says."""
        self._write(happening, [f"error={type(error).__name__}", f"at={_place(error)}"])

    def _write(self, happening: Happening, parts: list[str]) -> None:
        line = " ".join([f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", happening.value.replace(" ", "-"), *parts])
        self._out.write(line + "\n")
        self._out.flush()


def silence_libraries() -> None:
    """Drop what libraries log at any level: it may quote what a person wrote."""
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(logging.NullHandler())
    root.setLevel(logging.CRITICAL + 1)
    logging.disable(logging.CRITICAL)
    logging.raiseExceptions = False


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(f"/{each}/" in frame.filename for each in OUR_PACKAGES)]
    if not ours:
        return "elsewhere"
    last = ours[-1]
    package = next(each for each in OUR_PACKAGES if f"/{each}/" in last.filename)
    return f"{package}/{last.filename.rsplit(f'/{package}/', 1)[1]}:{last.lineno}"


OUR_PACKAGES = ("dialogs", "storage", "handlers", "bot")
