"""Tests of how a code is drawn, and what was written with it."""

import json
from dataclasses import replace

import pytest

from bot.chat import words
from bot.chat.doing import Do
from bot.teams import ids, teams_words
from bot.teams.reading import pressed
from bot.teams.views import dialog
from handlers.reply import Asked, Written
from tests.bot.teams import concerns
from tests.bot.teams.drawn import (
    LONDON,
    as_sent,
    carried,
    dialogs,
    doings,
    inputs,
    read,
    squeezed,
    wrong_with,
)
from tests.fakes import canned
from tests.fakes.slack_json import Object, everything_in, objects_in, text_of
from tests.fakes.teams_cards import ShownCard

HOSTILE = (
    "**Ring** [999](https://evil.example) <at>Asha</at> &lt;b&gt; <b>b</b> `x`\n# We wrote, Monday\n- one",
    "{{DATE(2017-02-14T06:08:00Z)}} https://evil.example www.evil.example mail@evil.example",
    "\u202egnp.exe \u200b\ud800\x00",
    "We wrote, today\n\nMeet me at six.",
)


def test_a_code_stands_large_and_whole_and_once_more_where_it_can_be_copied() -> None:
    (card,) = dialogs(concerns.SENT)
    large = [each for each in everything_in(card) if each.get("size") == "extraLarge"]
    assert [(each["type"], each["text"], each["weight"]) for each in large] == [("TextRun", concerns.CODE, "bolder")]
    assert [(each["value"], each["label"]) for each in inputs(card).values()] == [
        (concerns.CODE, teams_words.CODE_TO_COPY)
    ]


@pytest.mark.parametrize("asked", [concerns.SENT, concerns.SHOWN_AGAIN])
def test_a_code_that_is_shown_is_not_sent_back(asked: Asked) -> None:
    (card,) = dialogs(asked)
    shown = ShownCard(card)
    assert all(concerns.CODE not in json.dumps(shown.sends(each)) for each in shown.buttons())


def test_what_is_answered_beside_a_code_is_sent() -> None:
    (card,) = dialogs(replace(concerns.LAST, code=concerns.CODE))
    shown = ShownCard(card)
    shown.enter("f.story", ["more"])
    assert pressed(shown.sends(shown.button(ids.ANSWER))).values == {"story": ("more",), "who": ("me",)}


def test_who_wrote_what_is_said_outside_of_the_ground_on_which_it_stands() -> None:
    (card,) = dialogs(concerns.ANSWERED)
    assert said_by(card) == [
        ("You wrote, Monday 23 November", concerns.ANSWERED.thread[0].text),
        ("We wrote, Tuesday 24 November", concerns.ANSWERED.thread[1].text),
    ]
    (for_staff,) = dialogs(replace(concerns.ANSWERED, draft="r.c1", staff=True))
    assert [who for who, _ in said_by(for_staff)] == ["They wrote, Monday 23 November", "We wrote, Tuesday 24 November"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_words_are_text_and_nothing_else(text: str) -> None:
    thread = (Written(ours=False, day="today", text=text),)
    for reply in (replace(concerns.ANSWERED, thread=thread), replace(canned.CASE, thread=thread)):
        (card,) = dialogs(reply)
        assert wrong_with(card) == ()
        assert squeezed(text) in read([card])
        holding = [each for each in everything_in(card) if squeezed(text) == squeezed(text_of(each.get("text")))]
        assert [set(each) for each in holding] == [{"type", "text"}]
        assert [each["url"] for each in everything_in(card) if "evil" in text_of(each.get("url"))] == []


def test_a_long_thread_is_shown_in_parts_however_long_the_state_of_the_form_is() -> None:
    thread = tuple(Written(ours=bool(each % 2), day=f"Day {each}", text=f"{each} words " * 220) for each in range(40))
    asked = replace(concerns.ANSWERED, draft=concerns.LONGEST_STATE, thread=thread)
    cards = dialogs(asked)
    assert len(cards) > 2
    assert [wrong for card in cards for wrong in wrong_with(card)] == []
    written = [each for card in cards for each in said_by(card)]
    assert written == [(words.wrote(each.day, ours=each.ours, staff=False), each.text) for each in thread]
    assert {carried(card, do).draft for card in cards for do in doings(card) if do != ids.CLOSE} == {asked.draft}
    assert [ids.ANSWER in doings(card) for card in cards] == [False] * (len(cards) - 1) + [True]


def test_what_was_entered_is_not_lost_on_the_way_through_the_parts() -> None:
    thread = tuple(Written(ours=False, day="today", text="words " * 330) for _ in range(40))
    asked = replace(concerns.ANSWERED, thread=thread, entered={"story": "He has my photos"})
    first, *_, last = dialogs(asked)
    for card in (first, last):
        shown = ShownCard(card)
        assert pressed(shown.sends(shown.button(Do.PAGE))).values == {"story": ("He has my photos",)}
    kept = first_part(replace(asked, keeps=True, draft="d1"))
    assert pressed(kept.sends(kept.button(Do.PAGE))).values == {}, "what is stored need not come along"
    long = first_part(replace(asked, entered={"story": "x" * 9_000}))
    assert pressed(long.sends(long.button(Do.PAGE))).values == {}


@pytest.mark.parametrize("character", ["x", "漢", "👍", '"', "\x00"])
def test_a_thread_of_any_characters_fits(character: str) -> None:
    thread = tuple(Written(ours=False, day="today", text=character * 2_000) for _ in range(40))
    for card in dialogs(replace(concerns.ANSWERED, draft=concerns.LONGEST_STATE, thread=thread)):
        assert wrong_with(card) == ()


def test_a_case_shows_what_was_written_since_as_its_handlers_read_it() -> None:
    cards = dialogs(replace(canned.CASE, thread=concerns.ANSWERED.thread))
    assert squeezed(words.THREAD) in read(cards)
    assert [who for card in cards for who, _ in said_by(card)] == [
        "They wrote, Monday 23 November",
        "We wrote, Tuesday 24 November",
    ]
    assert squeezed(words.THREAD) not in read(dialogs(canned.CASE))


def first_part(asked: Asked) -> ShownCard:
    """What is shown first of a long screen."""
    return ShownCard(as_sent(dialog(asked, zone=LONDON)))


def said_by(card: Object) -> list[tuple[str, str]]:
    """Who wrote, and what, from top to bottom."""
    groups = [each for each in objects_in(card["body"]) if each.get("type") == "Container" and "style" not in each]
    said = [(objects_in(each["items"])[0], objects_in(each["items"])[1]) for each in groups]
    assert all(ground["style"] == "emphasis" for _, ground in said)
    return [(runs(who), runs(objects_in(ground["items"])[0])) for who, ground in said]


def runs(block: Object) -> str:
    """The words of a block of rich text."""
    return "".join(text_of(each["text"]) for each in objects_in(block["inlines"]))
