"""What the tests of anonymity may ask for: a folder that is in memory where there is one, a place for figures."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.needs import MEASURED

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder. In memory a commit takes no time: what survives a crash is tested elsewhere."""
    with tempfile.TemporaryDirectory(prefix="esafety-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Notes a line of figures, which is listed when all tests have run."""
    return lambda line: record_property(MEASURED, line)
