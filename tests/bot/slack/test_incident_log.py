"""Tests of the incident log on Slack: another part of it, and the form in which its cases are chosen."""

import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.chat import words
from bot.chat.payload import Json
from bot.slack import pressing
from bot.slack.api import connect
from bot.slack.messages import menu as message_menu
from bot.slack.reading import metadata
from bot.slack.talk import Talk, too_late
from dialogs import wording_downloads as files_words
from dialogs import wording_log
from handlers.log import ask
from handlers.reply import Asked, Reply, Said
from handlers.turn import OpenedLog, OpenedQuestions, Turn, WantedToChange, WantedToFilter, WantedToTake, Who
from tests.bot.chat.listings import CHOSEN, FULL, LOG
from tests.bot.slack.drawn import modals, read, squeezed, wrong_with
from tests.fakes import agreeing_slack
from tests.fakes.slack_json import text_of
from tests.fakes.slack_views import buttons
from tests.handlers.office import ASHA, EXAMPLE, Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The bot."""
    async with open_office(tmp_path / "bot.db") as office:
        yield office


def pressed_in(kept: str, action: str, value: str) -> Mapping[str, Json]:
    """A button in a view that carries this."""
    return {
        "user": {"id": "U07EXAMPLE", "team_id": "T1"},
        "team": {"id": "T1"},
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": "reading",
            "private_metadata": kept,
            "state": {"values": {}},
        },
        "actions": [{"action_id": action, "value": value}],
    }


async def turns_of(body: Mapping[str, Json]) -> list[Turn]:
    """What it asks of the handlers."""
    seen: list[Turn] = []

    async def answer(turn: Turn) -> Reply:
        seen.append(turn)
        return LOG

    async with agreeing_slack.serving() as slack, connect("xoxb-1", slack) as api:
        await pressing.pressed(Talk(answer, api, EXAMPLE, lambda: "T1"), body)
    return seen


async def test_another_part_of_the_log_is_of_the_same_cases() -> None:
    first, *_ = modals(LOG)
    [onward] = [each for _, each in buttons(first) if text_of(each["action_id"]) == "page:next"]
    body = pressed_in(text_of(first["private_metadata"]), "page:next", text_of(onward["value"]))
    assert await turns_of(body) == [OpenedLog((await _who()), CHOSEN)]
    assert metadata(first).about == f"l.{CHOSEN}"


async def test_another_part_of_lists_of_questions_is_of_questions() -> None:
    (only,) = modals(FULL)
    body = pressed_in(text_of(only["private_metadata"]), "page:next", "1")
    assert await turns_of(body) == [OpenedQuestions(await _who())]


async def _who() -> Who:
    [turn] = await turns_of(pressed_in("{}", "log", CHOSEN))
    assert isinstance(turn, OpenedLog)
    return turn.who


@pytest.mark.parametrize(("action", "kind"), [("log", OpenedLog), ("filter", WantedToFilter), ("take", WantedToTake)])
async def test_its_buttons_say_which_cases_or_none(
    action: str, kind: type[OpenedLog | WantedToFilter | WantedToTake]
) -> None:
    who = await _who()
    assert await turns_of(pressed_in("{}", action, CHOSEN)) == [kind(who, CHOSEN)]
    assert await turns_of(pressed_in("{}", action, "-")) == [kind(who, "")]


def test_what_leads_to_a_file_never_stands_in_a_message() -> None:
    link = "https://esafety.example.org/file/abc"
    offered = Said(files_words.TAKE, (files_words.ONCE,), download=link)
    assert link in str(modals(offered))
    assert too_late(offered, kept=False, about="") == message_menu(words.TOO_LATE)


async def test_the_form_is_one_view_with_what_was_chosen(office: Office) -> None:
    form = ask(office.desk, WantedToFilter(ASHA, CHOSEN))
    assert isinstance(form, Asked)
    (view,) = modals(form)
    assert wrong_with(view) == ()
    assert metadata(view).draft == f"l.{CHOSEN}"
    for said in (wording_log.CHOOSE, "Not closed", "Hanley", "Messages"):
        assert squeezed(said) in read([view])


async def test_another_part_of_the_form_keeps_what_was_entered() -> None:
    kept = json.dumps({"kind": "screen", "draft": f"l.{CHOSEN}", "screen": "log", "page": 0})
    [turn] = await turns_of(pressed_in(kept, "page:next", "1"))
    assert isinstance(turn, WantedToChange)
    assert (turn.draft, turn.screen) == (f"l.{CHOSEN}", "log")
