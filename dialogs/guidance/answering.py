"""Puts an answer together: the policy's exact words with their place, and what is wrong with them beside them.

Nothing in an answer is made up. Its text is passages, errata, plain words that a person wrote, and fixed sentences.
"""

from dataclasses import dataclass

from dialogs.guidance.features import words
from dialogs.guidance.hearing import CLOSEST, Action, Heard
from dialogs.policy import Erratum, Passage, Policy

MOST_SIBLINGS = 12
"""Other items of the same list that are named below one that is quoted."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong with words that are quoted. `step` is the number of the item that it is about, 0 the whole."""

    step: int
    erratum: Erratum


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it is shown. `siblings` are the other items of its list; `plain` may be empty."""

    passage: Passage
    siblings: tuple[str, ...]
    notes: tuple[Note, ...]
    plain: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown of the policy. `others` are names of policies that were asked for and are not held."""

    quotes: tuple[Quote, ...]
    others: tuple[str, ...]


def answer(heard: Heard, text: str, policy: Policy) -> Answer:
    """What the policy says to this: one passage if it may stand alone, else the closest few; nothing if refused."""
    others = _others(text, policy)
    if heard.action is not Action.ANSWER:
        return Answer((), others)
    found = [policy.passages[each] for each in heard.passages if each in policy.passages]
    if heard.alone:
        return Answer(tuple(quote(each, policy, whole=True) for each in found[:1]), others)
    return Answer(tuple(quote(each, policy, whole=False) for each in found[:CLOSEST]), others)


def quote(passage: Passage, policy: Policy, *, whole: bool) -> Quote:
    """A passage with what belongs to it; if `whole`, also the rest of its list."""
    siblings = _siblings(passage, policy) if whole and passage.lead else ()
    return Quote(passage, siblings, _notes(passage, policy), policy.guidance.plain.get(passage.id, ""))


def _siblings(passage: Passage, policy: Policy) -> tuple[str, ...]:
    same = (passage.lead, passage.heading)
    others = (each for each in policy.passages.values() if (each.lead, each.heading) == same and each != passage)
    return tuple(each.text for each in others)[:MOST_SIBLINGS]


def _notes(passage: Passage, policy: Policy) -> tuple[Note, ...]:
    """What is wrong with its words: first of the whole, then step by step."""
    notes = (
        Note(_step(passage, erratum), erratum)
        for erratum in policy.errata.values()
        if any(each in passage.text for each in erratum.quotes)
    )
    return tuple(sorted(notes, key=lambda note: note.step))


def _step(passage: Passage, erratum: Erratum) -> int:
    """The number of the one item that an erratum is about; 0 if it is about the whole or about several."""
    found = [
        number
        for number, item in enumerate(passage.items, start=1)
        if any(each in item or item in each for each in erratum.quotes)
    ]
    return found[0] if len(found) == 1 else 0


def _others(text: str, policy: Policy) -> tuple[str, ...]:
    """The policies that are asked for by name and are not held."""
    said = f" {' '.join(words(text[:2000]))} "
    return tuple(
        other.name
        for other in policy.guidance.others
        if any(f" {' '.join(words(phrase))} " in said for phrase in other.says)
    )
