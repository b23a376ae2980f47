"""Measures how fast guidance finds a passage, and what it costs, beside plain BM25 over the same passages.

Run it as `.venv/bin/python -m benchmarks.guidance`. Both are asked the same in turn, in one process, warm. BM25 alone
ranks passages; guidance also decides whether somebody is in trouble, wants to report, or asks at all.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogs.guidance.answering import answer
from dialogs.guidance.features import words
from dialogs.guidance.files import FOLDER, read_ear
from dialogs.guidance.hearing import Ear, Kind, hear
from dialogs.policy import Policy
from dialogs.policy_file import load
from tests.guidance.scoring import Question, questions

ROOT = Path(__file__).parent.parent
POLICY = ROOT / "dialogs" / "policies" / "achieve"
ASKED = ROOT / "tests" / "guidance" / "dev.jsonl"
ROUNDS = 20
SATURATION, LENGTH = 1.2, 0.75
"""The usual constants of BM25, k1 and b."""

Find = Callable[[str], Sequence[str]]


class BM25:
    """Okapi BM25 over the words of each passage, with its headings, label and lead."""

    def __init__(self, policy: Policy) -> None:
        self.passages = {
            each.id: Counter(words(" ".join((*each.heading, each.label, each.lead, each.text))))
            for each in policy.passages.values()
        }
        self.lengths = {name: counts.total() for name, counts in self.passages.items()}
        self.mean = sum(self.lengths.values()) / len(self.lengths)
        self.found = Counter(word for counts in self.passages.values() for word in counts)

    def __call__(self, question: str) -> Sequence[str]:
        """The passages, the best first."""
        asked = [(word, self.rarity(word)) for word in words(question) if word in self.found]
        scores = {name: sum(self.score(name, word) * rare for word, rare in asked) for name in self.passages}
        return sorted(scores, key=lambda name: -scores[name])

    def rarity(self, word: str) -> float:
        """How much it says that a passage holds this word."""
        return math.log(1 + (len(self.passages) - self.found[word] + 0.5) / (self.found[word] + 0.5))

    def score(self, name: str, word: str) -> float:
        """How much a passage is about the word."""
        count, share = self.passages[name][word], self.lengths[name] / self.mean
        return count * (SATURATION + 1) / (count + SATURATION * (1 - LENGTH + LENGTH * share))


@dataclass(frozen=True)
class Loaded:
    """Something that finds passages: seconds that loading took, and MiB of memory that it added."""

    find: Find
    seconds: float
    memory: float


def loaded(make: Callable[[], Find]) -> Loaded:
    """Load it, and say what that cost."""
    before, began = resident(), time.perf_counter()
    find = make()
    find(questions(ASKED)[0].text)
    return Loaded(find, time.perf_counter() - began, resident() - before)


def resident() -> float:
    """MiB of resident memory (VmRSS) of this process."""
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024


def times(finders: Sequence[Find], asked: Sequence[Question]) -> list[list[float]]:
    """Milliseconds for each answer of each, in order of length; they take turns at every question."""
    took: list[list[float]] = [[] for _ in finders]
    for _ in range(ROUNDS):
        for question in asked:
            for find, mine in zip(finders, took, strict=True):
                began = time.perf_counter()
                find(question.text)
                mine.append((time.perf_counter() - began) * 1000)
    return [sorted(mine) for mine in took]


def recall(find: Find, asked: Sequence[Question]) -> float:
    """How often the first passage is a right one, of the questions that the policy answers, in per cent."""
    answerable = [question for question in asked if question.kind is Kind.ANSWERABLE]
    return 100 * sum(find(question.text)[0] in question.gold for question in answerable) / len(answerable)


def ours(policy: Policy) -> Find:
    """Guidance, from the question to the answer's quotes."""
    ear = read_ear(POLICY)
    assert ear is not None
    return lambda text: found(ear, policy, text)


def found(ear: Ear, policy: Policy, text: str) -> Sequence[str]:
    """The passages that fit, after an answer was put together of them."""
    heard = hear(ear, text)
    answer(heard, text, policy)
    return heard.passages


def main() -> None:
    """Print the table."""
    policy, asked = load(POLICY), questions(ASKED)
    bm25, guidance = loaded(lambda: BM25(policy)), loaded(lambda: ours(policy))
    mine, theirs = times([guidance.find, bm25.find], asked)
    disk = sum(each.stat().st_size for each in (POLICY / FOLDER).iterdir()) / 1024
    print(f"{len(asked)} questions, {ROUNDS} times each{'':9} {'guidance':>13} {'BM25 alone':>14} {'ratio':>6}")
    for name, our, other, unit in (
        ("an answer, p50", middle(mine, 0.5), middle(theirs, 0.5), "ms"),
        ("an answer, p99", middle(mine, 0.99), middle(theirs, 0.99), "ms"),
        ("loaded, with a first answer", guidance.seconds * 1000, bm25.seconds * 1000, "ms"),
        ("resident memory added", guidance.memory, bm25.memory, "MiB"),
        ("the right passage first", recall(guidance.find, asked), recall(bm25.find, asked), "%"),
    ):
        print(f"{name:34} {our:9.2f} {unit:3} {other:10.2f} {unit:3} {our / other if other else math.inf:6.1f}")
    print(f"{'weights on disk':34} {disk:9.0f} KiB {0:10} KiB")


def middle(took: Sequence[float], share: float) -> float:
    """What that share of the sorted times does not exceed."""
    return took[min(len(took) - 1, int(len(took) * share))]


if __name__ == "__main__":
    main()
