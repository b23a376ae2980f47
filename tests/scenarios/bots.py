"""The whole bot as a conversation needs it: on Slack, on Teams, on the practice page, with the same people and time."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot import app, config
from bot.chat.patience import Patience
from bot.log import Log
from bot.verifying import verify
from tests.fakes.desk import TUESDAY_MORNING
from tests.fakes.running_clock import RunningClock
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_roads import HttpRoad, SocketRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.teams_server import FakeTeams
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.slack_platform import EXAMPLE, SlackPlatform
from tests.scenarios.teams_platform import TeamsPlatform
from tests.servers import bot_on_teams
from tests.storage.examples import QUICK

NAP = 0.03
"""Seconds between two looks of the worker at what is due: the clock that the test moves does not wake it."""


def over_http(slack: FakeSlack, folder: Path) -> config.Config:
    """Settings of a bot that Slack reaches over HTTP."""
    return _on_slack(slack, folder, {"SLACK_SIGNING_SECRET": slack.signing_secret})


def over_socket_mode(slack: FakeSlack, folder: Path) -> config.Config:
    """Settings of a bot that connects to Slack."""
    return _on_slack(slack, folder, {"SLACK_APP_TOKEN": slack.app_token})


def practising(folder: Path) -> config.Config:
    """Settings of the practice page, with its clock where the other platforms' clocks begin."""
    named = {"ESAFETY_DATA_DIR": str(folder), "ESAFETY_ORGANISATION": str(EXAMPLE), "PORT": "0"}
    settings = replace(config.read(named, folder / ".env").for_practice(), stretch=QUICK)
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    return settings


@contextlib.asynccontextmanager
async def on_slack(slack: FakeSlack, settings: config.Config) -> AsyncIterator[SlackPlatform]:
    """The bot on Slack, served with these settings."""
    clock = RunningClock()
    async with (
        app.live(settings, Log(io.StringIO()), clock=clock, nap=NAP, patience=Patience(posts=0.05)) as address,
        aiohttp.ClientSession() as http,
    ):
        road = HttpRoad(address, slack.signing_secret, http) if not _by_socket(settings) else SocketRoad(slack.socket)
        yield SlackPlatform(slack, SlackClient(slack, road), clock, address, http)


@contextlib.asynccontextmanager
async def on_teams(teams: FakeTeams, settings: config.Config) -> AsyncIterator[TeamsPlatform]:
    """The bot on Teams, served with these settings, and everybody has its app."""
    async with bot_on_teams.on_teams(teams, settings) as served:
        await served.platform.everybody_adds_the_app()
        yield served.platform


@contextlib.asynccontextmanager
async def on_the_practice_page(settings: config.Config) -> AsyncIterator[PracticePlatform]:
    """The practice page, served with these settings."""
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http)


async def must_be_whole(settings: config.Config) -> None:
    """`audit verify` finds nothing in what these settings name. Raises AssertionError with what it found."""
    printed = io.StringIO()
    assert await verify(settings, None, printed) == 0, printed.getvalue()


def _on_slack(slack: FakeSlack, folder: Path, more: dict[str, str]) -> config.Config:
    folder.mkdir(exist_ok=True)
    named = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "ESAFETY_ORGANISATION": str(EXAMPLE),
        "ESAFETY_DATA_DIR": str(folder),
        "PORT": "0",
    }
    return replace(config.read({**named, **more}, folder / ".env"), stretch=QUICK)


def _by_socket(settings: config.Config) -> bool:
    return settings.slack is not None and bool(settings.slack.app_token)
