"""What a person can read of Slack's blocks before they open a menu or press anything."""

from collections.abc import Iterator, Mapping

from tests.fakes.slack_json import Json, Object, list_of, object_of, objects_in, text_of
from tests.fakes.slack_views import ShownView, elements

MENUS = frozenset({"static_select", "multi_static_select", "external_select", "multi_external_select"})
CHOSEN = ("initial_option", "initial_options")


def readable(value: Json) -> Iterator[str]:
    """Every text that stands open: of a menu what is chosen, or else what it says when nothing is."""
    if not isinstance(value, Mapping):
        for each in list_of(value):
            yield from readable(each)
    elif value.get("type") in MENUS:
        chosen = [object_of(value.get("initial_option")), *objects_in(value.get("initial_options"))]
        words = [{"text": each.get("text")} for each in chosen if each]
        yield from readable(words or [value.get("placeholder")])
    else:
        for name, each in value.items():
            if name in {"text", "initial_value"} and isinstance(each, str):
                yield each
            elif name not in {"confirm", *CHOSEN}:
                yield from readable(each)


def filled_in(shown: ShownView) -> tuple[Object, ...]:
    """The blocks of a view with what somebody has entered there."""
    fields = {place[0]: _with(element, shown.values.get(place, {})) for place, element in elements(shown.view)}
    return tuple(
        {**block, "element": fields[text_of(block["block_id"])]} if block.get("type") == "input" else block
        for block in objects_in(shown.view.get("blocks"))
    )


def _with(element: Object, value: Object) -> Object:
    """An element that begins with this value."""
    begins = {
        "initial_value": value.get("value"),
        "initial_option": object_of(value.get("selected_option")),
        "initial_options": list_of(value.get("selected_options")),
    }
    bare = {name: each for name, each in element.items() if name not in begins}
    return {**bare, **{name: each for name, each in begins.items() if each}}
