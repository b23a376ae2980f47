"""Tests of the keys that a start makes, reads or takes away again."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from bot import config, prepared
from bot.clock import SystemClock
from bot.config import Config
from bot.log import Log
from storage.failures import WrongKeyring
from storage.keyring import Keyring, KeyringMissing

EXAMPLE = config.CHECKOUT / "organisation.example.yaml"


async def start(settings: Config) -> None:
    """Opens everything, and closes it."""
    async with prepared.desk(settings, Log(StringIO()), SystemClock(), lambda: None):
        pass


@pytest.fixture
def settings(tmp_path: Path, postgres_url: str) -> Config:
    """The settings of a bot on PostgreSQL."""
    given = {"ESAFETY_DATA_DIR": str(tmp_path), "ESAFETY_ORGANISATION": str(EXAMPLE), "DATABASE_URL": postgres_url}
    return config.read(given, tmp_path / ".env")


async def test_a_start_without_the_keyring_says_where_it_belongs_and_leaves_no_keys_that_open_nothing(
    settings: Config,
) -> None:
    await start(settings)
    kept = settings.keyring.rename(settings.keyring.with_name("kept.json"))
    for _ in range(2):
        with pytest.raises(KeyringMissing, match=f"There is no keyring at {settings.keyring}: put its copy back"):
            await start(settings)
        assert not settings.keyring.exists()
    kept.rename(settings.keyring)
    await start(settings)


async def test_keys_of_another_database_that_were_there_are_left_as_they_are(settings: Config) -> None:
    await start(settings)
    settings.keyring.unlink()
    Keyring.create(settings.keyring, datetime.now(UTC))
    theirs = settings.keyring.read_bytes()
    with pytest.raises(WrongKeyring):
        await start(settings)
    assert settings.keyring.read_bytes() == theirs
