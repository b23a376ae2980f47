"""Every conversation on Slack, over HTTP and over Socket Mode: all that is kept is as on the practice page."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.chat.patience import Patience
from bot.log import Log
from bot.verifying import verify
from tests.fakes import slack_server
from tests.fakes.desk import TUESDAY_MORNING
from tests.fakes.running_clock import RunningClock
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_roads import HttpRoad, SocketRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import read
from tests.fakes.slack_workspace import PEOPLE
from tests.scenarios.alerting import ALERTING
from tests.scenarios.asking import ASKING
from tests.scenarios.conversation import hold
from tests.scenarios.due import DUE
from tests.scenarios.kept import DESTROYING
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.remains import remains
from tests.scenarios.reports import WRITING
from tests.scenarios.slack_platform import EXAMPLE, REPORT, SlackPlatform, carried
from tests.scenarios.telling import TELLING
from tests.scenarios.worked import WORKED
from tests.scenarios.working import WORKING
from tests.storage.examples import QUICK

pytestmark = pytest.mark.untraced

EVERY = {**WRITING, **ALERTING, **DUE, **TELLING, **ASKING, **WORKING, **WORKED, **DESTROYING}
TOM = PEOPLE[6]
NAP = 0.03
"""Seconds between two looks of the worker at what is due: the clock that the test moves does not wake it."""


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A fake Slack that also holds the bot to its own rules."""
    async with slack_server.serving() as slack:
        slack.house_rules = True
        yield slack


def over_http(slack: FakeSlack, folder: Path) -> config.Config:
    """Settings of a bot that Slack reaches over HTTP."""
    return _settings(slack, folder, {"SLACK_SIGNING_SECRET": slack.signing_secret})


def over_socket_mode(slack: FakeSlack, folder: Path) -> config.Config:
    """Settings of a bot that connects to Slack."""
    return _settings(slack, folder, {"SLACK_APP_TOKEN": slack.app_token})


def _settings(slack: FakeSlack, folder: Path, more: dict[str, str]) -> config.Config:
    folder.mkdir(exist_ok=True)
    named = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "ESAFETY_ORGANISATION": str(EXAMPLE),
        "ESAFETY_DATA_DIR": str(folder),
        "PORT": "0",
    }
    return replace(config.read({**named, **more}, folder / ".env"), stretch=QUICK)


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
async def on_the_practice_page(folder: Path) -> AsyncIterator[tuple[PracticePlatform, config.Config]]:
    """The practice page with the same people at the same time."""
    named = {"ESAFETY_DATA_DIR": str(folder), "ESAFETY_ORGANISATION": str(EXAMPLE), "PORT": "0"}
    settings = replace(config.read(named, folder / ".env").for_practice(), stretch=QUICK)
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http), settings


def _by_socket(settings: config.Config) -> bool:
    return settings.slack is not None and bool(settings.slack.app_token)


async def must_be_whole(settings: config.Config) -> None:
    printed = io.StringIO()
    assert await verify(settings, None, printed) == 0, printed.getvalue()


@pytest.mark.parametrize("name", EVERY)
async def test_a_conversation_over_http_leaves_what_it_leaves_on_the_practice_page(
    name: str, slack: FakeSlack, tmp_path: Path
) -> None:
    settings = over_http(slack, tmp_path / "slack")
    async with on_slack(slack, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)

    async with on_the_practice_page(tmp_path / "practised") as (practice, practised):
        await hold(EVERY[name], practice)
    assert await remains(settings) == await remains(practised)


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator", "told in danger"])
async def test_a_conversation_goes_the_same_way_over_socket_mode(name: str, slack: FakeSlack, tmp_path: Path) -> None:
    settings = over_socket_mode(slack, tmp_path / "slack")
    async with on_slack(slack, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)


async def test_a_conversation_goes_on_when_slack_renews_the_connection(slack: FakeSlack, tmp_path: Path) -> None:
    conversation = EVERY["received and picked up"]
    async with on_slack(slack, over_socket_mode(slack, tmp_path / "slack")) as platform:
        await hold(conversation[:3], platform)
        await slack.socket.disconnect()
        await hold(conversation[3:], platform)

    assert slack.socket.connections == 2


async def test_somebody_for_whom_slack_was_too_slow_is_shown_how_to_go_on(slack: FakeSlack, tmp_path: Path) -> None:
    slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))
    async with on_slack(slack, over_http(slack, tmp_path / "slack")) as platform:
        await platform.client.command(TOM, REPORT)
        [(_, person, message)] = slack.whispered
        assert person == TOM
        assert "999" in read(message["blocks"])

        await platform.client.press_whispered(TOM, "report")
        assert carried(slack.modal(TOM).view)["screen"] == "danger"


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator"])
async def test_a_conversation_goes_the_same_way_on_postgresql(
    name: str, slack: FakeSlack, tmp_path: Path, postgres_url: str
) -> None:
    settings = replace(over_http(slack, tmp_path / "slack"), database_url=postgres_url)
    async with on_slack(slack, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)
