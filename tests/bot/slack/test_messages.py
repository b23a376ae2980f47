"""Tests of how messages are drawn."""

import pytest
from hypothesis import given

from bot.chat.doing import Do
from bot.slack.messages import menu, message
from dialogs.alerts import Button, Message, Press
from tests.bot.chat.replies import MESSAGES
from tests.bot.slack.drawn import as_sent, read, squeezed
from tests.fakes import slack_checks
from tests.fakes.slack_json import text_of
from tests.fakes.slack_views import buttons


@pytest.mark.untraced
@given(MESSAGES)
def test_whatever_is_said_slack_takes_it(said: Message) -> None:
    sent = as_sent(message(said))
    wrong = (*slack_checks.of_message(sent), *slack_checks.house_rules(sent))
    if any(line.strip() for line in said.lines):
        assert wrong == ()


@given(MESSAGES)
def test_every_line_is_read_or_counted(said: Message) -> None:
    shown = read([as_sent(message(said))])
    if "Hometab" not in shown:
        assert all(squeezed(line) in shown for line in said.lines)


def test_an_alert_reads_the_same_in_the_notification_and_can_be_acted_on() -> None:
    alert = Message(
        ("S1 · ES-7K4M · Hanley", "Nobody has picked this up yet."),
        (Button(Press.ACKNOWLEDGE, "Acknowledge", "c1"), Button(Press.CANNOT_TAKE, "I can't take this", "c1")),
    )
    sent = as_sent(message(alert))
    assert sent["text"] == "S1 · ES-7K4M · Hanley\nNobody has picked this up yet."
    pressed = [(text_of(each["action_id"]), each["value"]) for _, each in buttons(sent)]
    assert pressed == [(Do.ACKNOWLEDGE, "c1"), (Do.CANNOT_TAKE, "c1")]


def test_no_mark_of_slacks_is_read_in_the_notification() -> None:
    assert message(Message(("<!channel> & more",)))["text"] == "&lt;!channel&gt; &amp; more"


def test_lines_that_do_not_fit_are_counted() -> None:
    sent = message(Message(tuple(f"line {place}" for place in range(80))))
    assert squeezed("… and 31 more lines: open this app's Home tab.") in read([as_sent(sent)])
    assert "line 48" in text_of(sent["text"])


def test_a_message_that_is_too_long_ends_with_a_whole_line() -> None:
    shown = read([as_sent(message(Message(("x" * 2_900,) * 9)))])
    assert shown.count("x") % 2_900 == 0
    assert "morelines" in shown


@pytest.mark.parametrize("first", [(), (Button(Press.OPEN, "Open", "c1"),)])
def test_the_menu_offers_every_way_on(first: tuple[Button, ...]) -> None:
    pressed = [text_of(each["action_id"]) for _, each in buttons(as_sent(menu(("Hello.",), first=first)))]
    assert pressed == [*(Do.OPEN for _ in first), Do.TELL, Do.HELP, Do.CHECK, Do.ASK, Do.REPORT]


@pytest.mark.parametrize("first", [(), (Button(Press.RESUME, "Go on with it", "d1"),)])
def test_one_button_of_the_menu_is_the_one_to_press(first: tuple[Button, ...]) -> None:
    drawn = [each for _, each in buttons(as_sent(menu(("Hello.",), first=first)))]
    assert [each["action_id"] for each in drawn if each.get("style") == "primary"] == [Do.RESUME if first else Do.TELL]
