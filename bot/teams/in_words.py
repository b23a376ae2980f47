"""The words of a message that Teams hands over as HTML: what a person reads, and where its links lead."""

from collections.abc import Sequence
from html.parser import HTMLParser

ON_A_LINE_OF_THEIR_OWN = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul"}
)
UNREAD = frozenset({"script", "style", "title"})
PICTURE = "[a picture]"


def in_words(html: str) -> str:
    """The text as people see it, a line for each paragraph. Whatever it is, nothing raises."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects in `said` what can be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in ON_A_LINE_OF_THEIR_OWN:
            self.said.append("\n")
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.said)))
        elif tag == "img":
            self.said.append(f" {dict(attrs).get('alt') or PICTURE} ")
        elif tag in UNREAD:
            self._unread += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ON_A_LINE_OF_THEIR_OWN:
            self.said.append("\n")
        elif tag == "a" and self._links:
            link, start = self._links.pop()
            if link and link != "".join(self.said[start:]).strip():
                self.said.append(f" ({link}) ")
        elif tag in UNREAD:
            self._unread = max(self._unread - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.said.append(data.replace("\n", " "))
