"""Tests of how the words of a message are read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.typed import question, typed


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("May I take a photo?", "May I take a photo?"),
        ("<at>E-safety</at> May I\r\n take a photo?", "May I take a photo?"),
        ('<at id="0">E-safety</at>&nbsp;May I take a photo?', "May I take a photo?"),
        ("<p>May I take</p><p>a <b>photo</b> of R&amp;B?</p>", "May I take a photo of R&B?"),
        ('<div style="x"><a href="https://a.example">here</a><br/></div>', "here"),
        ("&lt;help&gt; &#233;", "<help> é"),
    ],
)
def test_tags_names_and_entities_are_read_as_words(sent: str, said: str) -> None:
    assert typed({"text": sent}) == said


@pytest.mark.parametrize(
    "said", ["i <3 you, 3 < 4", "<kill myself>", "<i hate me>", "<b", "a <- b", "R&B & #1", "&notify"]
)
def test_what_somebody_wrote_between_brackets_is_heard(said: str) -> None:
    assert typed({"text": said}) == said


@given(st.text())
def test_whatever_comes_is_read(sent: str) -> None:
    assert "\n" not in typed({"text": sent})


@pytest.mark.parametrize("sent", [None, 7, ["words"]])
def test_what_is_no_text_says_nothing(sent: int | list[str] | None) -> None:
    assert typed({"text": sent}) == ""


@pytest.mark.parametrize("piece", ['<a x="" ', "<b ", "<at>", "&#9999999999", "<at", '<p x="'])
def test_a_message_that_is_made_to_be_slow_is_read_at_once(piece: str) -> None:
    began = time.process_time()
    typed({"text": piece * (256_000 // len(piece))})
    typed({"text": piece + " " * 256_000})
    assert time.process_time() - began < 1


@pytest.mark.parametrize("words", ["ask may I?", "/ask may I?", "Ask: may I?", "may I?"])
def test_what_follows_the_command_to_ask_is_the_question(words: str) -> None:
    assert question(words) == "may I?"


def test_another_word_that_begins_alike_is_no_command() -> None:
    assert question("asking for a friend") == "asking for a friend"
