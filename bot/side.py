"""What a chat platform is to the composition root: one side of the bot that faces people."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from aiohttp import web

from handlers.messenger import Messenger


class Refused(Exception):
    """A platform does not accept who the bot says it is. Its text says what to do."""


class Side(Protocol):
    """One platform, for one desk."""

    @property
    def name(self) -> str:
        """The platform's name, as in `handlers.turn.Who`."""
        ...

    @property
    def messenger(self) -> Messenger:
        """Sends on it."""
        ...

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """What it receives over HTTP."""
        ...

    def figures(self) -> Mapping[str, float]:
        """Figures for `/metrics`."""
        ...

    async def introduces_itself(self) -> None:
        """Learns from the platform who the bot is. Raises Refused; if the platform is away it is learnt later."""
        ...

    def listening(self) -> AbstractAsyncContextManager[None]:
        """Does for as long as the block runs what has to be done besides answering."""
        ...

    async def finishes(self) -> None:
        """Waits for every turn that has been begun, before the database is closed."""
        ...

    async def tells_what_is_wrong(self, tell: Callable[[str], None], *, posted_elsewhere: bool) -> None:
        """Says each fault of the set-up to the operator, and how many warnings there are.

        `posted_elsewhere`: another platform has the safeguarding channel, so none need be set on this one.
        """
        ...
