"""One bot on Slack and Teams at once: each person is told where they are, and a case is one case."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot import app, config
from bot.chat.patience import Patience
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
LEADS = ON_TEAMS[:2]
EVERYTHING = ("auth.test", "chat.postMessage", "chat.update", "conversations.members", "conversations.open")


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


@contextlib.asynccontextmanager
async def serving(
    folder: Path,
    organisation: Path = EXAMPLE,
    *,
    patience: Patience = bot_on_slack.SHORT,
    refused: tuple[str, ...] = (),
) -> AsyncIterator[Both]:
    """The bot on both. Slack takes its token for none of the methods that are `refused`."""
    async with slack_server.serving() as slack, teams_server.serving() as teams, aiohttp.ClientSession() as http:
        slack.faults += [Fault(How.REFUSED, each, error="invalid_auth", times=10_000) for each in refused]
        named = {
            **bot_on_slack.environment(slack, folder),
            **bot_on_teams.environment(teams, folder),
            "ESAFETY_ORGANISATION": str(organisation),
        }
        clock, told = RunningClock(), list[str]()
        settings = config.read(named, folder / ".env")
        async with app.live(
            settings, Log(io.StringIO()), clock=clock, nap=0.02, patience=patience, tell=told.append
        ) as address:
            client = TeamsClient(teams, Road(address, teams.keys.signer, http))
            platform = TeamsPlatform(teams, client, clock, address, http)
            yield Both(slack, teams, SlackClient(slack, HttpRoad(address, slack.signing_secret, http)), platform, told)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    """The safeguarding team is on Slack; the tutor is on Teams alone."""
    async with serving(tmp_path, tutor_on_teams(tmp_path)) as both:
        yield both


def tutor_on_teams(folder: Path) -> Path:
    return ours(folder, **{f"slack: {PEOPLE[6]}": "slack: ''"})


async def picked_up(both: Both) -> None:
    """A report on Teams is alerted and picked up on Slack, and its reporter hears so on Teams."""
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


async def test_what_is_reported_on_teams_is_picked_up_on_slack_and_its_reporter_hears_on_teams(both: Both) -> None:
    await picked_up(both)


async def test_at_the_rates_that_the_platforms_allow_it_is_the_same(tmp_path: Path) -> None:
    async with serving(tmp_path, tutor_on_teams(tmp_path), patience=Patience(posts=None)) as both:
        await picked_up(both)


async def test_while_slack_refuses_whoever_is_on_teams_too_is_alerted_there(tmp_path: Path) -> None:
    """The channel is Slack's, and closed to the bot: each of them is told in person, and can pick it up."""
    async with serving(tmp_path, refused=EVERYTHING) as both:
        client = both.on_teams.client
        await client.command(TOM, "report")
        for answers in ({"f.danger": "yes"}, {"f.line": "Somebody is hurt"}):
            client.fill(TOM, answers)
            await client.press_in(TOM, "answer")
        async with asyncio.timeout(20):
            while not all(both.teams.to(each) for each in LEADS):
                await asyncio.sleep(0.02)
        await client.press(LEADS[0], both.teams.to(LEADS[0])[0], "acknowledge")
        async with asyncio.timeout(20):
            while "Picked up by Asha Patel" not in both.teams.to(LEADS[1])[0].text:
                await asyncio.sleep(0.02)


async def test_two_safeguarding_channels_are_no_fault(both: Both) -> None:
    assert [line for line in both.told if line.startswith("FAULT")] == []


async def test_while_slack_refuses_the_token_teams_is_served_and_the_operator_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path, refused=("auth.test",)) as both:
        assert any(line.startswith("FAULT    Slack does not accept") for line in both.told)
        async with asyncio.timeout(5):
            assert (await both.on_teams.client.command(TOM, "report")).status == 200
        assert carried(both.teams.dialog(TOM).card)["screen"] == "danger"
