"""Tests of how a case is worked on Slack: how it is drawn, what its buttons are, and the forms that come of them."""

from dataclasses import replace
from itertools import chain

import pytest

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import NOTHING, Do, turn_of
from bot.slack import limits
from bot.slack.buttons import of_press
from bot.slack.paging import paged, paged_together
from bot.slack.reading import metadata
from dialogs.alerts import Button, Press
from handlers.reply import CaseShown, Said
from tests.bot.chat.replies import words_of
from tests.bot.chat.worked import (
    CASE_ID,
    DONE,
    FORM,
    FORMS,
    LONG,
    MY_REPORT,
    NASTY,
    OPEN_STEP,
    PROCEDURE,
    REPORTED,
    TOP,
    TURNS,
    WHO,
    WORKED,
    WRONG,
)
from tests.bot.slack.drawn import as_sent, homes, modals, read, squeezed, wrong_with
from tests.fakes import canned
from tests.fakes.slack_json import Object, everything_in, object_of, objects_in, text_of
from tests.fakes.slack_views import buttons

CASES = {"worked": WORKED, "long": LONG}
DONE_NOT = canned.ADVISE
"""A step as a form holds it, with something wrong with its words."""


@pytest.mark.parametrize("name", ["worked", pytest.param("long", marks=pytest.mark.untraced)])
def test_slack_takes_a_case_with_everything_in_it_and_every_word_is_read(name: str) -> None:
    views = modals(CASES[name])
    assert [wrong for view in views for wrong in wrong_with(view)] == []
    assert [text for text in words_of(CASES[name]) if squeezed(text) not in read(views)] == []
    assert {(metadata(view).kind, metadata(view).case) for view in views} == {("case", CASE_ID)}


def test_a_case_is_read_in_the_order_in_which_it_is_worked() -> None:
    shown = read(modals(WORKED))
    order = [
        *WORKED.warnings, "A1 is recorded.", WORKED.heading, "Tell the LADO", words.FIRST, "2. Who must not",
        words.MUST_NOT_KNOW, words.WHOM_TO_RING, words.REPORTED, words.THREAD, "Evidence", "In the safe until Monday",
        "No other case is linked.", "Procedure A", words.CHRONOLOGY, words.WRONG_WITH_WORDS,
    ]  # fmt: skip
    assert [*order] == sorted(order, key=lambda each: shown.index(squeezed(each)))


def test_what_is_wrong_with_the_words_of_steps_that_ended_is_said_once_at_the_end_and_below_each_where() -> None:
    again = replace(DONE, id="A7")
    shown = read(modals(replace(WORKED, procedures=(replace(PROCEDURE, steps=(DONE, again, OPEN_STEP)),))))
    assert shown.count(squeezed(canned.MOVED.problem)) == 1
    assert shown.count(squeezed(words.AT_THE_END)) == 2
    assert squeezed(f"A1, A7 {canned.MOVED.problem}") in shown
    still = read(modals(replace(WORKED, procedures=(replace(PROCEDURE, steps=(replace(DONE, ended=False),)),))))
    assert squeezed(f"{words.WRONG_WORDS} {canned.MOVED.problem}") in still
    assert squeezed(words.WRONG_WITH_WORDS) not in still


def test_what_was_recorded_stands_on_each_part_of_a_long_case() -> None:
    views = modals(LONG)
    assert len(views) > 1
    assert all(read([each]).count(squeezed(LONG.remark)) == 1 for each in views)
    first = read(views[:1])
    assert first.index(squeezed(LONG.warnings[0])) < first.index(squeezed(LONG.remark))


def test_the_form_of_a_step_holds_its_exact_words_and_what_is_wrong_with_them() -> None:
    shown = read(modals(replace(FORM, step=DONE_NOT)))
    assert all(squeezed(each) in shown for each in (DONE_NOT.words, canned.MOVED.problem, canned.MOVED.instead))
    assert shown.index(squeezed(DONE_NOT.words)) < shown.index(squeezed("What was decided?"))


def test_a_report_of_which_something_is_asked_stands_before_everything_else() -> None:
    (view,) = homes(REPORTED)
    shown = read([view])
    assert shown.index(squeezed("You were asked something.")) < shown.index(squeezed(words.REPORT_WHAT))
    assert shown.count(squeezed("ES-1, sent at 09:15")) == 1
    only = replace(REPORTED, reports=REPORTED.reports[:1])
    assert squeezed(words.YOUR_REPORTS) not in read(homes(only))


def test_what_is_overdue_says_so_and_what_is_not_does_not() -> None:
    bold = _bold(modals(WORKED)[0])
    assert f"{words.LATE}. {WORKED.due[0].text}" in bold
    assert read(modals(WORKED)).count(words.LATE) == 1
    said = replace(WORKED, due=(replace(WORKED.due[0], text="Overdue since Monday"),))
    assert "Overdue since Monday" in _bold(modals(said)[0])


def test_a_step_that_has_ended_has_a_tick_and_one_that_is_open_has_none() -> None:
    (block,) = _holding(WORKED, DONE.state)
    assert "white_check_mark" in {each.get("name") for each in everything_in(block)}
    assert DONE.state in _bold(block)
    (still,) = _holding(WORKED, OPEN_STEP.state)
    assert "white_check_mark" not in {each.get("name") for each in everything_in(still)}


def test_every_task_has_its_button_and_that_of_a_step_says_which_to_those_who_only_hear_it() -> None:
    drawn = [each for _, each in buttons(modals(WORKED)[0])]
    assert [each["value"] for each in drawn[: len(TOP)]] == [each.about for each in TOP]
    named = {text_of(each["value"]): text_of(each.get("accessibility_label")) for each in drawn}
    assert named[f"step.{CASE_ID}.A1"] == "Correct it: A1"
    assert named[f"go-ahead.{CASE_ID}"] == "Let it go ahead: Procedure B"
    assert named[f"evidence.{CASE_ID}.e1"].startswith("Change it: <!channel>")


def test_what_lets_waiting_steps_go_ahead_stands_below_why_they_wait() -> None:
    blocks = objects_in(modals(WORKED)[0]["blocks"])
    place = next(
        number for number, each in enumerate(blocks) if "untilthesafeguardinglead" in read([{"blocks": [each]}])
    )
    (go_ahead,) = objects_in(blocks[place + 1]["elements"])
    assert go_ahead["value"] == f"go-ahead.{CASE_ID}"


def test_somebodys_words_are_quoted_and_cannot_pass_for_a_line_of_the_chronology() -> None:
    view = modals(WORKED)[0]
    assert not any(each.get("type") in {"mrkdwn", "user", "broadcast"} for each in everything_in(view))
    assert not any(each.get("text") == NASTY and each.get("type") == "link" for each in everything_in(view))
    quotes = [each["elements"] for each in everything_in(view) if each.get("type") == "rich_text_quote"]
    assert [{"type": "text", "text": "12:05 Closed by Ben Okafor."}] in quotes


def test_a_step_and_its_button_stand_on_the_same_part_of_a_long_case() -> None:
    views = modals(LONG)
    assert len(views) > 1
    for each in LONG.procedures[0].steps:
        assert each.button is not None
        where = [view for view in views if each.button.about in [button["value"] for _, button in buttons(view)]]
        assert len(where) == 1
        for text in (each.words, each.help, *each.said):
            assert squeezed(text) in read(where)


def test_what_belongs_together_and_fits_no_view_is_shown_in_parts_all_the_same() -> None:
    block: Object = {"type": "divider"}
    many = [block] * (limits.VIEW_BLOCKS + 20)
    assert [*chain(*paged_together([[block], many, [block]]))] == [block, *many, block]
    assert paged_together([]) == paged([]) == ((),)
    parts = paged_together([[block] * 60, [block] * 60])
    assert [len(part) for part in parts] == [60, 60]


@pytest.mark.parametrize("press", TURNS)
def test_a_button_of_case_work_is_the_turn_that_it_says(press: Press) -> None:
    drawn = as_sent(of_press(Button(press, "Press me", f"step.{CASE_ID}.A1")))
    done = Do(text_of(drawn["action_id"]))
    assert turn_of(WHO, done, text_of(drawn["value"]), Carried(), {}) == TURNS[press]


@pytest.mark.parametrize("name", FORMS)
def test_slack_takes_the_form_of_a_task_and_all_that_was_entered_stands_in_it(name: str) -> None:
    (view,) = modals(FORMS[name])
    assert wrong_with(view) == ()
    shown = read([view])
    assert all(squeezed(each.text) in shown for each in FORM.notices)
    assert len(text_of(object_of(view["title"])["text"])) <= limits.TITLE
    assert view["callback_id"] == "passing"
    assert metadata(view).draft == FORMS[name].draft
    kinds = {text_of(each["action_id"]): each for each in everything_in(view) if "action_id" in each}
    assert text_of(kinds["outcome"]["type"]) == "static_select"
    assert object_of(kinds["outcome"]["initial_option"])["value"] == "not"
    assert [each["value"] for each in objects_in(kinds["reasons"]["initial_options"])] == ["risk"]
    assert kinds["why"]["initial_value"] == NASTY


def test_a_form_of_a_task_says_what_is_missing() -> None:
    shown = read(modals(WRONG))
    assert all(squeezed(each) in shown for each in (WRONG.remark, *WRONG.problems.values()))


def test_a_short_answer_about_a_task_leads_to_its_case_and_one_about_an_own_report_home() -> None:
    for state, pressed in (
        (FORM.draft, (Do.OPEN, CASE_ID)),
        (f"m.{CASE_ID}.1", (Do.MENU, NOTHING)),
        ("d1", (Do.RESUME, "d1")),
    ):
        (view,) = modals(Said("Not saved", (), resume=state))
        assert [(each["action_id"], each["value"]) for _, each in buttons(view)] == [pressed]
        assert FORM.draft not in str(view)


def test_a_report_that_waits_for_its_reporter_stands_out_and_each_can_be_looked_at() -> None:
    (view,) = homes(REPORTED)
    assert wrong_with(view) == ()
    assert "You were asked something." in _bold(view)
    assert "It is closed." not in _bold(view)
    looks = [each for _, each in buttons(view) if each["action_id"] == Do.MY_REPORT]
    assert [each["value"] for each in looks] == [MY_REPORT.about, "e" * 32]
    assert text_of(looks[0]["accessibility_label"]) == "How it stands: ES-1, sent at 09:15"
    assert squeezed("ES-3, sent at 09:25 Nobody yet.") in read([view])


def test_a_case_on_which_nothing_was_worked_looks_as_before() -> None:
    shown = read(modals(canned.CASE))
    assert not any(squeezed(each) in shown for each in (words.LATE, words.FIRST))


def _holding(shown: CaseShown, text: str) -> list[Object]:
    """The blocks in which a text stands."""
    return [
        each
        for view in modals(shown)
        for each in objects_in(view["blocks"])
        if squeezed(text) in read([{"blocks": [each]}])
    ]


def _bold(shown: Object) -> list[str]:
    return [text_of(each["text"]) for each in everything_in(shown) if object_of(each.get("style")).get("bold") is True]
