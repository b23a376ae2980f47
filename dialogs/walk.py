"""Where a person stands in a form, and what their reply does to it.

The answers are the only state. A screen has been passed when each of its fields has an answer (an empty one if it was
skipped), and the person stands at the first screen on their path that has not been passed: so going back, resuming and
changing an answer are one computation. Answers of screens that are off the path stay, and never count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from dialogs.forms import (
    Answer,
    Answers,
    ChooseMany,
    ChooseOne,
    Field,
    Form,
    LongText,
    Option,
    OptionSource,
    Screen,
    ShortText,
    holds,
)

Options = Mapping[OptionSource, tuple[Option, ...]]
"""What the organisation offers for fields whose options the form cannot know."""

MOST_ENTRIES = 1_000
"""More choices than this in one reply are not looked at: no organisation has as many people to tick."""


MOST_FOUND = 100
"""How many options a search shows at most."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The reply was understood: these are all the answers now."""

    answers: Answers


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The reply was not accepted: `problems` says, field by field, what to do. Nothing that was entered is lost."""

    problems: Mapping[str, str]


def path(form: Form, answers: Answers) -> tuple[Screen, ...]:
    """Every screen that these answers lead through, from the first to the last, passed or not."""
    counted: dict[str, Answer] = {}
    screens: list[Screen] = []
    for screen in form.screens:
        if holds(screen.only_if, counted):
            screens.append(screen)
            counted |= {field.id: answers[field.id] for field in screen.fields if field.id in answers}
    return tuple(screens)


def counted(form: Form, answers: Answers) -> Answers:
    """The answers that count: those to the screens on the path."""
    return {
        field.id: answers[field.id] for screen in path(form, answers) for field in screen.fields if field.id in answers
    }


def passed(screen: Screen, answers: Answers) -> bool:
    """Whether every field of the screen has an answer."""
    return all(field.id in answers for field in screen.fields)


def position(form: Form, answers: Answers) -> Screen | None:
    """The screen the person stands at, or None when the form is complete."""
    return next((screen for screen in path(form, answers) if not passed(screen, answers)), None)


def before(form: Form, answers: Answers, screen_id: str) -> Screen | None:
    """The screen before this one on the path, or None at the first screen or off the path."""
    screens = path(form, answers)
    ids = [screen.id for screen in screens]
    if screen_id not in ids or (place := ids.index(screen_id)) == 0:
        return None
    return screens[place - 1]


def progress(form: Form, answers: Answers, screen_id: str) -> tuple[int, int]:
    """The number of this screen on the path, from 1, and how many there are as far as is known now."""
    ids = [screen.id for screen in path(form, answers)]
    number = ids.index(screen_id) + 1 if screen_id in ids else 1
    return number, len(ids)


def is_open(field: Field) -> bool:
    """Whether the form does not know the field's options: they come from its source."""
    return isinstance(field, ChooseOne | ChooseMany) and field.source is not None


def offered(field: Field, options: Options) -> Field:
    """The field with all its options: those it has, or those of its source."""
    match field:
        case ChooseOne(source=OptionSource() as source):
            return ChooseOne(field.id, field.label, field.hint, options.get(source, ()), field.required)
        case ChooseMany(source=OptionSource() as source):
            return ChooseMany(field.id, field.label, field.hint, options.get(source, ()), field.required)
        case _:
            return field


def found(fields: Iterable[Field], field_id: str, text: str, options: Options) -> tuple[Option, ...]:
    """The options of that field that hold every word of `text`, those that begin with it first: at most a hundred."""
    chosen = [offered(field, options) for field in fields if field.id == field_id]
    words = text.casefold().split()
    fitting = [
        option
        for field in chosen
        if isinstance(field, ChooseOne | ChooseMany)
        for option in field.options
        if all(word in option.label.casefold() for word in words)
    ]
    start = " ".join(words)
    return tuple(sorted(fitting, key=lambda option: not option.label.casefold().startswith(start))[:MOST_FOUND])


def reply(
    screen: Screen, answers: Answers, values: Mapping[str, Sequence[str]], options: Options
) -> Accepted | NotUnderstood:
    """Reads what a platform's form holds as answers to this screen.

    A field that is missing counts as skipped; a field that is not on the screen is passed over.
    """
    entered: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    for field in screen.fields:
        answer = _read(offered(field, options), values.get(field.id, ()))
        if isinstance(answer, _Problem):
            problems[field.id] = answer.what_to_do
        else:
            entered[field.id] = answer
    return NotUnderstood(problems) if problems else Accepted({**answers, **entered})


def kept(screen: Screen, values: Mapping[str, Sequence[str]]) -> Answers:
    """What was entered on a screen, as far as it can be shown again, whether it is acceptable or not."""
    entered: dict[str, Answer] = {}
    for field in screen.fields:
        given = tuple(_storable(each) for each in values.get(field.id, ())[:MOST_ENTRIES] if each)
        if given:
            entered[field.id] = given if isinstance(field, ChooseMany) else given[0]
    return entered


@dataclass(frozen=True, slots=True)
class _Problem:
    what_to_do: str


def _read(field: Field, given: Sequence[str]) -> Answer | _Problem:
    match field:
        case ChooseOne():
            return _read_one(field, given)
        case ChooseMany():
            return _read_many(field, given)
        case ShortText():
            return _read_text(field, " ".join(" ".join(given[:1]).split()))
        case LongText():
            return _read_text(field, "".join(given[:1]).replace("\r\n", "\n").strip())
        case _:
            assert_never(field)


def _read_one(field: ChooseOne, given: Sequence[str]) -> Answer | _Problem:
    chosen = [each for each in given if each]
    if not chosen:
        return _Problem("Choose one of these.") if field.required else ""
    if len(chosen) > 1 or chosen[0] not in {option.id for option in field.options}:
        return _Problem("Choose one of the answers shown here.")
    return chosen[0]


def _read_many(field: ChooseMany, given: Sequence[str]) -> Answer | _Problem:
    chosen = {each for each in given[: MOST_ENTRIES + 1] if each}
    known = tuple(option.id for option in field.options if option.id in chosen)
    if len(known) != len(chosen):
        return _Problem("Choose from the answers shown here.")
    if field.required and not known:
        return _Problem("Choose at least one of these.")
    return known


def _read_text(field: ShortText | LongText, text: str) -> Answer | _Problem:
    text = _storable(text)
    if len(text) > field.limit:
        over = len(text) - field.limit
        return _Problem(f"This is {over:,} characters too long: the most is {field.limit:,}. Nothing was cut.")
    if field.required and not text:
        return _Problem("Write something here.")
    return text


def _storable(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which nothing can store or show."""
    return text.encode(errors="replace").decode()
