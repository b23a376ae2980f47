"""Tests of how the answer to what somebody asked is drawn: in a dialog, and in a chat."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.doing import Do
from bot.teams import ids, limits
from bot.teams.cards import Card
from bot.teams.guided import in_a_chat, in_a_dialog
from dialogs import wording_guidance
from dialogs.alerts import Button, Press
from handlers import guidance
from handlers.quoting import ErratumShown, Noted, QuoteShown
from handlers.reply import Guided
from tests.bot.chat.replies import HANDED_OVER, IDS, LINES, NUMBERS, PLAIN, WAYS, WORDS, words_of
from tests.bot.teams.drawn import as_sent, buttons, carried, dialogs, doings, done, read, squeezed, wrong_with
from tests.fakes import canned_guided as canned
from tests.fakes.slack_json import Object, at, everything_in, objects_in, text_of
from tests.fakes.teams_checks import of_card

QUOTES = st.builds(
    QuoteShown,
    LINES,
    WORDS,
    WORDS,
    LINES,
    LINES,
    st.lists(st.builds(Noted, WORDS, st.builds(ErratumShown, WORDS, WORDS, WORDS)), max_size=2).map(tuple),
    WORDS,
    st.booleans(),
)
RATING = st.builds(Button, st.sampled_from((Press.HELPED, Press.NOT_HELPED)), PLAIN, IDS)
BUTTONS = st.lists(RATING | HANDED_OVER, max_size=3).map(tuple)
ANSWERS = st.builds(Guided, WORDS, WORDS, NUMBERS, LINES, st.lists(QUOTES, max_size=3).map(tuple), LINES, WAYS, BUTTONS)


def chat(reply: Guided) -> list[Object]:
    """The messages, as they arrive."""
    return [as_sent(card) for card in in_a_chat(reply)]


def grounds(card: Object, style: str) -> list[str]:
    """What stands on each ground of that kind."""
    return [read([{"body": each["items"]}]) for each in everything_in(card) if each.get("style") == style]


def in_order(text: str, *words: str) -> bool:
    """Whether all of it is read, in this order."""
    places = [text.find(squeezed(each)) for each in words]
    return places == sorted(places) and -1 not in places


@pytest.mark.untraced
@settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_teams_takes_every_answer_and_every_word_of_it_is_read_and_does_nothing(reply: Guided) -> None:
    for cards in (dialogs(reply), chat(reply)):
        assert [wrong for card in cards for wrong in (*wrong_with(card), *of_card(card))] == []
        shown = read(cards)
        assert [text for text in words_of(reply) if squeezed(text) not in shown] == []


@pytest.mark.untraced
@settings(max_examples=20, deadline=None)
@given(ANSWERS)
def test_no_message_is_too_heavy_and_only_the_last_leads_on(reply: Guided) -> None:
    *before, last = chat(reply)
    assert all(limits.weight(card) <= limits.ANSWER_BYTES for card in (*before, last))
    assert [doings(card) for card in before] == [[]] * len(before)
    assert len(doings(last)) == len(reply.ways) + len(reply.buttons)


@pytest.mark.parametrize("name", canned.ANSWERS)
def test_every_answer_is_one_dialog_and_one_message_with_its_ways_on(name: str) -> None:
    reply = canned.ANSWERS[name]
    (dialog,), (message,) = dialogs(reply), chat(reply)
    assert set(doings(message)) == {way.value for way in reply.ways}
    assert doings(dialog) == [*doings(message), ids.CLOSE]
    assert {carried(dialog, do).kind for do in doings(dialog)} == {"guided"}
    assert all(at(each, "data", "msteams", "type") == "task/fetch" for each in buttons(message))
    assert all(at(each, "data", "msteams") is None for each in buttons(dialog))


def test_steps_are_numbered_in_the_policys_words_and_what_is_wrong_with_them_stands_below() -> None:
    (card,) = chat(canned.SURE)
    assert in_order(
        read([card]),
        canned.SURE.title,
        "5. What to do > Procedure A",
        "If somebody is bullied:",
        "1. Advise the learner not to respond",
        "2. Ring the <service>",
        wording_guidance.WRONG,
        "Step 2: The service has moved.",
        f"{wording_guidance.INSTEAD}: Ring its new number. Checked 2026-11-22.",
        "Step 3: The law of it is older.",
        *canned.AFTER,
    )
    assert grounds(card, "emphasis") == [squeezed("\n".join(_numbered(canned.STEPS)))]
    assert [squeezed("Ring its new number.") in each for each in grounds(card, "warning")] == [True]


def _numbered(quote: QuoteShown) -> list[str]:
    return [quote.text, *(f"{number}. {item}" for number, item in enumerate(quote.items, 1))]


def test_the_closest_three_stand_below_whom_to_ring_each_with_its_place() -> None:
    (card,) = dialogs(canned.CLOSEST)
    reply = canned.CLOSEST
    assert in_order(
        read([card]),
        reply.urgent,
        "999",
        reply.title,
        *reply.lines,
        "4. Staff > Devices",
        "Staff must:",
        canned.NASTY,
        wording_guidance.WRONG,
        wording_guidance.SAME_LIST,
        "• lock their screens",
        wording_guidance.PLAIN,
        "Leave your phone outside.",
        "5. What to do > Procedure A",
        "2. Content > Prohibited",
        "• anything hateful",
    )
    assert squeezed(canned.NASTY) in grounds(card, "emphasis"), "it stands alone on its ground, exactly"


def test_in_trouble_whom_to_ring_comes_before_everything_and_to_tell_someone_is_what_to_press() -> None:
    (card,) = chat(canned.TROUBLE)
    first = objects_in(card["body"])[0]
    assert first["style"] == "warning"
    assert in_order(read([{"body": [first]}]), "Important. Ring 999 now.", "999", "Text HELLO to 00000")
    assert in_order(read([card]), "Text HELLO to 00000", canned.TROUBLE.title, "Tell someone.")
    assert [done(each)[0] for each in buttons(card) if each.get("style") == "positive"] == [Do.TELL]


def test_where_the_policy_is_silent_nothing_is_quoted() -> None:
    (card,) = chat(canned.REFUSED)
    assert grounds(card, "emphasis") == grounds(card, "warning") == []
    assert in_order(read([card]), canned.REFUSED.title, "I found nothing.", *canned.REFUSED.after)


def test_the_policys_words_are_never_where_marks_are_read() -> None:
    for card in (*chat(canned.CLOSEST), *dialogs(canned.CLOSEST)):
        marked = [text_of(each["text"]) for each in everything_in(card) if each.get("type") == "TextBlock"]
        assert marked == [canned.CLOSEST.title]


def test_what_was_asked_goes_along_in_a_dialog_and_stands_in_no_message() -> None:
    helped = (Button(Press.HELPED, "This helped", "phones"), Button(Press.NOT_HELPED, "Not what I asked", "phones"))
    asked = replace(canned.REFUSED, buttons=(*helped, Button(Press.HAND_OVER, "Ask Asha", "May I bring a drone?")))
    (dialog,), (message,) = dialogs(asked), chat(asked)
    pressed = [Do.HELPED, Do.NOT_HELPED, Do.HAND_OVER]
    assert doings(dialog)[:3] == doings(message)[:3] == pressed
    assert done(buttons(dialog)[2])[1] == "May I bring a drone?"
    assert "drone" not in json.dumps(message)


LONG = replace(canned.SURE, quotes=(replace(canned.SHORT, text="Never share this. " * 5_000),))


def test_a_message_holds_nothing_of_what_was_asked_however_many_there_are() -> None:
    cards = chat(LONG)
    assert len(cards) > 2
    assert "typed" not in json.dumps(cards)


def test_what_was_asked_leads_from_part_to_part_of_a_dialog_and_nowhere_else() -> None:
    asked = {guidance.TEXT: ("May I share this?",)}
    card = as_sent(in_a_dialog(LONG, asked=asked))
    leads = [each for each in buttons(card) if done(each)[0] == Do.PAGE]
    assert [at(each, "data", "esafety", "typed") for each in leads] == [{guidance.TEXT: ["May I share this?"]}]
    assert json.dumps(card).count("May I share this?") == 1
    assert carried(card, Do.PAGE).draft == guidance.PREFIX


@pytest.mark.parametrize("asked", [None, {guidance.TEXT: ("x" * 20_000,)}])
def test_more_than_a_form_takes_does_not_come_along(asked: dict[str, tuple[str, ...]] | None) -> None:
    card: Card = in_a_dialog(LONG, asked=asked)
    assert wrong_with(as_sent(card)) == ()
    assert "typed" not in json.dumps(card)
