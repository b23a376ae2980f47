"""Tests that somebody in trouble is noticed however much else they write."""

import pytest

from dialogs.guidance.hearing import Action, Ear, hear
from tests.dialogs.real import achieve
from tests.guidance.test_hearing import TROUBLE

POLICY = " ".join(passage.text.replace("\n", " ") for passage in achieve().passages.values())[:20_000]
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
SHORT = (
    "Do we need consent for photos? {}. Who is the e-safety coordinator?",
    "hi hope ur ok. quick q. {}. also do we need parents permission for photos?",
    "can we use phones in workshops?\n{}\nand is facebook allowed",
)


def with_sentence(sentence: str, share: float) -> str:
    """The policy's words with that sentence somewhere among them."""
    at = POLICY.index(" ", int((len(POLICY) - 100) * share))
    return f"{POLICY[:at]}.\n{sentence}.\n{POLICY[at:]}"


@pytest.mark.parametrize(("sentence", "share"), tuple(zip(TROUBLE, SHARES, strict=True)))
def test_a_sentence_of_trouble_in_20_kb_of_other_text_is_noticed(ear: Ear, sentence: str, share: float) -> None:
    assert hear(ear, with_sentence(sentence, share)).action is Action.CRISIS


@pytest.mark.parametrize("sentence", TROUBLE)
@pytest.mark.parametrize("form", SHORT)
def test_a_sentence_of_trouble_between_questions_is_noticed(ear: Ear, sentence: str, form: str) -> None:
    assert hear(ear, form.format(sentence)).action is Action.CRISIS
