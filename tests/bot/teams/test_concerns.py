"""Tests of how a form is drawn that keeps nothing before it is sent, what was written with a code, and the code."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.teams import ids, teams_words
from bot.teams.messages import menu, message
from bot.teams.pressing import in_a_message
from bot.teams.reading import pressed
from dialogs import wording_learner
from dialogs.alerts import Button, Message, Press
from dialogs.forms import ChooseOne, Option
from handlers.reply import Asked, NotTaken, Said, Way
from tests.bot.chat.replies import words_of
from tests.bot.teams import concerns
from tests.bot.teams.drawn import (
    as_sent,
    buttons,
    dialogs,
    doings,
    done,
    inputs,
    kinds,
    read,
    squeezed,
    wrong_with,
)
from tests.fakes import canned
from tests.fakes.slack_json import Json, everything_in, object_of, objects_in
from tests.fakes.teams_cards import ShownCard

FORMS = {
    "last": concerns.LAST,
    "earlier": concerns.EARLIER,
    "sent": concerns.SENT,
    "shown again": concerns.SHOWN_AGAIN,
    "asked for a code": concerns.ASKED_FOR_CODE,
    "answered": concerns.ANSWERED,
}


@pytest.mark.untraced
@settings(max_examples=25)
@given(concerns.forms())
def test_whatever_the_form_holds_teams_takes_it_every_word_is_read_and_nothing_is_kept(asked: Asked) -> None:
    whole = dialogs(replace(asked, problems={}))
    cards = [*whole, *(dialogs(asked) if asked.problems else [])]
    assert [wrong for card in cards for wrong in wrong_with(card)] == []
    searched = {name.removeprefix(ids.SEARCH) for card in cards for name in inputs(card)}
    shown = read(whole) + read(cards[len(whole) :])
    sought = replace(asked, draft="", fields=tuple(each for each in asked.fields if each.id not in searched))
    assert [text for text in words_of(sought) if squeezed(text) not in shown] == []

    assert not {ids.KEEP, Do.DISCARD} & {do for card in cards for do in doings(card)}
    assert squeezed(teams_words.YOU_CAN_STOP) not in shown
    assert squeezed(words.NOTHING_SENT) not in shown
    assert [ids.CLOSE in doings(card) for card in whole] == [False] * (len(whole) - 1) + [True]
    assert (ids.ANSWER in doings(whole[-1])) is bool(asked.submit)


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("last", [ids.ANSWER, ids.CLOSE]),
        ("earlier", [ids.ANSWER, Do.BACK, ids.CLOSE]),
        ("sent", [ids.ANSWER, ids.CLOSE]),
        ("shown again", [ids.CLOSE]),
        ("asked for a code", [ids.ANSWER, ids.CLOSE]),
        ("answered", [ids.ANSWER, ids.CLOSE]),
    ],
)
def test_it_can_be_answered_left_or_gone_back_in_and_nothing_else(name: str, does: list[str]) -> None:
    (card,) = dialogs(FORMS[name])
    assert doings(card) == does


def test_closing_sends_nothing_of_what_was_typed_and_not_where_somebody_was() -> None:
    (card,) = dialogs(concerns.LAST)
    shown = ShownCard(card)
    shown.enter("f.story", ["He has my photos"])
    sent = shown.sends(shown.button(ids.CLOSE))
    assert pressed(sent).carried == Carried("screen")
    assert "photos" not in json.dumps(sent)
    assert concerns.TOKEN not in json.dumps(sent)


@pytest.mark.parametrize("name", ["last", "earlier", "answered"])
def test_who_fills_it_in_reads_that_nothing_is_kept_before_it_is_sent(name: str) -> None:
    assert squeezed(wording_learner.NOTHING_KEPT) in read(dialogs(FORMS[name]))


@pytest.mark.parametrize("name", ["sent", "shown again", "asked for a code"])
def test_where_nothing_is_sent_nothing_is_said_of_sending(name: str) -> None:
    assert squeezed(wording_learner.NOTHING_KEPT) not in read(dialogs(FORMS[name]))


def test_a_form_without_a_count_shows_no_progress() -> None:
    assert "Screen" not in read(dialogs(concerns.ANSWERED))
    assert squeezed(words.progress(5, 5)) in read(dialogs(concerns.LAST))


def test_the_numbers_stand_before_everything_but_the_title() -> None:
    for asked in (concerns.SENT, concerns.ANSWERED):
        (card,) = dialogs(asked)
        assert kinds(card)[:2] == ["TextBlock", "Container"]
        assert "999" in read([{"body": objects_in(card["body"])[1:2]}])


def test_a_compact_choice_is_a_menu_however_few_there_are_and_comes_back() -> None:
    (card,) = dialogs(concerns.LAST)
    element = inputs(card)["f.who"]
    assert (element["style"], element["placeholder"], element["value"]) == ("compact", words.CHOOSE_ONE, "me")
    (open_one,) = dialogs(replace(concerns.LAST, compact=frozenset()))
    assert inputs(open_one)["f.who"]["style"] == "expanded"
    shown = ShownCard(card)
    shown.enter("f.who", ["friend"])
    assert pressed(shown.sends(shown.button(ids.ANSWER))).values["who"] == ("friend",)


def test_what_is_too_long_for_a_menu_is_read_in_full_above_it() -> None:
    long = "We keep nothing that says who you are. " * 4
    how = ChooseOne("how", "How?", "", (Option("code", "Code only", long), Option("named", "Say it")), required=True)
    (card,) = dialogs(replace(concerns.LAST, fields=(how,), compact=frozenset({"how"})))
    titles = [each["title"] for each in objects_in(inputs(card)["f.how"]["choices"])]
    assert titles == ["Code only", "Say it"]
    assert squeezed(f"In full: Code only – {long}") in read([card])


def test_two_options_that_are_called_the_same_are_told_apart() -> None:
    alike = tuple(Option(name, "Code only", f"{name} " * 60) for name in ("one", "two"))
    field = ChooseOne("how", "How?", "", alike, required=True)
    (card,) = dialogs(replace(concerns.LAST, fields=(field,), compact=frozenset({"how"})))
    titles = [each["title"] for each in objects_in(inputs(card)["f.how"]["choices"])]
    assert titles == ["Choice 1: Code only", "Choice 2: Code only"]


def test_what_handlers_do_about_a_code_stands_with_the_case_and_is_asked_again_if_it_cannot_be_undone() -> None:
    there = (Button(Press.REPLY, "Write to them", "c1"), Button(Press.NO_MORE, "Take nothing more", "c1"))
    (card,) = dialogs(replace(canned.CASE, buttons=there))
    assert [done(each) for each in buttons(card)][:2] == [(Do.REPLY, "c1"), (Do.NO_MORE, "c1")]
    (asks,) = [each for each in everything_in(card) if each.get("type") == "Action.ShowCard"]
    assert [done(each) for each in buttons(object_of(asks["card"]))] == [(Do.NO_MORE, "c1")]
    assert squeezed(teams_words.NO_MORE_TEXT) in read([object_of(asks["card"])])


def test_the_pause_stands_in_the_home_of_those_who_handle_cases() -> None:
    (card,) = dialogs(replace(canned.HOME, buttons=(Button(Press.PAUSE, "Pause the anonymous form", ""),)))
    assert (Do.PAUSE, "") in [done(each) for each in buttons(card)]
    assert Do.PAUSE not in doings(dialogs(canned.HOME)[0])


@pytest.mark.parametrize(
    ("press", "do"),
    [
        (Press.REPLY, Do.REPLY),
        (Press.NO_MORE, Do.NO_MORE),
        (Press.PAUSE, Do.PAUSE),
        (Press.TELL, Do.TELL),
        (Press.CHECK, Do.CHECK),
    ],
)
def test_each_of_these_buttons_opens_a_dialog_from_a_message(press: Press, do: Do) -> None:
    card = as_sent(message(Message(("There may be an answer.",), (Button(press, "Press it", "c1"),))))
    (pressed_there,) = buttons(card)
    assert wrong_with(card) == ()
    assert done(pressed_there)[0] == do
    assert object_of(pressed_there["data"])["msteams"] == {"type": "task/fetch"}


# Messages stay in chats and mailboxes: where a form stands never stands in one.


@given(concerns.STATES, st.sampled_from((Press.RESUME, Press.TELL, Press.CHECK, Press.PAUSE)))
def test_no_message_holds_the_state_of_a_form(state: str, press: Press) -> None:
    about = Button(press, "Go on with it", state)
    said = Said("Not saved", ("Try again.",), (), (Way.REPORT,), resume=state)
    drawn = (
        message(Message(("A line",), (about,))),
        menu(("A line",), first=(about,)),
        in_a_message(said),
        in_a_message(replace(concerns.LAST, draft=state)),
    )
    for card in drawn:
        assert state not in texts(as_sent(card))


@pytest.mark.parametrize(("kind", "way"), [("c", Do.TELL), ("k", Do.CHECK), ("p", Do.CHECK), ("s", Do.CHECK)])
def test_who_cannot_go_on_is_led_to_where_the_form_begins(kind: str, way: Do) -> None:
    state = f"{kind}.{'x' * 398}"
    (card,) = dialogs(Said("Not saved", ("Try again.",), (), (Way.REPORT, Way.TELL), resume=state))
    assert Do.RESUME not in doings(card)
    assert doings(card).count(way) == 1
    (not_taken,) = dialogs(NotTaken(state, "Not taken", ("Nobody may read it.",), (), "My words"))
    assert way in doings(not_taken)
    in_chat = as_sent(message(Message(("Go on?",), (Button(Press.RESUME, "Go on", state),))))
    assert doings(in_chat) == [way]


def test_who_was_writing_to_somebody_with_a_code_begins_again_at_the_case() -> None:
    (card,) = dialogs(Said("Not saved", (), (), (), resume="r.c1"))
    assert (Do.REPLY, "c1") in [done(each) for each in buttons(card)]


def texts(value: Json) -> list[str]:
    """Every text of a card, whatever it is for."""
    found: list[str] = []
    for each in everything_in(value):
        found += [text for text in each.values() if isinstance(text, str)]
    return found
