"""Words and names in what people typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.typed import is_blank, plain, says, shown
from tests.dialogs.strategies import ANY_TEXT


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("  Asha\n  PATEL ", "asha patel"),
        ("Zoë Ångström", "zoe angstrom"),
        ("Łukasz Øst, Þór Æbelø", "lukasz ost, thor aebelo"),
        ("O\u2019Neil\u2013Smith", "o'neil-smith"),
        ("kill\u200b my\u00adself", "kill myself"),
        ("\uff2b\uff49\uff4c\uff4c", "kill"),
        ("", ""),
    ],
)
def test_text_is_compared_in_its_plainest_form(typed: str, compared: str) -> None:
    assert plain(typed) == compared


@given(ANY_TEXT)
def test_no_text_is_too_strange_to_compare(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters(categories=["L"]), min_size=1).filter(plain))
def test_every_word_is_found_in_itself_and_between_others(word: str) -> None:
    assert says(plain(word), plain(word))
    assert says(plain(f"he said: {word}!"), plain(word))


def test_only_whole_words_are_found() -> None:
    assert says("he wants to die.", "die")
    assert not says("on a diet", "die")
    assert not says("they died", "die")


def test_no_words_are_found_nowhere() -> None:
    assert not says("", "")
    assert not says("anything", "")


NOT_SEEN = "\u00ad\u115f\u1160\u200b\u2028\u2029\u202e\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\x07"


@pytest.mark.parametrize("mark", NOT_SEEN, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_mark_that_nobody_sees_is_left_out_and_counted(mark: str) -> None:
    assert shown(f"T{mark}om") == "Tom [1 hidden marks left out]"


@pytest.mark.parametrize(
    "text", ["Zo\u0308e", "\u0646\u200c\u0647", "\U0001f468\u200d\U0001f469", "a\n\tb", "\ud55c\uae00"]
)
def test_marks_that_languages_need_are_shown(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u200d\u200c", "\u3164 \u2800", "\ufe0f\u0301", "\U000e0041"])
def test_a_text_of_which_nothing_is_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "0", "\u200bno\u200b", "\U0001f600", "क्ष", "שלום"])
def test_a_text_of_which_anything_is_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)
