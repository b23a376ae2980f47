"""Microsoft's keys as they are kept: fetched once a day, and again when a token names one that is not known.

Nothing that is known waits for a look at what is published, unless the bot has heard nothing for two days.
"""

import asyncio
import time
from collections.abc import Callable, Mapping

from aiohttp import ClientSession

from bot.teams.published import NotPublished, SigningKey, may_be_asked, published

MICROSOFT = "https://login.botframework.com/v1/.well-known/openidconfiguration"
"""The metadata of the public cloud."""

OLD = 24 * 3600.0
"""Seconds after which the keys are fetched again, while those that are known go on being used."""
TOO_OLD = 2 * OLD
"""Seconds after which nothing is believed before it has been tried to fetch them again."""
AGAIN = 60.0
"""Least seconds between two looks, whatever anybody sends."""
AGAIN_WITHOUT_ANY = 5.0
"""The same while no key is known, and nobody at all can be answered."""


class NoKeys(Exception):
    """No key has ever been had: whether anything was signed cannot be told. It has no text."""


class Keys:
    """The keys by their ids. What cannot be fetched leaves the old ones as they are."""

    def __init__(
        self, session: ClientSession, metadata_url: str = MICROSOFT, now: Callable[[], float] = time.time
    ) -> None:
        """`now`: in seconds since 1970. Raises ValueError if what is published there could not be believed."""
        if not may_be_asked(metadata_url, metadata_url):
            raise ValueError("The OpenID metadata must be at an https address, or at an http address of this computer.")
        self._session = session
        self._metadata_url = metadata_url
        self._now = now
        self._known: Mapping[str, SigningKey] = {}
        self._fetched = self._looked = float("-inf")
        self._looking: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> SigningKey | None:
        """The key with that id, if there is one now. Raises NoKeys."""
        key, age = self._known.get(kid), self._since(self._fetched)
        if key is not None and age < TOO_OLD:
            if age >= OLD:
                self._begin()
            return key
        await self.look()
        if not self._known:
            raise NoKeys
        return self._known.get(kid)

    async def look(self) -> None:
        """See what is published, unless that was done just now; when somebody is looking already, wait for them."""
        self._begin()
        if self._looking is not None:
            await asyncio.wait({self._looking})

    def _begin(self) -> None:
        due = self._since(self._looked) >= (AGAIN if self._known else AGAIN_WITHOUT_ANY)
        if self._looking is None and due:
            self._looked = self._now()
            self._looking = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        try:
            self._known = await published(self._session, self._metadata_url)
            self._fetched = self._now()
        except NotPublished:
            pass  # whoever needs a key finds that out
        finally:
            self._looking = None

    def _since(self, moment: float) -> float:
        """Seconds since then; if this computer's clock was put back, seconds until then."""
        return abs(self._now() - moment)
