"""Draws a field as an input. A new kind of field fails type-checking here until it is drawn.

A few options are shown at once, more in a menu; if they take too much room, they are found by typing
(`handlers.turn.Searched`). Nothing is marked as required: then nobody could go back before everything is filled in.
"""

from dataclasses import dataclass
from typing import assert_never

from bot.chat import words
from bot.chat.payload import Json, sound
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import Place, button
from bot.teams.cards import Element, Run, actions, bold, plain, rich, small, unmarked
from bot.teams.parts import wrong
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, Option, ShortText

LABEL = 300
"""Characters of a label; a longer one, or a longer hint, is read above the field."""
AT_ONCE, IN_A_MENU = 250, 90
"""Characters of an option that is shown at once, and of one in a menu."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody typed to find an option of a field, and the options that fit."""

    field: str
    typed: str
    options: tuple[Option, ...]


def drawn(
    field: Field, entered: Answer, problem: str, place: Place, finding: Finding | None
) -> tuple[list[Element], list[Element]]:
    """What is read above a field, and the field itself (or nothing, if it has nothing to choose from)."""
    match field:
        case ShortText() | LongText():
            text = _text(field, entered)
            return [*_above(field), *_whole(text)], [*wrong(problem), _box(field, text)]
        case ChooseOne() | ChooseMany():
            shown = [*_above(field), *([] if field.options else rich(words.NOTHING_TO_CHOOSE, spacing="small"))]
            chosen = _chosen(field, entered)
            if searched(field):
                return shown, [*wrong(problem), *_search(field, chosen, place, finding)]
            return [*shown, *_in_full(field)], [*wrong(problem), *_choice(field, field.options, chosen)]
        case _:
            assert_never(field)


def searched(field: Field) -> bool:
    """Whether the options of a field take too much room, so that they must be looked for."""
    if not isinstance(field, ChooseOne | ChooseMany) or len(field.options) <= limits.TICKS:
        return False
    return limits.weight(_choices(field, field.options)) > limits.INPUT


def fillable(field: Field, entered: Answer, finding: Finding | None) -> bool:
    """Whether the field stands on the card as an input, so that leaving it empty means something."""
    if not isinstance(field, ChooseOne | ChooseMany):
        return True
    return bool(_kept_and_found(field, _chosen(field, entered), finding) if searched(field) else field.options)


# --------------------------------------------------------------------------------------------- what is read above it


def _above(field: Field) -> list[Element]:
    """The label and the hint, where they are too long to stand with the input, or where there is none."""
    alone = isinstance(field, ChooseOne | ChooseMany) and not field.options
    label = rich(bold(field.label), spacing="medium") if alone or len(field.label) > LABEL else []
    return [*label, *(small(field.hint) if alone or len(field.hint) > LABEL else [])]


def _whole(text: str) -> list[Element]:
    """What is longer than the box takes."""
    if limits.fits(text, limits.INPUT):
        return []
    return [*small(teams_words.TOO_LONG_FOR_TEAMS, spacing="medium"), *quote(text)]


def _label(field: Field) -> str:
    """The question, and what goes with it: nothing else is read to somebody who hears the input."""
    question = limits.short(field.label, LABEL) if field.label.strip() else field.id
    first = question if field.required else f"{question} {teams_words.OPTIONAL}"
    return plain(f"{first}\n{field.hint}" if field.hint.strip() and len(field.hint) <= LABEL else first)


# ---------------------------------------------------------------------------------------------------------- to write


def _text(field: ShortText | LongText, entered: Answer) -> str:
    text = sound(entered) if isinstance(entered, str) else ""
    return text if isinstance(field, LongText) else " ".join(text.split())


def _box(field: ShortText | LongText, text: str) -> Element:
    start = next(limits.pieces(text, limits.INPUT), "")
    return {
        "type": "Input.Text",
        "id": f"{ids.FIELD}{field.id}",
        "label": _label(field),
        "isMultiline": isinstance(field, LongText),
        "maxLength": limits.BOX,
        "spacing": "medium",
        **({"value": start} if start else {}),
    }


# --------------------------------------------------------------------------------------------------------- to choose


def _chosen(field: ChooseOne | ChooseMany, entered: Answer) -> tuple[Option, ...]:
    """What is marked already, of what is still there."""
    marked = set(entered) if isinstance(entered, tuple) else {entered}
    found = tuple(option for option in field.options if option.id in marked)
    return found if isinstance(field, ChooseMany) else found[:1]


def _choice(field: ChooseOne | ChooseMany, offered: Sequence[Option], chosen: Sequence[Option]) -> list[Element]:
    if not offered:
        return []
    many = isinstance(field, ChooseMany)
    at_once = len(offered) <= limits.TICKS
    marked = ",".join(option.id for option in chosen)
    hint = words.CHOOSE_MANY if many else words.CHOOSE_ONE
    return [
        {
            "type": "Input.ChoiceSet",
            "id": f"{ids.FIELD}{field.id}",
            "label": _label(field),
            "style": "expanded" if at_once else "filtered" if len(offered) >= limits.FILTERED else "compact",
            "isMultiSelect": many,
            "wrap": True,
            "choices": _choices(field, offered),
            "spacing": "medium",
            **({} if at_once else {"placeholder": hint}),
            **({"value": marked} if marked else {}),
        }
    ]


def _choices(field: ChooseOne | ChooseMany, offered: Sequence[Option]) -> list[Element]:
    titles = _titles(field, offered)
    return [{"title": titles[option.id], "value": _value(option)} for option in offered]


def _value(option: Option) -> str:
    """Raises ValueError for an id that would not come back as it is."""
    if "," in option.id:
        raise ValueError("the id of an option has a comma in it")
    return option.id


def _titles(field: ChooseOne | ChooseMany, offered: Sequence[Option]) -> dict[str, str]:
    """What stands for each option: its words, or its number and how they begin, if they cannot stand there whole."""
    most = AT_ONCE if len(offered) <= limits.TICKS else IN_A_MENU
    numbers = {option.id: number for number, option in enumerate(field.options, 1)}
    return {option.id: _title(option, numbers.get(option.id, 0), most) for option in offered}


def _title(option: Option, number: int, most: int) -> str:
    if _stands_whole(option, most):
        return _in_words(option)
    begins = limits.short(option.label, BEGINS)
    return f"{teams_words.choice(number)}: {begins}" if unmarked(begins) else teams_words.choice(number)


def _in_words(option: Option) -> str:
    return f"{option.label} – {option.hint}" if option.hint.strip() else option.label


def _stands_whole(option: Option, most: int) -> bool:
    text = _in_words(option)
    return len(text) <= most and unmarked(text)


def _in_full(field: ChooseOne | ChooseMany, offered: Sequence[Option]) -> list[Element]:
    """The options that cannot stand whole among the choices."""
    most = AT_ONCE if len(offered) <= limits.TICKS else IN_A_MENU
    numbers = {option.id: number for number, option in enumerate(field.options, 1)}
    cut = [option for option in offered if not _stands_whole(option, most)]
    each = [
        block
        for option in cut
        for block in rich(bold(f"{teams_words.choice(numbers.get(option.id, 0))}: "), _in_words(option), spacing="small")
    ]
    return [*small(words.IN_FULL, spacing="medium"), *each] if each else []


# --------------------------------------------------------------------------------------------------------- to find


def _search(
    field: ChooseOne | ChooseMany, chosen: Sequence[Option], place: Place, finding: Finding | None
) -> list[Element]:
    """A box to type in, a button that looks, and what was chosen or found."""
    box: Element = {
        "type": "Input.Text",
        "id": f"{ids.SEARCH}{field.id}",
        "label": plain(teams_words.looked_for(limits.short(field.label, LABEL) or field.id)),
        "placeholder": words.SEARCH,
        "maxLength": limits.SEARCHED,
    }
    offered = kept_and_found(field, chosen, finding)
    return [box, *actions([find]), *said, *_in_full(field, offered), *_choice(field, offered, chosen)]
