"""A paper is drawn: whatever text comes in stands on it, readable or as a number. The same paper is the same file."""

import time

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.papers.direction import from_the_right, visual
from bot.papers.fonts import BOLD, PLAIN, face
from bot.papers.pdf import drawn
from dialogs.paper import Blank, Paper, Part, Row, Words
from tests.bot.papers.reading import pages_of, squeezed, text_of

ENTRY = "Done by Asha Patel (E-Safety Coordinator)\nWhy: the police asked us to wait, and her aunt fetched her."


def paper(*content: Row | Words, title: str = "A title") -> Paper:
    """A paper of one part."""
    return Paper(
        title, ("Example Training",), (Part("A heading", content),), "ES-7K4M2P · Confidential", "Example Training"
    )


def text(*content: Row | Words) -> str:
    """What stands on it."""
    return text_of(drawn(paper(*content)))


@pytest.mark.parametrize(
    "written",
    [
        "<b>bold</b> &amp; <para> <!-- --> ]]> %s {x} \\n (a) \\",
        "Łukasz Åberg, Çağla, Ελένη, Иван, Nguyễn – “so” … €5 ½",
        "two\n\nparagraphs\r\nand a line",
    ],
)
def test_text_stands_on_it_as_it_was_written(written: str) -> None:
    for content in (Row("Label", written), Row(written, ""), Words(written), Words(written, loud=True)):
        assert squeezed(written) in text(content)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("中文", "[U+4E2D][U+6587]"),
        ("\x00\x07\x1b", "[U+0000][U+0007][U+001B]"),
        ("😀", "[U+1F600]"),
        ("\ud800", "[U+D800]"),
        ("a\u202eb\u200bc\u00ad", "a[U+202E]b[U+200B]c[U+00AD]"),
    ],
)
def test_what_the_letters_cannot_show_is_written_as_its_number(written: str, read: str) -> None:
    assert read in text(Words(written))


def test_a_word_that_fits_on_no_line_and_a_cell_of_pages_are_cut_nowhere() -> None:
    word, many = "W" * 10_000, "One more sentence. " * 2_000
    content = drawn(paper(Row("A label of a great many words " * 20, word), Row("Label", many)))
    assert text_of(content).count("W") == len(word)
    assert "".join(pages_of(content)).count("sentence") == 2_000


def test_each_page_says_which_it_is_of_how_many_and_of_which_case() -> None:
    pages = pages_of(drawn(paper(*(Row(f"{number}", ENTRY) for number in range(60)))))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
        assert "ES-7K4M2P · Confidential" in page


def test_the_receipt_says_how_many_pages_there_are() -> None:
    receipt = Part("Receipt", (Row("Pages", Blank.PAGES), Row("Signature", Blank.LINE)), new_page=True)
    whole = Paper("T", (), (Part("", ()), Part("One", (Words("x"),)), receipt), "f", "o")
    *_, last = pages = pages_of(drawn(whole))
    assert len(pages) == 2
    assert "Pages 2" in " ".join(last.split())
    assert "Signature" in last


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for before in range(30, 60):
        parts = (Part("", tuple(Words("x") for _ in range(before))), Part("Heading", (Words("below it"), Words("y"))))
        for page in pages_of(drawn(Paper("T", (), parts, "f", "o"))):
            assert ("Heading" in page) == ("below it" in page)


def test_a_heading_of_pages_ends() -> None:
    part = Part("Heading " * 2_000, ())
    assert len(pages_of(drawn(Paper("T", (), (part,), "f", "o")))) > 2


def test_the_same_paper_is_the_same_file_and_says_nothing_of_who_made_it() -> None:
    first, second = drawn(paper(Words("Asha"))), drawn(paper(Words("Asha")))
    assert first == second
    document = pypdfium2.PdfDocument(first)
    said = document.get_metadata_dict()
    document.close()
    assert (said["Title"], said["Author"], said["Subject"]) == (
        "A title",
        "Example Training",
        "ES-7K4M2P · Confidential",
    )
    assert not said["Creator"]
    assert b"/Lang (en-GB)" in first


def test_a_chronology_of_300_entries_is_drawn_within_seconds_and_is_not_large() -> None:
    began = time.process_time()
    content = drawn(paper(*(Row("10:42 on Monday 23 November 2026", ENTRY * 4) for _ in range(300))))
    assert time.process_time() - began < 5
    assert len(content) < 400_000


@pytest.mark.parametrize(
    ("written", "drawn_as"),
    [
        ("שלום עולם", "םלוע םולש"),
        ("Ben: (שלום) 12", "Ben: (םולש) 12"),
        ("שלום Ben", "Ben םולש"),
        ("علی", "\ufbfd\ufee0\ufecb"),
        ("باب", "ب\ufe8e\ufe91"),
        ("אָב", "באָ"),
        ("(שלום)", "(םולש)"),
    ],
)
def test_languages_that_are_read_from_the_right_are_drawn_from_the_right(written: str, drawn_as: str) -> None:
    line = visual(written, face(PLAIN).can_show, right=from_the_right(written))
    assert line == drawn_as


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=300)), max_size=4), st.text(max_size=40))
@settings(max_examples=30, deadline=None)
def test_whatever_comes_in_it_is_drawn(rows: list[tuple[str, str]], title: str) -> None:
    assert drawn(paper(*(Row(*each) for each in rows), title=title)).startswith(b"%PDF-")


LETTERS = st.sampled_from([chr(code) for code in range(0x21, 0x250) if face(PLAIN).can_show(chr(code))])


@given(st.lists(st.text(LETTERS, max_size=40), max_size=20))
@settings(max_examples=30, deadline=None)
def test_whatever_can_be_shown_can_be_found_again(words: list[str]) -> None:
    written = " ".join(words)
    assert squeezed(written) in text(Row("Label", written))


def test_the_bold_letters_show_what_europe_writes() -> None:
    assert all(face(BOLD).can_show(char) for char in "Łukasz Ελένη Иван Nguyễn")
