"""Tests of the bot on Teams as a program of its own: `python -m bot run` with Teams' settings."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from bot.teams.checking import NO_ENTRY
from tests.bot.teams_stage import SCREENS
from tests.fakes import slack_server, teams_server
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_roads import HttpRoad
from tests.fakes.teams_activities import chat, invoked
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_keys import Fault
from tests.fakes.teams_road import Road
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import PEOPLE
from tests.scenarios.teams_platform import carried, taken
from tests.servers import bot_on_slack
from tests.servers.bot_on_teams import environment
from tests.servers.bot_program import Running, running, say, settings

pytestmark = pytest.mark.untraced

ASHA, TOM = PEOPLE[0], PEOPLE[6]


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    """A fake Microsoft, which holds everything that it is sent to Teams' rules and the bot's own."""
    async with teams_server.serving() as teams:
        yield teams


@asynccontextmanager
async def program(teams: FakeTeams, data: Path, **more: str) -> AsyncIterator[tuple[Running, TeamsClient]]:
    """The program, and people who speak to it. `more` are settings to add."""
    env = settings(data, **{**environment(teams, data), **more})
    async with running(env, command=["run"]) as bot, aiohttp.ClientSession() as http:
        yield bot, TeamsClient(teams, Road(bot.address, teams.keys.signer, http))


async def to_the_review(client: TeamsClient, user: str) -> None:
    """Somebody comes from nowhere to the last screen of a report."""
    taken(await client.command(user, "report"))
    for values in SCREENS:
        client.fill(user, {f"f.{name}": value for name, value in values.items()})
        taken(await client.press_in(user, "answer"))
    assert carried(shown(client, user))["screen"] == "review"


def shown(client: TeamsClient, user: str) -> ShownCard:
    """The card in front of them."""
    return client.teams.dialog(user).card


async def stops(bot: Running) -> None:
    """It ends well when it is told to."""
    bot.process.terminate()
    assert await bot.ends() == 0
    assert "Traceback" not in bot.err[0]


async def is_alerted(teams: FakeTeams) -> None:
    """Waits until the channel has an alert, or each of its readers where the channel took none."""
    async with asyncio.timeout(30):  # what failed is tried again after some seconds
        while not any("ES-" in each.text for each in teams.posted):
            await asyncio.sleep(0.01)


async def test_a_secret_that_microsoft_refuses_stops_no_report_and_is_a_fault_for_the_operator(
    teams: FakeTeams, tmp_path: Path
) -> None:
    async with program(teams, tmp_path, MicrosoftAppPassword="canary~another") as (bot, client):
        await to_the_review(client, TOM)
        taken(await client.press_in(TOM, "answer"))
        assert carried(shown(client, TOM))["kind"] == "received"
        await stops(bot)
    assert f"FAULT    {NO_ENTRY}" in bot.err[0].splitlines()
    assert "canary" not in bot.err[0]

    async with program(teams, tmp_path) as (bot, _):
        await is_alerted(teams)
        await stops(bot)
    assert "FAULT" not in bot.err[0]


async def test_it_starts_while_microsoft_is_away_and_answers_when_it_is_back(teams: FakeTeams, tmp_path: Path) -> None:
    teams.keys.fault = Fault.ERROR
    async with program(teams, tmp_path) as (bot, client):
        assert (await client.writes(TOM, "hello")).status == 503
        teams.keys.fault = None
        async with asyncio.timeout(20):
            while (await client.writes(TOM, "hello")).status == 503:
                await asyncio.sleep(0.5)
        assert "999" in teams.to(TOM)[-1].text
        await stops(bot)


@pytest.mark.parametrize("kept", [("MicrosoftAppPassword",), ()], ids=["with its secret", "as a managed identity"])
async def test_the_practice_page_does_not_start_beside_what_is_set_for_teams(
    teams: FakeTeams, tmp_path: Path, kept: tuple[str, ...]
) -> None:
    given = environment(teams, tmp_path)
    secret = given.pop("MicrosoftAppPassword")
    given |= dict.fromkeys(kept, secret) if kept else {"MicrosoftAppType": "UserAssignedMSI"}
    said = await asyncio.to_thread(say, "run", "--practice", env=settings(tmp_path, **given))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert all(name in said.err for name in ("MicrosoftAppId", *kept))
    assert "Nothing was started" in said.err
    assert secret not in said.err
    assert list(tmp_path.iterdir()) == []
    assert teams.calls == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"MicrosoftAppTenantId": ""}, "MicrosoftAppTenantId"),
        ({"MicrosoftAppPassword": ""}, "MicrosoftAppPassword"),
        ({"MicrosoftAppType": "MultiTenant"}, "MicrosoftAppType"),
        ({"ToChannelFromBotLoginUrl": "http://login.example.org/canary"}, "ToChannelFromBotLoginUrl"),
        ({"ESAFETY_TEAMS_HOSTS": "https://canary.example.org/"}, "ESAFETY_TEAMS_HOSTS"),
    ],
    ids=["no tenant", "no secret", "several tenants", "a log-in without https", "an address for a host"],
)
async def test_a_setting_that_cannot_be_used_ends_it_in_one_sentence(
    changed: Mapping[str, str], named: str, teams: FakeTeams, tmp_path: Path
) -> None:
    given = {**environment(teams, tmp_path), **changed}
    said = await asyncio.to_thread(say, "run", env=settings(tmp_path, **given))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert named in said.err
    assert "Nothing was done" in said.err
    assert "canary" not in said.err
    assert teams.calls == []


async def test_what_is_in_work_when_it_is_told_to_stop_is_finished_and_answered(
    teams: FakeTeams, tmp_path: Path
) -> None:
    async with program(teams, tmp_path) as (bot, client):
        assert f"E-safety is ready for requests from Teams: {bot.address}" in bot.out[0]
        await to_the_review(client, TOM)
        with closing(sqlite3.connect(tmp_path / "esafety.db", isolation_level=None)) as another:
            another.execute("BEGIN EXCLUSIVE")
            sending = asyncio.create_task(client.press_in(TOM, "answer"))
            await asyncio.sleep(0.3)  # by now it waits for the database
            bot.process.terminate()
            await asyncio.sleep(0.3)
            another.execute("ROLLBACK")
        taken(await sending)
        assert carried(shown(client, TOM))["kind"] == "received"
        assert await bot.ends() == 0
    assert "Traceback" not in bot.err[0]

    async with program(teams, tmp_path) as (bot, client):
        await is_alerted(teams)
        taken(await client.press(ASHA, next(each for each in teams.posted if each.card(ASHA).has("open")), "open"))
        assert "ES-" in shown(client, ASHA).text
        await stops(bot)


async def test_after_a_kill_everything_that_was_received_is_told(teams: FakeTeams, tmp_path: Path) -> None:
    async with program(teams, tmp_path) as (bot, client):
        teams.in_the_team = False
        await to_the_review(client, TOM)
        taken(await client.press_in(TOM, "answer"))
        assert carried(shown(client, TOM))["kind"] == "received"
        bot.process.kill()
        await bot.ends()
    teams.in_the_team = True
    async with program(teams, tmp_path) as (bot, _):
        await is_alerted(teams)
        await stops(bot)


async def test_a_program_on_both_platforms_answers_both(teams: FakeTeams, tmp_path: Path) -> None:
    async with slack_server.serving() as slack:
        on_slack = bot_on_slack.environment(slack, tmp_path)
        async with program(teams, tmp_path, **on_slack) as (bot, client), aiohttp.ClientSession() as http:
            assert f"for requests from Slack and Teams: {bot.address}" in bot.out[0]
            road = HttpRoad(bot.address, slack.signing_secret, http)
            assert (await SlackClient(slack, road).command("U07EXAMPLE", "/report-incident")).status == 200
            taken(await client.command(TOM, "report"))
            assert carried(shown(client, TOM))["screen"] == "danger"
            await stops(bot)


async def test_what_nobody_signed_is_answered_with_401_and_counted(teams: FakeTeams, tmp_path: Path) -> None:
    async with program(teams, tmp_path) as (bot, client):
        activity = invoked(teams, TOM, chat(TOM), "task/fetch", {})
        async with client.road.http.post(f"{bot.address}/api/messages", json=activity) as answer:
            assert (answer.status, await answer.text()) == (401, "")
        async with client.road.http.get(f"{bot.address}/metrics") as answer:
            assert "esafety_teams_refused_unsigned 1\n" in await answer.text()
        await stops(bot)
