"""Codes of anonymous concerns: how they are spelled, and what is still read as one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.receipt import BITS, Unclear, read, spelled
from dialogs.receipt_words import WORDS
from tests.dialogs.test_receipt_words import slips

SECRETS = st.binary(min_size=12, max_size=32)
CODES = SECRETS.map(spelled)
PLACES = st.integers(0, 5)
JUNK = st.characters() | st.sampled_from("0123456789 \n-,'\u200b\u202e\u2019\ufb03\ufdfa\u0130\u0345\u00df")
CODE = "ability zoomed yoga wisdom sunny pixel 42"


def with_word(code: str, place: int, word: str) -> str:
    """The code with another word at a place, from 0."""
    parts = code.split(" ")
    return " ".join((*parts[:place], word, *parts[place + 1 :]))


# ------------------------------------------------------------------------------------------------------------ spelling


def test_a_code_is_harder_to_guess_than_asvs_6_6_3_asks() -> None:
    assert 66.4 < BITS < 66.5


def test_each_word_is_ten_bits_of_the_first_sixty_and_the_number_follows_from_bytes_9_to_12() -> None:
    assert spelled(bytes(12)) == " ".join([WORDS[0]] * 6) + " 10"
    assert spelled(b"\xff" * 8 + bytes(4)) == " ".join([WORDS[-1]] * 6) + " 10"
    places = [1, 2, 3, 1000, 511, 512]
    sixty = sum(place << 50 - 10 * index for index, place in enumerate(places))
    secret = (sixty << 4).to_bytes(8, "big") + (179).to_bytes(4, "big")
    assert spelled(secret) == " ".join(WORDS[place] for place in places) + " 99"


@given(st.binary(min_size=12, max_size=12), st.binary(max_size=8))
def test_four_bits_of_byte_8_and_what_follows_byte_12_make_no_difference(secret: bytes, more: bytes) -> None:
    assert spelled(secret[:7] + bytes([secret[7] ^ 0x0F]) + secret[8:] + more) == spelled(secret)


def test_a_code_is_not_spelled_from_fewer_than_12_bytes() -> None:
    with pytest.raises(ValueError, match="12 bytes"):
        spelled(bytes(11))


@given(CODES)
def test_a_code_is_read_as_it_was_spelled(code: str) -> None:
    assert read(code) == code
    assert len(code) <= 50


# ---------------------------------------------------------------------------------------------------- however it looks


@pytest.mark.parametrize(
    "typed",
    [
        "ABILITY Zoomed yOGA wisdom sunny pixel 42",
        "  ability  zoomed\tyoga\r\nwisdom\nsunny\u2028pixel\u00a042  ",
        "ability-zoomed-yoga-wisdom-sunny-pixel-42",
        "ability, zoomed, yoga, wisdom, sunny, pixel, 42.",
        "ability_zoomed\u2013yoga\u2014wisdom/sunny|pixel\u201142",
        "\u201cability zoomed yoga wisdom sunny pixel 42\u201d",
        "\u2018ability\u2019 'zoomed' \"yoga\" \u00abwisdom\u00bb `sunny` (pixel) [42]",
        "abil\u200bity zoo\u00admed yo\u200dga \u202ewisdom\u202c \u2066sunny\u2069 pix\ufeffel 4\u20602",
        "\uff41\uff42\uff49\uff4c\uff49\uff54\uff59\u3000\uff3aoomed yoga wisdom sunny pixel \uff14\uff12",
        "ability zoomed yoga w\u0131sdom s\u00fcnny pixe\u0142 42",
        "ability zoomed yoga wisdom sunny pixel \u0664\u0662",
        "42 ability zoomed yoga wisdom sunny pixel",
        "ability zoomed yoga 42 wisdom sunny pixel",
        "ability zoomed yoga wisdom sunny pixel42",
    ],
)
def test_a_code_is_read_however_it_looks(typed: str) -> None:
    assert read(typed) == CODE


@given(CODES, st.sampled_from(["-", ", ", "\n", "   ", " \u2013 ", "\u3000", ". "]))
def test_case_and_what_stands_between_the_words_make_no_difference(code: str, between: str) -> None:
    wide = code.upper().translate({ord(char): ord(char) + 0xFEE0 for char in string.ascii_uppercase + string.digits})
    for typed in (code.upper(), code.title(), wide):
        assert read(typed.replace(" ", between)) == code


# ------------------------------------------------------------------------------------------------------------ mistakes


@pytest.mark.untraced
@given(st.data(), CODES, PLACES)
def test_one_slip_in_any_word_makes_no_difference(data: st.DataObject, code: str, place: int) -> None:
    for slip in data.draw(st.lists(st.sampled_from(sorted(set(slips(code.split()[place])))), min_size=1, max_size=9)):
        assert read(with_word(code, place, slip)) == code


def test_every_slip_in_every_sixteenth_word_is_read_as_that_word() -> None:
    for word in WORDS[::16]:
        code = " ".join([word] * 6) + " 10"
        every = list(slips(word))
        lines = (every[start : start + 6] for start in range(0, len(every) - 5, 6))
        assert {read(" ".join((*line, "10"))) for line in lines} == {code}


@given(SECRETS, st.lists(st.integers(4, 7), min_size=6, max_size=6))
def test_every_word_may_be_cut_short_after_four_letters(secret: bytes, lengths: list[int]) -> None:
    *words, number = spelled(secret).split()
    cut = (word[:length] for word, length in zip(words, lengths, strict=True))
    assert read(" ".join((*cut, number))) == spelled(secret)


def test_a_digit_for_a_letter_is_a_slip() -> None:
    assert read("abi1ity z0omed y0ga wisdom sunny pixe1 42") == CODE


@pytest.mark.parametrize(
    ("typed", "unclear"),
    [
        ("ability zoomed xxxx wisdom sunny pixel 42", (3,)),
        ("xxxx zoomed yoga wisdom sunny xxxxxxxxx 42", (1, 6)),
        ("42 xxxx xxxx xxxx xxxx xxxx xxxx", (1, 2, 3, 4, 5, 6)),
        ("ability zoomed yoga wisdom sunny pix 42", (6,)),
        ("abilities zoomed yoga wisdom sunny pixel 42", (1,)),
        ("\u0441\u0442\u043e\u043b zoomed yoga wisdom sunny pixel 42", (1,)),
    ],
)
def test_words_that_nobody_can_make_out_are_named(typed: str, unclear: tuple[int, ...]) -> None:
    assert read(typed) == Unclear(unclear)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "ability zoomed yoga wisdom sunny pixel",
        "ability zoomed yoga wisdom sunny 42",
        "ability zoomed yoga wisdom sunny pixel robust 42",
        "ability zoomed yoga wisdom sunny pixel 42 42",
        "ability zoomed yoga wisdom sunny pixel 9",
        "ability zoomed yoga wisdom sunny pixel 100",
        "xxxx zoomed yoga wisdom sunny pixel 100",
        "ability zoomedyoga wisdom sunny pixel 42",
    ],
)
def test_what_has_not_six_words_and_one_number_is_no_code_at_all(typed: str) -> None:
    assert read(typed) == Unclear(())


def test_a_text_of_over_200_characters_is_not_read() -> None:
    assert read(CODE + " " * (200 - len(CODE))) == CODE
    assert read(CODE + " " * (201 - len(CODE))) == Unclear(())


@given(st.data(), CODES, PLACES)
def test_two_slips_in_a_word_read_as_what_is_a_slip_away_or_so_begins_or_as_unclear(
    data: st.DataObject, code: str, place: int
) -> None:
    """Another word may be meant by as little again, so this is all that holds: no other word is ever typed exactly."""
    word = code.split()[place]
    once = data.draw(st.sampled_from(sorted(slips(word))))
    typed = data.draw(st.sampled_from(sorted(set(slips(once)))))
    assert typed == word or typed not in WORDS
    got = read(with_word(code, place, typed))
    if isinstance(got, Unclear):
        assert got == Unclear((place + 1,))
    else:
        found = got.split()[place]
        assert got == with_word(code, place, found)
        assert typed == found or typed in slips(found) or (len(typed) >= 4 and found.startswith(typed))


@given(st.text(JUNK, max_size=300))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    got = read(text)
    assert isinstance(got, Unclear) or read(got) == got


@given(st.lists(st.sampled_from(WORDS) | st.text(JUNK, min_size=1, max_size=9), min_size=6, max_size=6))
def test_whatever_is_read_is_a_code(parts: list[str]) -> None:
    got = read(" ".join((*parts, "42")))
    if isinstance(got, str):
        *words, number = got.split(" ")
        assert len(words) == 6
        assert set(words) <= set(WORDS)
        assert 10 <= int(number) <= 99
