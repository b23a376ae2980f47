"""The code of an anonymous concern: six words and a number, spelled out and read back.

The code is all that leads back to a concern, and it is written down by hand and typed in a hurry: small slips in it are
put right, and where that is not possible the words to look at again are named. Whether there is such a concern is not
known here. The format is part of "Receipt v1" (docs/anonymity.md).
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from dialogs.receipt_words import WORDS

WORDS_IN_A_CODE = 6
NUMBERS = range(10, 100)
BITS = math.log2(len(WORDS) ** WORDS_IN_A_CODE * len(NUMBERS))
"""How hard a code is to guess. ASVS 5.0, 6.6.3 asks for 64 at least."""

MOST_CHARACTERS = 200
"""No text is read that is longer. The longest code has 50."""

LEAST_SECRET = 12
"""How many bytes a code is spelled from."""

SHORTEST_BEGINNING = 4
"""So many letters of a word stand for all of it."""

BITS_IN_A_WORD = 10
LONGEST_WITH_A_SLIP = max(map(len, WORDS)) + 1
UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Unicode's categories of marks that nobody sees, and of accents that belong to no letter."""

NUMBER_STUCK_TO_A_WORD = re.compile(r"(?<=[^\W\d_])(?=\d\d(?![^\W_]))")
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Unclear:
    """The text is no code. `words` are the words that nobody can make out, numbered from 1.

    There are none when the text does not have six words and one number from 10 to 99, or is too long to be read.
    """

    words: tuple[int, ...] = ()


def spelled(secret: bytes) -> str:
    """The code that follows from a secret, which must be evenly spread: six words and a number, a space between each.

    Raises ValueError for fewer than 12 bytes.
    """
    if len(secret) < LEAST_SECRET:
        raise ValueError(f"A code is spelled from {LEAST_SECRET} bytes.")
    sixty = int.from_bytes(secret[:8], "big") >> 4
    places = (sixty >> BITS_IN_A_WORD * place & len(WORDS) - 1 for place in reversed(range(WORDS_IN_A_CODE)))
    number = NUMBERS[int.from_bytes(secret[8:LEAST_SECRET], "big") % len(NUMBERS)]
    return " ".join((*(WORDS[place] for place in places), str(number)))


def read(text: str) -> str | Unclear:
    """The code that somebody meant, exactly as `spelled` gives it.

    Case, punctuation, line breaks and marks that nobody sees make no difference, and the number may stand anywhere.
    Each word may have one slip in it, or be cut short after four letters or more; words that were run together, or
    taken apart, are not read. A word with more wrong in it is nearly always unclear; seldom (2 in 1,000 words
    with two wrong letters) it is within one slip of another word, and is read as that.
    """
    if len(text) > MOST_CHARACTERS:
        return Unclear()
    tokens = _tokens(text)
    words = [token for token in tokens if not token.isdecimal()]
    numbers = [int(token) for token in tokens if token.isdecimal()]
    if len(words) != WORDS_IN_A_CODE or len(numbers) != 1 or numbers[0] not in NUMBERS:
        return Unclear()
    meant = [_word(typed) for typed in words]
    if not all(meant):
        return Unclear(tuple(place for place, word in enumerate(meant, start=1) if not word))
    return f"{' '.join(meant)} {numbers[0]}"


def _tokens(text: str) -> list[str]:
    """The words and numbers of a text, in lower case. A number stuck to the end of a word is one of its own."""
    plain = unicodedata.normalize("NFKC", text).lower()
    seen = "".join(char for char in plain if char.isascii() or unicodedata.category(char) not in UNSEEN)
    return LETTERS_AND_DIGITS.findall(NUMBER_STUCK_TO_A_WORD.sub(" ", seen))


def _word(typed: str) -> str:
    """The word of the list that was meant; empty if that cannot be told. An exact word is nobody else's slip."""
    if len(typed) > LONGEST_WITH_A_SLIP:
        return ""
    near = (_letter_less().get(shorter, "") for shorter in _shorter(typed))
    begun = _beginnings().get(typed[:SHORTEST_BEGINNING], "")
    return next((word for word in near if _is_one_slip(typed, word)), begun if begun.startswith(typed) else "")


def _is_one_slip(typed: str, word: str) -> bool:
    """Whether the two are the same but for one letter too many, too few or wrong, or two neighbours swapped."""
    same = _in_common(typed, word)
    typed, word = typed[same:], word[same:]
    end = _in_common(typed[::-1], word[::-1])
    typed, word = typed[: len(typed) - end], word[: len(word) - end]
    return max(len(typed), len(word)) <= 1 or (len(typed) == len("ab") and typed == word[::-1])


def _in_common(one: str, other: str) -> int:
    """With how many of the same letters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shorter(word: str) -> Iterator[str]:
    """The word itself, and what is left of it without each of its letters."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


@cache
def _letter_less() -> dict[str, str]:
    """What is left of each word without a letter, and the word. No two words leave the same: they are too far apart.

    A slip leaves the same as the word that was meant, once each may lose a letter; so do a few others.
    """
    return {shorter: word for word in WORDS for shorter in _shorter(word)}


@cache
def _beginnings() -> dict[str, str]:
    """The word of each first four letters."""
    return {word[:SHORTEST_BEGINNING]: word for word in WORDS}
