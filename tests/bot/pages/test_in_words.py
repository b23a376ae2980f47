"""Tests of the small words that templates ask for."""

from datetime import timedelta

import pytest

from bot.pages.in_words import span, telephone


@pytest.mark.parametrize(
    ("contact", "dials"),
    [
        ("999", "999"),
        ("01632 960100", "01632960100"),
        ("+44 1632 960100", "+441632960100"),
        ("Text HELLO to 00000", ""),
    ],
)
def test_only_a_number_can_be_dialled(contact: str, dials: str) -> None:
    assert telephone(contact) == dials


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), ""),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=2, minutes=5), "2 hours 5 minutes"),
        (timedelta(days=1, minutes=30), "1 day 30 minutes"),
    ],
)
def test_a_length_of_time_is_said_in_words(length: timedelta, words: str) -> None:
    assert span(length) == words
