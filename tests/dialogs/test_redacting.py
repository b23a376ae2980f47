"""The names of others are struck out of what somebody is given, however they are written."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.casework.redacting import names_beside_numbers, names_in, same_name, striker
from dialogs.wording_copies import ANOTHER

OWN = "Mia Example"
X = ANOTHER


def struck(text: str, *others: str, own: str = OWN, exactly: tuple[str, ...] = ()) -> str:
    """What is left of the text."""
    return striker(others, own, exactly)(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ben Okafor rang.", f"{X} rang."),
        ("ben OKAFOR rang; Ben's phone; Okafor.", f"{X} rang; {X}'s phone; {X}."),
        ("Bén Ökafor and Ben\n  Okafor", f"{X} and {X}"),
        ("Be\u0301n came", f"{X} came"),
        ("Ben\u0301 came", f"{X} came"),
        ("B\u200ben came", f"{X} came"),
        ("Benjamin and okaforian", "Benjamin and okaforian"),
        ("benokafor@example.org, @BenOkafor99", f"{X}@example.org, @{X}99"),
        ("Bens phone, the Okafors", f"{X}s phone, the {X}s"),
        ("write to ben.okafor@example.org or ben_okafor99", f"write to {X}@example.org or {X}99"),
        ("Ben Ben Okafor", X),
        ("Mia Example said so", "Mia Example said so"),
        ("", ""),
    ],
)
def test_a_name_and_its_parts_are_struck_out(text: str, left: str) -> None:
    assert struck(text, "Ben Okafor") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tom Example and Mia Example", f"{X} and Mia Example"),
        ("the Example family: Tom", f"the Example family: {X}"),
        ("Mia alone", "Mia alone"),
    ],
)
def test_what_they_share_with_the_person_stays_by_itself(text: str, left: str) -> None:
    assert struck(text, "Tom Example") == left


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Sean O'Brien", "Sean OBrien"),
        ("Sean OBrien", "Mary O\u2019Brien"),
        ("Sam Williams", "William Young"),
        ("Annmarie Cox", "Ann Marie"),
        ("Joanna Jones", "Jo Anna"),
    ],
)
def test_the_name_of_the_person_can_be_read_beside_one_that_is_like_it(own: str, other: str) -> None:
    assert struck(f"{own} said so; {own}'s phone", other, own=own) == f"{own} said so; {own}'s phone"


def test_nobody_strikes_out_the_person_themselves() -> None:
    assert struck("Mia and mia example", "mia EXAMPLE", "Mia") == "Mia and mia example"


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Will Young", "Will will; a young man; Young", f"{X} will; a young man; {X}"),
        ("Jo Li", "Jo and Li say jo, li; jo li", f"{X} and {X} say jo, li; {X}"),
        ("Bo", "Bo, bo", f"{X}, bo"),
        ("Ann Head", "Head of the head; Ann", f"{X} of the head; {X}"),
        ("Mary-Jane O'Brien", "mary jane, OBrien, O\u2019Brien's", f"{X}, {X}, {X}'s"),
        ("Łukasz Åberg", "lukasz aberg", X),
        ("Søren Müller", "SOREN, muller", f"{X}, {X}"),
        ("Straße", "STRASSE", X),
        ("Иван Петров", "ИВАН сказал Петрову", f"{X} сказал Петрову"),
        ("李明", "他说李明来了", f"他说{X}来了"),
        ("李小龙", "他说李小龙来了", f"他说{X}来了"),
        ("علی رضا", "گفت علی رضا", f"گفت {X}"),
        ("12", "room 12", "room 12"),
        ("Tom Baker", "tom_baker_1.png, tom.baker@example.org", f"{X}_1.png, {X}@example.org"),
        ("Ben O'Brien", "Ben O Brien; o brien, OBriens", f"{X}; {X}, {X}s"),
        ("Ben O Brien", "O'Brien", f"{X}'{X}"),
        ("Ben's", "Ben said", f"{X} said"),
        ("James'", "James said; James' phone", f"{X} said; {X}' phone"),
        ("Mary-Jane Watson", "MaryJane", X),
        ("李 明", "他说李明来了", f"他说{X}{X}来了"),
        ("Hope Young", "she hopes; hope; Hopes", f"she hopes; hope; {X}s"),
        ("A. N. Other", "As another said", "As another said"),
        ("Fatima al-Sayed", "fatimaal-sayed, AlSayed", f"{X}-{X}, {X}"),
        ("learner77", "learner77 came", f"{X} came"),
        ("U012AB3", "by U012AB3", f"by {X}"),
        ("\U0001f984", "by \U0001f984.", f"by {X}."),
    ],
)
def test_names_of_every_kind_are_found(name: str, text: str, left: str) -> None:
    assert struck(text, name) == left


def test_what_is_typed_is_struck_out_as_it_stands_in_any_case() -> None:
    assert struck("Room 4, the blue Van. Will comes.", "Will Young", exactly=("room 4", "BLUE van", " ", "will")) == (
        f"{X}, the {X}. {X} comes."
    )
    assert struck("C++ and U+200B. c", exactly=("c++",)) == f"{X} and U+200B. c"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Carys Jones, Safeguarding Lead", ("Carys Jones",)),
        ("Constable Roe", ("Roe",)),
        ("on her own phone", ()),
        ("her mother", ()),
        ("Ben and Tom Baker", ("Ben", "Tom Baker")),
        ("'Ben'", ("'Ben'",)),
        ("dave jones", ("dave jones",)),
        ("her dad dave", ("dave",)),
        ("Dave jones", ("Dave jones",)),
        ("the one who drives the van", ()),
        ("not yet", ()),
        ("none given", ()),
        ("I don\u2019t know", ()),
        ("sarah at noon", ("sarah",)),
        ("Tom Constable", ("Tom Constable",)),
        ("Nurse Roe", ("Roe",)),
        ("ann Nurse", ("ann",)),
        ("", ()),
    ],
)
def test_names_are_found_where_somebody_is_asked_for(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("none given", ()),
        ("CR/123 and 44-Q1", ()),
        ("Ms Hill, 4411", ("Hill",)),
        ("Ann Roe (ref 7B)", ("Ann Roe",)),
        ("ann, 7B", ("ann",)),
        ("", ()),
    ],
)
def test_in_a_reference_what_holds_a_digit_is_no_name(text: str, found: tuple[str, ...]) -> None:
    assert names_beside_numbers(text) == found


def test_where_a_name_is_asked_for_small_letters_are_a_name_too() -> None:
    assert names_in("mia example and her friend sam", written_small=True) == ("mia example", "sam")


def test_the_same_name_is_known_however_it_is_written() -> None:
    assert same_name("Mia  Example", "mia éxample")
    assert not same_name("Mia", "Mia Example")
    assert same_name("Sean O'Brien", "sean obrien")
    assert not same_name("", "")


NAMES = st.text("bcdfghjklmnpqrstvwxzаеиоуçñéß", min_size=3, max_size=9)
TEXTS = st.text(max_size=60)


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(TEXTS, max_size=4), st.randoms(use_true_random=False))
def test_whatever_is_written_round_it_no_other_name_is_left(names: list[str], texts: list[str], chance: Random) -> None:
    written = [chance.choice([name, name.upper(), name.title()]) for name in names]
    text = " ".join(part for pair in zip([*texts, *[""] * len(written)], written, strict=False) for part in pair)
    left = striker([" ".join(names)], "Zoe Aaa", ())(text).casefold()
    assert all(name.casefold() not in left.split() for name in names)


@given(TEXTS)
def test_without_names_nothing_is_struck_out(text: str) -> None:
    assert striker([], OWN)(text) == text
