"""Tests of what happens at Slack when somebody tells us something, or comes back with a code: nothing of it stays."""

import logging
from dataclasses import replace

import pytest

from bot.chat import words
from handlers.reply import Said
from handlers.turn import (
    Answered,
    Turn,
    WantedToAsk,
    WantedToChange,
    WantedToComeBack,
    WantedToTell,
    WentBack,
)
from tests.bot.slack.telling import CODE, LOOKED, OPENED, SIX_WORDS, STATE, TELLING, Telling
from tests.bot.slack.walking import LENA
from tests.fakes import canned, slack_payloads
from tests.fakes.slack_json import Object, object_of, text_of, written
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import direct

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "canary: he has a knife"
EVERY_WAY = ["tell", "help", "check", "ask", "report"]


def kinds(teller: Telling) -> list[type[Turn]]:
    return [type(turn) for turn in teller.turns]


def actions(message: Object) -> list[str]:
    return [text_of(button["action_id"]) for _, button in buttons(message)]


async def types(teller: Telling, modal: ShownView, field: str, text: str) -> None:
    """Slack says what is typed in a box, though it was not asked to."""
    await teller.client.fill(modal, {field: text})
    block = next(place[0] for place in modal.values if place[1] == field)
    element: Object = {"type": "plain_text_input", "action_id": field, "value": text}
    payload = slack_payloads.pressed_in_view(teller.slack, modal, block, element)
    assert (await teller.client.road.carry(Sending.INTERACTIVE, payload)).status == 200


# ------------------------------------------------------------------------------------------------------ the ways in


@pytest.mark.parametrize(
    ("word", "turn"), [("tell", WantedToTell), ("code", WantedToComeBack), ("CODE", WantedToComeBack)]
)
async def test_a_word_after_esafety_opens_the_form(word: str, turn: type[Turn], teller: Telling) -> None:
    await teller.client.command(LENA, "/esafety", word)
    assert kinds(teller) == [turn]
    assert teller.modal(LENA).view["callback_id"] == "passing"


@pytest.mark.parametrize(("callback", "turn"), [("tell", WantedToTell), ("check", WantedToComeBack)])
async def test_a_shortcut_opens_the_form(callback: str, turn: type[Turn], teller: Telling) -> None:
    await teller.client.shortcut(LENA, callback)
    assert kinds(teller) == [turn]
    assert teller.modal(LENA).view["callback_id"] == "passing"


@pytest.mark.parametrize(("action", "turn"), [("tell", WantedToTell), ("check", WantedToComeBack)])
async def test_the_home_tab_and_a_message_open_the_form(action: str, turn: type[Turn], teller: Telling) -> None:
    await teller.client.opens_home(LENA)
    await teller.client.press(teller.slack.homes[LENA], action)
    await teller.client.writes(LENA, "hello")
    await teller.client.press_in(LENA, teller.slack.to(direct(LENA))[0], action)
    assert kinds(teller)[1:] == [turn, WantedToAsk, turn]


@pytest.mark.parametrize("word", ["tell", "code"])
async def test_what_is_typed_after_the_word_is_taken_nowhere_and_that_is_said(
    word: str, teller: Telling, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await teller.client.command(LENA, "/esafety", f"{word} {SECRET}")
    assert words.NOT_TAKEN_ALONG in teller.modal(LENA).text
    for place in (repr(teller.turns), teller.out.getvalue(), caplog.text, written(teller.modal(LENA).view)):
        assert "canary" not in place


async def test_the_word_alone_is_not_remarked_on_nor_is_what_another_command_was_given(teller: Telling) -> None:
    for typed in ("tell", "code", "report he has a knife", "help me"):
        await teller.client.command(LENA, "/esafety", typed)
        assert words.NOT_TAKEN_ALONG not in teller.modal(LENA).text


async def test_what_the_form_itself_has_to_remark_goes_first(teller: Telling) -> None:
    teller.next = [replace(TELLING, remark="This form was too old.")]
    await teller.client.command(LENA, "/esafety", f"tell {SECRET}")
    assert "This form was too old." in teller.modal(LENA).text


# --------------------------------------------------------------------------------------------------- filling it in


async def test_what_is_typed_and_not_sent_is_told_to_nobody(teller: Telling) -> None:
    await teller.client.command(LENA, "/esafety", "tell")
    modal = teller.modal(LENA)
    await types(teller, modal, "account", SECRET)
    payload = slack_payloads.closed(modal, with_values=True)
    assert (await teller.client.road.carry(Sending.INTERACTIVE, payload)).status == 200
    assert kinds(teller) == [WantedToTell]
    assert await teller.client.close(modal, with_values=True) is None, "Slack is not even asked to say so"


async def test_what_was_sent_goes_to_the_handlers_with_the_state_that_the_form_carried(teller: Telling) -> None:
    await teller.client.command(LENA, "/esafety", "tell")
    shown = await teller.goes_on(LENA, account=SECRET, tile="photos")
    sent = teller.turns[-1]
    assert isinstance(sent, Answered)
    assert (sent.draft, sent.screen, sent.values["account"], sent.values["tile"]) == (
        STATE,
        "tell",
        (SECRET,),
        ("photos",),
    )
    assert SIX_WORDS in shown.text
    assert "submit" not in (await teller.goes_on(LENA)).view


async def test_going_back_gives_what_is_entered_to_the_handlers_and_nothing_to_anybody_else(teller: Telling) -> None:
    await teller.client.command(LENA, "/esafety", "tell")
    teller.next = [TELLING]
    await teller.client.fill(teller.modal(LENA), {"account": SECRET})
    await teller.client.press(teller.modal(LENA), "back")
    assert kinds(teller) == [WantedToTell, WentBack]


async def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(teller: Telling) -> None:
    await teller.client.command(LENA, "/esafety", "code")
    teller.next = [replace(CODE, problems={"code": "Check word 3."})]
    await teller.goes_on(LENA, code="amber brdge")
    assert list(teller.modal(LENA).errors.values()) == ["Check word 3."]
    assert teller.entered(LENA, "code") == "amber brdge"
    assert "They said they would share it." in (await teller.goes_on(LENA)).text


async def test_the_box_is_empty_again_once_something_was_sent_from_it(teller: Telling) -> None:
    teller.next = [OPENED]
    await teller.client.command(LENA, "/esafety", "code")
    await teller.goes_on(LENA, more=SECRET)
    assert teller.entered(LENA, "more") == ""
    assert SECRET not in written(teller.modal(LENA).view)


async def test_another_part_of_it_is_the_same_form_and_never_a_report(teller: Telling) -> None:
    long = replace(OPENED, thread=tuple(replace(each, text="words " * 330) for each in OPENED.thread * 20))
    gone = Said("That took too long", ("Start again.",))
    teller.next = [long, long, gone]
    await teller.client.command(LENA, "/esafety", "code")
    await teller.client.press(teller.modal(LENA), "page:next")
    assert "Part 2 of" in teller.modal(LENA).text
    await teller.client.press(teller.modal(LENA), "page:next")
    assert "Start again." in teller.modal(LENA).text
    assert kinds(teller) == [WantedToComeBack, WantedToChange, WantedToChange]
    turned = teller.turns[-1]
    assert isinstance(turned, WantedToChange)
    assert (turned.draft, turned.screen) == (LOOKED, "more")


# --------------------------------------------------------------------------------------------- typed into the chat


async def test_a_story_that_is_typed_to_the_bot_gets_numbers_before_buttons_and_stays_nowhere(
    teller: Telling, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await teller.client.writes(LENA, SECRET)
    (answer,) = teller.slack.to(direct(LENA))
    numbers = ("Emergency services: 999", "Text line: Text HELLO to 00000")
    assert answer.text.splitlines()[:-5] == [*words.TYPED, *numbers, words.PRESS]
    assert actions(answer.message) == EVERY_WAY
    assert kinds(teller) == [WantedToAsk]
    assert "canary" not in teller.out.getvalue() + caplog.text + written(
        [dict(given) for _, given in teller.slack.calls]
    )


async def test_a_picture_that_is_sent_to_the_bot_gets_the_same_and_a_word_about_pictures(teller: Telling) -> None:
    where: Object = {"channel": direct(LENA), "channel_type": "im"}
    picture: Object = {"files": [{"id": "F1", "name": "canary.jpg"}], "subtype": "file_share"}
    event = slack_payloads.event(teller.slack, {**slack_payloads.said(teller.slack, LENA, ""), **where, **picture})
    assert (await teller.client.road.carry(Sending.EVENT, event)).status == 200
    (answer,) = teller.slack.to(direct(LENA))
    lines = answer.text.splitlines()
    assert lines[: len(words.TYPED)] == list(words.TYPED)
    assert lines[-7:-5] == [words.NO_PICTURES, words.PRESS]
    assert object_of(event)["type"] == "event_callback"
    assert canned.EMERGENCY.contact in answer.text
