"""Sets a paper in lines and the lines on pages: A4, a column of labels and one of texts. It knows no PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import assert_never

from bot.papers.breaking import ENDS, lines
from bot.papers.direction import from_the_right, visual
from bot.papers.fonts import BOLD, PLAIN, face
from dialogs.paper import Blank, Content, Paper, Part, Row, Words

WIDE, HIGH = 595.28, 841.89
"""A4, in points."""

LEFT, RIGHT, TOP, BOTTOM = 56.0, WIDE - 56.0, HIGH - 56.0, 64.0
LABEL, GAP = 132.0, 12.0
TEXT = LEFT + LABEL + GAP
TITLE, HEADING, LOUD, BODY, SMALL = 19.0, 13.0, 11.0, 10.0, 9.0
LEADING = 1.36
INDENT = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Text at its place in a line; `pages` where the number of pages is to stand."""

    x: float
    text: str
    font: str
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line, `above` points below the one before. It stays on the page of the next if `keep`.

    With `bar` it has a bar at its left; with `rule` a line to write on, or below a heading, from there to the right.
    """

    pieces: tuple[Piece, ...]
    size: float
    above: float = 0.0
    keep: bool = False
    bar: bool = False
    rule: float | None = None
    new_page: bool = False

    @property
    def height(self) -> float:
        """What it takes, in points, without what is above it."""
        return self.size * LEADING


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and how high above the foot of the page it stands."""

    line: Line
    y: float


def pages(paper: Paper) -> tuple[tuple[Placed, ...], ...]:
    """The lines of each page. There is at least one page."""
    every = tuple(_all(paper))
    done: list[tuple[Placed, ...]] = []
    page: list[Placed] = []
    y = TOP
    for number, line in enumerate(every):
        above = line.above if page else 0.0
        if page and (line.new_page or y - above - _together(every, number) < BOTTOM):
            done.append(tuple(page))
            page, y, above = [], TOP, 0.0
        y -= above + line.height
        page.append(Placed(line, y))
    return (*done, tuple(page))


def _together(every: Sequence[Line], number: int) -> float:
    """How high what stays together is, from that line on: no more than half a page."""
    height = every[number].height
    while every[number].keep and number + 1 < len(every) and height < (TOP - BOTTOM) / 2:
        number += 1
        height += every[number].above + every[number].height
    return height


def _all(paper: Paper) -> Iterator[Line]:
    yield from _flow(paper.title, BOLD, TITLE)
    for number, each in enumerate(paper.lines):
        yield from _flow(each, PLAIN, BODY, above=0.0 if number else 6.0)
    for part in paper.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[Line]:
    """Its heading, a line below that, and what is in it."""
    body = tuple(line for each in part.content for line in _content(each))
    head = tuple(replace(line, keep=True) for line in _flow(part.heading, BOLD, HEADING, above=20.0))
    if part.heading:
        body = (*head[:-1], replace(head[-1], rule=LEFT), *_first_together(body))
    if body and part.new_page:
        body = (replace(body[0], new_page=True), *body[1:])
    yield from body


def _first_together(body: tuple[Line, ...]) -> tuple[Line, ...]:
    """No heading has but one line below it, where there are more."""
    return (replace(body[0], keep=len(body) > 1), *body[1:]) if body else ()


def _content(content: Content) -> Iterable[Line]:
    match content:
        case Words(text, loud=True):
            return (replace(line, bar=True) for line in _flow(text, BOLD, LOUD, above=10.0, x=LEFT + INDENT))
        case Words(text):
            return _flow(text, PLAIN, BODY, above=7.0)
        case Row(label, Blank.LINE):
            return (replace(line, rule=TEXT) for line in _row(label, "", above=22.0))
        case Row(label, Blank.PAGES):
            pieces = _pieces(label, BOLD, SMALL, LEFT, LABEL)[:1]
            return (Line((*pieces, Piece(TEXT, "", PLAIN, pages=True)), BODY, 7.0),)
        case Row(label, text):
            return _row(label, text, above=7.0)
        case _:
            assert_never(content)


def _flow(text: str, font: str, size: float, above: float = 0.0, x: float = LEFT) -> Iterator[Line]:
    for number, piece in enumerate(_pieces(text, font, size, x, RIGHT - x)):
        yield Line((piece,), size, 0.0 if number else above)


def _row(label: str, text: str, above: float) -> Iterator[Line]:
    labels, texts = _pieces(label, BOLD, SMALL, LEFT, LABEL), _pieces(text, PLAIN, BODY, TEXT, RIGHT - TEXT)
    most = max(len(labels), len(texts))
    for number, (one, other) in enumerate(zip_longest(labels, texts)):
        keep = number < max(len(labels) - 1, 1) and number + 1 < most  # a label stands on one page
        yield Line(tuple(each for each in (one, other) if each), BODY, 0.0 if number else above, keep)


def _pieces(text: str, font: str, size: float, x: float, width: float) -> list[Piece]:
    """The lines of a text, each as it is drawn."""
    known = face(font)
    return [
        Piece(x, visual(line, known.can_show, right=right), font)
        for paragraph in ENDS.split(text)
        for right in (from_the_right(paragraph),)
        for line in lines(known.readable(paragraph), lambda part: known.width(part, size), width)
    ]
