"""What of a text the weights know: its words, pairs of words, and pieces of words, so that a slip changes little."""

import itertools
import re
import unicodedata
import zlib
from collections import Counter
from math import log

PLACES = 1 << 16
"""How many features are told apart. Two that fall on the same place count as one."""

SHORTEST, LONGEST = 2, 4
"""Letters in a piece of a word. The spaces around a word count as letters of it."""

A_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
APOSTROPHES = str.maketrans("’‘`´", "''''")


def words(text: str) -> list[str]:
    """The words of a text, in small letters. Letters of other alphabets make none."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES).lower()
    return A_WORD.findall(plain)


def features(text: str) -> dict[int, float]:
    """The features of a text by their place, each the heavier the more often it comes, but not by much."""
    found = words(text)
    names = [f"w{word}" for word in found]
    names += [f"b{first} {second}" for first, second in itertools.pairwise(found)]
    names += [f"c{piece}" for word in found for piece in _pieces(f" {word} ")]
    counts = Counter(zlib.crc32(name.encode()) % PLACES for name in names)
    return {place: 1 + log(count) for place, count in counts.items()}


def _pieces(word: str) -> list[str]:
    return [word[at : at + size] for size in range(SHORTEST, LONGEST + 1) for at in range(len(word) - size + 1)]
