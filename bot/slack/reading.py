"""Reads what Slack gives back of a view: what was entered, and what the view carried to say where it belongs.

Nothing here trusts what it reads: what is not as we sent it is as good as absent, and nothing raises.
"""

import json
from collections.abc import Iterator, Mapping

from bot.chat.carried import Carried, as_json, from_json
from bot.chat.payload import Json, mapping, sound
from bot.slack import limits
from handlers.values import Values


def written(carried: Carried) -> str:
    """A view's private metadata. Raises ValueError when it would be too long for Slack."""
    text = json.dumps(as_json(carried), ensure_ascii=False, separators=(",", ":"))
    if not limits.fits(text, limits.METADATA):
        raise ValueError("what a view carries is too long")
    return text


def metadata(view: Mapping[str, Json]) -> Carried:
    """What a view carried."""
    return from_json(_read(view.get("private_metadata")))


def values_of(state: Mapping[str, Json]) -> Values:
    """What is entered in a view, from its `state`. A field that was left empty is there, with nothing in it."""
    return {
        field: tuple(_entered(element))
        for block in mapping(state.get("values")).values()
        for field, element in mapping(block).items()
    }


def places_of(state: Mapping[str, Json]) -> Mapping[str, str]:
    """The block in which each field stands, from a view's `state`."""
    return {field: block for block, held in mapping(state.get("values")).items() for field in mapping(held)}


def _entered(element: Json) -> Iterator[str]:
    found = mapping(element)
    chosen = found.get("selected_options")
    options = [found.get("selected_option"), *(chosen if isinstance(chosen, list | tuple) else ())]
    for text in (found.get("value"), *(mapping(option).get("value") for option in options)):
        if isinstance(text, str) and text:
            yield sound(text)


def _read(text: Json) -> Mapping[str, Json]:
    if not isinstance(text, str):
        return {}
    try:
        read: Json = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return mapping(read)
