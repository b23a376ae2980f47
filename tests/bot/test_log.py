"""Tests of the log: it says what happened and where, and never who or in which words."""

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from bot.config import read
from bot.log import Happening, Log, place
from tests.servers.bot_program import CHECKOUT, settings

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


class Unwritable(io.StringIO):
    """A log on a full disk."""

    def write(self, text: str) -> NoReturn:
        raise OSError(28, "No space left on device", text)


def test_a_happening_is_a_line_with_its_numbers() -> None:
    out = io.StringIO()
    Log(out).happened(Happening.PRACTICE, port=3978)
    assert re.fullmatch(rf"{STAMP} the-practice-page-is-served port=3978\n", out.getvalue())


def test_an_error_is_logged_by_kind_and_place_without_its_words(tmp_path: Path) -> None:
    out = io.StringIO()
    with pytest.raises(Exception, match="canary") as caught:
        read({"ESAFETY_canary": ""}, tmp_path / ".env")
    Log(out).failed(Happening.TURN_FAILED, caught.value)
    assert re.fullmatch(rf"{STAMP} a-turn-failed error=SettingWrong at=bot/config\.py:\d+\n", out.getvalue())


def test_the_place_of_an_error_from_elsewhere_names_no_folder() -> None:
    with pytest.raises(ValueError, match="canary") as caught:
        int("canary")
    assert place(caught.value) == "elsewhere"
    assert place(LookupError("never raised")) == "elsewhere"


def test_a_log_that_cannot_be_written_stops_nothing() -> None:
    closed = io.StringIO()
    closed.close()
    for out in (closed, Unwritable()):
        Log(out).happened(Happening.PRACTICE)
        Log(out).failed(Happening.WORKER_FAILED, LookupError())


LOUD = """
import logging, sys, threading, warnings
logging.basicConfig(level=logging.DEBUG)
early = logging.getLogger("early")
if "silent" in sys.argv:
    from bot.log import Log, silence_libraries
    silence_libraries(Log())
class Broken:
    def __del__(self):
        raise LookupError("canary of a finaliser")
def thread():
    raise LookupError("canary of a thread")
for logger in (early, logging.getLogger("late"), logging.getLogger("asyncio")):
    logger.critical("canary of %s", logger.name)
    logger.error("canary", exc_info=LookupError("canary"))
logging.getLogger("late").addHandler(logging.StreamHandler())
logging.getLogger("late").log(100, "canary")
warnings.warn("canary of a warning")
Broken()
thread = threading.Thread(target=thread)
thread.start()
thread.join()
"""


@pytest.mark.parametrize("silent", [True, False])
def test_libraries_and_python_itself_are_silenced(silent: bool, tmp_path: Path) -> None:  # noqa: FBT001 - the control
    given = ["silent"] if silent else []
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", LOUD, *given],
        env=settings(tmp_path),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    said = done.stdout + done.stderr
    if not silent:
        assert said.count("canary") > 8
        return
    assert [line.split()[1:] for line in said.splitlines()] == 2 * [
        ["something-failed-where-nobody-was-waiting-for-it", "error=LookupError", "at=elsewhere"]
    ]
