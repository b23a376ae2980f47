"""What Slack takes at most, and how a text is brought within it without losing a word.

Source: docs.slack.dev, "Block Kit" reference (blocks, block elements, composition objects) and "Views".
How Slack counts is not said there: we count a character beyond the basic plane as two, and `&`, `<` and `>` as what
they become when they are escaped, which is never too few.
"""

from collections.abc import Iterator

TITLE = 24
"""A modal's title, submit and close."""
VIEW_BLOCKS = 100
VIEW_WEIGHT = 40_000
"""Of a view's JSON. Slack refuses above 250 kB; a telephone draws less than that with patience."""
METADATA = 3_000
ID = 255
"""A block's or an action's id."""

MESSAGE_BLOCKS = 50
MESSAGE_CHARACTERS = 13_200
"""Of a message's blocks, in all."""
MESSAGE_FALLBACK = 4_000
"""Of a message's `text`: longer ones are advised against."""

TEXT = 3_000
"""Of a section, and of what is entered in a box."""
HEADER = 150
LABEL = 2_000
"""Of an input; its hint too."""
BUTTON = 75
BUTTON_VALUE = 200
"""Our own: ids, numbers of pages, short words. Slack takes 2,000."""
BUTTONS = 25
"""In one actions block."""
OPTION = 75
"""An option's text; its description too."""
OPTION_VALUE = 150
OPTIONS = 100
"""Of a menu."""
TICKS = 10
"""Radio buttons or checkboxes of one field."""

ELLIPSIS = "…"
LONGEST_ESCAPE = len("&amp;")
SEPARATORS = ("\n\n", "\n", " ")


def typed(text: str) -> int:
    """How long a text is for the box that it was typed into."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def units(text: str) -> int:
    """How long a text is for Slack at most."""
    return typed(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def fits(text: str, most: int) -> bool:
    """Whether a text may stand where Slack takes `most`."""
    return LONGEST_ESCAPE * len(text) <= most or units(text) <= most  # most texts are short: then it is plain


def short(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis: only where the whole of it stands somewhere else."""
    return text if fits(text, most) else text[: _whole(text, most - 1)].rstrip() + ELLIPSIS


def pieces(text: str, most: int = TEXT) -> Iterator[str]:
    """The whole text in pieces that fit, cut after a paragraph, a line or a word if there is one in the second half."""
    while len(text) > 1 and (len(text) > most or not fits(text, most)):
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
    """How many characters from the beginning fit."""
    whole = min(len(text), most)
    while (over := units(text[:whole]) - most) > 0:
        whole -= (over + LONGEST_ESCAPE - 1) // LONGEST_ESCAPE
    return whole
