"""Everything of Slack that runs, as one part: what it is given, and what it gives to the composition root."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Self

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.chat.in_time import InTime
from bot.chat.pacing import BETWEEN_POSTS, Pacing
from bot.chat.patience import Patience
from bot.door import Door
from bot.log import Happening, Log
from bot.side import Refused
from bot.slack.api import SlackApi, connect
from bot.slack.bolt import bolt_app
from bot.slack.checking import NO_ENTRY, findings
from bot.slack.endpoint import Endpoint
from bot.slack.events import Events
from bot.slack.messages import message
from bot.slack.messenger import SlackMessenger
from bot.slack.settings import SlackSettings
from bot.slack.signing import Refusal
from bot.slack.socket import SocketMode
from bot.slack.talk import Talk
from handlers.desk import Desk
from handlers.help_now import always
from handlers.messenger import NotDelivered
from storage.outbox import Problem

LONGEST_BETWEEN = 60.0
"""Seconds between two tries to learn who the bot is, when many have failed."""


NO_CONNECTION = (
    "Slack cannot be reached over Socket Mode, so nobody reaches the bot. It goes on trying. Look whether "
    "SLACK_APP_TOKEN is this app's, with connections:write, and whether Socket Mode is on (your app > Socket Mode)."
)


class SlackSide:
    """Slack, for one desk. `messenger` sends; `routes` receive over HTTP, or `listening` does over Socket Mode."""

    name = "slack"

    def __init__(self, settings: SlackSettings, at: Desk, api: SlackApi, log: Log, patience: Patience) -> None:
        self._at, self._api, self._log, self._patience = at, api, log, patience
        self._team = ""
        door = Door(at)
        failed = partial(log.failed, Happening.TURN_FAILED)
        self._turns = InTime(door.answer, door.late, failed)
        talk = Talk(self._turns, api, at.organisation, lambda: self._team)
        app = bolt_app(talk, Events(talk, partial(always, at), failed), settings.bot_token, log)
        between = BETWEEN_POSTS if patience.posts is None else patience.posts
        self.messenger = SlackMessenger(api, at.organisation, message, team="", bot="", pacing=Pacing(between=between))
        self._socket = _socket(settings, app, log)
        self._endpoint = None if self._socket else Endpoint(app, settings.signing_secret, log)
        self.routes: tuple[web.AbstractRouteDef, ...] = (self._endpoint.route(),) if self._endpoint else ()

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, settings: SlackSettings, at: Desk, log: Log, patience: Patience | None = None
    ) -> AsyncIterator[Self]:
        """Slack, with its Web API's session open while the block runs."""
        async with connect(settings.bot_token, settings.api_url) as api:
            yield cls(settings, at, api, log, patience or Patience())

    def figures(self) -> Mapping[str, float]:
        """Figures for `/metrics`: what was refused and why, or with Socket Mode whether there is a connection."""
        if self._socket is not None:
            return {"esafety_slack_connected": float(self._socket.connected)}
        refused = self._endpoint.refused if self._endpoint else {}
        return {f"esafety_slack_refused_{why.value}": float(refused.get(why, 0)) for why in Refusal}

    async def introduces_itself(self) -> None:
        """Learns from Slack who the bot is. Raises Refused.

        If Slack is away it is learnt later: until then nothing is posted in the channel, but sent to each reader.
        """
        try:
            identity = await self._api.identity()
        except NotDelivered as failed:
            if failed.problem is Problem.REFUSED:
                raise Refused(NO_ENTRY) from None
            self._log.failed(Happening.SLACK_UNKNOWN, failed)
            return
        self.messenger.is_known_as(team=identity.team, bot=identity.user)
        self._team = identity.team

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Receives over Socket Mode, if that is set up, and goes on asking who the bot is until it is known."""
        tasks = [asyncio.create_task(self._introduces_itself_later())]
        if self._socket is not None:
            tasks.append(asyncio.create_task(self._socket.run()))
        try:
            yield
        finally:
            if self._socket is not None:
                await self._socket.stop()
            tasks[0].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def finishes(self) -> None:
        """Waits for every turn that has been begun, before the database is closed."""
        await self._turns.finishes()

    async def tells_what_is_wrong(self, tell: Callable[[str], None], *, posted_elsewhere: bool) -> None:
        """Says each fault of the set-up at Slack to the operator, and how many warnings there are."""
        found = await findings(self._api, self._at.organisation, self._at.policy, posted_elsewhere=posted_elsewhere)
        self._log.happened(Happening.SLACK_CHECKED, faults=len(found.faults), warnings=len(found.warnings))
        unconnected = self._socket is not None and not await self._socket.opens(self._patience.connecting)
        for fault in (*found.faults, *((NO_CONNECTION,) if unconnected else ())):
            tell(f"FAULT    {fault}")
        if found.warnings:
            tell(f"warning  {len(found.warnings)} about Slack: `python -m bot check` lists them.")

    async def _introduces_itself_later(self) -> None:
        wait = self._patience.introductions
        while not self._team:
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_BETWEEN)
            with contextlib.suppress(Refused):
                await self.introduces_itself()


def _socket(settings: SlackSettings, app: AsyncApp, log: Log) -> SocketMode | None:
    return SocketMode(app, settings.app_token, settings.api_url, log) if settings.app_token else None
