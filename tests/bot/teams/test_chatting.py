"""What somebody gets who writes to the bot on Teams, mentions it or adds it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import organisation
from bot.chat import words
from bot.teams import teams_words
from bot.teams.chatting import MOST_REMEMBERED, Repeats
from tests.fakes import teams_server
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_teams import OnTeams, on_teams, settings

TOM = organisation.load(EXAMPLE).people["tom"].teams


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with teams_server.serving() as teams:
        yield teams


@pytest.fixture
async def here(teams: FakeTeams, tmp_path: Path) -> AsyncIterator[OnTeams]:
    async with on_teams(teams, settings(teams, tmp_path)) as here:
        yield here


def newest(here: OnTeams, place: str = TOM) -> str:
    return " ".join(here.teams.to(place)[-1].text.split())


@pytest.mark.parametrize("typed", ["Somebody sent me a picture of Lena", "?", "x" * 5_000, "report him to the police"])
async def test_whatever_somebody_types_gets_the_same_kind_answer_with_the_numbers_first(
    here: OnTeams, typed: str
) -> None:
    await here.client.writes(TOM, typed)
    said = newest(here)
    assert said.startswith(words.TYPED[0])
    assert "999" in said
    assert typed not in said.replace("?", "") or typed == "?"
    assert here.teams.to(TOM)[-1].card(TOM).has("report")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("help", "Help now"),
        (" HELP! ", "Help now"),
        ("/help", "Help now"),
        ("tell", "Tell someone"),
        ("ask", "Ask"),
        ("report", words.REPORT_WHAT),
        ("hello", teams_words.WELCOME[0]),
        ("home", teams_words.WELCOME[0]),
    ],
)
async def test_a_command_is_answered_at_once(here: OnTeams, typed: str, says: str) -> None:
    await here.client.writes(TOM, typed)
    assert says in newest(here)


async def test_a_typed_question_is_answered_with_whom_to_ask_and_is_in_nothing_that_is_kept(here: OnTeams) -> None:
    await here.client.writes(TOM, "May I add a learner on Instagram?")
    assert "Instagram" not in newest(here)
    assert here.teams.to(TOM)[-1].card(TOM).has("ask")
    assert b"Instagram" not in b"".join(
        file.read_bytes() for file in here.settings.data_dir.iterdir() if file.is_file()
    )


async def test_a_mention_in_a_channel_is_answered_where_nobody_else_reads_it(here: OnTeams) -> None:
    here.teams.installed.add(TOM)
    await here.client.mentions(TOM, "Lena is in trouble")
    assert newest(here).startswith(teams_words.MENTIONED[0])
    assert here.teams.to(CHANNEL) == ()


async def test_who_has_not_added_the_app_is_answered_with_fixed_words_in_the_thread(here: OnTeams) -> None:
    here.teams.installed.discard(TOM)
    await here.client.mentions(TOM, "Lena is in trouble")
    assert teams_words.IN_A_CHAT in newest(here, CHANNEL)
    assert "Lena" not in newest(here, CHANNEL)


async def test_a_message_that_comes_twice_is_answered_once(here: OnTeams) -> None:
    await here.client.writes(TOM, "hello")
    before = len(here.teams.to(TOM))
    await here.client.again(TOM)
    assert len(here.teams.to(TOM)) == before


async def test_who_adds_the_app_is_welcomed_once_and_a_team_is_told_what_not_to_write_there(here: OnTeams) -> None:
    await here.client.installs(TOM)
    assert [teams_words.WELCOME[0] in each.text for each in here.teams.to(TOM)] == [True]
    await here.client.installs_in_team(TOM)
    assert "Please do not write about a person" in newest(here, CHANNEL)


async def test_a_teams_that_takes_no_answer_stops_nothing(here: OnTeams) -> None:
    here.teams.installed.discard(TOM)
    here.teams.faults.extend([])
    answer = await here.client.writes(TOM, "help")
    assert answer.status == 200


def test_the_oldest_of_very_many_messages_is_forgotten() -> None:
    repeats = Repeats()
    assert all(repeats.takes(str(number)) for number in range(MOST_REMEMBERED + 1))
    assert repeats.takes("0")
    assert not repeats.takes(str(MOST_REMEMBERED))
