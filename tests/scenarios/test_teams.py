"""What is to be seen on Microsoft Teams beside the conversations that every platform has: PostgreSQL too."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.fakes import teams_server
from tests.fakes.slack_json import text_of
from tests.fakes.teams_activities import elsewhere, reported
from tests.fakes.teams_cards import CannotEnter
from tests.fakes.teams_server import EVERYWHERE, HERE, Call, FakeTeams
from tests.fakes.teams_workspace import CHANNEL, PEOPLE
from tests.scenarios.bots import must_be_whole, on_teams
from tests.scenarios.conversation import Kind, hold
from tests.scenarios.every import EVERY
from tests.scenarios.reports import NASTY_MESSAGES
from tests.scenarios.teams_platform import carried, taken
from tests.scenarios.teams_wandering import Wanderer
from tests.servers import bot_on_teams

pytestmark = pytest.mark.untraced

ASHA, TOM, STRANGER = PEOPLE[0], PEOPLE[6], "e5afe700-0000-4000-8000-000000000099"
A_REPORT = EVERY["received and picked up"]


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    """A fake Microsoft, which holds everything that it is sent to Teams' rules and the bot's own."""
    async with teams_server.serving() as teams:
        yield teams


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
