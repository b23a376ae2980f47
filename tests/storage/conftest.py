"""What the tests of storage may ask for: keys, and a database of each kind that the bot runs on.

The migrations run once for all tests; each test gets a copy of what they made. Tests of the migrations ask for nothing.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import make_url

from storage import dialects, schema
from storage.database import Database
from storage.keyring import Keyring
from tests.servers import postgres
from tests.storage.examples import KEYRING


async def make_tables(url: str) -> None:
    """Run the migrations in an empty database."""
    engine = dialects.make_engine(dialects.read_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(schema.upgrade)
    await engine.dispose()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "tables.db"
    await make_tables(f"sqlite+aiosqlite:///{path}")
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_tables(postgres_server: str) -> AsyncIterator[str]:
    """The name of a PostgreSQL database with tables and nothing in them, to be copied."""
    async with postgres.fresh_database(postgres_server) as url:
        await make_tables(url)
        yield make_url(url).database or ""


@pytest.fixture
async def postgres_copy(postgres_server: str, postgres_tables: str) -> AsyncIterator[str]:
    """The URL of a PostgreSQL database of this test's own with tables and nothing in them."""
    async with postgres.fresh_database(postgres_server, postgres_tables) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with tables and nothing in them: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_tables"), tmp_path / "esafety.db")
        return f"sqlite+aiosqlite:///{tmp_path}/esafety.db"
    found: str = request.getfixturevalue("postgres_copy")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any tables, of both kinds."""
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
