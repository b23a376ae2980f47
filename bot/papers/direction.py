"""Puts a line into the order in which it is drawn, from left to right: languages written from the right are turned.

Arabic letters are joined. It does what names and sentences need, not all of Unicode's rules for mixed lines.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby

FROM_THE_RIGHT = frozenset({"R", "AL"})
FROM_THE_LEFT = frozenset({"L", "EN", "AN"})
BRACKETS = str.maketrans("()[]{}<>«»", ")(][}{><»«")
FORMS = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
"""Unicode's Arabic letters as they stand at the beginning of a word, in it, and at its end."""


CanShow = Callable[[str], bool]


def from_the_right(paragraph: str) -> bool:
    """Whether a paragraph is read from the right: its first letter is."""
    return next((side for side in map(_own, paragraph) if side), "left") == "right"


def visual(line: str, can_show: CanShow, *, right: bool) -> str:
    """A line as it is drawn, of a paragraph that is read from the `right` or not, with letters that can be shown."""
    sides = _sides(line, "right" if right else "left")
    if "right" not in sides:
        return line
    runs = [(side, "".join(char for _, char in each)) for side, each in groupby(zip(sides, line, strict=True), _side)]
    drawn = [_turned(_joined(text, can_show)) if side == "right" else text for side, text in runs]
    return "".join(reversed(drawn) if right else drawn)


def _side(pair: tuple[str, str]) -> str:
    return pair[0]


def _sides(line: str, whole: str) -> list[str]:
    """Of each character: 'right' if it is read from there.

    What has no side of its own has that of its neighbours where both have the same, else that of the `whole`.
    """
    own = [_own(char) for char in line]
    after, following = whole, list[str]()
    for side in reversed(own):
        after = side or after
        following.append(after)
    before, sides = whole, list[str]()
    for side, later in zip(own, reversed(following), strict=True):
        before = side or before
        sides.append(side or (before if before == later else whole))
    return sides


def _own(char: str) -> str:
    kind = unicodedata.bidirectional(char)
    return "right" if kind in FROM_THE_RIGHT else "left" if kind in FROM_THE_LEFT else ""


def _turned(text: str) -> str:
    """From its last character to its first, with accents behind what they stand on, and brackets the other way."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return "".join(reversed(clusters)).translate(BRACKETS)


def _joined(text: str, can_show: CanShow) -> str:
    """Arabic letters as they are written beside each other."""
    letters = [place for place, char in enumerate(text) if not unicodedata.combining(char)]
    chars = list(text)
    for number, place in enumerate(letters):
        before = text[letters[number - 1]] if number else ""
        after = text[letters[number + 1]] if number + 1 < len(letters) else ""
        back = _has(before, "initial") and _has(text[place], "final")
        on = _has(text[place], "initial") and _has(after, "final")
        form = "medial" if back and on else "final" if back else "initial" if on else ""
        drawn = _forms().get((text[place], form), "")
        chars[place] = drawn if drawn and can_show(drawn) else text[place]
    return "".join(chars)


def _has(char: str, form: str) -> bool:
    return (char, form) in _forms()


@cache
def _forms() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for code in FORMS:
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1:
            found[chr(int(letters[0], 16)), form.strip("<>")] = chr(code)
    return found
