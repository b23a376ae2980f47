"""What the tests of reliability may ask for: a nursery of replicas, and a place for the figures they measured."""

import subprocess
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.needs import MEASURED
from tests.reliability.lives import Nursery, nursery_process, open_nursery


@pytest.fixture(scope="session")
def replicas() -> Iterator[subprocess.Popen[str]]:
    """The process that forks replicas: it is started once, because that takes seconds."""
    with nursery_process() as process:
        yield process


@pytest.fixture
async def nursery(replicas: subprocess.Popen[str]) -> AsyncIterator[Nursery]:
    """Where this test's replicas are forked."""
    async with open_nursery(replicas) as nursery:
        yield nursery


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Takes a line of figures, which the run lists at its end."""
    return lambda line: record_property(MEASURED, line)
