"""What somebody gets who writes to the bot on Teams, mentions it or adds it."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import organisation
from bot.chat import words
from bot.teams import teams_words
from bot.teams.chatting import MOST_REMEMBERED, Repeats
from tests.fakes import teams_activities as activities
from tests.fakes import teams_server
from tests.fakes.slack_json import Object
from tests.fakes.teams_faults import Fault, How
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL, Posted
from tests.scenarios.conversation import hold
from tests.scenarios.reports import NASTY_MESSAGES
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_teams import OnTeams, on_teams, settings

pytestmark = pytest.mark.untraced

PEOPLE = organisation.load(EXAMPLE).people
ASHA, TOM = PEOPLE["asha"].teams, PEOPLE["tom"].teams


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


@pytest.mark.parametrize("typed", ["Somebody sent me a picture of Lena", "x" * 5_000, "report him to the police"])
async def test_whatever_somebody_types_is_answered_with_999_and_ways_to_somebody_and_not_repeated(
    here: OnTeams, typed: str
) -> None:
    await here.client.writes(TOM, typed)
    assert "999" in newest(here)
    assert typed not in json.dumps(here.teams.to(TOM)[-1].activity)
    card = here.teams.to(TOM)[-1].card(TOM)
    assert [card.has(do) for do in ("tell", "help", "report")] == [True] * 3


async def test_what_cannot_be_understood_gets_one_kind_answer_with_the_numbers_first(here: OnTeams) -> None:
    await here.client.writes(TOM, "?!")
    said = newest(here)
    assert said.startswith(words.TYPED[0])
    assert "999" in said
    assert said.index("Childline") < said.index(words.PRESS)
    card = here.teams.to(TOM)[-1].card(TOM)
    assert [card.has(do) for do in ("tell", "check", "help", "report")] == [True] * 4


LOOKS: Object = {"contentType": "text/html", "content": "<p>hello</p>"}
"""What Teams attaches to every message: its words once more, as they look."""
PICTURE: Object = {
    "contentType": "image/*",
    "contentUrl": "https://smba.trafficmanager.net/uk/v3/attachments/0/views/x",
}


@pytest.mark.parametrize("typed", ["", "this is him", "help"])
async def test_who_sends_a_picture_reads_that_nobody_sees_it_and_whom_to_ring(here: OnTeams, typed: str) -> None:
    await here.client.road.carry({**activities.written(here.teams, TOM, typed), "attachments": [LOOKS, PICTURE]})
    assert newest(here).startswith(words.TYPED[0])
    assert words.NO_PICTURES in newest(here)
    assert "Childline" in newest(here)
    assert here.teams.to(TOM)[-1].card(TOM).has("tell")


async def test_the_words_that_teams_attaches_once_more_are_no_picture(here: OnTeams) -> None:
    await here.client.road.carry({**activities.written(here.teams, TOM, "hello"), "attachments": [LOOKS]})
    assert newest(here).startswith(teams_words.WELCOME[0])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("help", "Help now"),
        (" HELP! ", "Help now"),
        ("/help", "Help now"),
        ("tell", words.TELL_WHAT),
        ("code", "Did you get a code from us?"),
        ("ask", "Ask"),
        ("report", words.REPORT_WHAT),
        ("hello", teams_words.WELCOME[0]),
        ("home", teams_words.WELCOME[0]),
    ],
)
async def test_a_command_is_answered_at_once(here: OnTeams, typed: str, says: str) -> None:
    await here.client.writes(TOM, typed)
    assert says in newest(here)


@pytest.mark.parametrize(
    ("typed", "do", "way"), [("tell", "tell", "Tell someone"), ("Code!", "check", "Read our answer")]
)
async def test_the_words_of_the_chat_open_the_way_and_no_form_stands_in_it(
    here: OnTeams, typed: str, do: str, way: str
) -> None:
    await here.client.writes(TOM, typed)
    message = here.teams.to(TOM)[-1]
    assert teams_words.IN_THE_FORM in newest(here)
    await here.client.press(TOM, message, do)
    assert here.teams.dialogs[TOM].title == way
    assert not any(begins in json.dumps(here.teams.to(TOM)[-1].activity) for begins in ('"c.', '"k.'))
    assert len(here.teams.to(TOM)) == 1


async def test_a_code_that_is_typed_into_the_chat_opens_nothing_and_is_not_repeated(here: OnTeams) -> None:
    await here.client.writes(TOM, "code anchor blanket copper dolphin engine forest 42")
    assert "anchor" not in json.dumps(here.teams.to(TOM)[-1].activity)
    assert not here.teams.has_dialog(TOM)


async def test_a_mention_in_a_channel_is_answered_where_nobody_else_reads_it(here: OnTeams) -> None:
    here.teams.installed.add(TOM)
    await here.client.mentions(TOM, "Lena is in trouble")
    assert teams_words.NOT_IN_THE_CHANNEL in newest(here)
    assert "Lena" not in newest(here)
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
    answer = await here.client.writes(TOM, "help")
    assert answer.status == 200
    assert "an-answer-in-a-chat-was-not-delivered" in here.log.getvalue()
    assert "a-turn-failed" not in here.log.getvalue()


async def test_a_welcome_that_teams_is_too_busy_for_comes_later_and_the_turn_does_not_wait(here: OnTeams) -> None:
    here.teams.faults.append(Fault(How.RATE_LIMITED, "post", retry_after="2"))
    await here.client.installs(TOM)
    assert here.client.road.slowest < 1.5
    assert here.teams.to(TOM) == ()
    async with asyncio.timeout(10):
        while not here.teams.to(TOM):
            await asyncio.sleep(0.05)
    assert teams_words.WELCOME[0] in newest(here)
    assert "not-delivered" not in here.log.getvalue()


def test_the_oldest_of_very_many_messages_is_forgotten() -> None:
    repeats = Repeats()
    assert all(repeats.takes("a chat", str(number)) for number in range(MOST_REMEMBERED + 1))
    assert repeats.takes("a chat", "0")
    assert not repeats.takes("a chat", str(MOST_REMEMBERED))


async def test_messages_of_two_people_that_have_the_same_id_are_both_answered(here: OnTeams) -> None:
    first = activities.written(here.teams, TOM, "help")
    for sent in (first, {**activities.written(here.teams, ASHA, "help"), "id": first["id"]}):
        assert (await here.client.road.carry(sent)).status == 200
    assert (len(here.teams.to(TOM)), len(here.teams.to(ASHA))) == (1, 1)


async def test_who_has_had_the_app_is_not_welcomed_to_a_newer_version(here: OnTeams) -> None:
    here.teams.installed.add(TOM)
    newer = activities.activity(here.teams, TOM, "installationUpdate", activities.chat(TOM), action="add-upgrade")
    assert (await here.client.road.carry(newer)).status == 200
    assert here.teams.to(TOM) == ()


async def an_alert(here: OnTeams) -> Posted:
    """An alert in the channel, in a Teams so old that its buttons only send messages."""
    await here.platform.everybody_adds_the_app()
    await hold(NASTY_MESSAGES, here.platform)
    await here.client.press_in(TOM, "answer")
    await here.platform.quiet()
    here.client.executes = False
    [alert] = here.teams.to(CHANNEL)
    here.teams.installed.discard(ASHA)
    return alert


def in_the_thread(here: OnTeams, alert: Posted) -> str:
    """The newest message beside the alert."""
    newest = here.teams.to(alert.conversation)[-1]
    assert newest.id != alert.id
    return newest.text


async def test_who_is_not_reached_alone_reads_in_the_thread_that_it_was_done_and_nothing_of_the_case(
    here: OnTeams,
) -> None:
    alert = await an_alert(here)
    await here.client.press(ASHA, alert, "cannot_take")
    assert in_the_thread(here, alert) == "\n".join(teams_words.PRESSED_AND_DONE)


async def test_who_is_not_reached_alone_reads_in_the_thread_that_it_could_not_be_done(here: OnTeams) -> None:
    alert = await an_alert(here)
    here.teams.installed.discard(TOM)
    await here.client.press(TOM, alert, "acknowledge")  # whoever reports may not take it
    assert in_the_thread(here, alert) == "\n".join(teams_words.PRESSED_AND_NOT_DONE)


async def test_who_keeps_a_report_reads_where_it_is_found_on_teams(here: OnTeams) -> None:
    await here.client.command(TOM, "report")
    here.client.fill(TOM, {"f.danger": "yes"})
    await here.client.press_in(TOM, "answer")
    await here.client.press_in(TOM, "keep")
    said = here.teams.dialogs[TOM].said
    assert said == f"Not sent yet. {teams_words.KEPT_WHAT_NOW}"
    assert "“My reports”" in said
