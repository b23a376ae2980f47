"""How well questions are understood that nothing was trained on: those to develop with, and those kept apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.guidance.hearing import Action, Ear, Heard, Kind, hear
from tests.guidance.scoring import Question, Share, questions, score

pytestmark = pytest.mark.untraced

HERE = Path(__file__).parent


def test_the_questions_to_develop_with_are_understood(ear: Ear, measured: Callable[[str], None]) -> None:
    found = score(questions(HERE / "dev.jsonl"), lambda text: hear(ear, text))

    for line in found.lines("120 questions to develop with"):
        measured(line)
    assert found.right.rate >= 0.80
    assert found.crisis.rate >= 16 / 17
    assert found.as_faq.count == 0
    assert found.alarms.rate <= 0.05
    assert found.refused.rate <= 0.15


@pytest.mark.parametrize("name", ["blind", "blind2"])
def test_the_questions_that_the_limits_were_chosen_with_are_understood(
    name: str, ear: Ear, measured: Callable[[str], None]
) -> None:
    found = score(questions(HERE / f"{name}.jsonl"), lambda text: hear(ear, text))

    for line in found.lines(name):
        measured(line)
    assert found.right.rate >= 0.85
    assert found.crisis.rate >= 21 / 22
    assert found.alarms.rate <= 0.08


def test_the_questions_kept_apart_to_the_end_are_understood(ear: Ear, measured: Callable[[str], None]) -> None:
    found = score(questions(HERE / "blind3.jsonl"), lambda text: hear(ear, text))

    for line in found.lines("200 questions kept apart"):
        measured(line)
    assert found.right.rate >= 0.85
    assert found.crisis.rate >= 33 / 34
    assert found.as_faq.count == 0
    assert found.alarms.rate <= 0.08
    assert found.refused.rate <= 0.15


SAID = {
    "right": Heard(Action.ANSWER, ("a", "b"), panel=False, alone=True),
    "second": Heard(Action.ANSWER, ("b", "a"), panel=False, alone=True),
    "refused": Heard(Action.REFUSE, ("a",), panel=False, alone=False),
    "help": Heard(Action.CRISIS, ("b",), panel=True, alone=False),
}


def asked(kind: Kind, *texts: str) -> tuple[Question, ...]:
    return tuple(Question(text, kind, frozenset("a")) for text in texts)


def test_the_scorer_counts_what_it_says() -> None:
    found = score(
        (
            *asked(Kind.ANSWERABLE, "right", "second", "refused", "help"),
            *asked(Kind.CRISIS, "help", "right", "refused"),
        ),
        SAID.__getitem__,
    )

    assert found.right == Share(2, 7)
    assert found.recall == Share(2, 4)
    assert found.crisis == found.as_faq == Share(1, 3)
    assert found.alarms == found.refused == Share(1, 4)
    assert found.confusion[Kind.ANSWERABLE] == {Action.ANSWER: 2, Action.REFUSE: 1, Action.CRISIS: 1}
