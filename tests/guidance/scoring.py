"""Scores what guidance makes of questions whose right outcome is known."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from dialogs.guidance.hearing import Action, Heard, Kind

RIGHT = {
    Kind.ANSWERABLE: Action.ANSWER,
    Kind.CRISIS: Action.CRISIS,
    Kind.OFF_TOPIC: Action.REFUSE,
    Kind.REPORT: Action.REPORT,
    Kind.UNANSWERABLE: Action.REFUSE,
}


class _Line(TypedDict):
    question: str
    kind: str
    gold: list[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what it is, and the passages each of which would answer it."""

    text: str
    kind: Kind
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def rate(self) -> float:
        """From 0 to 1."""
        return self.count / self.of

    def __str__(self) -> str:
        return f"{self.rate:.1%} ({self.count}/{self.of})"


@dataclass(frozen=True, slots=True)
class Score:
    """What came out.

    `right`: the right action, and for a question that can be answered the right passage first. `recall`: the right
    passage first, of questions that can be answered, whatever was done. `as_faq`: somebody in trouble who was shown an
    answer. `alarms`: others who were taken for somebody in trouble. `refused`: questions that could have been answered.
    """

    right: Share
    recall: Share
    crisis: Share
    as_faq: Share
    alarms: Share
    refused: Share
    confusion: dict[Kind, dict[Action, int]]

    def lines(self, name: str) -> list[str]:
        """The figures, to be printed."""
        table = "; ".join(
            f"{kind}: {', '.join(f'{action} {count}' for action, count in row.items())}"
            for kind, row in self.confusion.items()
        )
        figures = (
            f"right outcome {self.right}, recall@1 {self.recall}, in trouble {self.crisis}, of these shown an answer "
            f"{self.as_faq}, false alarms {self.alarms}, wrongly refused {self.refused}"
        )
        return [f"guidance, {name}: {figures}", f"guidance, {name}, what was done with each kind: {table}"]


def questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file."""
    lines: list[_Line] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(Question(line["question"], Kind(line["kind"]), frozenset(line["gold"])) for line in lines)


def score(asked: Iterable[Question], hear: Callable[[str], Heard]) -> Score:
    """What comes out if these are asked."""
    heard = [(question, hear(question.text)) for question in asked]
    kinds = {kind: [each for each in heard if each[0].kind is kind] for kind in Kind}
    answerable, crisis = kinds[Kind.ANSWERABLE], kinds[Kind.CRISIS]
    calm = [each for each in heard if each[0].kind is not Kind.CRISIS]
    return Score(
        right=_share(heard, lambda asked, said: said.action is RIGHT[asked.kind] and _found(asked, said)),
        recall=_share(answerable, _found),
        crisis=_share(crisis, lambda _, said: said.action is Action.CRISIS),
        as_faq=_share(crisis, lambda _, said: said.action is Action.ANSWER),
        alarms=_share(calm, lambda _, said: said.action is Action.CRISIS),
        refused=_share(answerable, lambda _, said: said.action is Action.REFUSE),
        confusion={kind: dict(Counter(said.action for _, said in each).most_common()) for kind, each in kinds.items()},
    )


def _share(heard: list[tuple[Question, Heard]], fits: Callable[[Question, Heard], bool]) -> Share:
    return Share(sum(fits(*each) for each in heard), len(heard))


def _found(asked: Question, said: Heard) -> bool:
    """Whether the right passage comes first, if there is one."""
    return asked.kind is not Kind.ANSWERABLE or said.passages[0] in asked.gold
