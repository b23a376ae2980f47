"""The two faces that papers are set in, and what they cannot show: that is written as its number, never lost.

They are in the folder `fonts`, with their licence: what is installed on a computer makes no difference.
"""

import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
PLAIN, BOLD = "PaperSans", "PaperSans-Bold"
FILES = {PLAIN: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
JOINERS = frozenset({"\u200c", "\u200d"})
"""Marks that nobody sees and that languages need."""

HIGHEST = "\uffff"
"""Above it the library draws what it should, and says in the file that it is another character."""

TAB = "    "


class Face:
    """A face by its name: what it can show, and how wide that is."""

    def __init__(self, name: str) -> None:
        """Raises OSError when its file is not there. It is read once: it takes a tenth of a second."""
        font = TTFont(name, str(FOLDER / FILES[name]))
        registerFont(font)
        self.name = name
        self._known = frozenset(map(chr, font.face.charToGlyph))
        self._widths: dict[str, float] = {chr(code): width / 1000 for code, width in font.face.charWidths.items()}

    def can_show(self, char: str) -> bool:
        """Whether somebody would see it as it is."""
        return char <= HIGHEST and char in self._known and (char in JOINERS or unicodedata.category(char) not in UNSEEN)

    def readable(self, text: str) -> str:
        """The text with what cannot be shown as numbers, such as [U+4E2D]; tabs are spaces."""
        return "".join(char if self.can_show(char) else f"[U+{ord(char):04X}]" for char in text.replace("\t", TAB))

    def width(self, text: str, size: float) -> float:
        """How wide a text is in points, of which everything can be shown."""
        return sum((self._widths[char] for char in text), 0.0) * size


@cache
def face(name: str) -> Face:
    """That face, `PLAIN` or `BOLD`."""
    return Face(name)
