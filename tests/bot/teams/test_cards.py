"""Tests of what keeps words from becoming anything else on a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.cards import Run, bold, boxed, heading, plain, rich, unmarked
from tests.bot.teams.drawn import could_be_marked, squeezed
from tests.fakes.slack_json import objects_in, text_of

MARKS = st.text("ab1 .)(-+*_`~[]<>\\#|{}@^=&;:/!\n\r\t\x00é", max_size=20)

READ_AS_THEY_ARE = [
    "Is anyone in danger right now?",
    "S1 · ES-7K4M · Online contact · Hanley · 11:58",
    "“Sexting” – pictures, videos & messages (18 or over)",
    "I don't know / not sure; 50% sure, £20, 1.5 hours, e.g. this!",
    "Zoë and Łukasz",
    "16 or 17",
]
READ_AS_MARKS = [
    "*bold*",
    "_italic_",
    "~~gone~~",
    "`code`",
    "[here](https://evil.example)",
    "<b>bold</b>",
    "<at>Asha</at>",
    "# Title",
    "1. One",
    "12) Twelve",
    "- one",
    "+ one",
    "> said",
    "a | b",
    "&amp; &#42;",
    "https://evil.example",
    "www.evil.example",
    "evil.example",
    "mail@evil.example",
    "{{DATE(2017-02-14T06:08:00Z)}}",
    "two\nlines",
    "\\*",
    " ",
    "",
]


@pytest.mark.parametrize("text", READ_AS_THEY_ARE)
def test_words_without_marks_make_a_heading(text: str) -> None:
    assert unmarked(text)
    (drawn,) = heading(text)
    assert (drawn["style"], drawn["text"]) == ("heading", text)


@pytest.mark.parametrize("text", READ_AS_MARKS)
def test_words_with_marks_are_read_where_nothing_reads_marks(text: str) -> None:
    assert not unmarked(text)
    assert all(drawn["type"] == "RichTextBlock" for drawn in heading(text))


@given(MARKS)
def test_what_passes_as_without_marks_has_none(text: str) -> None:
    if unmarked(text):
        assert list(could_be_marked(text)) == []


@given(MARKS | st.text(max_size=30))
def test_every_word_is_drawn_as_it_was_written(text: str) -> None:
    drawn = "".join(text_of(run["text"]) for block in rich(text) for run in objects_in(block["inlines"]))
    assert squeezed(drawn) == squeezed(text)


def test_a_time_in_somebodys_words_is_not_shown_as_another() -> None:
    shown = plain("{{DATE(2017-02-14T06:08:00Z,SHORT)}} {{x}}")
    assert "{{DATE(" not in shown
    assert shown.replace("\u2060", "") == "{{DATE(2017-02-14T06:08:00Z,SHORT)}} {{x}}"


def test_words_that_follow_each_other_stand_in_one_block_each_in_its_style() -> None:
    (block,) = rich(bold("Ring "), "999", Run(" now", small=True, wrong=True), spacing="small")
    first, second, third = objects_in(block["inlines"])
    assert (first["weight"], "weight" in second) == ("bolder", False)
    assert (third["size"], third["isSubtle"], third["color"]) == ("small", True, "attention")
    assert block["spacing"] == "small"


def test_long_words_go_on_in_the_next_block_without_a_gap() -> None:
    blocks = rich("word " * 5_000, spacing="large")
    assert [block["spacing"] for block in blocks] == ["large", *["none"] * (len(blocks) - 1)]


def test_a_ground_goes_on_where_there_is_too_much_for_one() -> None:
    boxes = boxed("warning", rich("word " * 5_000))
    assert len(boxes) > 1
    assert {text_of(box["style"]) for box in boxes} == {"warning"}
    assert boxed("warning", []) == []
