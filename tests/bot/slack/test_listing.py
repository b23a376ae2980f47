"""Tests of how lists are drawn, with the buttons that come of questions about the policy."""

import pytest
from hypothesis import given

from bot.chat.carried import Carried
from bot.chat.doing import LISTING, NOTHING, Do, turn_of
from bot.slack import limits
from bot.slack.buttons import of_press
from bot.slack.reading import metadata
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from tests.bot.chat.listings import EMPTY, FULL, LISTINGS, MANY, NASTY, TURNS, WHO
from tests.bot.chat.replies import HANDED_OVER, words_of
from tests.bot.slack.drawn import as_sent, modals, read, squeezed, wrong_with
from tests.fakes.slack_json import object_of, text_of
from tests.fakes.slack_views import buttons


@pytest.mark.parametrize("name", LISTINGS)
def test_slack_takes_every_list_and_every_word_is_read(name: str) -> None:
    views = modals(LISTINGS[name])
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    assert {metadata(view).kind for view in views} == {LISTING}
    assert [text for text in words_of(LISTINGS[name]) if squeezed(text) not in read(views)] == []


def test_a_list_that_is_too_long_for_one_view_is_read_to_its_end_with_every_button() -> None:
    views = modals(MANY)
    assert len(views) > 2
    pressed = [text_of(each["value"]) for view in views for _, each in buttons(view) if each["action_id"] != Do.PAGE]
    ids = [row.button.about for group in MANY.groups for row in group.rows if row.button is not None]
    assert [each for each in pressed if each in ids] == ids


def test_where_nothing_is_listed_that_is_said() -> None:
    (empty,), (full,) = modals(EMPTY), modals(FULL)
    assert squeezed(words.NO_GAPS) in read([empty])
    assert squeezed(words.NO_GAPS) not in read([full])


def test_a_button_of_a_row_says_which_row_to_those_who_only_hear_it() -> None:
    (view,) = modals(FULL)
    said = {text_of(each["action_id"]): text_of(each.get("accessibility_label")) for _, each in buttons(view)}
    assert said[Do.QUESTION] == f"{words.ANSWER}: Lena Kovac, 1 December"
    assert said[Do.UNTEACH].startswith(f"{words.REMOVE}: {NASTY[:40]}")


def test_what_removes_a_question_asks_first() -> None:
    (view,) = modals(FULL)
    assert [each["action_id"] for _, each in buttons(view) if "confirm" in each] == [Do.UNTEACH]


@pytest.mark.parametrize("press", TURNS)
def test_a_button_that_comes_of_questions_is_the_turn_that_it_says(press: Press) -> None:
    drawn = as_sent(of_press(Button(press, "Press me", "x1")))
    assert object_of(drawn["text"])["text"] == "Press me"
    done = Do(text_of(drawn["action_id"]))
    assert turn_of(WHO, done, text_of(drawn["value"]), Carried(), {}) == TURNS[press]


@pytest.mark.parametrize("press", TURNS)
def test_one_that_is_about_nothing_still_has_a_value(press: Press) -> None:
    assert of_press(Button(press, "Press me", ""))["value"] == NOTHING


@given(HANDED_OVER)
def test_a_question_goes_along_with_its_button_whole_or_not_at_all(button: Button) -> None:
    value = text_of(as_sent(of_press(button))["value"])
    assert value in {button.about, NOTHING}
    assert limits.fits(value, limits.BUTTON_VALUE)
