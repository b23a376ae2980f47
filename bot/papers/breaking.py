"""Breaks text into lines that fit. Nothing of it is lost but the spaces where a line ends."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Width = Callable[[str], float]

ENDS = re.compile(r"\r\n|\r|\n")
"""What ends a paragraph."""

PIECES = re.compile(r"\S+|\s+")


def lines(paragraph: str, width_of: Width, width: float) -> list[str]:
    """The lines of a paragraph of which none is wider than `width`, but one character if it must be. At least one."""
    return list(_wrapped(paragraph, width_of, width))


def _wrapped(paragraph: str, width_of: Width, width: float) -> Iterator[str]:
    line, wide = "", 0.0
    for piece in PIECES.findall(paragraph):
        needed = width_of(piece)
        if wide + needed <= width:
            line, wide = line + piece, wide + needed
        elif piece.isspace():
            yield line
            line, wide = "", 0.0
        else:
            if line:
                yield line.rstrip()
            *full, line = _cut(piece, width_of, width) if needed > width else (piece,)
            yield from full
            wide = width_of(line)
    yield line.rstrip()


def _cut(word: str, width_of: Width, width: float) -> Iterator[str]:
    """A word that fits in no line, in parts that do."""
    part, wide = "", 0.0
    for char in word:
        needed = width_of(char)
        if part and wide + needed > width and not unicodedata.combining(char):
            yield part
            part, wide = "", 0.0
        part, wide = part + char, wide + needed
    yield part
