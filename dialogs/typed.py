"""Finds words and names in what people typed, however they typed them.

Accents, case, apostrophes, hyphens, doubled spaces and marks that cannot be seen make no difference. Whole words only;
spelling mistakes and nicknames are not guessed at.
"""

import re
import unicodedata
from functools import lru_cache

LOOK_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`\uff07", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        "Ł": "L",
        "ł": "l",
        "Ø": "O",
        "ø": "o",
        "Đ": "D",
        "đ": "d",
        "Ð": "D",
        "ð": "d",
        "ı": "i",
        "Æ": "AE",
        "æ": "ae",
        "Œ": "OE",
        "œ": "oe",
        "Þ": "Th",
        "þ": "th",
        "Ħ": "H",
        "ħ": "h",
    }
)
"""Letters and marks that Unicode does not take for the plain ones, and people do."""

UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Unicode's categories of accents and of marks that nobody sees."""


MISLEADING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Marks that nobody sees and that make text read otherwise than it was written. Joiners stay: languages need them."""


EMPTY_BRAILLE = "\u2800"
"""Unicode takes it for a mark that is seen."""


def shown(text: str) -> str:
    """The text as others may be shown it: without marks that hide or turn round what it says, and says how many."""
    clean, count = MISLEADING.subn("", text)
    return f"{clean} [{count} hidden marks left out]" if count else clean


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of the text: it is empty, or has only spaces and marks that show nothing."""
    return all(
        char.isspace() or char == EMPTY_BRAILLE or unicodedata.category(char) in UNSEEN
        for char in MISLEADING.sub("", text)
    )


def plain(text: str) -> str:
    """The text as it is compared: lower case, no accents, straight apostrophes and hyphens, single spaces."""
    spaced = " ".join(text.split()).translate(LOOK_ALIKE)
    if spaced.isascii() and spaced.isprintable():  # nothing in it is unseen or has an accent, and most text is such
        return spaced.casefold()
    folded = "".join(char for char in unicodedata.normalize("NFKD", spaced) if unicodedata.category(char) not in UNSEEN)
    return " ".join(folded.translate(LOOK_ALIKE).casefold().split())


def says(text: str, *several: str) -> bool:
    """Whether a plain text holds any of these words or names, as whole words, however either is written."""
    return bool(text) and any(several) and _pattern(several).search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(several: tuple[str, ...]) -> re.Pattern[str]:
    """Kept for words of the policy and names of the organisation only: never for what somebody typed."""
    words = "|".join(re.escape(each) for each in map(plain, several) if each)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)")
