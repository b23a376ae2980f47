"""What every way of running needs first: the files read, a folder to write in, a keyring, a database, a desk."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot import organisation as organisation_file
from bot.chance import SystemRandomness
from bot.config import Config
from bot.log import Happening, Log
from bot.web import Health
from dialogs import policy_file
from dialogs.guidance import files as files_of_guidance
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Clock, Desk
from handlers.retrying import SetAside
from storage import outbox, policies
from storage.database import Database, is_sealed
from storage.failures import FolderNotWritable
from storage.keyring import Keyring
from storage.stretching import Stretching


class NotStarted(Exception):
    """The bot must not start like this. Its text says why and what to do."""


def load(config: Config) -> tuple[Policy, Mapping[str, bytes], Organisation]:
    """The policy, its files and the organisation. Raises PolicyFaulty, PolicyUnreadable or OrganisationFaulty."""
    files = policy_file.read_folder(config.policy)
    return policy_file.parse(files), files, organisation_file.load(config.organisation)


@contextlib.asynccontextmanager
async def desk(
    config: Config, log: Log, clock: Clock, wake: Callable[[], None], *, files_at: str = ""
) -> AsyncIterator[Desk]:
    """A desk whose database is open while the block runs. The folder must be there (`make_folder`).

    `files_at` is the address below which files are fetched, or empty.
    """
    policy, files, organisation = load(config)
    ear = files_of_guidance.read_ear(config.policy)
    keys = await keyring(config)
    database = await Database.open(config.database_url, keys)
    stretching = Stretching(keys, config.stretch)
    try:
        async with database.transaction() as tx:
            await policies.remember(tx, policy.hash, files)

        def noted(fault: Exception) -> None:
            log.failed(Happening.NOT_DELIVERED if isinstance(fault, SetAside) else Happening.NOT_STORED, fault)

        chance = SystemRandomness()
        at = Desk(policy, files, organisation, database, clock, chance, wake, noted, stretching, ear)
        yield replace(at, files_at=files_at)
    finally:
        stretching.close()
        await database.close()


def health(at: Desk, more: Callable[[], Mapping[str, float]] = dict) -> Health:
    """How the bot is, for `/readyz` and `/metrics`; `more` are a platform's own figures."""

    async def problems() -> tuple[str, ...]:
        return () if await at.database.ready() else ("a report could not be stored now",)

    async def figures() -> Mapping[str, float]:
        async with at.database.transaction() as tx:
            found = await outbox.health(tx, at.clock.now())
        return {
            "esafety_owed": found.owed,
            "esafety_overdue": found.overdue,
            "esafety_failing": found.failing,
            "esafety_dead": found.dead,
            **more(),
        }

    return Health(problems, figures)


def make_folder(folder: Path) -> None:
    """Makes the data folder if need be. Raises FolderNotWritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FolderNotWritable(
            f"The folder {folder} cannot be written in ({error.strerror}). Nothing was started or lost. "
            "Let the bot's account write there, or set ESAFETY_DATA_DIR to another folder."
        ) from error


async def keyring(config: Config) -> Keyring:
    """The keyring, made on the first start. Never made anew beside a database that another one sealed."""
    if config.keyring.exists() or await is_sealed(config.database_url):
        return Keyring.load(config.keyring)
    try:
        return Keyring.create(config.keyring, datetime.now(UTC))
    except OSError as error:
        raise NotStarted(
            f"The keyring {config.keyring} cannot be written ({error.strerror}). Nothing was started or lost. "
            "Free some space there, or set ESAFETY_DATA_DIR to another folder."
        ) from error
