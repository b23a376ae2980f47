"""What the tests of storage may ask for: keys, and an empty database of each kind that the bot runs on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.keyring import Keyring
from tests.storage.examples import KEYRING


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: every test that asks for it runs on both."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/esafety.db"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def keyring() -> Keyring:
    """The keys of every database of these tests."""
    return KEYRING


@pytest.fixture
async def database(url: str, keyring: Keyring) -> AsyncIterator[Database]:
    """An empty database, open."""
    database = await Database.open(url, keyring)
    yield database
    await database.close()
