"""How the bot starts on Teams when Microsoft does not let it in, and what shows when messages do not get through."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.teams import checking
from tests.fakes import teams_server
from tests.fakes.slack_json import text_of
from tests.fakes.teams_faults import Fault, How
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL, PEOPLE
from tests.scenarios.conversation import Kind, hold
from tests.scenarios.reports import NASTY_MESSAGES
from tests.scenarios.teams_platform import carried
from tests.servers.bot_on_teams import OnTeams, on_teams, settings

ASHA, TOM = PEOPLE[0], PEOPLE[6]
MANY = 100_000
THE_CALLS = ("converse", "post", "change", "members")


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with teams_server.serving() as teams:
        yield teams


async def figures(here: OnTeams) -> dict[str, str]:
    """What `/metrics` shows."""
    async with aiohttp.ClientSession() as http, http.get(f"{here.address}/metrics") as response:
        lines = (line.partition(" ") for line in (await response.text()).splitlines())
        return {name: value for name, _, value in lines}


async def says_in_one_line(here: OnTeams) -> None:
    """Somebody says that there is danger, and what it is, in the form in front of them."""
    for values in ({"f.danger": "yes"}, {"f.line": "Somebody is hurt"}):
        here.client.fill(TOM, values)
        await here.client.press_in(TOM, "answer")


async def rises(here: OnTeams, name: str) -> None:
    """Waits until a figure is not zero any more."""
    async with asyncio.timeout(20):
        while (await figures(here))[name] == "0":
            await asyncio.sleep(0.02)


async def test_what_is_set_up_rightly_needs_no_words(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        assert [line for line in here.told if "copy of that file" not in line] == []


async def test_a_secret_that_has_run_out_is_said_loudly_and_reports_still_come_in(
    teams: FakeTeams, tmp_path: Path
) -> None:
    ours = settings(teams, tmp_path)
    teams.password = "another one since then"
    async with on_teams(teams, ours) as here:
        assert f"FAULT    {checking.NO_ENTRY}" in here.told
        assert "teams-gave-the-bot-no-token" in here.log.getvalue()
        assert (await here.client.command(TOM, "report")).status == 200
        await says_in_one_line(here)
        assert carried(teams.dialog(TOM).card)["kind"] == Kind.SCREEN
        assert re.search(r"\bES-[0-9A-Z]{6} has been received\.", teams.dialog(TOM).card.text)


async def test_what_is_owed_while_the_secret_has_run_out_is_sent_with_the_next_one(
    teams: FakeTeams, tmp_path: Path
) -> None:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        await here.platform.everybody_adds_the_app()
        await hold(NASTY_MESSAGES, here.platform)
        await here.client.press_in(TOM, "answer")
        await here.platform.quiet()
        [alert], heard = teams.to(CHANNEL), len(teams.to(TOM))
        ours, teams.password = teams.password, "another one since then"
        teams.tokens.revoke()
        await here.client.press(ASHA, alert, "acknowledge")
        await rises(here, "esafety_failing")
        assert (len(teams.to(TOM)), alert.changes) == (heard, 0)

        teams.password = ours
        here.platform.clock.move_on(timedelta(minutes=10))
        async with asyncio.timeout(20):
            while len(teams.to(TOM)) == heard or alert.changes == 0:
                await asyncio.sleep(0.02)


async def test_what_is_not_taken_is_not_sent_back_with_a_button(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        await hold(NASTY_MESSAGES, here.platform)
        here.client.fill(TOM, {"f.about_readers": ["asha", "ben", "carys", "dilys"]})
        await here.client.press_in(TOM, "answer")
        card = teams.dialog(TOM).card
        assert carried(card)["kind"] == "not taken"
        assert card.entered, "their own words, to copy"
        assert set(card.sends(card.button("close"))) == {"esafety"}


async def test_while_microsoft_is_away_the_bot_starts_and_people_are_shown_the_numbers(
    teams: FakeTeams, tmp_path: Path
) -> None:
    teams.faults += [Fault(How.STATUS, call, times=MANY, status=503) for call in ("login", *THE_CALLS)]
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        assert any(line.startswith("warning  ") for line in here.told)
        assert (await here.client.command(TOM, "help")).status == 200
        assert "999" in teams.dialog(TOM).card.text


async def test_what_does_not_get_through_is_seen_at_once_and_after_a_week_as_set_aside(
    teams: FakeTeams, tmp_path: Path
) -> None:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        await here.client.writes(ASHA, "hello")
        [menu] = teams.to(ASHA)
        await hold(NASTY_MESSAGES[:8], here.platform)
        teams.faults += [Fault(How.STATUS, call, times=MANY, status=503) for call in THE_CALLS]
        await here.client.press_in(TOM, "answer")

        await rises(here, "esafety_failing")
        await here.client.press(ASHA, menu, "menu")
        assert "not got through yet" in teams.dialog(ASHA).card.text

        here.platform.clock.move_on(timedelta(days=8))
        await rises(here, "esafety_dead")
        assert "a-message-was-set-aside error=SetAside" in here.log.getvalue()
        await here.client.press(ASHA, menu, "menu")
        assert "set aside" in teams.dialog(ASHA).card.text


async def test_what_was_refused_is_counted_by_why(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        async with aiohttp.ClientSession() as http, http.post(f"{here.address}/api/messages", json={}) as answer:
            assert answer.status == 401
        assert (await figures(here))["esafety_teams_refused_unsigned"] == "1"
        assert text_of((await figures(here))["esafety_teams_refused_forged"]) == "0"
