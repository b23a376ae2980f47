"""Tests of the keys that a start makes, tells of, or refuses to make."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot import app, config, prepared
from bot.clock import SystemClock
from bot.config import Config
from bot.log import Log
from storage.dialects import make_engine
from storage.failures import CannotOpen, DatabaseUnavailable, WrongKeyring
from storage.keyring import Keyring, KeyringError, KeyringMissing

EXAMPLE = config.CHECKOUT / "organisation.example.yaml"


@pytest.fixture
def settings(tmp_path: Path, postgres_url: str) -> Config:
    """The settings of a bot on PostgreSQL."""
    given = {
        "ESAFETY_DATA_DIR": str(tmp_path),
        "ESAFETY_ORGANISATION": str(EXAMPLE),
        "DATABASE_URL": postgres_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "0" * 32,
    }
    return config.read(given, tmp_path / ".env")


async def start(settings: Config) -> None:
    """Opens everything, and closes it."""
    async with prepared.desk(settings, Log(StringIO()), SystemClock(), lambda: None):
        pass


async def refused(settings: Config) -> tuple[Exception, list[str]]:
    """Why it does not start, and what else the operator is told."""
    told: list[str] = []
    with pytest.raises((CannotOpen, KeyringError)) as why:
        await app.live(settings, Log(StringIO()), tell=told.append).__aenter__()
    return why.value, told


async def test_a_start_without_the_keyring_says_where_it_belongs_and_makes_no_keys(settings: Config) -> None:
    await start(settings)
    kept = settings.keyring.rename(settings.keyring.with_name("kept.json"))
    for _ in range(2):
        why, told = await refused(settings)
        assert isinstance(why, KeyringMissing)
        assert str(why).startswith(f"There is no keyring at {settings.keyring}: put its copy back")
        assert told == []
        assert not settings.keyring.exists()
    kept.rename(settings.keyring)
    await start(settings)


async def test_keys_of_another_database_are_refused_and_left_as_they_are(settings: Config) -> None:
    await start(settings)
    settings.keyring.unlink()
    Keyring.create(settings.keyring, datetime.now(UTC))
    theirs = settings.keyring.read_bytes()
    why, told = await refused(settings)
    assert isinstance(why, WrongKeyring)
    assert told == []
    assert settings.keyring.read_bytes() == theirs


async def test_no_keys_are_made_for_a_database_that_does_not_answer(settings: Config) -> None:
    why, told = await refused(replace(settings, database_url="postgresql+asyncpg://127.0.0.1:1/none"))
    assert isinstance(why, DatabaseUnavailable)
    assert told == []
    assert not settings.keyring.exists()


async def test_keys_that_were_made_are_told_of_though_the_start_fails_afterwards(settings: Config) -> None:
    url = make_url(settings.database_url)
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on'))
    await engine.dispose()
    why, told = await refused(settings)
    assert isinstance(why, DatabaseUnavailable)
    [line] = told
    assert line.startswith(f"The keys are made in {settings.keyring}. Keep a copy")
    assert settings.keyring.exists()
