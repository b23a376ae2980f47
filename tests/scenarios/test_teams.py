"""Every conversation on Microsoft Teams: all that is kept is as on the practice page."""

import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot import app, config
from bot.log import Log
from bot.verifying import verify
from tests.fakes import teams_server
from tests.fakes.desk import TUESDAY_MORNING
from tests.fakes.slack_json import text_of
from tests.fakes.teams_activities import elsewhere, reported
from tests.fakes.teams_cards import CannotEnter
from tests.fakes.teams_server import EVERYWHERE, HERE, Call, FakeTeams
from tests.fakes.teams_workspace import CHANNEL, PEOPLE
from tests.scenarios.alerting import ALERTING
from tests.scenarios.asking import ASKING
from tests.scenarios.conversation import Kind, hold
from tests.scenarios.due import DUE
from tests.scenarios.kept import DESTROYING
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.remains import remains
from tests.scenarios.reports import NASTY_MESSAGES, WRITING
from tests.scenarios.slack_platform import EXAMPLE
from tests.scenarios.teams_platform import TeamsPlatform, carried, taken, until_nothing_is_due
from tests.scenarios.teams_wandering import Wanderer
from tests.scenarios.telling import TELLING
from tests.scenarios.worked import WORKED
from tests.scenarios.working import WORKING
from tests.servers import bot_on_teams
from tests.storage.examples import QUICK

pytestmark = pytest.mark.untraced

EVERY = {**WRITING, **ALERTING, **DUE, **TELLING, **ASKING, **WORKING, **WORKED, **DESTROYING}
ASHA, TOM, STRANGER = PEOPLE[0], PEOPLE[6], "e5afe700-0000-4000-8000-000000000099"
A_REPORT = EVERY["received and picked up"]


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
    settings = replace(config.read(named, folder / ".env").for_practice(), stretch=QUICK)
    settings.data_dir.mkdir(parents=True)
    ahead = TUESDAY_MORNING - datetime.now(UTC)
    (settings.data_dir / "clock").write_text(str(ahead.total_seconds()))
    async with app.practice(settings, Log(io.StringIO())) as address, aiohttp.ClientSession() as http:
        yield PracticePlatform(address, http), settings


async def _figures(practice: PracticePlatform) -> str:
    return (await practice.page("/metrics"))[1]


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
        await platform.quiet()
    await must_be_whole(settings)

    async with on_the_practice_page(tmp_path / "practised") as (practice, practised):
        await hold(EVERY[name], practice)
        await until_nothing_is_due(partial(_figures, practice))
    assert await remains(settings) == await remains(practised)


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator"])
async def test_a_conversation_goes_the_same_way_on_postgresql(
    name: str, teams: FakeTeams, tmp_path: Path, postgres_url: str
) -> None:
    settings = replace(bot_on_teams.settings(teams, tmp_path / "teams"), database_url=postgres_url)
    async with on_teams(teams, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)


async def test_all_that_is_said_needs_one_token_and_goes_where_teams_says(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        await hold(A_REPORT, platform)

    assert teams.tokens.given == 1
    sent = [path for call, path, _ in teams.calls if call in {Call.CONVERSE, Call.POST, Call.CHANGE}]
    assert sent
    assert all(path.startswith(f"/{HERE}/") for path in sent)


async def test_before_teams_says_where_it_is_reached_everywhere(teams: FakeTeams, tmp_path: Path) -> None:
    async with bot_on_teams.on_teams(teams, bot_on_teams.settings(teams, tmp_path)):
        assert [path.split("/")[1] for call, path, _ in teams.calls if call is Call.MEMBERS] == [EVERYWHERE] * 2


async def test_a_case_is_picked_up_in_a_teams_that_is_too_old_for_its_buttons(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        await hold(A_REPORT[:-3], platform)
        [alert] = teams.to(CHANNEL)
        platform.client.executes = False
        taken(await platform.client.press(ASHA, alert, "acknowledge"))
        [shown] = await platform.channel()
        assert "Picked up by Asha Patel" in shown
        assert "is yours" in teams.to(ASHA)[-1].text


async def test_a_message_is_reported_from_its_menu_with_what_it_says(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        message = reported(teams, PEOPLE[7], "<p>Nobody <b>likes</b> you</p>")
        taken(await platform.client.message_command(TOM, "reportMessage", message))
        await hold(NASTY_MESSAGES[1:6], platform)

        account = teams.dialog(TOM).card.entered["f.account"] or ""
        assert "Nobody likes you" in account
        assert "Lena Kovac" in account
        assert not teams.to(CHANNEL)


async def test_a_report_can_be_begun_where_the_bot_is_not(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        teams.names[STRANGER] = "Uma Unknown"
        taken(await platform.client.command(STRANGER, "report", elsewhere()))
        assert carried(teams.dialog(STRANGER).card)["screen"] == "danger"
        taken(await platform.client.command(STRANGER, "tell", elsewhere()))
        assert "First, is everyone safe?" in teams.dialog(STRANGER).card.text
        assert not teams.to(STRANGER)


async def test_who_mentions_the_bot_is_answered_where_nobody_else_reads_it(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        taken(await platform.client.mentions(ASHA, "somebody hurts a learner"))
        assert "999" in teams.to(ASHA)[-1].text
        assert not teams.to(CHANNEL)

        teams.installed.discard(ASHA)
        taken(await platform.client.mentions(ASHA, "somebody hurts a learner"))
        [answer] = teams.to(CHANNEL)
        assert "999" in answer.text


async def test_what_was_entered_is_kept_when_somebody_says_so_and_not_by_the_cross(
    teams: FakeTeams, tmp_path: Path
) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        await hold(NASTY_MESSAGES[:5], platform)
        platform.client.fill(TOM, {"f.subject": "Mia Example"})
        platform.client.close(TOM)
        assert (await platform.resumes("tom")).screen == "who"
        assert teams.dialog(TOM).card.entered["f.subject"] == ""

        platform.client.fill(TOM, {"f.subject": "Mia Example"})
        taken(await platform.client.press_in(TOM, "keep"))
        assert "kept" in teams.dialogs[TOM].said.lower()
        assert (await platform.resumes("tom")).screen == "who"
        assert teams.dialog(TOM).card.entered["f.subject"] == "Mia Example"


async def test_nothing_is_thrown_away_before_somebody_has_been_asked(teams: FakeTeams, tmp_path: Path) -> None:
    async with on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as platform:
        await hold(NASTY_MESSAGES[:5], platform)
        card = teams.dialog(TOM).card
        with pytest.raises(CannotEnter):
            card.button("discard")
        card.unfold("Throw away")
        taken(await platform.client.press_in(TOM, "discard"))
        assert "discarded" not in (await platform.home("tom")).text
        assert not teams.dialog(TOM).card.has("resume")


@pytest.mark.parametrize(("seed", "steps"), [(0, 120), pytest.param(7, 3000, marks=pytest.mark.campaign)])
async def test_whatever_is_pressed_something_right_is_shown(
    seed: int, steps: int, teams: FakeTeams, tmp_path: Path
) -> None:
    chance = Random(seed)  # noqa: S311 - what is repeated must be the same again
    async with bot_on_teams.on_teams(teams, bot_on_teams.settings(teams, tmp_path)) as served:
        await served.platform.everybody_adds_the_app()
        wanderer = Wanderer(teams, served.client, chance)
        for step in range(steps):
            user = chance.choice((TOM, TOM, ASHA, PEOPLE[3]))
            answer = await wanderer.does_something(user)
            where = f"step {step}, {wanderer.done}"
            assert answer.status == 200, where
            assert not teams.wrong, f"{where}: {teams.wrong}"
            assert not teams.has_dialog(user) or Kind(text_of(carried(teams.dialog(user).card).get("kind"))), where
            served.platform.clock.move_on(timedelta(minutes=chance.randint(0, 5)))

    assert "failed" not in served.log.getvalue()
