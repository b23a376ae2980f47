"""The lengths and counts that Slack allows, for every block, element and composition object.

Source: docs.slack.dev/reference/block-kit, each type's own page.
"""

from collections.abc import Iterator, Mapping

from tests.fakes.slack_json import Json, Object, everything_in, list_of, object_of, objects_in, text_of

LONGEST_ID = 255
LONGEST_TEXT = 3000

LONGEST: Mapping[str, Mapping[str, int]] = {
    "header": {"text.text": 150},
    "section": {"text.text": 3000, "fields.*.text": 2000},
    "context": {"elements.*.text": 3000},
    "input": {"label.text": 2000, "hint.text": 2000},
    "image": {"image_url": 3000, "alt_text": 2000, "title.text": 2000},
    "markdown": {"text": 12000},
    "alert": {"text.text": 200},
    "button": {"text.text": 75, "value": 2000, "url": 3000, "accessibility_label": 75},
    "feedback_buttons": {
        "positive_button.text.text": 75,
        "negative_button.text.text": 75,
        "positive_button.value": 2000,
        "negative_button.value": 2000,
    },
    "icon_button": {"value": 2000, "accessibility_label": 75},
    "plain_text_input": {"placeholder.text": 150, "initial_value": 3000},
    "link": {"url": 3000},
}
"""The most characters of what stands at each path, by type; `*` is every one of a list."""

MOST: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "actions": {"elements": (1, 25)},
    "context": {"elements": (1, 10)},
    "context_actions": {"elements": (1, 5)},
    "section": {"fields": (1, 10)},
    "rich_text": {"elements": (1, 100)},
    "radio_buttons": {"options": (1, 10)},
    "checkboxes": {"options": (1, 10), "initial_options": (1, 10)},
    "overflow": {"options": (1, 5)},
    "static_select": {"options": (1, 100), "option_groups": (1, 100)},
    "multi_static_select": {"options": (1, 100), "option_groups": (1, 100), "initial_options": (1, 100)},
    "multi_external_select": {"initial_options": (1, 100)},
}
"""The fewest and the most that a list may hold, if it is there."""

CONFIRM = {"title.text": 100, "text.text": 300, "confirm.text": 30, "deny.text": 30}
OPTION = {"text.text": 75, "value": 150, "description.text": 75, "url": 3000}
SELECTS = frozenset({"static_select", "external_select", "multi_static_select", "multi_external_select"})
CHOICES = frozenset({"radio_buttons", "checkboxes", "static_select", "multi_static_select", "overflow"})


def of_block(block: Object) -> tuple[str, ...]:
    """Every limit that something in the block breaks."""
    return tuple(problem for each in everything_in(block) for problem in _of_object(each))


def of_options(options: Json) -> Iterator[str]:
    """Every limit that these options break, as a list or as the answer to a search."""
    for option in objects_in(options):
        yield from _too_long("option", option, OPTION)
        if not text_of(option.get("value")):
            yield "option: it has no value"
    values = [text_of(option.get("value")) for option in objects_in(options)]
    if len(values) != len(set(values)):
        yield "option: two of them have the same value"


def _of_object(each: Object) -> Iterator[str]:
    kind = text_of(each.get("type"))
    yield from _too_long(kind, each, LONGEST.get(kind, {}))
    yield from _too_many(kind, each)
    for name in ("block_id", "action_id"):
        if name in each and not 0 < len(text_of(each[name])) <= LONGEST_ID:
            yield f"{kind}.{name}: 1 to {LONGEST_ID} characters"
    if kind in {"plain_text", "mrkdwn", "text"} and not 0 < len(text_of(each.get("text"))) <= LONGEST_TEXT:
        # A rich text may be longer than 3,000 in all, but a piece of it may not.
        yield f"{kind}: 1 to {LONGEST_TEXT} characters"
    if "confirm" in each and isinstance(each["confirm"], Mapping) and kind != "plain_text":
        yield from _too_long("confirm", object_of(each["confirm"]), CONFIRM)
    yield from of_options(each.get("options"))
    for group in objects_in(each.get("option_groups")):
        yield from _too_long("option group", group, {"label.text": 75})
    yield from _of_element(kind, each)


def _of_element(kind: str, each: Object) -> Iterator[str]:
    if kind == "section" and not each.get("text") and not each.get("fields"):
        yield "section: it has neither text nor fields"
    if kind in SELECTS:
        yield from _too_long(kind, each, {"placeholder.text": 150})
    if kind in CHOICES:
        yield from _not_offered(kind, each)
    if kind == "plain_text_input":
        yield from _of_input(each)
    if kind == "link" and not text_of(each.get("url")).startswith(("https://", "http://", "mailto:")):
        yield "link: it is no address"


def _of_input(each: Object) -> Iterator[str]:
    longest, shortest = each.get("max_length", 3000), each.get("min_length", 0)
    if not isinstance(longest, int) or not 1 <= longest <= LONGEST_TEXT:
        yield "plain_text_input.max_length: 1 to 3000"
    elif not isinstance(shortest, int) or not 0 <= shortest <= longest:
        yield "plain_text_input.min_length: 0 to max_length"
    elif len(text_of(each.get("initial_value"))) > longest:
        yield "plain_text_input.initial_value: longer than max_length"


def _not_offered(kind: str, each: Object) -> Iterator[str]:
    """Slack takes an initial option only if it is, in every part, one of the options."""
    groups = objects_in(each.get("option_groups"))
    offered = [*list_of(each.get("options")), *(one for group in groups for one in list_of(group.get("options")))]
    chosen = [*list_of(each.get("initial_options")), *([each["initial_option"]] if "initial_option" in each else [])]
    if any(one not in offered for one in chosen):
        yield f"{kind}: what is chosen at first is none of its options"


def _too_long(kind: str, value: Object, limits: Mapping[str, int]) -> Iterator[str]:
    for path, most in limits.items():
        for text in _reach(value, path.split(".")):
            if isinstance(text, str) and len(text) > most:
                yield f"{kind}.{path}: {len(text)} characters, at most {most}"


def _too_many(kind: str, value: Object) -> Iterator[str]:
    for name, (fewest, most) in MOST.get(kind, {}).items():
        if name in value and not fewest <= len(list_of(value[name])) <= most:
            yield f"{kind}.{name}: {len(list_of(value[name]))} of them, {fewest} to {most} are allowed"


def _reach(value: Json, path: list[str]) -> Iterator[Json]:
    if not path:
        yield value
    elif path[0] == "*":
        for each in list_of(value):
            yield from _reach(each, path[1:])
    else:
        yield from _reach(object_of(value).get(path[0]), path[1:])
