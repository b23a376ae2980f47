"""The bot on a fake Slack, in the test's own process: served over real HTTP, or connected over a real websocket."""

import contextlib
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot import app, config
from bot.chat.patience import Patience
from bot.log import Log
from tests.fakes.running_clock import RunningClock
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_json import text_of
from tests.fakes.slack_roads import HttpRoad, Road, SocketRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView
from tests.scenarios.slack_platform import EXAMPLE, SlackPlatform, carried

NAP = 0.02
"""Seconds between two looks of the worker at what is due: the clock that the test moves does not wake it."""

SHORT = Patience(posts=0.05, introductions=0.05, connecting=0.5)


@dataclass
class AtSlack:
    """Everybody at a Slack on which the bot is, by their user ids."""

    slack: FakeSlack
    client: SlackClient

    def modal(self, user: str) -> ShownView:
        """The modal in front of a person."""
        return self.slack.modal(user)

    def kind(self, user: str) -> str:
        """What kind of thing is in front of a person, by what the bot wrote into the view for itself."""
        return text_of(carried(self.modal(user).view).get("kind"))

    def entered(self, user: str, field: str) -> str:
        """What stands in a text box of the modal in front of them."""
        return next(
            text_of(value.get("value")) for place, value in self.modal(user).values.items() if place[1] == field
        )

    async def goes_on(self, user: str, **values: str | list[str]) -> ShownView:
        """Fills in the modal in front of them and submits it: what stands there then."""
        await self.client.fill(self.modal(user), values)
        answer = await self.client.submit(self.modal(user))
        assert answer.status == 200, answer
        return self.modal(user)


@dataclass
class OnSlack(AtSlack):
    """The running bot besides. `log` is all that it has logged, `told` what its operator read.

    `platform` speaks by person, `client` by Slack user id.
    """

    platform: SlackPlatform
    settings: config.Config
    log: io.StringIO
    told: list[str]

    @property
    def address(self) -> str:
        """Where the bot itself is served."""
        return self.platform.address


def settings(slack: FakeSlack, folder: Path, *, socket_mode: bool = False, **more: str) -> config.Config:
    """Settings of a bot that Slack reaches over HTTP, or that connects to it. `more` are settings to add."""
    return config.read({**environment(slack, folder, socket_mode=socket_mode), **more}, folder / ".env")


def environment(slack: FakeSlack, folder: Path, *, socket_mode: bool = False) -> dict[str, str]:
    """The same as settings of a program."""
    folder.mkdir(exist_ok=True, parents=True)
    way = {"SLACK_APP_TOKEN": slack.app_token} if socket_mode else {"SLACK_SIGNING_SECRET": slack.signing_secret}
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "ESAFETY_ORGANISATION": str(EXAMPLE),
        "ESAFETY_DATA_DIR": str(folder),
        "PORT": "0",
        **way,
    }


@contextlib.asynccontextmanager
async def on_slack(
    slack: FakeSlack, settings: config.Config, road_to: Callable[[str, aiohttp.ClientSession], Road] | None = None
) -> AsyncIterator[OnSlack]:
    """The bot with these settings, while the block runs. `road_to` an address is another way to it than Slack's."""
    clock, log, told = RunningClock(), io.StringIO(), list[str]()
    async with (
        app.live(settings, Log(log), clock=clock, nap=NAP, patience=SHORT, tell=told.append) as address,
        aiohttp.ClientSession() as http,
    ):
        client = SlackClient(slack, (road_to or _usual(slack, settings))(address, http))
        yield OnSlack(slack, client, SlackPlatform(slack, client, clock, address, http), settings, log, told)


def _usual(slack: FakeSlack, settings: config.Config) -> Callable[[str, aiohttp.ClientSession], Road]:
    if settings.slack is not None and settings.slack.app_token:
        return lambda _address, _http: SocketRoad(slack.socket)
    return lambda address, http: HttpRoad(address, slack.signing_secret, http)
