"""What a person can read of an Adaptive Card before they open a menu or press anything."""

from collections.abc import Iterator, Mapping

from tests.fakes.slack_json import Json, Object, list_of, object_of, objects_in, text_of
from tests.fakes.teams_cards import ShownCard

READ = {
    "TextBlock": ("text",),
    "TextRun": ("text",),
    "Fact": ("title", "value"),
    "Input.Text": ("label", "value"),
    "Input.Toggle": ("label", "title"),
    "Input.ChoiceSet": ("label",),
    "Action.Submit": ("title",),
    "Action.Execute": ("title",),
    "Action.OpenUrl": ("title",),
    "Action.ShowCard": ("title",),
}
"""Which words of an element can be read, by its type. Of no other element is anything known here."""
INSIDE = ("body", "items", "columns", "rows", "cells", "inlines", "actions", "inlineAction")
"""Where an element has others in it that are seen; what is in a card that is folded away is not."""


def readable(card: Object) -> Iterator[str]:
    """Every text that stands open: of a menu what is chosen, or else what it says when nothing is."""
    if card.get("isVisible") is False:
        return
    kind = text_of(card.get("type"))
    yield from (text for name in READ.get(kind, ()) if (text := text_of(card.get(name)).strip()))
    if kind == "Input.ChoiceSet":
        yield from _choices(card)
    elif kind == "Input.Text" and not card.get("value"):
        yield from filter(None, [text_of(card.get("placeholder"))])
    for each in objects_in(card.get("facts")):
        yield from readable({"type": "Fact", **each})
    for name in INSIDE:
        yield from _inside(card.get(name))


def filled_in(shown: ShownCard) -> Object:
    """A card with what somebody has entered there."""
    return object_of(_with(shown.card, shown.entered))


def _inside(value: Json) -> Iterator[str]:
    for each in [value] if isinstance(value, Mapping) else list_of(value):
        if isinstance(each, str):
            yield each
        else:
            yield from readable(object_of(each))


def _choices(menu: Object) -> Iterator[str]:
    choices = objects_in(menu.get("choices"))
    if menu.get("style") != "expanded":
        chosen = text_of(menu.get("value")).split(",")
        choices = tuple(each for each in choices if each.get("value") in chosen)
    titles = [text_of(each.get("title")) for each in choices]
    yield from titles or filter(None, [text_of(menu.get("placeholder"))])


def _with(value: Json, entered: Mapping[str, str | None]) -> Json:
    if isinstance(value, Mapping):
        copy = {name: _with(each, entered) for name, each in value.items()}
        begins = entered.get(text_of(value.get("id"))) if text_of(value.get("type")).startswith("Input.") else None
        return copy if begins is None else {**copy, "value": begins}
    return [_with(each, entered) for each in list_of(value)] if list_of(value) else value
