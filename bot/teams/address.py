"""Where Teams takes what the bot sends of its own accord: the address that Teams named last, and keeps for a tenant.

No address of a person is kept: a chat is found again by its person's id when there is something to say.
"""

from bot.teams.service_urls import allowed
from storage import addresses
from storage.database import Database

PLATFORM = "teams"


class Address:
    """The address, for every replica that has this database; `otherwise` until Teams has named one.

    `hosts` are allowed besides Microsoft's.
    """

    def __init__(self, database: Database, hosts: frozenset[str], otherwise: str) -> None:
        self._database = database
        self._hosts = hosts
        self._otherwise = otherwise
        self._url = ""

    async def heard(self, url: str) -> None:
        """Teams named this one, which has been found to be allowed. Raises StorageFailed."""
        if url == self._url:
            return
        async with self._database.transaction() as tx:
            await addresses.remember(tx, PLATFORM, url)
        self._url = url

    async def current(self) -> str:
        """The one to send to. Raises StorageFailed."""
        if not self._url:
            async with self._database.transaction() as tx:
                known = await addresses.recall(tx, PLATFORM)
            self._url = allowed(known, self._hosts)
        return self._url or self._otherwise
