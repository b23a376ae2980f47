"""What the tests of storage may ask for: keys, and a database of each kind that the bot runs on.

The migrations run once for all tests: what they made is copied (SQLite) or emptied (PostgreSQL) for each. Tests of the
migrations themselves ask for `empty_url`.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import delete, text

from storage import dialects, schema
from storage.database import Database
from storage.keyring import Keyring
from storage.tables import METADATA
from tests import empty_tables
from tests.servers import postgres
from tests.storage.examples import KEYRING

DISCONNECT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_tables(postgres_server: str) -> AsyncIterator[str]:
    """The URL of the PostgreSQL database that these tests share; making one for each takes far longer than they do."""
    async with postgres.fresh_database(postgres_server) as url:
        engine = dialects.make_engine(dialects.read_url(url))
        async with engine.begin() as connection:
            await connection.run_sync(schema.upgrade)
        await engine.dispose()
        yield url


@pytest.fixture
async def postgres_emptied(postgres_tables: str) -> str:
    """The shared database once nobody is connected to it and nothing is in its tables."""
    engine = dialects.make_engine(dialects.read_url(postgres_tables))
    async with engine.begin() as connection:
        await connection.execute(text(DISCONNECT))
        for table in reversed(METADATA.sorted_tables):
            await connection.execute(delete(table))
        await connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": schema.head()})
    await engine.dispose()
    return postgres_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with tables and nothing in them: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        empty_tables.put(tmp_path / "esafety.db")
        return f"sqlite+aiosqlite:///{tmp_path}/esafety.db"
    found: str = request.getfixturevalue("postgres_emptied")
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


@pytest.fixture
async def on_a_file(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database on SQLite, for what only somebody does who can write to its file."""
    file = tmp_path / "esafety.db"
    empty_tables.put(file)
    database = await Database.open(f"sqlite+aiosqlite:///{file}", KEYRING)
    yield database
    await database.close()
