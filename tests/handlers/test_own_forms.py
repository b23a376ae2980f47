"""The forms of the bot's own are told apart by how their state begins, and shown again with what was entered."""

from dataclasses import replace

import pytest

from dialogs import wording, wording_questions, wording_replies
from handlers import own_forms
from handlers.not_saved import late, not_saved
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked
from handlers.turn import Answered, WantedToChange
from tests.handlers.asking import UNKNOWN, form_of
from tests.handlers.office import ASHA, TOM, Office

LOOKED_AT = [
    ("q.", "question", "question"),
    (f"h.{UNKNOWN}", "ask", "question"),
    (f"t.{UNKNOWN}.", "teach", "question"),
    (f"r.{UNKNOWN}.0", "reply", "text"),
]
"""Forms that can be looked at again without the database: state, screen and a field."""


def sent(draft: str, screen: str, name: str) -> Answered:
    """Words in one field of a form."""
    return Answered(ASHA, draft, screen, {name: ("My words",)}, "")


@pytest.mark.parametrize("draft", ["", "q", "1" * 32, "x.1", ".", "q:1", " q."])
def test_a_report_is_none_of_them(draft: str) -> None:
    assert not own_forms.is_one(draft)


@pytest.mark.parametrize("draft", ["q.", "h.", f"n.{UNKNOWN}", "t.", "t.more.dots", "r.case.0"])
def test_a_state_that_begins_like_one_is_one(draft: str) -> None:
    assert own_forms.is_one(draft)


@pytest.mark.parametrize(("draft", "screen", "name"), LOOKED_AT)
async def test_each_can_be_looked_at_again_with_what_was_entered(
    office: Office, draft: str, screen: str, name: str
) -> None:
    office.breaks()
    shown = await form_of(office, WantedToChange(ASHA, draft, screen, {name: ("My words",)}))
    assert (shown.screen, shown.entered[name]) == (screen, "My words")
    assert shown.draft.startswith(draft)
    assert (shown.draft == draft) is not draft.startswith("t."), "of its words the state says which they are"
    assert shown.keeps is False
    assert office.faults == []


@pytest.mark.parametrize(
    ("turn", "failed", "unsure"),
    [
        (sent(f"h.{UNKNOWN}", "ask", "question"), wording_questions.NOT_SENT, wording_questions.NOT_CERTAIN),
        (
            sent(f"n.{UNKNOWN}", "answer", "answer"),
            wording_questions.ANSWER_NOT_SENT,
            wording_questions.ANSWER_NOT_CERTAIN,
        ),
        (sent("t.", "teach", "question"), wording_questions.NOT_ADDED, wording_questions.ADDING_NOT_CERTAIN),
        (sent(f"r.{UNKNOWN}.0", "reply", "text"), wording_replies.REPLY_NOT_SAVED, wording.NOT_CERTAIN),
    ],
)
async def test_what_was_sent_and_not_stored_is_said_to_be_so_with_what_was_written(
    office: Office, turn: Answered, failed: str, unsure: str
) -> None:
    for shown, remark in ((not_saved(office.desk, turn), failed), (late(office.desk, turn), unsure)):
        assert isinstance(shown, Asked)
        assert shown.screen == turn.screen
        assert shown.draft.startswith(turn.draft)
        assert "My words" in shown.entered.values()
        assert remark in shown.remark


async def test_a_question_to_the_policy_that_comes_late_stands_in_its_form(office: Office) -> None:
    shown = late(office.desk, Answered(TOM, "q.", "question", {"question": ("May I?",)}, ""))
    assert isinstance(shown, Asked)
    assert shown.entered == {"question": "May I?"}


def test_only_what_has_a_field_is_filled_in() -> None:
    form = replace(own_form("t.", "teach", "Title", (), "Send"), heading="Heading")
    assert filled(form, {"other": "x"}).entered == {}
    assert own_form("t.", "teach", "Title", (), "Send").heading == "Title"


def test_what_was_written_has_whole_characters_and_one_kind_of_line_break() -> None:
    given = {"a": (" one\r\ntwo \n",), "b": (), "c": ("first", "second"), "d": ("half \ud800",)}
    assert written(given) == {"a": "one\ntwo", "b": "", "c": "first", "d": "half ?"}
