"""Tests of how messages are drawn."""

import pytest
from hypothesis import given

from bot.chat.doing import Do
from bot.teams import limits, teams_words
from bot.teams.cards import attachment
from bot.teams.messages import menu, message
from bot.teams.reading import pressed
from dialogs.alerts import Button, Message, Press
from handlers.reply import Way
from tests.bot.chat.replies import MESSAGES
from tests.bot.teams.drawn import as_sent, buttons, doings, done, read, squeezed, wrong_with
from tests.fakes import teams_checks
from tests.fakes.slack_json import Object, object_of, objects_in

ALERT = Message(
    ("S1 · ES-7K4M · Hanley", "Nobody has picked this up yet."),
    (
        Button(Press.ACKNOWLEDGE, "Acknowledge", "c1"),
        Button(Press.OPEN, "Open", "c1"),
        Button(Press.CANNOT_TAKE, "I can't take this", "c1"),
    ),
)


@pytest.mark.untraced
@given(MESSAGES)
def test_whatever_is_said_teams_takes_it_and_nothing_of_it_does_anything(said: Message) -> None:
    card = as_sent(message(said))
    assert wrong_with(card) == ()
    assert teams_checks.of_card(card) == ()
    assert teams_checks.weight(card) <= limits.MESSAGE_BYTES


@pytest.mark.untraced
@given(MESSAGES)
def test_every_line_is_read_or_counted(said: Message) -> None:
    shown = read([as_sent(message(said))])
    if "toreadon." not in shown:
        assert all(squeezed(line) in shown for line in said.lines)


def test_an_alert_begins_with_what_it_is_about_and_can_be_acted_on() -> None:
    card = as_sent(message(ALERT))
    assert [done(each) for each in buttons(card)][:2] == [(Do.ACKNOWLEDGE, "c1"), (Do.ACKNOWLEDGE, "c1")]
    assert [each["title"] for each in shown(card)] == ["Acknowledge", "Open", "I can't take this"]
    first, second = objects_in(card["body"])[:2]
    assert [run.get("weight") for run in objects_in(first["inlines"])] == ["bolder"]
    assert [run.get("weight") for run in objects_in(second["inlines"])] == [None]


def test_what_is_done_there_is_answered_there_and_an_older_teams_sends_the_same() -> None:
    taken, _, cannot = shown(as_sent(message(ALERT)))
    for action, do in ((taken, Do.ACKNOWLEDGE), (cannot, Do.CANNOT_TAKE)):
        instead = object_of(action["fallback"])
        assert (action["type"], action["verb"], instead["type"]) == ("Action.Execute", do, "Action.Submit")
        assert action["data"] == instead["data"]
        assert "msteams" not in object_of(action["data"])
        assert pressed(object_of(action["data"])).do == do


def test_whatever_else_is_pressed_opens_a_dialog() -> None:
    said = Message(("Go on?",), (Button(Press.RESUME, "Go on with it", "d1"),))
    for card in (message(said), menu(("Hello.",)), message(ALERT)):
        opening = [each for each in shown(as_sent(card)) if each["type"] == "Action.Submit"]
        assert opening
        assert all(object_of(each["data"])["msteams"] == {"type": "task/fetch"} for each in opening)


def test_what_is_spoken_or_shown_instead_of_an_alert_says_nothing_of_it() -> None:
    card = as_sent(message(ALERT))
    assert (card["speak"], card["fallbackText"]) == (teams_words.SPOKEN, teams_words.TOO_OLD)


def test_lines_that_do_not_fit_are_counted_and_a_button_leads_to_the_rest() -> None:
    card = as_sent(message(Message(tuple(f"line {place} of many" * 12 for place in range(80)))))
    text = read([card])
    shown_lines = next(place for place in range(80) if f"line{place}ofmany" not in text)
    assert f"…and{80 - shown_lines}morelines" in text
    assert doings(card) == [Do.MENU]


@pytest.mark.parametrize("first", [(), (Button(Press.OPEN, "Open", "c1"),)])
def test_the_menu_offers_every_way_on_and_what_somebody_has_reported(first: tuple[Button, ...]) -> None:
    pressed_there = doings(as_sent(menu(("Hello.",), first=first)))
    assert pressed_there == [*(Do.OPEN for _ in first), Do.TELL, Do.HELP, Do.CHECK, Do.ASK, Do.REPORT, Do.MENU]


def test_a_menu_of_a_few_ways_offers_those() -> None:
    assert doings(as_sent(menu(("Hello.",), ways=(Way.REPORT, Way.HELP)))) == [Do.HELP, Do.REPORT]
    assert doings(as_sent(menu(("Hello.",), ways=()))) == []


@pytest.mark.parametrize("first", [(), (Button(Press.RESUME, "Go on with it", "d1"),)])
def test_one_button_of_the_menu_is_the_one_to_press(first: tuple[Button, ...]) -> None:
    card = as_sent(menu(("Hello.",), first=first))
    assert [done(each)[0] for each in shown(card) if each.get("style") == "positive"] == [
        Do.RESUME if first else Do.TELL
    ]


def test_a_card_is_attached_as_what_it_is() -> None:
    attached = attachment(menu(("Hello.",)))
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert object_of(attached["content"])["type"] == "AdaptiveCard"


def shown(card: Object) -> list[Object]:
    """The buttons that can be seen, in the order of reading."""
    return [each for row in objects_in(card["body"]) for each in objects_in(row.get("actions"))]
