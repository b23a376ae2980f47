"""The words that codes are made of. That each is kind and easy to spell was read, not computed."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase

import pytest

from dialogs.receipt_words import WORDS


def slips(word: str) -> Iterator[str]:
    """The word with one letter too many, too few or wrong, or with two neighbours swapped."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in ascii_lowercase)
        yield from (before + letter + after[1:] for letter in ascii_lowercase if letter != after[:1] != "")
        if after:
            yield before + after[1:]
        if after[1:] and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]


@pytest.fixture(scope="module")
def within_one_slip() -> dict[str, set[str]]:
    """Which words each text is, or is within one slip of."""
    near: dict[str, set[str]] = {}
    for word in WORDS:
        for text in (word, *slips(word)):
            near.setdefault(text, set()).add(word)
    return near


def test_there_are_1024_words_in_alphabetical_order() -> None:
    assert len(WORDS) == 1024
    assert list(WORDS) == sorted(set(WORDS))


def test_no_word_was_ever_changed_as_codes_that_people_wrote_down_are_made_of_them() -> None:
    whole = hashlib.sha256(" ".join(WORDS).encode()).hexdigest()
    assert whole == "89d517683d69a452c225a1b4ffdb5e6254dd016cf758e8fdc8c9080b21fa1af7"


def test_a_word_has_four_to_seven_letters_of_a_to_z() -> None:
    assert [word for word in WORDS if not 4 <= len(word) <= 7 or not set(word) <= set(ascii_lowercase)] == []


def test_the_first_four_letters_tell_a_word() -> None:
    assert [start for start, times in Counter(word[:4] for word in WORDS).items() if times > 1] == []


def test_the_slips_of_a_word_are_those_of_an_edit_distance_of_one() -> None:
    assert {"yoga", "xyoga", "yogax", "oga", "yog", "xoga", "oyga", "yoag"} & set(slips("yoga")) == {
        *("xyoga", "yogax", "oga", "yog", "xoga", "oyga", "yoag")
    }
    assert len(set(slips("yoga"))) == 5 * 26 - 4 + 4 * 25 + 4 + 3


def test_any_two_words_are_three_slips_apart_or_more(within_one_slip: dict[str, set[str]]) -> None:
    """Two words that were closer would have a text in common that is within one slip of both."""
    assert [words for words in within_one_slip.values() if len(words) > 1] == []


def test_the_beginning_of_a_word_is_no_slip_of_another(within_one_slip: dict[str, set[str]]) -> None:
    beginnings = ((word, word[:length]) for word in WORDS for length in range(4, len(word)))
    assert [(word, start) for word, start in beginnings if within_one_slip.get(start, {word}) != {word}] == []
