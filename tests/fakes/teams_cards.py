"""An Adaptive Card as it stands in front of somebody: what can be read, entered and pressed there.

What a card sends when it is pressed follows the JavaScript renderer of adaptivecards.io, which Teams is built on: a
text box always sends its text, a choice nothing before something is chosen, several choices one text with commas.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes.slack_json import Json, Object, at, list_of, object_of, objects_in, text_of

CARD = "application/vnd.microsoft.card.adaptive"
NOTHING_TO_PRESS = frozenset({"data", "facts", "fallback", "inlines", "msteams"})
"""Keys under which nothing stands that can be pressed or filled in."""


class CannotEnter(AssertionError):
    """The card does not let a person enter or press that."""


@dataclass
class ShownCard:
    """A card as its person sees it. `entered` holds what stands in its inputs; `unfolded` what they have opened."""

    card: Object
    entered: dict[str, str | None] = field(default_factory=dict)
    unfolded: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entered = {name: _at_first(each) for name, each in self.inputs().items()}

    @property
    def text(self) -> str:
        """Everything that can be read, in the order of reading."""
        return "\n".join(text for each in self._elements() for text in _readable(each) if text)

    def inputs(self) -> dict[str, Object]:
        """Everything that can be filled in, by its id."""
        return {text_of(each.get("id")): each for each in self._elements() if _kind(each).startswith("Input.")}

    def buttons(self) -> Iterator[Object]:
        """Every action that can be pressed."""
        return (each for each in self._elements() if _kind(each).startswith("Action.") and can_be_pressed(each))

    def button(self, do: str, value: str = "") -> Object:
        """The first button that does this, about this if it is named. Raises CannotEnter for none."""
        for each in self.buttons():
            ours = object_of(at(each, "data", "esafety"))
            if ours.get("do") == do and value in {"", ours.get("value")}:
                return each
        raise CannotEnter(
            f"there is no button {do} {value} among {[text_of(each.get('title')) for each in self.buttons()]}"
        )

    def has(self, do: str, value: str = "") -> bool:
        """Whether there is such a button."""
        try:
            self.button(do, value)
        except CannotEnter:
            return False
        return True

    def unfold(self, title: str) -> None:
        """Press what shows another part of the card, or hides it again."""
        titles = [text_of(each.get("title")) for each in self.buttons() if _kind(each) == "Action.ShowCard"]
        if title not in titles:
            raise CannotEnter(f"{title!r} unfolds nothing: only {titles}")
        self.unfolded ^= {title}

    def enter(self, name: str, values: Sequence[str]) -> None:
        """Fill in one input. Raises CannotEnter."""
        element = self.inputs().get(name)
        if element is None:
            raise CannotEnter(f"there is no input {name!r} in {list(self.entered)}")
        self.entered[name] = _entered(element, values)

    def sends(self, action: Object) -> dict[str, Json]:
        """The data that a button sends: its own, with what stands in the inputs."""
        data = dict(object_of(action.get("data")))
        if text_of(action.get("associatedInputs")).lower() == "none":  # the schema has "None", Teams' pages have "none"
            return data
        return data | {name: value for name, value in self.entered.items() if value is not None}

    def _elements(self) -> Iterator[Object]:
        return _walk(self.card, self.unfolded)


def card_of(message: Object) -> Object:
    """The first card of a message, or an empty object."""
    return next((object_of(each.get("content")) for each in objects_in(message.get("attachments"))), {})


def can_be_pressed(action: Object) -> bool:
    """Whether it is not greyed out."""
    return action.get("isEnabled") is not False


def _kind(element: Object) -> str:
    return text_of(element.get("type"))


def _walk(value: Json, unfolded: set[str]) -> Iterator[Object]:
    """Every element that is seen, in the order of reading."""
    if isinstance(value, Mapping):
        if value.get("isVisible") is False:
            return
        yield value
        for key, each in value.items():
            folded = key == "card" and text_of(value.get("title")) not in unfolded
            if key not in NOTHING_TO_PRESS and not folded:
                yield from _walk(each, unfolded)
    else:
        for each in list_of(value):
            yield from _walk(each, unfolded)


def _readable(element: Object) -> Iterator[str]:
    match _kind(element):
        case "TextBlock":
            yield text_of(element.get("text"))
        case "RichTextBlock":
            yield "".join(each if isinstance(each, str) else text_of(at(each, "text")) for each in _inlines(element))
        case "FactSet":
            yield from (
                text_of(each.get(key)) for each in objects_in(element.get("facts")) for key in ("title", "value")
            )
        case "Input.Text":
            yield from (text_of(element.get("label")), text_of(element.get("value")))
        case _:
            yield from (text_of(element.get(key)) for key in ("label", "title", "altText"))


def _inlines(element: Object) -> Sequence[Json]:
    return list_of(element.get("inlines"))


def _at_first(element: Object) -> str | None:
    value = text_of(element.get("value"))
    match _kind(element):
        case "Input.ChoiceSet":
            return value or None
        case "Input.Toggle":
            return value or text_of(element.get("valueOff", "false"))
        case _:
            return value


def _entered(element: Object, values: Sequence[str]) -> str | None:
    if _kind(element) != "Input.ChoiceSet":
        return _within(element, "".join(values))
    offered = [text_of(each.get("value")) for each in objects_in(element.get("choices"))]
    unknown = [value for value in values if value not in offered]
    if unknown or (len(values) > 1 and element.get("isMultiSelect") is not True):
        raise CannotEnter(f"{list(values)} cannot be chosen from {offered}")
    return ",".join(value for value in offered if value in values) or None


def _within(element: Object, text: str) -> str:
    longest = element.get("maxLength")
    if isinstance(longest, int) and len(text) > longest:
        raise CannotEnter(f"the input takes {longest} characters, not {len(text)}")
    return text if element.get("isMultiline") is True else " ".join(text.splitlines())
