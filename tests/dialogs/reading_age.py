"""How hard a text is to read: the Flesch-Kincaid grade, its sentences, and its longest words.

Syllables are counted twice, because neither way finds all: hyphenation (pyphen) leaves out places where nobody would
break a line ("dan-ger", "e-ve-ry-one"), vowels in a row hide the boundary between them ("i-de-a"). The larger number
counts, so that what is measured is never easier than what is read.
"""

import re
from dataclasses import dataclass
from functools import cache

from pyphen import Pyphen

NAMES = re.compile(
    r"\b(Childline|Samaritans|Shout|SHOUT|Report Remove|Example Training|E-Safety Coordinator|Monday|Friday|Tuesday)\b"
)
"""What people know by sight or cannot be said otherwise: not counted as words, nor are numbers."""

PLACEHOLDER = re.compile(r"\{\w+\}")
SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouysxzcgl]es|(?<=[aeiouy])le)$")
"""Endings with a vowel that nobody hears: "made", "used", "makes", "whole"."""

SPOKEN_NOT = re.compile(r"[^aeiou]n't$")
"""A contraction that is a syllable of its own: "didn't", not "don't"."""

HIDDEN = {"video": 3, "idea": 3, "area": 3, "reading": 2, "being": 2, "someone": 2, "quiet": 2, "trying": 2}
"""Words that both ways of counting are wrong about."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted in a text. `sentences` are the numbers of words of each."""

    words: tuple[str, ...]
    sentences: tuple[int, ...]

    @property
    def syllables_per_word(self) -> float:
        """How long the words are, on average."""
        return sum(map(syllables, self.words)) / len(self.words)

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: years of school, so grade 6 is read at eleven."""
        return 0.39 * len(self.words) / len(self.sentences) + 11.8 * self.syllables_per_word - 15.59

    @property
    def longest_sentence(self) -> int:
        """In words."""
        return max(self.sentences, default=0)


def measured(text: str) -> Measured:
    """What stands in the text, without names, numbers and placeholders."""
    straight = NAMES.sub(" ", PLACEHOLDER.sub(" ", text.replace("\u2019", "'")))
    sentences = [WORD.findall(each) for each in SENTENCE_END.split(straight)]
    found = [each for each in sentences if each]
    return Measured(tuple(word.lower() for each in found for word in each), tuple(map(len, found)))


@cache
def syllables(word: str) -> int:
    """How many syllables a word has: rather one too many than one too few."""
    if word in HIDDEN:
        return HIDDEN[word]
    hyphens = max(len(language.positions(word)) + 1 for language in _languages())
    return max(hyphens, _vowels(word))


def _vowels(word: str) -> int:
    count = len(VOWELS.findall(word.replace("some", "som"))) - bool(SILENT.search(word)) + bool(SPOKEN_NOT.search(word))
    return max(count, 1)


@cache
def _languages() -> tuple[Pyphen, ...]:
    return tuple(Pyphen(lang=language) for language in ("en_GB", "en_US"))
