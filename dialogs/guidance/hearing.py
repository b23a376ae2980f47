"""Decides what somebody writes is: somebody in trouble, a wish to report, a question, or none of these.

Trouble comes first. Whoever may be in trouble gets help; in between, whom to ring stands above the answer.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from math import exp, isfinite

from dialogs.guidance.weights import Weights, WeightsDamaged, best

MOST_FOUND = 10
CLOSEST = 3
"""Passages that are shown when none fits well enough to stand alone."""

READ_AT_ONCE = 240
"""Characters that are looked at together: of a long text the worst stretch counts too."""
WORST = 3
"""Of the other stretches, how many of those that sound most like trouble are weighed."""

MOST_READ = 24_000
"""Characters. Of a longer text half of them from its beginning, and half from its end."""

A_SENTENCE = re.compile(r"[.!?;\n\r\u2026\u2028\u2029]+")
UNSEEN = frozenset({"Cc", "Cf", "Cs"})

MOST_POWER = 50.0
"""No chance is so small or so large that it could not be counted with."""


class Kind(StrEnum):
    """What the weights tell apart."""

    ANSWERABLE = "answerable"
    CRISIS = "crisis"
    OFF_TOPIC = "offtopic"
    REPORT = "report_intent"
    UNANSWERABLE = "unanswerable"


class Action(StrEnum):
    """What is done with what somebody writes."""

    ANSWER = "answer"
    REFUSE = "refuse"
    CRISIS = "crisis"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Gate:
    """Weighs the signals: for each action a start and a factor for each signal. The other numbers are probabilities.

    From `crisis` on it is trouble; from `panel` on whom to ring stands above the answer. From `answer` on it is
    answered, if not more than that speaks for a report; from `alone` on one passage stands alone.
    """

    signals: Mapping[Action, tuple[float, ...]]
    crisis: float
    panel: float
    answer: float
    alone: float


@dataclass(frozen=True, slots=True)
class Ear:
    """Everything that is needed to hear: the weights of the kinds and of the policy's passages, and the gate."""

    kinds: Weights
    passages: Weights
    gate: Gate


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote, as it was understood. `passages` are the best fitting, the best first, whatever the action.

    `panel`: whom to ring stands above whatever is answered. `alone`: the first passage may stand alone. `strays`: it is
    most likely no question about e-safety at all, as a greeting.
    """

    action: Action
    passages: tuple[str, ...]
    panel: bool
    alone: bool
    strays: bool = False


def hear(ear: Ear, text: str) -> Heard:
    """What is to be done with what somebody wrote. Any text is heard, however long or strange."""
    begin, *others = _stretches(text)
    chances, gate = _chances(ear, begin), ear.gate
    trouble = chances[Action.CRISIS]
    if others:
        scored = sorted(others, key=lambda stretch: ear.kinds.scores(stretch)[Kind.CRISIS])
        trouble = max(trouble, *(_chances(ear, each)[Action.CRISIS] for each in scored[-WORST:]))
    return Heard(
        _action(chances, trouble, gate),
        best(ear.passages.scores(begin), MOST_FOUND),
        panel=trouble >= gate.panel,
        alone=chances[Action.ANSWER] >= gate.alone,
        strays=best(ear.kinds.scores(begin), 1) == (Kind.OFF_TOPIC,),
    )


def signals(kinds: Mapping[str, float], passages: Mapping[str, float]) -> tuple[float, ...]:
    """What the gate weighs: the score of each kind, that of the best passage, and how far it is ahead of the next."""
    first, second = (*sorted(passages.values(), reverse=True), 0.0, 0.0)[:2]
    return (*(kinds[kind] for kind in Kind), first, first - second)


def read_gate(data: bytes) -> Gate:
    """The gate of a file. Raises WeightsDamaged."""
    try:
        said = json.loads(data)
        weighed = {Action(name): tuple(map(float, numbers)) for name, numbers in said.pop("signals").items()}
        gate = Gate(signals=weighed, **{name: float(number) for name, number in said.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsDamaged("it is not a gate.") from error
    if set(weighed) != set(Action) or any(len(each) != len(Kind) + 3 for each in weighed.values()):
        raise WeightsDamaged("it is a gate of another version of the bot.")
    if not all(map(isfinite, (*chain(*weighed.values()), gate.crisis, gate.panel, gate.answer, gate.alone))):
        raise WeightsDamaged("its numbers are without end.")
    return gate


def _action(chances: Mapping[Action, float], trouble: float, gate: Gate) -> Action:
    if trouble >= gate.crisis:
        return Action.CRISIS
    answer, refuse, report = (chances[each] for each in (Action.ANSWER, Action.REFUSE, Action.REPORT))
    if report > max(answer, refuse):
        return Action.REPORT
    return Action.ANSWER if answer >= gate.answer * (answer + refuse) else Action.REFUSE


def _chances(ear: Ear, text: str) -> dict[Action, float]:
    """How likely each action is to be the right one. They add up to 1."""
    weighed = signals(ear.kinds.scores(text), ear.passages.scores(text))
    powers = {action: _power(factors, weighed) for action, factors in ear.gate.signals.items()}
    return {action: power / sum(powers.values()) for action, power in powers.items()}


def _power(factors: tuple[float, ...], weighed: tuple[float, ...]) -> float:
    start, *each = factors
    total = start + sum(factor * signal for factor, signal in zip(each, weighed, strict=True))
    return exp(max(-MOST_POWER, min(MOST_POWER, total)))


def _stretches(text: str) -> list[str]:
    """What of a text is looked at together: its beginning, which may be empty, what follows, and every sentence."""
    sentences = [sentence for each in A_SENTENCE.split(_ends(text)) if (sentence := _plain(each))]
    sure = [stretch for sentence in sentences for stretch in _cut(sentence)] if len(sentences) > 1 else []
    return list(dict.fromkeys((*_cut(" ".join(sentences)), *sure)))


def _plain(text: str) -> str:
    """A text without what is not seen, and with one space where there were several."""
    return " ".join("".join(" " if unicodedata.category(each) in UNSEEN else each for each in text).split())


def _cut(text: str) -> list[str]:
    """A text cut where words end, into stretches."""
    stretches: list[str] = [""]
    for word in text.split():
        if len(stretches[-1]) + len(word) >= READ_AT_ONCE:
            stretches.append("")
        stretches[-1] = f"{stretches[-1]} {word[:READ_AT_ONCE]}".strip()
    return stretches


def _ends(text: str) -> str:
    """The beginning and the end of a text that is too long to be read whole."""
    return text if len(text) <= MOST_READ else f"{text[: MOST_READ // 2]}\n{text[-MOST_READ // 2 :]}"
