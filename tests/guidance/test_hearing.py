"""Tests of what a message is taken for: trouble first, then a report, then a question."""

from dataclasses import replace

import pytest

from dialogs.guidance.hearing import Action, Ear, Gate, Kind, hear, signals
from tests.guidance.small import weights

TROUBLE = (
    "I want to kill myself tonight",
    "my stepdad touches me at night and I can't tell anyone",
    "a man online has my nudes and says he will post them unless I pay",
    "my learner just told me she took an overdose",
    "he says he will stab me after college",
)
FORMS = ("{}", "  \u200e{}\x00\n", "{}!!! \U0001f622", "“{}”")
CALM = "zoo kiwi " * 200
"""Not one of its pieces is known."""

KINDS = weights(answerable="policy", crisis="danger", offtopic="lunch", report_intent="log", unanswerable="salary")
PASSAGES = weights(phones="mobile", cameras="photo")
WEIGHED = {
    Action.ANSWER: (0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0),
    Action.REFUSE: (0.0, 0.0, 0.0, 9.0, 0.0, 9.0, 0.0, 0.0),
    Action.CRISIS: (-3.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    Action.REPORT: (-1.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0),
}
SMALL = Ear(KINDS, PASSAGES, Gate(WEIGHED, crisis=0.5, panel=0.2, answer=0.5, alone=0.9))


def with_gate(crisis: float = 0.5, panel: float = 0.2, answer: float = 0.5, alone: float = 0.9) -> Ear:
    """The small ear with other limits."""
    return replace(SMALL, gate=Gate(WEIGHED, crisis, panel, answer, alone))


@pytest.mark.parametrize("sentence", TROUBLE)
@pytest.mark.parametrize("form", FORMS)
def test_trouble_is_heard(ear: Ear, sentence: str, form: str) -> None:
    assert hear(ear, form.format(sentence)).action is Action.CRISIS
    assert hear(ear, form.format(sentence.upper())).panel


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("policy", Action.ANSWER),
        ("danger", Action.CRISIS),
        ("lunch", Action.REFUSE),
        ("log", Action.REPORT),
        ("salary", Action.REFUSE),
    ],
)
def test_the_kinds_decide(text: str, action: Action) -> None:
    assert hear(SMALL, text).action is action


def test_only_what_is_offtopic_strays() -> None:
    assert [hear(SMALL, text).strays for text in ("lunch", "salary", "policy")] == [True, False, False]


def test_the_best_fitting_passages_come_first_whatever_is_done() -> None:
    assert hear(SMALL, "policy mobile").passages == ("phones", "cameras")
    assert hear(SMALL, "danger photo").passages == ("cameras", "phones")


def test_from_its_limit_on_it_is_trouble() -> None:
    assert hear(with_gate(crisis=1.1, panel=1.1), "danger").action is not Action.CRISIS
    assert hear(with_gate(crisis=0.0), "policy").action is Action.CRISIS


def test_from_its_limit_on_whom_to_ring_stands_above_the_answer() -> None:
    assert [hear(with_gate(panel=limit), "policy").panel for limit in (0.0, 1.1)] == [True, False]


def test_from_its_limit_on_it_is_answered() -> None:
    assert hear(with_gate(answer=0.0), "lunch").action is Action.ANSWER
    assert hear(with_gate(answer=1.1), "policy").action is Action.REFUSE


def test_from_its_limit_on_one_passage_stands_alone() -> None:
    assert [hear(with_gate(alone=limit), "policy").alone for limit in (0.0, 1.1)] == [True, False]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_of_a_long_text_every_stretch_is_looked_at(at: int) -> None:
    fill = [CALM[:600], CALM[:600]]
    fill.insert(at, "danger " * 40)

    assert hear(SMALL, " ".join(fill)).action is Action.CRISIS


def test_of_a_very_long_text_the_beginning_and_the_end_are_read() -> None:
    assert hear(SMALL, "danger " * 40 + CALM * 30).action is Action.CRISIS
    assert hear(SMALL, CALM * 30 + "danger " * 40).action is Action.CRISIS


def test_a_long_text_without_trouble_is_none() -> None:
    assert hear(SMALL, CALM * 30).action is not Action.CRISIS


def test_a_word_without_end_is_read_at_its_beginning() -> None:
    assert hear(SMALL, "a" * 100_000) == hear(SMALL, "a" * 100_000)


def test_numbers_beyond_measure_do_not_break_it() -> None:
    loud = {action: (1e9 if action is Action.REFUSE else -1e9, *WEIGHED[action][1:]) for action in Action}

    assert hear(replace(SMALL, gate=replace(SMALL.gate, signals=loud)), "policy").action is Action.REFUSE


def test_one_passage_alone_is_ahead_of_nothing() -> None:
    kinds: dict[str, float] = dict.fromkeys(Kind, 0.5)

    assert signals(kinds, {"only": 2.0}) == (0.5, 0.5, 0.5, 0.5, 0.5, 2.0, 2.0)
    assert signals(kinds, {"a": 2.0, "b": 1.5}) == (0.5, 0.5, 0.5, 0.5, 0.5, 2.0, 0.5)
