"""Tests of how the fields of a screen are chosen to look."""

import pytest

from bot.pages.drawn import drawn_fields, is_sent_by, says_nothing_is_kept, title_of
from handlers.reply import Asked
from tests.bot.tell import screens
from tests.fakes import canned


def test_fields_show_what_was_entered_and_what_is_wrong() -> None:
    kinds, account, learner = drawn_fields(canned.WRONG)
    assert (kinds.drawn_as, account.drawn_as, learner.drawn_as) == ("checkbox", "box", "line")
    assert (kinds.problem, learner.problem) == ("Choose at least one.", "")
    assert (learner.text, learner.optional, kinds.optional) == ("Jo", True, False)


def test_what_was_chosen_is_marked() -> None:
    assert drawn_fields(canned.ABOUT)[0].chosen == ("contact", "money")
    assert drawn_fields(canned.DANGER)[0].chosen == ("",)


def test_a_compact_choice_is_a_menu() -> None:
    assert [each.drawn_as for each in drawn_fields(screens.LAST)] == ["box", "line", "menu", "menu"]


def test_a_title_says_that_something_is_wrong() -> None:
    assert title_of(canned.WRONG) == "Error: What happened?"
    assert title_of(canned.ABOUT) == "What happened?"


@pytest.mark.parametrize(
    ("asked", "sends", "says"),
    [
        (screens.DANGER, False, True),
        (screens.LAST, True, True),
        (screens.SENT, False, False),
        (screens.ONCE_MORE, False, False),
        (screens.ASK_CODE, False, False),
        (screens.OPENED, True, True),
        (screens.CLOSED, False, False),
        (canned.REVIEW, False, False),
    ],
)
def test_nothing_is_kept_is_said_only_while_something_is_still_to_be_sent(
    asked: Asked, *, sends: bool, says: bool
) -> None:
    assert (is_sent_by(asked), says_nothing_is_kept(asked)) == (sends, says)
