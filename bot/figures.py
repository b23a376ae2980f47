"""`figures log`: the incident log as a table, with what one person may know and no more; of SQLite from a copy."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bot.clock import SystemClock
from bot.config import Config
from bot.log import Happening, Log
from bot.prepared import load
from dialogs import access
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Clock, PolicyForgotten, recalled
from handlers.log_table import table_for
from storage.copying import must_exist, open_copy
from storage.database import Database, Transaction
from storage.keyring import Keyring


class CannotList(Exception):
    """The table cannot be made. Its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What the log is worked out from: a copy of the database. `known` are versions of the policy, by their hash."""

    organisation: Organisation
    database: Database
    clock: Clock
    known: dict[str, Policy] = field(repr=False)

    async def policy_of(self, tx: Transaction, policy_hash: str) -> Policy:
        """That version. Raises PolicyForgotten when the database never saw it."""
        if policy_hash not in self.known:
            self.known[policy_hash] = await recalled(tx, policy_hash)
        return self.known[policy_hash]


async def figures_log(config: Config, person: str, file: Path | None, out: BinaryIO, log: Log) -> int:
    """Writes what the person with this key may know into a new `file`, or else to `out`. Returns 0.

    Raises CannotList, CannotOpen, KeyringError, StorageFailed, and as the readers of the policy and the organisation.
    """
    policy, _, organisation = load(config)
    if person not in organisation.people:
        raise CannotList("The organisation file calls nobody that: write after --for the name before a person's colon.")
    if not access.handles(person, policy, organisation):
        raise CannotList(f"{person} does not handle cases, so there is no incident log for {person}.")
    must_exist(config.database_url)
    async with open_copy(config.database_url, Keyring.load(config.keyring)) as database:
        books = Copied(organisation, database, SystemClock(), {policy.hash: policy})
        try:
            content, count = await table_for(books, person)
        except PolicyForgotten:
            raise CannotList(
                "A case is under a version of the policy that this database does not have: restore a whole backup."
            ) from None
    if file is None:
        out.write(content)
    else:
        _write(file, content)
    log.happened(Happening.LOG_TAKEN, cases=count)
    return 0


def _write(file: Path, content: bytes) -> None:
    """Into a new file that nobody else on this computer may read."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.write(content)
    except FileExistsError:
        raise CannotList(f"{file} is there already, and was left as it is: name another file.") from None
    except OSError as error:
        raise CannotList(f"{file} cannot be written ({error.strerror}): name another file.") from None
