"""Questions that people have added, each with the passage that answers it: what is asked is held against them.

They come before what the weights find, and never before trouble or a wish to report. What is much like one of them is
answered by its passage alone; what is somewhat like it has that passage first among the closest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt

from dialogs.guidance.features import features
from dialogs.guidance.hearing import CLOSEST, Action, Ear, Heard
from dialogs.guidance.weights import best

THE_SAME = 0.85
"""From here on one question is taken for the other. The same words in another order are about as like."""
LIKE = 0.55
"""From here on it may be. Of the development questions no two that ask different things are more than .47 alike."""
MOST_COMPARED = 400
"""Characters of what is asked that are held against them: none of them is nearly as long."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A question that somebody added, with the id of the passage that answers it and the question's direction."""

    id: str
    question: str
    passage: str
    direction: Mapping[int, float] = field(repr=False)


def taught(ear: Ear, taught_id: str, question: str, passage: str) -> Taught:
    """A question ready to be compared."""
    return Taught(taught_id, question, passage, direction(ear, question))


def heard_with(ear: Ear, heard: Heard, text: str, known: Iterable[Taught]) -> Heard:
    """What was heard in this `text`, once more, with what people have added. Trouble and reports stay what they are."""
    if heard.action in {Action.CRISIS, Action.REPORT} or (heard.panel and heard.strays):
        return heard
    at = direction(ear, text[:MOST_COMPARED])
    scored = [(_alike(at, each.direction), each.passage) for each in known]
    likeness, passage = max(scored, default=(0.0, ""))
    if likeness < LIKE:
        return heard
    others = tuple(each for each in heard.passages if each != passage)
    alone = likeness >= THE_SAME
    return replace(heard, action=Action.ANSWER, passages=(passage, *others), alone=alone, strays=False)


def the_same(ear: Ear, question: str, other: Taught) -> bool:
    """Whether one question would be taken for the other."""
    return _alike(direction(ear, question), other.direction) >= THE_SAME


def candidates(ear: Ear, *texts: str) -> tuple[str, ...]:
    """The ids of the passages that fit these texts best: for each a few, each once, those of the first text first."""
    found = (each for text in texts if text.strip() for each in best(ear.passages.scores(text), 2 * CLOSEST))
    return tuple(dict.fromkeys(found))


def direction(ear: Ear, text: str) -> dict[int, float]:
    """A text's features, weighed by how rare they are, with a length of one. Without words it has none."""
    weighed = {place: count * ear.passages.rarity[place] for place, count in features(text).items()}
    length = sqrt(sum(weight * weight for weight in weighed.values()))
    return {place: weight / length for place, weight in weighed.items()}


def _alike(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """From 0 (nothing in common) to 1 (the same)."""
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * more[place] for place, weight in fewer.items() if place in more)
