"""What the tests of the Teams adapter may ask for."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes import faulty_teams
from tests.fakes.faulty_teams import FaultyTeams

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture
async def teams() -> AsyncIterator[FaultyTeams]:
    """A Teams that fails when it is told to."""
    async with faulty_teams.running() as teams:
        yield teams


@pytest.fixture
def a_proxy_in_the_environment() -> Iterator[None]:
    """Where programs look for a proxy one is named that nobody can reach."""
    before = {name: os.environ.get(name) for name in PROXIES}
    os.environ.update(dict.fromkeys(PROXIES, "http://127.0.0.1:1"))
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
