"""Every conversation on Microsoft Teams: all that is kept is as on the practice page."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.log import Log
from bot.verifying import verify
from tests.fakes import teams_server
from tests.fakes.desk import TUESDAY_MORNING
from tests.fakes.teams_server import FakeTeams
from tests.scenarios.alerting import ALERTING
from tests.scenarios.conversation import hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.remains import remains
from tests.scenarios.reports import WRITING
from tests.scenarios.slack_platform import EXAMPLE
from tests.scenarios.teams_platform import TeamsPlatform
from tests.servers import bot_on_teams

EVERY = {**WRITING, **ALERTING}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    """A fake Microsoft, which holds everything that it is sent to Teams' rules and the bot's own."""
    async with teams_server.serving() as teams:
        yield teams


@contextlib.asynccontextmanager
async def on_teams(teams: FakeTeams, settings: config.Config) -> AsyncIterator[TeamsPlatform]:
    """The bot on Teams, served with these settings, and everybody has its app."""
    async with bot_on_teams.on_teams(teams, settings) as served:
        await served.platform.everybody_adds_the_app()
        yield served.platform


@contextlib.asynccontextmanager
async def on_the_practice_page(folder: Path) -> AsyncIterator[tuple[PracticePlatform, config.Config]]:
    """The practice page with the same people at the same time."""
    named = {"ESAFETY_DATA_DIR": str(folder), "ESAFETY_ORGANISATION": str(EXAMPLE), "PORT": "0"}
    settings = config.read(named, folder / ".env").for_practice()
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http), settings


async def must_be_whole(settings: config.Config) -> None:
    printed = io.StringIO()
    assert await verify(settings, None, printed) == 0, printed.getvalue()


@pytest.mark.parametrize("name", EVERY)
async def test_a_conversation_on_teams_leaves_what_it_leaves_on_the_practice_page(
    name: str, teams: FakeTeams, tmp_path: Path
) -> None:
    settings = bot_on_teams.settings(teams, tmp_path / "teams")
    async with on_teams(teams, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)

    async with on_the_practice_page(tmp_path / "practised") as (practice, practised):
        await hold(EVERY[name], practice)
    assert await remains(settings) == await remains(practised)


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator"])
async def test_a_conversation_goes_the_same_way_on_postgresql(
    name: str, teams: FakeTeams, tmp_path: Path, postgres_url: str
) -> None:
    settings = replace(bot_on_teams.settings(teams, tmp_path / "teams"), database_url=postgres_url)
    async with on_teams(teams, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)
