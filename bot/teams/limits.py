"""How much Teams takes of a card, and how a text is brought within it without losing a word.

Source: learn.microsoft.com/microsoftteams/platform, "Format your bot messages": 100 KB at most, counted as UTF-16, and
80 to be sure; nothing is said of dialogs, which are held to the same. What this counts is never too few.
"""

import json
from collections.abc import Iterator

from bot.chat.payload import Json, sound

MOST_BYTES = 74_000
"""Of a card: 80,000, less room for what stands around it."""
MESSAGE_BYTES = 26_000
"""Of a card in a chat, where nobody reads more. Webhooks into Teams take 28 KB, the least of its limits."""
ANSWER_BYTES = 40_000
"""Of the same in the policy's words: whoever asked reads all of it, and one card is better than two."""
ELEMENTS = 150
"""Of one part of what is long: a telephone draws more only with patience. Our own."""

PIECE = 6_000
"""Bytes of one block of text, so that parts can be divided between two of them."""
BLOCK = 2 * PIECE
"""Bytes of several that stand on one ground."""
INPUT = 16_000
"""Bytes that a box may hold, or the options of a menu: three of either must stand on one card."""
BOX = 8_000
"""Characters that can be typed into a box: more than a form takes, so that it can say by how much it is too long."""
VALUE = 200
"""Characters of a button's value: ids, numbers of pages, short words. Our own."""

TICKS = 10
"""Options that are shown at once; more stand in a menu."""
BUTTONS = 5
"""In one row. Teams shows six, other hosts of cards five, and hides the others."""

LIGHTEST, HEAVIEST = 2, 12
"""Bytes that one character can take: a control character is escaped to six."""
ELLIPSIS = "…"
SEPARATORS = ("\n\n", "\n", " ")

WRITER = json.JSONEncoder(ensure_ascii=False)


def weight(value: Json) -> int:
    """What a value takes at most, in bytes, when it is sent."""
    written = WRITER.encode(value)
    return 2 * len(written) if written.isascii() else max(len(written.encode()), len(written.encode("utf-16-le")))


def fits(text: str, most: int) -> bool:
    """Whether a text takes no more bytes than that."""
    return HEAVIEST * len(text) <= most or _weighs(text) <= most  # most texts are short: then it is plain


def short(text: str, most: int) -> str:
    """The text, or its first `most` characters and an ellipsis: only where the whole of it stands somewhere else."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def pieces(text: str, most: int = PIECE) -> Iterator[str]:
    """The whole text in pieces that fit, cut after a paragraph, a line or a word if there is one in the second half."""
    while len(text) > 1 and not fits(text, most):
        cut = max(_cut(text, most), 1)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _cut(text: str, most: int) -> int:
    whole = _whole(text, most)
    for separator in SEPARATORS:
        place = text.rfind(separator, whole // 2, whole)
        if place >= 0:
            return place + len(separator)
    return whole


def _whole(text: str, most: int) -> int:
    """About how many characters from the beginning fit, and never more."""
    whole = min(len(text), most // LIGHTEST)
    while whole > 1 and (takes := _weighs(text[:whole])) > most:
        whole = min(whole - 1, whole * most // takes)
    return max(whole, 0)


def _weighs(text: str) -> int:
    return weight(sound(text)) - weight("")
