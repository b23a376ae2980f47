"""What `run` would refuse of the database and the keyring beside it, found without making or changing anything."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Config
from storage.copying import open_copy
from storage.database import Database
from storage.dialects import read_url, sqlite_file
from storage.failures import CannotOpen, DatabaseOlder, WrongKeyring
from storage.keyring import Keyring, KeyringError


async def refused(config: Config) -> tuple[str, ...]:
    """Why `run` would not start, in a sentence; empty if it would. A missing keyring is right where nothing is kept."""
    try:
        file = sqlite_file(read_url(config.database_url))
        if file is None:
            await _look_at_postgresql(config)
        elif file.exists():
            async with open_copy(config.database_url, Keyring.load(config.keyring)):
                pass
        elif config.keyring.exists():
            Keyring.load(config.keyring)
    except (CannotOpen, KeyringError) as error:
        return (str(error),)
    return ()


async def _look_at_postgresql(config: Config) -> None:
    """It is opened as it is: one that is empty, or older, is brought up to date by `run`."""
    missing = not config.keyring.exists()
    keyring = _throwaway() if missing else Keyring.load(config.keyring)
    try:
        with suppress(DatabaseOlder):
            await (await Database.open(config.database_url, keyring, migrate=False)).close()
    except WrongKeyring:
        if missing:
            Keyring.load(config.keyring)  # says where the lost one belongs
        raise


def _throwaway() -> Keyring:
    """Keys that no database was written with."""
    with tempfile.TemporaryDirectory(prefix="esafety-check-") as folder:
        return Keyring.create(Path(folder) / "keyring.json", datetime.now(UTC))
