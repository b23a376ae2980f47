"""Tests of what the state of a form says of it, and what a button says of the case that it is about."""

import pytest

from bot.chat.doing import Do, about_case, case_of
from bot.chat.states import case_of_state, is_state, way_back
from handlers.reply import NoSuchCase, Said, Way

STATES = {
    "w.step.c1.A6.once": "c1",
    "w.evidence.c1..once": "c1",
    "w.": "",
    "r.c1": "c1",
    "r.c1.once": "c1",
    "m.c1.once": "",
    "h.q1": "",
    "c.nonce": "",
    "d1": "",
}


@pytest.mark.parametrize("draft", STATES)
def test_the_case_of_a_form_is_known_to_those_who_handle_it_there(draft: str) -> None:
    assert case_of_state(draft) == STATES[draft]
    assert is_state(draft) is (draft != "d1")


def test_forms_of_case_work_begin_nowhere_that_a_menu_leads_to() -> None:
    assert [way_back(draft) for draft in ("w.step.c1.A6.once", "m.c1.once", "c.nonce")] == [None, None, Way.TELL]


@pytest.mark.parametrize(
    ("action", "value", "case"),
    [
        (Do.WORK, "step.c1.A6", "c1"),
        (Do.WORK, "close.c1", "c1"),
        (Do.WORK, "nothing", ""),
        (Do.OPEN, "c1", "c1"),
        (Do.MY_REPORT, "c1", ""),
        (Do.QUESTION, "q1", ""),
    ],
)
def test_a_short_answer_is_about_the_case_of_the_button_that_was_pressed(action: Do, value: str, case: str) -> None:
    assert about_case(action, value) == case_of(action, value, Said("No", ())) == case
    assert case_of(action, value, NoSuchCase()) == ""
