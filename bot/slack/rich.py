"""Rich text: bold words, lists, quotations and copies, packed into blocks that Slack takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.slack import limits
from bot.slack.blocks import Block, Json, sound

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
    """A line, a quotation, a copy or a list: `rows` is one row, or the items."""

    kind: Kind
    rows: tuple[tuple[Span, ...], ...]

    @property
    def size(self) -> int:
        """How much of a block it takes."""
        return sum(_size(row) for row in self.rows)


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
    return [{"type": "rich_text", "elements": [_element(part) for part in _joined(each)]} for each in packed]


def _joined(parts: list[Part]) -> list[Part]:
    """Lines that follow each other become one element, and so do the items of a list."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is None or last.kind != part.kind or part.kind in {"quote", "preformatted"}:
            joined.append(part)
        elif part.kind == "section":
            joined[-1] = replace(last, rows=((*last.rows[0], Span("\n"), *part.rows[0]),))
        else:
            joined[-1] = replace(last, rows=(*last.rows, *part.rows))
    return joined


def _element(part: Part) -> Block:
    if part.kind == "bullet":
        items: list[Block] = [{"type": "rich_text_section", "elements": _nodes(row)} for row in part.rows]
        return {"type": "rich_text_list", "style": "bullet", "elements": items}
    return {"type": f"rich_text_{part.kind}", "elements": _nodes(part.rows[0])}


def _nodes(row: tuple[Span, ...]) -> list[Json]:
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
    return [Part(kind, (row,)) for row in _rows(spans)]


def _rows(spans: Sequence[Span | str]) -> list[tuple[Span, ...]]:
    """The words in rows that fit into a block each; rows that show nothing are left out."""
    rows: list[tuple[Span, ...]] = []
    row: tuple[Span, ...] = ()
    for piece in _pieces(spans):
        if row and _size((*row, piece)) > limits.TEXT:
            rows.append(row)
            row = ()
        row = (*row, piece)
    return [each for each in (*rows, row) if any(span.text.strip() for span in each)]


def _pieces(spans: Sequence[Span | str]) -> Iterator[Span]:
    for each in spans:
        span = Span(each) if isinstance(each, str) else each
        for piece in limits.pieces(span.text, limits.TEXT - 2 * SPAN):
            yield replace(span, text=piece)


def _size(row: tuple[Span, ...]) -> int:
    return sum(limits.units(span.text) + SPAN for span in row)
