"""Tests of how texts are measured, shortened and divided, and of what is too long for one card."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.teams.buttons import Place, button
from bot.teams.limits import ELEMENTS, fits, pieces, short, weight
from bot.teams.paging import paged

ANY = st.text('ab \n&"\\<👍漢\x00', max_size=200)


@given(ANY, st.integers(24, 200))
def test_a_text_is_divided_without_losing_anything(text: str, most: int) -> None:
    every = list(pieces(text, most))
    assert "".join(every) == text
    assert all(every)
    assert all(fits(each, most) for each in every)


@given(ANY)
def test_a_place_that_is_too_small_for_one_character_still_gets_one(text: str) -> None:
    assert "".join(pieces(text, 1)) == text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("one two.\n\nthree four", "one two.\n\n"),
        ("one two\nthree four", "one two\n"),
        ("one two three four", "one two three "),
        ("onetwothreefour", "onetwothreefou"),
        ("a bcdefghijklmnopq", "a bcdefghijklm"),
    ],
)
def test_a_text_is_divided_where_a_reader_would(text: str, first: str) -> None:
    most = weight(first) - weight("")
    assert next(pieces(text, max(most, 28))) == first


@given(ANY)
def test_what_is_sent_never_takes_more_than_was_counted(text: str) -> None:
    sent = json.dumps({"text": text}, ensure_ascii=False)
    assert weight({"text": text}) >= max(len(sent.encode()), len(sent.encode("utf-16-le")))


@pytest.mark.parametrize(
    ("text", "bytes_of_it"), [("abc", 6), ("👍", 4), ("漢" * 10, 28), ('"', 4), ("\x00", 12), ("\n", 4)]
)
def test_a_text_is_measured_as_it_is_sent(text: str, bytes_of_it: int) -> None:
    assert fits(text, bytes_of_it)
    assert not fits(text, bytes_of_it - 1)


@given(ANY, st.integers(5, 60))
def test_a_short_form_fits_and_says_that_it_is_one(text: str, most: int) -> None:
    shortened = short(text, most)
    assert len(shortened) <= most
    assert shortened == text or shortened.endswith("…")


def test_a_button_about_more_than_would_be_believed_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        button("Open", Do.OPEN, "x" * 201, Place(Carried("case")))


def test_what_belongs_together_stands_on_the_last_part_together() -> None:
    line = {"type": "ActionSet", "actions": []}
    parts = paged([line] * (ELEMENTS + 50), [line] * 120, room=100_000)
    assert [len(each) for each in parts] == [ELEMENTS, 50, 120]


def test_what_takes_more_room_than_there_is_begins_another_part() -> None:
    line = {"type": "ActionSet", "actions": []}
    parts = paged([line] * 10, [line], room=weight(line) * 4)
    assert [len(each) for each in parts] == [4, 4, 3]


def test_nothing_at_all_is_one_part() -> None:
    assert paged([], room=100) == ((),)
