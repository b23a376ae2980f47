"""One bot on Slack and Teams at once: each person is told where they are, and a case is one case."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.log import Log
from tests.fakes import slack_server, teams_server
from tests.fakes.running_clock import RunningClock
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_roads import HttpRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import CHANNEL, PEOPLE
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_road import Road
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL as TEAMS_CHANNEL
from tests.fakes.teams_workspace import PEOPLE as ON_TEAMS
from tests.scenarios.conversation import Kind, hold
from tests.scenarios.reports import NASTY_MESSAGES
from tests.scenarios.slack_platform import EXAMPLE
from tests.scenarios.teams_platform import TeamsPlatform, carried
from tests.servers import bot_on_slack, bot_on_teams

ASHA, TOM = PEOPLE[0], ON_TEAMS[6]


@dataclass
class Both:
    """A bot that both can reach."""

    slack: FakeSlack
    teams: FakeTeams
    on_slack: SlackClient
    on_teams: TeamsPlatform
    told: list[str]


def ours(folder: Path, **changed: str) -> Path:
    """The example's organisation, changed: 'old' to new."""
    text = EXAMPLE.read_text()
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new)
    file = folder / "ours.yaml"
    file.write_text(text)
    return file


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    """The safeguarding team is on Slack; the tutor is on Teams alone."""
    async with slack_server.serving() as slack, teams_server.serving() as teams, aiohttp.ClientSession() as http:
        organisation = ours(tmp_path, **{f"slack: {PEOPLE[6]}": "slack: ''"})
        named = {
            **bot_on_slack.environment(slack, tmp_path),
            **bot_on_teams.environment(teams, tmp_path),
            "ESAFETY_ORGANISATION": str(organisation),
        }
        clock, told = RunningClock(), list[str]()
        settings = config.read(named, tmp_path / ".env")
        async with app.live(
            settings, Log(io.StringIO()), clock=clock, nap=0.02, patience=bot_on_slack.SHORT, tell=told.append
        ) as address:
            client = TeamsClient(teams, Road(address, teams.keys.signer, http))
            platform = TeamsPlatform(teams, client, clock, address, http)
            yield Both(slack, teams, SlackClient(slack, HttpRoad(address, slack.signing_secret, http)), platform, told)


async def test_what_is_reported_on_teams_is_picked_up_on_slack_and_its_reporter_hears_on_teams(both: Both) -> None:
    await hold(NASTY_MESSAGES, both.on_teams)
    await both.on_teams.client.press_in(TOM, "answer")
    assert carried(both.teams.dialog(TOM).card)["kind"] == Kind.RECEIVED
    await both.on_teams.quiet()
    [alert] = both.slack.to(CHANNEL)
    assert both.teams.to(TEAMS_CHANNEL) == ()

    await both.on_slack.press_in(ASHA, alert, "acknowledge")
    await both.on_teams.quiet()
    assert "Picked up by Asha Patel" in both.slack.to(CHANNEL)[0].text
    assert "was picked up" in both.teams.to(TOM)[-1].text


async def test_two_safeguarding_channels_are_no_fault(both: Both) -> None:
    assert [line for line in both.told if line.startswith("FAULT")] == []


async def test_while_slack_refuses_the_token_teams_is_served_and_the_operator_is_told(tmp_path: Path) -> None:
    async with slack_server.serving() as slack, teams_server.serving() as teams, aiohttp.ClientSession() as http:
        slack.faults.append(Fault(How.REFUSED, "auth.test", error="invalid_auth", times=100))
        named = {**bot_on_slack.environment(slack, tmp_path), **bot_on_teams.environment(teams, tmp_path)}
        told = list[str]()
        settings = config.read(named, tmp_path / ".env")
        async with app.live(settings, Log(io.StringIO()), patience=bot_on_slack.SHORT, tell=told.append) as address:
            assert any(line.startswith("FAULT    Slack does not accept") for line in told)
            client = TeamsClient(teams, Road(address, teams.keys.signer, http))
            async with asyncio.timeout(5):
                assert (await client.command(TOM, "report")).status == 200
            assert carried(teams.dialog(TOM).card)["screen"] == "danger"
