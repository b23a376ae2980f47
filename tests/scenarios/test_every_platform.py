"""Every conversation goes as written on every platform, and leaves the same in the database of each."""

from pathlib import Path

import pytest

from bot import config
from tests.fakes import slack_server, teams_server
from tests.scenarios import bots
from tests.scenarios.conversation import hold
from tests.scenarios.every import EVERY
from tests.scenarios.remains import Remains, remains
from tests.servers import bot_on_teams

pytestmark = pytest.mark.untraced


@pytest.mark.parametrize("name", EVERY)
async def test_a_conversation_goes_as_written_and_leaves_the_same_on_every_platform(name: str, tmp_path: Path) -> None:
    practised = await _on_the_practice_page(name, tmp_path / "practised")
    assert await _on_slack(name, tmp_path / "slack") == practised
    assert await _on_teams(name, tmp_path / "teams") == practised


async def _on_the_practice_page(name: str, folder: Path) -> Remains:
    settings = bots.practising(folder)
    async with bots.on_the_practice_page(settings) as platform:
        await hold(EVERY[name], platform)
        await platform.quiet()
    return await _whole(settings)


async def _on_slack(name: str, folder: Path) -> Remains:
    async with slack_server.serving() as slack:
        slack.house_rules = True
        settings = bots.over_http(slack, folder)
        async with bots.on_slack(slack, settings) as platform:
            await hold(EVERY[name], platform)
            await platform.quiet()
    return await _whole(settings)


async def _on_teams(name: str, folder: Path) -> Remains:
    async with teams_server.serving() as teams:
        settings = bot_on_teams.settings(teams, folder)
        async with bots.on_teams(teams, settings) as platform:
            await hold(EVERY[name], platform)
            await platform.quiet()
    return await _whole(settings)


async def _whole(settings: config.Config) -> Remains:
    await bots.must_be_whole(settings)
    return await remains(settings)
