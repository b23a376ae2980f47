"""What a person fills in: a form is an ordered list of screens, each with one to three fields.

A form has no jumps. A screen, a notice or an option may be shown only if an *earlier* answer says so; that is all the
routing there is, so anybody can read a form from top to bottom and it always ends. How screens look is left to the
platforms; which screen is next is `dialogs.walk`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

Answer = str | tuple[str, ...]
"""One answer: text or an option's id, or the ids of several options. An empty one means "skipped"."""

Answers = Mapping[str, Answer]
"""Field id to answer. A field that has not been reached is absent."""


@dataclass(frozen=True, slots=True)
class Is:
    """True when the answer to `field` is (or, of several, includes) one of `values`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every condition is."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one condition is."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the condition is not."""

    condition: "Condition"


Condition = Is | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen. `hint` may be empty."""

    id: str
    label: str
    hint: str = ""


class OptionSource(StrEnum):
    """Where the options of a field come from when the form cannot know them."""

    CENTRES = "centres"
    READERS = "readers"
    """The people who would be told, so that the reporter can say that it is about one of them."""


@dataclass(frozen=True, slots=True)
class ChooseOne:
    """One of several options: radio buttons. Options are given, or come from the organisation (`source`)."""

    id: str
    label: str
    hint: str
    options: tuple[Option, ...]
    required: bool
    source: OptionSource | None = None


@dataclass(frozen=True, slots=True)
class ChooseMany:
    """Any number of several options: checkboxes. Choosing none is an answer unless `required`."""

    id: str
    label: str
    hint: str
    options: tuple[Option, ...]
    required: bool
    source: OptionSource | None = None


@dataclass(frozen=True, slots=True)
class ShortText:
    """One line of text, at most `limit` characters."""

    id: str
    label: str
    hint: str
    limit: int
    required: bool


@dataclass(frozen=True, slots=True)
class LongText:
    """Several lines of text, at most `limit` characters. Longer text is refused with what to do, never cut."""

    id: str
    label: str
    hint: str
    limit: int
    required: bool


Field = ChooseOne | ChooseMany | ShortText | LongText


class Tone(StrEnum):
    """How a notice is meant, so that each platform can show it so."""

    CALM = "calm"
    URGENT = "urgent"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Notice:
    """Words shown above the fields of a screen, with the signposts that belong to them.

    `text` may name the placeholders of `dialogs.wording.PLACEHOLDERS` in braces.
    """

    text: str
    tone: Tone
    signposts: tuple[str, ...] = ()
    only_if: Condition | None = None


class Purpose(StrEnum):
    """What answering a screen does, beyond leading to the next one."""

    ASK = "ask"
    ALERT_NOW = "alert_now"
    """Answering it tells people at once; what follows joins the same case."""
    REVIEW = "review"
    """The last screen: it shows every answer, and answering it sends the report."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown at one time: a title, notices, one to three fields."""

    id: str
    title: str
    notices: tuple[Notice, ...]
    fields: tuple[Field, ...]
    only_if: Condition | None = None
    purpose: Purpose = Purpose.ASK


@dataclass(frozen=True, slots=True)
class Form:
    """What a person fills in, from the first screen to the review."""

    id: str
    title: str
    screens: tuple[Screen, ...]

    def screen(self, screen_id: str) -> Screen | None:
        """The screen with that id, or None."""
        return next((screen for screen in self.screens if screen.id == screen_id), None)


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether the condition is true of these answers. No condition always is."""
    match condition:
        case None:
            return True
        case Is(field, values):
            answer = answers.get(field, "")
            chosen = answer if isinstance(answer, tuple) else (answer,)
            return any(value in values for value in chosen)
        case AllOf(conditions):
            return all(holds(each, answers) for each in conditions)
        case AnyOf(conditions):
            return any(holds(each, answers) for each in conditions)
        case Not(inner):
            return not holds(inner, answers)
        case _:
            assert_never(condition)


def fields_read(condition: Condition | None) -> frozenset[str]:
    """The ids of the fields whose answers a condition looks at."""
    match condition:
        case None:
            return frozenset()
        case Is(field, _):
            return frozenset({field})
        case AllOf(conditions) | AnyOf(conditions):
            return frozenset().union(*(fields_read(each) for each in conditions))
        case Not(inner):
            return fields_read(inner)
        case _:
            assert_never(condition)
