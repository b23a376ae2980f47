"""Rich text: bold words, lists, quotations and copies, packed into blocks that Slack takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, assert_never

from bot.chat.payload import Json, sound
from bot.slack import limits
from bot.slack.blocks import Block

Kind = Literal["section", "quote", "preformatted", "bullet"]

SPAN = 30
"""What a piece weighs besides its words, so that no block is made of more than a hundred."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style. `link` is where they lead, drawn only if it is https; `sign` is the name of an emoji."""

    text: str
    bold: bool = False
    link: str = ""
    sign: str = ""


def bold(text: str) -> Span:
    """Words that stand out."""
    return Span(text, bold=True)


def sign(name: str) -> Span:
    """A picture that goes with words, never alone."""
    return Span(" ", sign=name)


@dataclass(frozen=True, slots=True)
class Part:
    """A line, a quotation, a copy or an item of a list. `size` is how much of a block it takes."""

    kind: Kind
    row: Sequence[Span]
    size: int


def line(*spans: Span | str) -> list[Part]:
    """A line (or several, if the words say so)."""
    return _chunks("section", spans)


def quote(text: str) -> list[Part]:
    """Somebody's exact words: the policy's, or an answer."""
    return _chunks("quote", (text,))


def copy(text: str) -> list[Part]:
    """Words to copy, with every space and line break."""
    return _chunks("preformatted", (text,))


def listed(items: Iterable[Sequence[Span | str]]) -> list[Part]:
    """A list. An item that is too long goes on as the next one; a list that is too long goes on in the next block."""
    return [part for item in items for part in _chunks("bullet", item)]


def numbered(items: Iterable[str]) -> list[Part]:
    """A list with numbers, which stay right wherever it is divided."""
    return [part for number, item in enumerate(items, 1) for part in line(f"{number}. {item}")]


def rich(parts: Iterable[Part]) -> list[Block]:
    """Everything in as few blocks as it takes."""
    packed: list[list[Part]] = []
    room = 0
    for part in parts:
        if part.size > room:
            packed.append([])
            room = limits.TEXT
        packed[-1].append(part)
        room -= part.size
    return [{"type": "rich_text", "elements": list(_elements(each))} for each in packed]


def _elements(parts: list[Part]) -> Iterator[Block]:
    """Lines that follow each other become one element, and so do the items of a list."""
    for kind, alike in groupby(parts, lambda part: part.kind):
        rows = [_nodes(part.row) for part in alike]
        match kind:
            case "section":
                yield {"type": "rich_text_section", "elements": _on_lines(rows)}
            case "bullet":
                items: list[Block] = [{"type": "rich_text_section", "elements": row} for row in rows]
                yield {"type": "rich_text_list", "style": "bullet", "elements": items}
            case "quote" | "preformatted":
                yield from ({"type": f"rich_text_{kind}", "elements": row} for row in rows)
            case _:
                assert_never(kind)


def _on_lines(rows: list[list[Json]]) -> list[Json]:
    first, *rest = rows
    return [*first, *(node for row in rest for node in ({"type": "text", "text": "\n"}, *row))]


def _nodes(row: Sequence[Span]) -> list[Json]:
    return [node for span in row for node in _node(span)]


def _node(span: Span) -> Iterator[Json]:
    if span.sign:
        yield {"type": "emoji", "name": span.sign}
    style: Block = {"style": {"bold": True}} if span.bold else {}
    if span.link.startswith("https://"):
        yield {"type": "link", "url": sound(span.link), "text": sound(span.text), **style}
    else:
        yield {"type": "text", "text": sound(span.text), **style}


def _chunks(kind: Kind, spans: Sequence[Span | str]) -> list[Part]:
    return [Part(kind, row, size) for row, size in _rows(spans) if any(span.text.strip() for span in row)]


def _rows(spans: Sequence[Span | str]) -> Iterator[tuple[list[Span], int]]:
    """The words in rows that fit into a block each, and how much of it each row takes."""
    row: list[Span] = []
    size = 0
    for piece in _pieces(spans):
        more = limits.units(piece.text) + SPAN
        if row and size + more > limits.TEXT:
            yield row, size
            row, size = [], 0
        row.append(piece)
        size += more
    yield row, size


def _pieces(spans: Sequence[Span | str]) -> Iterator[Span]:
    for each in spans:
        span = Span(each) if isinstance(each, str) else each
        for text in limits.pieces(span.text, limits.TEXT - 2 * SPAN):
            yield span if text == span.text else replace(span, text=text)
