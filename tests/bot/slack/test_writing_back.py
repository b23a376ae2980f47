"""Tests of what somebody is shown whose form cannot be opened in time, and of those who write to them."""

from dataclasses import replace

import pytest

from bot.chat import words
from dialogs.forms import ShortText
from handlers.reply import Said
from handlers.turn import Answered, ClosedCode, Turn, WantedToPause, WantedToReply
from tests.bot.slack.telling import CASE, PAUSES, REPLYING, STATE, Telling
from tests.bot.slack.walking import ASHA, LENA
from tests.fakes import slack_payloads
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Object, text_of, written
from tests.fakes.slack_roads import Sending
from tests.fakes.slack_views import ShownView, buttons, read
from tests.fakes.slack_workspace import CHANNEL, direct

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "canary: he has a knife"
EVERY_WAY = ["tell", "help", "check", "ask", "report"]


def kinds(teller: Telling) -> list[type[Turn]]:
    return [type(turn) for turn in teller.turns]


def late(teller: Telling) -> None:
    """The next modal comes too late."""
    teller.slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))


def actions(message: Object) -> list[str]:
    return [text_of(button["action_id"]) for _, button in buttons(message)]


# --------------------------------------------------------------------------------------------------------- too late


@pytest.mark.parametrize("how", ["command tell", "command code", "shortcut tell", "shortcut check", "home", "message"])
async def test_what_comes_too_late_for_a_form_is_answered_with_the_same_words_whatever_was_pressed(
    how: str, teller: Telling
) -> None:
    await teller.client.opens_home(LENA)
    await teller.client.writes(LENA, "hello")
    (menu,) = teller.slack.to(direct(LENA))
    late(teller)
    match how.split():
        case ["command", word]:
            shown = (await teller.client.command(LENA, "/esafety", f"{word} {SECRET}")).body
        case ["shortcut", callback]:
            await teller.client.shortcut(LENA, callback)
            shown = teller.slack.to(direct(LENA))[-1].message
        case ["home"]:
            await teller.client.press(teller.slack.homes[LENA], "check")
            shown = teller.slack.to(direct(LENA))[-1].message
        case _:
            await teller.client.press_in(LENA, menu, "tell")
            shown = teller.slack.to(direct(LENA))[-1].message
    assert read(shown["blocks"]).splitlines()[: len(words.TOO_LATE)] == list(words.TOO_LATE)
    assert actions(shown) == EVERY_WAY
    assert all(each not in written(shown) for each in (STATE, "k.", "canary", "too old"))


async def test_even_what_would_be_said_at_once_is_not_left_in_a_chat(teller: Telling) -> None:
    teller.next = [Said("You can't use this form just now", ("It is back in an hour or less.",))]
    late(teller)
    await teller.client.shortcut(LENA, "tell")
    (posted,) = teller.slack.to(direct(LENA))
    assert "this form" not in posted.text


async def test_who_was_too_late_can_go_on_from_there(teller: Telling) -> None:
    late(teller)
    await teller.client.shortcut(LENA, "check")
    await teller.client.press_in(LENA, teller.slack.to(direct(LENA))[0], "check")
    assert teller.modal(LENA).view["callback_id"] == "passing"


# ------------------------------------------------------------------------------------------------------------ staff


async def test_somebody_writes_to_whoever_has_the_code_and_opens_the_case_again(teller: Telling) -> None:
    teller.next = [CASE]
    await teller.client.opens_home(ASHA)
    teller.next = [CASE]
    await teller.client.press(teller.slack.homes[ASHA], "open")
    modal = teller.modal(ASHA)
    await teller.client.press(modal, "reply")
    assert "They said they would share it." in modal.text
    assert modal.view["callback_id"] == "passing"
    await teller.goes_on(ASHA, text="Are you safe now?")
    assert kinds(teller)[-2:] == [WantedToReply, Answered]
    assert actions(modal.view) == ["open"]
    await teller.client.press(modal, "open")
    assert "ES-7K4M" in modal.text


async def writes_to_them(teller: Telling) -> ShownView:
    """The form in which Asha writes to whoever has the code."""
    await teller.client.opens_home(ASHA)
    await teller.client.press(teller.slack.homes[ASHA], "open")
    await teller.client.press(teller.modal(ASHA), "reply")
    return teller.modal(ASHA)


async def test_a_field_that_only_now_is_needed_is_shown_beside_what_is_wrong(teller: Telling) -> None:
    modal = await writes_to_them(teller)
    why = ShortText("against", "If it must stay as it is, say why", "", 500, required=False)
    advice = "Do not ask why."
    teller.next = [
        replace(REPLYING, fields=(*REPLYING.fields, why), entered={"text": "Why?"}, problems={"text": advice}),
    ]
    await teller.goes_on(ASHA, text="Why?")
    assert advice in modal.text
    assert teller.entered(ASHA, "text") == "Why?"
    await teller.goes_on(ASHA, against="They asked me to.")
    sent = teller.turns[-1]
    assert isinstance(sent, Answered)
    assert (sent.draft, sent.values) == ("r.c1", {"text": ("Why?",), "against": ("They asked me to.",)})


async def test_another_part_of_what_was_written_is_read_in_the_same_case(teller: Telling) -> None:
    long = replace(REPLYING, thread=tuple(replace(each, text="words " * 330) for each in REPLYING.thread * 20))
    modal = await writes_to_them(teller)
    teller.next = [long, long]
    await teller.goes_on(ASHA, text="x")
    await teller.client.press(modal, "page:next")
    assert "Part 2 of" in modal.text
    assert teller.turns[-1] == WantedToReply(teller.turns[0].who, "c1")


async def test_a_reply_that_came_too_late_leads_back_to_the_case_and_carries_nothing(
    teller: Telling,
) -> None:
    await teller.client.opens_home(ASHA)
    await teller.client.press(teller.slack.homes[ASHA], "open")
    await teller.client.press(teller.modal(ASHA), "no_more")
    assert kinds(teller)[-1] is ClosedCode
    late(teller)
    body = slack_payloads.pressed_in_whisper(
        teller.slack, ASHA, CHANNEL, "b", {"type": "button", "action_id": "reply", "value": "c1"}
    )
    assert (await teller.client.road.carry(Sending.INTERACTIVE, body)).status == 200
    ((_, _, shown),) = teller.slack.whispered
    assert [(each["action_id"], each["value"]) for _, each in buttons(shown)] == [("open", "c1")]
    assert "r.c1" not in written(shown)


async def test_the_form_is_paused_from_the_home_tab(teller: Telling) -> None:
    await teller.client.opens_home(ASHA)
    home = teller.slack.homes[ASHA]
    assert PAUSES.label in home.text
    await teller.client.press(home, "pause")
    assert kinds(teller)[-1] is WantedToPause
    assert "Done" in teller.modal(ASHA).text
