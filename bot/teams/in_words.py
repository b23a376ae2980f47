"""The words of a message that Teams hands over as HTML: what a person reads, and where its links lead.

Anybody can make such a message as large as a request may be: it is read in one pass. Python's own reader of HTML takes
minutes for some that were made for that.
"""

import re
from collections.abc import Mapping
from html import unescape

PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>|<[!?/][^<>]*>|(?P<said>[^<]+|<)")
ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)')"""
LEADS_TO, SHOWN_INSTEAD = re.compile(ATTRIBUTE.format("href")), re.compile(ATTRIBUTE.format("alt"))

ON_A_LINE_OF_THEIR_OWN = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
)
UNREAD = frozenset({"script", "style", "title"})
"""What stands between such a tag and its end is shown to nobody; if it has no end, only the tag is left out."""
ENDLESS = re.compile(r"&#[0-9]{8,};?")
"""No character has such a number, and Python refuses to read the longest of them."""
NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
PICTURE = "[a picture]"


def in_words(html: str) -> str:
    """The text as people see it, a line for each paragraph. Whatever it is, nothing raises."""
    ends = {piece["tag"].lower(): piece.start() for piece in PIECE.finditer(html) if piece["end"]}
    reader = _Reader(ends)
    for piece in PIECE.finditer(html):
        reader.takes(piece)
    reader.follows("")
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader:
    """Collects in `said` what can be read. `ends` is where each tag ends for the last time."""

    def __init__(self, ends: Mapping[str, int]) -> None:
        self._ends = ends
        self.said: list[str] = []
        self._unread = ""
        self._link = ""
        self._link_from = 0

    def takes(self, piece: re.Match[str]) -> None:
        """The next tag, or the words before it."""
        tag, said = (piece["tag"] or "").lower(), piece["said"]
        if self._unread:
            self._unread = "" if piece["end"] and tag == self._unread else self._unread
        elif said is not None:
            self.said.append(_unescaped(said).replace("\n", " "))
        elif tag in ON_A_LINE_OF_THEIR_OWN:
            self.said.append("\n")
        elif tag == "a":
            self.follows("" if piece["end"] else _attribute(LEADS_TO, piece["rest"]))
        elif tag == "img":
            self.said.append(f" {_attribute(SHOWN_INSTEAD, piece['rest']) or PICTURE} ")
        elif tag in UNREAD and not piece["end"] and self._has_an_end(tag, piece):
            self._unread = tag

    def _has_an_end(self, tag: str, piece: re.Match[str]) -> bool:
        return not piece["rest"].endswith("/") and self._ends.get(tag, 0) > piece.start()

    def follows(self, link: str) -> None:
        """A link ends where the next one begins, or everything does."""
        if self._link and self._link != "".join(self.said[self._link_from :]).strip():
            self.said.append(f" ({self._link}) ")
        self._link, self._link_from = link, len(self.said)


def _attribute(attribute: re.Pattern[str], rest: str) -> str:
    found = attribute.search(rest)
    return _unescaped(found[1] or found[2] or "").strip() if found else ""


def _unescaped(text: str) -> str:
    return unescape(ENDLESS.sub(NO_CHARACTER, text))
