"""What a view carries so that it says, when it comes back, where it belongs. It holds ids and no words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.payload import Json, text


@dataclass(frozen=True, slots=True)
class Carried:
    """What a view carries. `kind` says what it shows; the others are empty where they do not apply."""

    kind: str = ""
    draft: str = ""
    screen: str = ""
    told: str = ""
    page: int = 0
    case: str = ""
    version: str = ""
    about: str = ""


def as_json(carried: Carried) -> dict[str, str | int]:
    """It as JSON, without what is empty."""
    texts = {
        "draft": carried.draft,
        "screen": carried.screen,
        "told": carried.told,
        "case": carried.case,
        "version": carried.version,
        "about": carried.about,
    }
    known: dict[str, str | int] = {"kind": carried.kind, "page": carried.page}
    return known | {name: each for name, each in texts.items() if each}


def from_json(found: Mapping[str, Json]) -> Carried:
    """What came back."""
    page = found.get("page")
    return Carried(
        kind=text(found.get("kind")),
        draft=text(found.get("draft")),
        screen=text(found.get("screen")),
        told=text(found.get("told")),
        page=page if isinstance(page, int) and not isinstance(page, bool) and page > 0 else 0,
        case=text(found.get("case")),
        version=text(found.get("version")),
        about=text(found.get("about")),
    )
