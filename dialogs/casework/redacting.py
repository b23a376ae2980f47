"""Strikes the names of others out of what is given to somebody: visibly, wherever they stand, and however written.

Case, accents, apostrophes, hyphens and marks that nobody sees make no difference. Parts of a name count too, and all of
them without spaces between. Nicknames, initials and spelling mistakes are not guessed at, so a person must read what
comes of it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from itertools import pairwise

from dialogs.casework.no_names import EVERYDAY, NO_NAMES
from dialogs.typed import LOOK_ALIKE, UNSEEN
from dialogs.wording_copies import ANOTHER

SHORT = 3
"""Shorter parts of a name are most often no name: these count only where they begin with a capital."""

WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages that put no spaces between words."""

BETWEEN = re.compile(r"[,;/&+()\n|]| and | or | with ", re.IGNORECASE)
LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{LETTER}(?:{LETTER}|')*")
AS_FEW = 3
"""An answer of no more words is a name, also in small letters: a longer one may be a sentence."""

A_FULL_NAME = 2

REPEATED = re.compile(rf"({re.escape(ANOTHER)})(?:\s+{re.escape(ANOTHER)})+")


def names_in(text: str, *, written_small: bool = False) -> tuple[str, ...]:
    """The names in an answer to who somebody is: what begins with a capital; with `written_small` any word.

    So it is with few words. What nobody is called, such as 'her mother', is left out.
    """
    small = written_small or len(text.split()) <= AS_FEW
    return tuple(name for part in BETWEEN.split(text) if (name := _name_in(part, written_small=small)))


def names_beside_numbers(text: str) -> tuple[str, ...]:
    """The names in an answer that is a reference or a name: what holds a digit is none."""
    return names_in(" ".join(word for word in text.split() if not any(map(str.isdigit, word))))


def striker(others: Iterable[str], own: str, exactly: Iterable[str] = ()) -> Callable[[str], str]:
    """What strikes the names of `others` and their parts out of a text, and what is named `exactly`.

    The name whose copy it is, `own`, stays: also where another has part of it.
    """
    mine = frozenset(map(_bare, _words(own)))
    names = [name for name in others if not _words(name) or not mine.issuperset(map(_bare, _words(name)))]
    full = {words for name in names if (words := _words(name))}
    parts = {part for words in full for part in words if _bare(part) not in mine}
    capital = {_bare(part) for part in parts if len(part) < SHORT or _bare(part) in EVERYDAY | NO_NAMES}
    typed = {folded for each in exactly if (folded := _folded(each)[0].strip())}
    odd = {folded for name in names if _is_odd(folded := _folded(name)[0].strip())}
    joined = {name for words in full for name in _joined(words) if name not in mine}
    every = {" ".join(words) for words in full} | joined | typed | odd | parts
    pattern = _pattern(every, mine)
    only_capital = capital - typed
    return lambda text: _struck(text, pattern, only_capital)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, however they are written."""
    return [*map(_bare, _words(one))] == [*map(_bare, _words(other))] != []


def _name_in(text: str, *, written_small: bool) -> str:
    every = [word for word in re.split(r"[\s\-]+", text) if _words(word)]
    words = [word for word in every if {*map(_bare, _words(word))} - NO_NAMES]
    if words == every[:1] and len(every) == A_FULL_NAME and not any(map(_is_small, every)):
        words = every  # 'Tom Constable'
    return " ".join(word for word in words if written_small or not _is_small(word))


def _is_small(word: str) -> bool:
    return word.strip("'\"“”‘’.:!?")[:1].islower()


def _words(name: str) -> tuple[str, ...]:
    """What it is made of; what belongs to somebody ("Ben's") is theirs by their name."""
    return tuple(word.removesuffix("'s").rstrip("'") for word in WORD.findall(_folded(name)[0]))


def _bare(word: str) -> str:
    return word.replace("'", "")


def _is_odd(folded: str) -> bool:
    """Whether a name is not only letters: then its parts alone would leave some of it. A number is no name."""
    return not all(char.isalpha() or char in " '." for char in folded) and not folded.isdigit()


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without its spaces, and two parts of it; but what is short then, or has an initial, may be any word."""
    several = (each for each in (words, *pairwise(words)) if min(map(len, each)) > 1)
    return tuple(name for name in map("".join, several) if len(name) >= 2 * SHORT)


def _struck(text: str, pattern: re.Pattern[str], only_capital: Collection[str]) -> str:
    folded, at = _folded(text)
    parts, done = [], 0
    for found in pattern.finditer(folded):
        first, last = at[found.start()], at[found.end() - 1] + 1
        if _bare(found[0]) in only_capital and text[first].islower():
            continue
        while last < len(text) and not _fold(text[last]):  # its accents, written behind it
            last += 1
        parts += [text[done:first], ANOTHER]
        done = last
    return REPEATED.sub(r"\1", "".join((*parts, text[done:])))


def _pattern(every: Iterable[str], mine: Collection[str]) -> re.Pattern[str]:
    """Whole words, the longest first; an apostrophe in them may be written or not, or be a space.

    In addresses and names of files it is a dot or a line that parts a name.
    """
    ordered = sorted(every, key=lambda text: (-len(text), text))
    begin = [_alternative(text, mine) for text in ordered if _is_whole(text[0])]
    anywhere = [_alternative(text, mine) for text in ordered if not _is_whole(text[0])]
    # Where no word begins nothing is tried: a long case and a large organisation would take minutes.
    return re.compile("|".join(([f"(?<!{LETTER})(?:{'|'.join(begin)})"] if begin else []) + anywhere) or r"(?!)")


def _alternative(text: str, mine: Collection[str]) -> str:
    letters = "[ ._]".join("[' ]?".join(map(_letters, word.split("'"))) for word in text.split(" "))
    if not _is_whole(text[-1]):
        return letters
    several = len(text) >= SHORT and f"{_bare(text)}s" not in mine  # "Bens phone"
    return f"{letters}(?={'s?' if several else ''}(?!{LETTER}))"


def _letters(text: str) -> str:
    return "'?".join(map(re.escape, text))


def _is_whole(char: str) -> bool:
    """Whether a name that begins or ends so is not looked for inside of words."""
    return char.isalpha() and not WITHOUT_SPACES.match(char)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and where in the text each of its characters stood."""
    chars: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        for each in _fold(char):
            if each != " " or chars[-1:] != [" "]:
                chars.append(each)
                at.append(place)
    return "".join(chars), at


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", char.translate(LOOK_ALIKE)).translate(LOOK_ALIKE)
    seen = "".join(each for each in plain if unicodedata.category(each) not in UNSEEN)
    return seen.casefold().replace("-", " ")
