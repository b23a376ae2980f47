"""Checks what a person writes to a learner who told us something, before it is sent.

Openers and rules are the policy's (`replies.yaml`); here is only how a phrase is found. Words are compared as
`dialogs.typed.plain` compares them, and apostrophes are left out besides: "dont" is "don't".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dialogs.typed import plain

WORD = re.compile(r"[^\W_]+")
ENDS = re.compile(r"[!?]|(?<!\.)\.(?!\.)|\n\s*\n")
"""What ends a sentence. Three dots do not: people write them for a pause."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Phrases that are better not written. `because` tells the writer what to do instead.

    `at_start`: only where a sentence begins, or a part of one after any mark. `unless`: phrases that make it right; one
    of `phrases` that shares a word of the text with one of these does not count.
    """

    phrases: tuple[str, ...]
    at_start: bool
    because: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replies:
    """What a policy says of replies to a learner. `openers` are whole sentences to begin with."""

    openers: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to write differently. `phrase` is as it stands in the text: never to be logged."""

    phrase: str
    because: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text as they are compared, the place of each, and those before which a part or a sentence ends."""

    keys: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    opening: frozenset[int]
    apart: frozenset[int]


class _Hit(NamedTuple):
    """A phrase of a rule that stands at the words from `first` to before `last`."""

    first: int
    last: int
    rule: int
    excuses: bool


class _Index(NamedTuple):
    """Where each phrase is: the rules, each with whether it excuses there; and how long those with a first word are."""

    rules: Mapping[tuple[str, ...], tuple[tuple[int, bool], ...]]
    lengths: Mapping[str, tuple[int, ...]]


def problems(replies: Replies, text: str) -> tuple[Problem, ...]:
    """What is better written differently, in the order of the text; the same advice is given once at most."""
    words = _words(text)
    hits = tuple(_hits(replies.advice, words))
    excused = {(hit.rule, word) for hit in hits if hit.excuses for word in range(hit.first, hit.last)}
    found: dict[str, Problem] = {}
    for hit in hits:
        advice = replies.advice[hit.rule]
        if hit.excuses or any((hit.rule, word) in excused for word in range(hit.first, hit.last)):
            continue
        if not advice.at_start or hit.first in words.opening:
            phrase = text[words.places[hit.first][0] : words.places[hit.last - 1][1]]
            found.setdefault(advice.because, Problem(phrase, advice.because))
    return tuple(found.values())


def _hits(rules: tuple[Advice, ...], words: _Words) -> Iterator[_Hit]:
    """Every phrase in the text, from its beginning; of those that begin at one word the longest first."""
    index = _indexed(rules)
    for first, key in enumerate(words.keys):
        for last in (first + length for length in index.lengths.get(key, ())):
            several = index.rules.get(words.keys[first:last], ()) if last <= len(words.keys) else ()
            if several and words.apart.isdisjoint(range(first + 1, last)):
                yield from (_Hit(first, last, rule, excuses) for rule, excuses in several)


@lru_cache(maxsize=8)
def _indexed(rules: tuple[Advice, ...]) -> _Index:
    """Kept for the rules of policies only: never for what somebody typed."""
    index: dict[tuple[str, ...], tuple[tuple[int, bool], ...]] = {}
    lengths: dict[str, set[int]] = {}
    for number, rule in enumerate(rules):
        for several, excuses in ((rule.phrases, False), (rule.unless, True)):
            for keys in {_words(phrase).keys for phrase in several} - {()}:
                index[keys] = (*index.get(keys, ()), (number, excuses))
                lengths.setdefault(keys[0], set()).add(len(keys))
    return _Index(index, {first: tuple(sorted(several, reverse=True)) for first, several in lengths.items()})


def _words(text: str) -> _Words:
    compared = {char: char if char.isspace() else plain(char).replace("'", "") for char in set(text)}
    whole = "".join(compared[char] for char in text)
    origin = [place for place, char in enumerate(text) for _ in compared[char]]
    found = tuple(WORD.finditer(whole))
    gaps = tuple(enumerate((whole[one.end() : other.start()] for one, other in pairwise(found)), 1))
    return _Words(
        tuple(word[0] for word in found),
        tuple((origin[word.start()], origin[word.end() - 1] + 1) for word in found),
        frozenset({0, *(number for number, gap in gaps if not gap.isspace() or "\n" in gap)}),
        frozenset(number for number, gap in gaps if ENDS.search(gap)),
    )
