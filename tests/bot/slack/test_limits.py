"""Tests of how long texts are measured, shortened and divided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.doing import Do
from bot.chat.words import part
from bot.slack.buttons import button
from bot.slack.limits import fits, pieces, short, units
from bot.slack.paging import paged

ANY = st.text("ab \n&<👍", max_size=200)


@given(ANY, st.integers(10, 60))
def test_a_text_is_divided_without_losing_anything(text: str, most: int) -> None:
    every = list(pieces(text, most))
    assert "".join(every) == text
    assert all(0 < units(each) <= most for each in every)


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
    assert next(pieces(text, 14)) == first


@given(ANY, st.integers(5, 60))
def test_a_short_form_fits_and_says_that_it_is_one(text: str, most: int) -> None:
    shortened = short(text, most)
    assert fits(shortened, most)
    assert shortened == text or shortened.endswith("…")


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("👍", 2), ("&", 5), ("<>", 8), ("\ud800", 1)])
def test_a_text_is_measured_at_its_longest(text: str, length: int) -> None:
    assert units(text) == length


def test_a_button_about_more_than_slack_gives_back_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        button("Open", Do.OPEN, "x" * 2_001)


def test_what_belongs_together_stands_on_the_last_part_together() -> None:
    line = {"type": "divider"}
    parts = paged([line] * 150, [line] * 60)
    assert [len(each) for each in parts] == [97, 53, 60], "buttons, and what was just recorded, need three"


def test_nothing_at_all_is_one_part() -> None:
    assert paged([]) == ((),)
    assert part(1, 1) == "Part 1 of 1"
