"""Tests of how lists are drawn, with the buttons that come of questions about the policy."""

import pytest
from hypothesis import given

from bot.chat.carried import Carried
from bot.chat.doing import LISTING, NOTHING, Do, turn_of
from bot.teams import limits
from bot.teams.buttons import MESSAGE, Place, of_press
from bot.teams.reading import pressed
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from tests.bot.chat.listings import EMPTY, FULL, LISTINGS, MANY, NASTY, TURNS, WHO
from tests.bot.chat.replies import HANDED_OVER, words_of
from tests.bot.teams.drawn import as_sent, buttons, carried, dialogs, doings, done, read, squeezed, wrong_with
from tests.fakes.slack_json import Object, at, everything_in, object_of, text_of
from tests.fakes.teams_checks import of_card


def of_button(button: Button, place: Place = MESSAGE) -> Object:
    """What presses, unfolded if it asks first."""
    (drawn,) = buttons({"actions": [as_sent(of_press(button, place))]})
    return drawn


@pytest.mark.parametrize("name", LISTINGS)
def test_teams_takes_every_list_and_every_word_is_read(name: str) -> None:
    cards = dialogs(LISTINGS[name])
    assert [wrong for card in cards for wrong in (*wrong_with(card), *of_card(card))] == []
    assert {carried(card).kind for card in cards} == {LISTING}
    assert [text for text in words_of(LISTINGS[name]) if squeezed(text) not in read(cards)] == []


def test_a_list_that_is_too_long_for_one_card_is_read_to_its_end_with_every_button() -> None:
    cards = dialogs(MANY)
    assert len(cards) > 2
    ids = [row.button.about for group in MANY.groups for row in group.rows if row.button is not None]
    assert [value for card in cards for _, value in map(done, buttons(card)) if value in ids] == ids


def test_where_nothing_is_listed_that_is_said() -> None:
    (empty,), (full,) = dialogs(EMPTY), dialogs(FULL)
    assert squeezed(words.NO_GAPS) in read([empty])
    assert squeezed(words.NO_GAPS) not in read([full])


def test_a_button_of_a_row_says_which_row_to_those_who_only_hear_it() -> None:
    (card,) = dialogs(FULL)
    said = [text_of(each["tooltip"]) for each in everything_in(card) if "tooltip" in each]
    assert said[0] == f"{words.ANSWER}: Lena Kovac, 1 December"
    assert said[1].startswith(f"{words.REMOVE}: {NASTY[:20]}")


def test_what_removes_a_question_asks_first() -> None:
    (card,) = dialogs(FULL)
    asks = [object_of(each["card"]) for each in everything_in(card) if each.get("type") == "Action.ShowCard"]
    assert [doings(each) for each in asks] == [[Do.UNTEACH]]
    assert doings(card).count(Do.UNTEACH) == 1


@pytest.mark.parametrize("place", [MESSAGE, Place(Carried(LISTING))], ids=["in a message", "in a dialog"])
@pytest.mark.parametrize("press", TURNS)
def test_a_button_that_comes_of_questions_is_the_turn_that_it_says(press: Press, place: Place) -> None:
    drawn = of_button(Button(press, "Remove", "x1"), place)
    said = pressed(object_of(drawn["data"]))
    assert drawn["title"] == "Remove"
    assert turn_of(WHO, Do(said.do), said.value, said.carried, {}) == TURNS[press]
    assert (at(drawn, "data", "msteams", "type") == "task/fetch") is place.in_message


@pytest.mark.parametrize("press", TURNS)
def test_one_that_is_about_nothing_still_has_a_value(press: Press) -> None:
    assert done(of_button(Button(press, "Press me", "")))[1] == NOTHING


@given(HANDED_OVER)
def test_a_question_goes_along_with_its_button_whole_or_not_at_all(button: Button) -> None:
    _, value = done(of_button(button, Place(Carried(LISTING))))
    assert value in {button.about, NOTHING}
    assert len(value) <= limits.VALUE
