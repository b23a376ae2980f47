"""Says loudly that a test could not run on this machine, so that a skip is never mistaken for a pass.

With CI set in the environment a test that could not run fails the run; see `conftest.py`.
"""

import os
from collections.abc import Sequence
from typing import NoReturn

import pytest

COULD_NOT_RUN = "could not run: "
MEASURED = "measured"
"""The property of a test under which it notes a line of figures."""


def could_not_run(reason: str) -> NoReturn:
    """Leave the test that is running, for want of something that is not here. Say what is missing and what to do."""
    pytest.skip(COULD_NOT_RUN + reason)


def reasons(skipped: Sequence[object]) -> list[tuple[str, str]]:
    """Of everything that was skipped, the tests that could not run, each with its reason."""
    reports = (report for report in skipped if isinstance(report, pytest.TestReport | pytest.CollectReport))
    said = ((report.nodeid, str(report.longrepr[2])) for report in reports if isinstance(report.longrepr, tuple))
    return [(test, why.split(COULD_NOT_RUN, 1)[1]) for test, why in said if COULD_NOT_RUN in why]


def all_must_run() -> bool:
    """Whether a test that could not run is a failure: it is, with CI set."""
    return bool(os.environ.get("CI"))
