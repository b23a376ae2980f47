"""`audit verify`: recomputes the audit, opens everything sealed, of SQLite on a copy, and says what does not hold."""

from typing import TextIO

from bot.config import Config
from storage import audit, audit_check
from storage.copying import must_exist, open_copy
from storage.keyring import Keyring


async def verify(config: Config, root: str | None, out: TextIO) -> int:
    """Prints each break, then how much was checked and, if there is none, the root. Returns 1 if there is any break.

    Who keeps the root elsewhere can hold a restored database against it: that it is this one, and no copy from before
    that root. What is done in a case is in the next one, once a day at most; what comes without a name is in none.

    Raises CannotOpen, KeyringError or StorageFailed when it cannot be told.
    """
    must_exist(config.database_url)
    keyring = Keyring.load(config.keyring)
    async with open_copy(config.database_url, keyring) as database, database.snapshot() as tx:
        size = await audit_check.size(tx)
        breaks = await audit_check.verify(tx, root)
        system = await audit.stored(tx, audit.SYSTEM)
    out.writelines(f"{each}\n" for each in breaks)
    checked = f"{_count(size.entries, 'entry', 'entries')} in {_count(size.chains, 'chain', 'chains')}"
    if not breaks:
        out.write(f"The audit is whole: {checked}.\n")
        if system:
            out.write(f"Its root now: {system[-1].mac[: audit.ROOT_DIGITS]}\n")
        return 0
    found = _count(len(breaks), "break", "breaks")
    out.write(f"{found} in {checked}: keep this database as it is, and find out why.\n")
    return 1


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
