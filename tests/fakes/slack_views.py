"""A modal or a Home tab in somebody's Slack: what it shows, and what they have entered there."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes.slack_json import Json, Object, at, everything_in, list_of, object_of, objects_in, text_of

Place = tuple[str, str]
"""A block id and an action id."""

CHOSEN_ONE = frozenset({"radio_buttons", "static_select", "external_select"})
CHOSEN_SOME = frozenset({"checkboxes", "multi_static_select", "multi_external_select"})
WRITTEN = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
INLINE = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


class CannotEnter(AssertionError):
    """The screen does not let a person enter that."""


@dataclass
class ShownView:
    """A view as its person sees it. `changes` counts how often the bot has put another in its place."""

    id: str
    user: str
    view: Object
    values: dict[Place, Object] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    hash: str = ""
    changes: int = 0
    closed: bool = False

    def __post_init__(self) -> None:
        self.show(self.view)

    def show(self, view: Object) -> None:
        """Put another view in its place. What was entered stays where block id and action id stay the same."""
        self.view = named(view)
        self.values = {place: self._kept(place, element) for place, element in elements(self.view)}
        self.errors = {}
        self.hash = f"{self.changes}.{secrets.token_hex(4)}"
        self.changes += 1

    def enter(self, place: Place, values: Sequence[str], found: Sequence[Json] = ()) -> None:
        """Fill in one element. `found` are the options that a search gave. Raises CannotEnter."""
        element = dict(elements(self.view)).get(place)
        if element is None:
            raise CannotEnter(f"there is no {place} in {list(self.values)}")
        self.values[place] = _entered(element, values, found or _offered(element))

    def _kept(self, place: Place, element: Object) -> Object:
        before = self.values.get(place, {})
        return before if before.get("type") == element.get("type") else _at_first(element)

    @property
    def state(self) -> Object:
        """What was entered, as Slack sends it."""
        values: dict[str, dict[str, Json]] = {}
        for (block, action), value in self.values.items():
            values.setdefault(block, {})[action] = value
        return {"values": values}

    @property
    def text(self) -> str:
        """Everything that can be read in it."""
        return read(self.view)


def read(value: Json) -> str:
    """Every text in blocks or in a view, in the order of reading: what is inside `private_metadata` is not seen."""
    return "\n".join(_readable(value))


def buttons(value: Json) -> Iterator[tuple[str, Object]]:
    """Every button in blocks or in a view, each with the id of its block."""
    blocks = object_of(value).get("blocks") if isinstance(value, Mapping) else value
    for block in objects_in(blocks):
        for each in everything_in(block):
            if each.get("type") == "button":
                yield text_of(block.get("block_id")), each


def elements(view: Object) -> Iterator[tuple[Place, Object]]:
    """Everything in the view that a person can fill in, and where."""
    for block in objects_in(view.get("blocks")):
        for element in everything_in(block):
            if element.get("type") in CHOSEN_ONE | CHOSEN_SOME | WRITTEN:
                yield (text_of(block["block_id"]), text_of(element["action_id"])), element


def named(value: Object) -> Object:
    """The same with an id wherever the bot gave none, as Slack makes one up."""
    blocks: list[Json] = []
    for block in objects_in(value.get("blocks")):
        made_up = {"block_id": secrets.token_urlsafe(4), **block}
        blocks.append(_with_action_ids(made_up))
    return {**value, "blocks": blocks}


def _with_action_ids(block: Object) -> Object:
    made_up: Object = {"action_id": secrets.token_urlsafe(4)}
    changed = dict(block)
    for name in ("element", "accessory"):
        if name in block:
            changed[name] = {**made_up, **object_of(block[name])}
    if block.get("type") == "actions":
        changed["elements"] = [
            {"action_id": secrets.token_urlsafe(4), **each} for each in objects_in(block.get("elements"))
        ]
    return changed


def _readable(value: Json) -> Iterator[str]:
    if isinstance(value, Mapping) and value.get("type") in INLINE:
        yield "".join(_inline(each) for each in objects_in(value.get("elements")))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key in {"text", "alt_text"} and isinstance(each, str):
                yield each
            elif key not in {"confirm", "private_metadata"}:
                yield from _readable(each)
    else:
        for each in list_of(value):
            yield from _readable(each)


def _inline(each: Object) -> str:
    if each.get("type") == "emoji":
        return f":{text_of(each.get('name'))}:"
    return text_of(each.get("text")) or text_of(each.get("url"))


def _offered(element: Object) -> Sequence[Json]:
    groups = objects_in(element.get("option_groups"))
    return [*list_of(element.get("options")), *(one for group in groups for one in list_of(group.get("options")))]


def _at_first(element: Object) -> Object:
    kind = text_of(element.get("type"))
    if kind in CHOSEN_ONE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in CHOSEN_SOME:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    return {"type": kind, "value": element.get("initial_value")}


def _entered(element: Object, values: Sequence[str], offered: Sequence[Json]) -> Object:
    kind = text_of(element.get("type"))
    if kind in WRITTEN:
        return {"type": kind, "value": _within(element, "".join(values)) or None}
    chosen = [option for value in values for option in offered if at(option, "value") == value]
    if len(chosen) != len(values):
        raise CannotEnter(f"{values} are not among {[at(option, 'value') for option in offered]}")
    if kind in CHOSEN_ONE:
        return {"type": kind, "selected_option": chosen[0] if chosen else None}
    return {"type": kind, "selected_options": chosen}


def _within(element: Object, text: str) -> str:
    longest = element.get("max_length", 3000)
    if isinstance(longest, int) and len(text) > longest:
        raise CannotEnter(f"the input takes {longest} characters, not {len(text)}")
    return text if element.get("multiline") else " ".join(text.splitlines())
