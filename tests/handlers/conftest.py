"""What the tests of handlers may ask for: the whole bot without a platform, on a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.casework.desk_work import begin
from tests.handlers.office import Office, open_office
from tests.handlers.reporter import Reporter


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The real policy, the example organisation and an empty SQLite database."""
    async with open_office(tmp_path / "esafety.db") as office:
        yield office


@pytest.fixture
async def tom(office: Office) -> Reporter:
    """A report of Tom's that Asha has."""
    return Reporter(await begin(office))


@pytest.fixture
async def waiting(office: Office) -> Reporter:
    """A report of Tom's that nobody has: it stands in the channel."""
    return Reporter(await begin(office, taken=None))
