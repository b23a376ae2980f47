"""What `run` would refuse of the database and the keyring beside it, found without making or changing anything."""

from contextlib import suppress

from bot.config import Config
from storage.copying import open_copy
from storage.database import Database, is_sealed
from storage.dialects import read_url, sqlite_file
from storage.failures import CannotOpen, DatabaseOlder
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
    if config.keyring.exists() or await is_sealed(config.database_url):
        with suppress(DatabaseOlder):
            await (await Database.open(config.database_url, Keyring.load(config.keyring), migrate=False)).close()
