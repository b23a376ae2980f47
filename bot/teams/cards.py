"""Adaptive Cards as values, and the smallest pieces that everything else is made of.

Teams reads Markdown in text blocks, facts and perhaps the titles of choices, and not in rich text, labels, boxes and
buttons: words stand in those. A heading is a text block, because nothing else can be one, if nothing in it is a mark.
Sources: learn.microsoft.com/microsoftteams/platform, "Format cards in Teams"; adaptivecards.io, "Text features".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.chat.payload import Json, sound
from bot.teams import ids, limits, teams_words

Element = Mapping[str, Json]
Card = Mapping[str, Json]
Spacing = Literal["none", "small", "default", "medium", "large"]

VERSION = "1.5"
RUN = 150
"""What a run weighs besides its words."""

A_MARK = re.compile(
    r"[*_`~\[\]<>\\#|{}@^=\x00-\x1f\x7f]|^\s*[-+]|^\s*\d+[.)]|\)[-\d]|://|&[#\w]|\w\.[^\W\d]{2}|^\s*$", re.IGNORECASE
)
"""What could be more than itself in Markdown, whoever reads it: marks, lists, links, entities."""
A_TIME = re.compile(r"\{\{(?=(?:DATE|TIME)\()")
"""Begins what a card shows as a date, in rich text too."""
BROKEN = "{\u2060{"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `link` is where they lead, drawn only if it is https."""

    text: str
    bold: bool = False
    small: bool = False
    huge: bool = False
    wrong: bool = False
    link: str = ""


def bold(text: str) -> Run:
    """Words that stand out."""
    return Run(text, bold=True)


def plain(text: str) -> str:
    """The text as it is shown, whatever a card would make of it."""
    return A_TIME.sub(BROKEN, sound(text))


def unmarked(text: str) -> bool:
    """Whether a text, on one line, says the same where Markdown is read."""
    return A_MARK.search(text) is None


def rich(*runs: Run | str, spacing: Spacing = "default") -> list[Element]:
    """The whole words, in as many blocks as they take; none if there is nothing to read."""
    blocks = [row for row in _rows(runs) if any(run.text.strip() for run in row)]
    return [_block(row, "none" if place else spacing) for place, row in enumerate(blocks)]


def heading(text: str, *, spacing: Spacing = "large", size: Literal["large", "medium"] = "medium") -> list[Element]:
    """A heading, or bold words if something in them could be read as a mark."""
    if not unmarked(text) or not limits.fits(text, limits.PIECE):
        return rich(bold(text), spacing=spacing)
    return [
        {
            "type": "TextBlock",
            "text": plain(text),
            "style": "heading",
            "size": size,
            "weight": "bolder",
            "wrap": True,
            "spacing": spacing,
        }
    ]


def small(text: str, *, spacing: Spacing = "small") -> list[Element]:
    """Small print."""
    return rich(Run(text, small=True), spacing=spacing)


def boxed(style: Literal["attention", "warning", "emphasis"], items: Iterable[Element]) -> list[Element]:
    """The items on a ground of their own, which goes with words that say the same, never alone."""
    boxes: list[list[Element]] = []
    room = 0
    for item in items:
        takes = limits.weight(item)
        if takes > room:
            boxes.append([])
            room = limits.BLOCK
        boxes[-1].append(item)
        room -= takes
    return [{"type": "Container", "style": style, "items": box} for box in boxes]


def beside(items: Sequence[Element], button: Element) -> Element:
    """A button at the right of what it is about."""
    row: list[Element] = [
        {"type": "Column", "width": "stretch", "items": list(items), "verticalContentAlignment": "center"},
        {"type": "Column", "width": "auto", "items": actions([button]), "verticalContentAlignment": "center"},
    ]
    return {"type": "ColumnSet", "columns": row}


def actions(buttons: Iterable[Element], *, most: int = limits.BUTTONS) -> list[Element]:
    """Buttons in rows of at most so many."""
    every = list(buttons)
    rows = [every[start : start + most] for start in range(0, len(every), most)]
    return [{"type": "ActionSet", "actions": row} for row in rows]


def card(body: Sequence[Element], buttons: Sequence[Element] = (), *, wide: bool = False, speak: str = "") -> Card:
    """A card, and what somebody reads whose Teams is too old for it. `wide` lets it take the width that there is."""
    return {
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": teams_words.TOO_OLD,
        **({ids.Key.TEAMS.value: {"width": "full"}} if wide else {}),
        **({"speak": speak} if speak else {}),
        "body": list(body),
        **({"actions": list(buttons)} if buttons else {}),
    }


def attachment(drawn: Card) -> Mapping[str, Json]:
    """A card as a message or a dialog holds it."""
    return {"contentType": ids.CARD, "content": drawn}


def _block(row: Sequence[Run], spacing: Spacing) -> Element:
    return {"type": "RichTextBlock", "inlines": [_inline(run) for run in row if run.text], "spacing": spacing}


def _inline(run: Run) -> Element:
    style: dict[str, Json] = {}
    if run.bold:
        style["weight"] = "bolder"
    if run.small:
        style |= {"size": "small", "isSubtle": True}
    if run.huge:
        style["size"] = "extraLarge"
    if run.wrong:
        style["color"] = "attention"
    if run.link.startswith("https://"):
        style["selectAction"] = {"type": "Action.OpenUrl", "url": sound(run.link)}
    return {"type": "TextRun", "text": plain(run.text), **style}


def _rows(runs: Iterable[Run | str]) -> Iterator[list[Run]]:
    """The words in rows that make up a block each."""
    row: list[Run] = []
    room = limits.PIECE
    for piece in _pieces(runs):
        takes = limits.weight(sound(piece.text)) + RUN
        if row and takes > room:
            yield row
            row, room = [], limits.PIECE
        row.append(piece)
        room -= takes
    yield row


def _pieces(runs: Iterable[Run | str]) -> Iterator[Run]:
    for each in runs:
        run = Run(each) if isinstance(each, str) else each
        for text in limits.pieces(run.text, limits.PIECE - 2 * RUN):
            yield run if text == run.text else replace(run, text=text)
