"""`audit verify`: recomputes every chain of the audit on a copy, and says what does not hold."""

from typing import TextIO

from bot.config import Config
from storage.audit_check import verify as verify_audit
from storage.copying import open_copy
from storage.keyring import Keyring


async def verify(config: Config, root: str | None, out: TextIO) -> int:
    """Prints each break, or that there is none. Returns 1 if there is any."""
    keyring = Keyring.load(config.keyring)
    async with open_copy(config.database_url, keyring) as database, database.transaction() as tx:
        breaks = await verify_audit(tx, root)
    out.writelines(f"{each}\n" for each in breaks)
    out.write(
        "The audit is whole.\n" if not breaks else f"{len(breaks)} breaks: keep this database, and find out why.\n"
    )
    return 1 if breaks else 0
