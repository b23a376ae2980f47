"""Where Teams takes what the bot sends of its own accord: the address that Teams named last, and keeps for a tenant.

Where a person is reached is not looked up here: their chat is found by their id when there is something to say.
"""

import asyncio
import time
from collections.abc import Callable

from bot.teams.service_urls import allowed
from storage import addresses
from storage.database import Database
from storage.failures import StorageFailed

PLATFORM = "teams"

FRESH = 60.0
"""Seconds for which an address is taken as known. Then another replica may have heard a newer one."""

AGAIN = 5.0
"""Seconds until storage that failed is asked again."""

LONGEST = 1.0
"""Seconds that a message waits for storage to say where it goes."""


class Address:
    """The address, for every replica that has this database; `otherwise` until Teams has named one.

    `hosts` are allowed besides Microsoft's. `failed` is told when storage fails: neither what is heard nor what is sent
    depends on it. `now` counts seconds and never goes back.
    """

    def __init__(
        self,
        database: Database,
        hosts: frozenset[str],
        otherwise: str,
        failed: Callable[[StorageFailed], None],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._hosts = hosts
        self._otherwise = otherwise
        self._failed = failed
        self._now = now
        self._url = ""
        self._unsaved = ""
        self._fresh_until = now()
        self._agreeing: asyncio.Task[None] | None = None

    def heard(self, url: str) -> None:
        """Teams named this one. It is used at once, and stored meanwhile. One that is not allowed is passed over."""
        url = allowed(url, self._hosts)
        if not url or (url == self._url and self._is_fresh()):
            return
        self._url = self._unsaved = url
        self._fresh_until = self._now() + FRESH
        self._agreeing = self._agreement()

    async def current(self) -> str:
        """The one to send to."""
        if not self._is_fresh():
            self._agreeing = self._agreement()
            await asyncio.wait({self._agreeing}, timeout=LONGEST)
        return self._url or self._otherwise

    async def finishes(self) -> None:
        """Waits for what is being stored, before the database is closed."""
        if self._agreeing is not None:
            await asyncio.wait({self._agreeing})

    def _is_fresh(self) -> bool:
        return self._now() < self._fresh_until

    def _agreement(self) -> asyncio.Task[None]:
        """The look at what is stored: there is one at a time. It is never cut off, as no transaction is."""
        if self._agreeing is None or self._agreeing.done():
            return asyncio.create_task(self._agree())
        return self._agreeing

    async def _agree(self) -> None:
        """Stores what was heard; if nothing was that is not stored, takes what is."""
        try:
            known = await self._exchanged(self._unsaved)
            while self._unsaved not in {"", known}:
                known = await self._exchanged(self._unsaved)
        except StorageFailed as fault:
            self._fresh_until = self._now() + AGAIN
            self._failed(fault)
            return
        self._unsaved = ""
        self._url = allowed(known, self._hosts) or self._url
        self._fresh_until = self._now() + FRESH

    async def _exchanged(self, heard: str) -> str:
        async with self._database.transaction() as tx:
            known = await addresses.recall(tx, PLATFORM)
            if heard and heard != known:
                await addresses.remember(tx, PLATFORM, heard)
        return heard or known
