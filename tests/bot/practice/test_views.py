"""Tests of how replies, fields and buttons are chosen to look."""

import pytest

from bot.practice.views import control_of, control_of_way, controls_of_ways, look_of
from dialogs.alerts import Button, Press
from handlers.reply import NoSuchCase, Reply, Way
from tests.bot.chat.listings import FULL
from tests.fakes import canned, canned_guided

REPLIES: dict[str, Reply] = {
    "asked.html": canned.DANGER,
    "received.html": canned.RECEIVED,
    "not_taken.html": canned.NOT_TAKEN,
    "said.html": canned.SAID,
    "guided.html": canned_guided.SURE,
    "listing.html": FULL,
    "home.html": canned.HOME,
    "case.html": canned.CASE,
    "no_such_case.html": NoSuchCase(),
}


@pytest.mark.parametrize("template", REPLIES)
def test_each_reply_has_a_template_of_its_own(template: str) -> None:
    assert look_of(REPLIES[template]).template == template


def test_a_title_says_that_something_is_wrong() -> None:
    assert look_of(canned.WRONG).title == "Error: What happened?"
    assert look_of(canned.ABOUT).title == "What happened?"


def test_a_case_that_cannot_be_seen_is_not_found() -> None:
    assert look_of(NoSuchCase()).status == 404


@pytest.mark.parametrize(
    ("press", "path", "sends"),
    [
        (Press.ACKNOWLEDGE, "case/x1/acknowledge", True),
        (Press.OPEN, "case/x1", False),
        (Press.CANNOT_TAKE, "case/x1/cannot-take", True),
        (Press.RESUME, "report/x1", False),
        (Press.REPLY, "case/x1/reply", False),
        (Press.NO_MORE, "case/x1/no-more", True),
        (Press.PAUSE, "pause", True),
        (Press.TELL, "tell/start", True),
        (Press.CHECK, "tell/code", True),
        (Press.HELPED, "questions/helped", True),
        (Press.NOT_HELPED, "questions/not-helped", True),
        (Press.HAND_OVER, "questions/hand-over", True),
        (Press.QUESTIONS, "questions", False),
        (Press.QUESTION, "questions/one/x1", False),
        (Press.TEACH, "questions/teach", True),
        (Press.UNTEACH, "questions/unteach", True),
    ],
)
def test_a_button_that_does_something_sends_a_form_and_one_that_looks_is_a_link(
    press: Press, path: str, *, sends: bool
) -> None:
    control = control_of(Button(press, "Press me", "x1"))
    assert (control.label, control.path, control.sends) == ("Press me", path, sends)


@pytest.mark.parametrize("press", [Press.HELPED, Press.NOT_HELPED, Press.HAND_OVER, Press.TEACH, Press.UNTEACH])
def test_what_a_button_is_about_stands_in_its_form_and_in_no_address(press: Press) -> None:
    control = control_of(Button(press, "Press me", "May I?"))
    assert (control.about, control.path.count("May")) == ("May I?", 0)


@pytest.mark.parametrize("way", Way)
def test_a_way_on_is_a_link_unless_a_form_begins_there(way: Way) -> None:
    assert control_of_way(way).sends == (way in {Way.REPORT, Way.TELL, Way.CHECK})


def test_the_first_way_on_stands_out_and_no_other() -> None:
    assert [each.weight for each in controls_of_ways((Way.ASK, Way.REPORT, Way.HELP))] == ["first", "second", "second"]
    assert controls_of_ways(()) == ()
