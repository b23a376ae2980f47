"""Reads what Slack gives back of a view: what was entered, and what the view carried to say where it belongs.

Nothing here trusts what it reads: what is not as we sent it is as good as absent, and nothing raises.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.slack import limits
from bot.slack.blocks import Json, sound
from handlers.turn import Values


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a view carries. `kind` says what it shows; the others are empty where they do not apply."""

    kind: str = ""
    draft: str = ""
    screen: str = ""
    told: str = ""
    page: int = 0
    case: str = ""
    version: str = ""


def written(metadata: Metadata) -> str:
    """A view's private metadata. Raises ValueError when it would be too long for Slack."""
    known: dict[str, str | int] = {"kind": metadata.kind, "page": metadata.page}
    texts = {
        "draft": metadata.draft,
        "screen": metadata.screen,
        "told": metadata.told,
        "case": metadata.case,
        "version": metadata.version,
    }
    known |= {name: text for name, text in texts.items() if text}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    if not limits.fits(text, limits.METADATA):
        raise ValueError("what a view carries is too long")
    return text


def metadata(view: Mapping[str, Json]) -> Metadata:
    """What a view carried."""
    carried = _read(view.get("private_metadata"))
    page = carried.get("page")
    return Metadata(
        kind=_text(carried.get("kind")),
        draft=_text(carried.get("draft")),
        screen=_text(carried.get("screen")),
        told=_text(carried.get("told")),
        page=page if isinstance(page, int) and not isinstance(page, bool) and page > 0 else 0,
        case=_text(carried.get("case")),
        version=_text(carried.get("version")),
    )


def values_of(state: Mapping[str, Json]) -> Values:
    """What is entered in a view, from its `state`. A field that was left empty is there, with nothing in it."""
    return {
        field: tuple(_entered(element))
        for block in _mapping(state.get("values")).values()
        for field, element in _mapping(block).items()
    }


def _entered(element: Json) -> Iterator[str]:
    found = _mapping(element)
    chosen = found.get("selected_options")
    options = [found.get("selected_option"), *(chosen if isinstance(chosen, list | tuple) else ())]
    for text in (found.get("value"), *(_mapping(option).get("value") for option in options)):
        if isinstance(text, str) and text:
            yield sound(text)


def _read(text: Json) -> Mapping[str, Json]:
    if not isinstance(text, str):
        return {}
    try:
        read: Json = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return _mapping(read)


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Json) -> str:
    return sound(value) if isinstance(value, str) else ""
