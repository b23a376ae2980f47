"""Draws options to choose from: a few at once, more in a menu; if they take too much room, they are found by typing.

A person who looks for an option (`handlers.turn.Searched`) is shown those that fit, and what they have chosen already.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat import words
from bot.chat.payload import Json
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import Place, button
from bot.teams.cards import Element, actions, bold, plain, rich, small, unmarked
from bot.teams.several import escaped, joined
from dialogs.forms import Answer, ChooseMany, ChooseOne, Option

AT_ONCE, IN_A_MENU = 250, 90
"""Characters of an option that is shown at once, and of one in a menu."""
BEGINS = 40
"""Characters of one that is too long for that: how it begins."""
SEARCH = 60
"""Characters of the label of the box that is searched with, and of what is typed there."""

Choice = ChooseOne | ChooseMany


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody typed to find an option of a field, and the options that fit."""

    field: str
    typed: str
    options: tuple[Option, ...]


def choice(field: Choice, label: str, offered: Sequence[Option], entered: Answer, *, among: int) -> list[Element]:
    """The options, those that are entered marked. They are drawn as so many as `among` are."""
    many = isinstance(field, ChooseMany)
    marked = [option.id for option in chosen(field, entered)]
    return [
        {
            "type": "Input.ChoiceSet",
            "id": f"{ids.FIELD}{field.id}",
            "label": label,
            "isMultiSelect": many,
            "wrap": True,
            "choices": _choices(field, offered, among),
            "spacing": "medium",
            **_style(among, many=many),
            **({"value": joined(marked) if many else marked[0]} if marked else {}),
        }
    ]


def in_full(field: Choice, options: Sequence[Option], among: int) -> list[Element]:
    """Those of the options that cannot stand whole `among` so many choices."""
    cut = [option for option in options if not _stands_whole(option, among)]
    each = [block for option in cut for block in _whole(field, option, among)]
    return [*small(words.IN_FULL, spacing="medium"), *each] if cut else []


def searched(field: Choice) -> bool:
    """Whether the options of a field take too much room, so that they must be looked for."""
    return len(field.options) > limits.TICKS and limits.weight(_every(field)) > limits.INPUT


def search(
    field: Choice, label: str, entered: Answer, place: Place, finding: Finding | None
) -> tuple[list[Element], list[Element]]:
    """What is read above: what is chosen, as far as it is long. Then what is found with, and what was found."""
    kept, found = chosen(field, entered), kept_and_found(field, entered, finding)
    new = [option for option in found if option not in kept]
    return in_full(field, kept, len(found)), [
        *_box(field, place, finding),
        *_said(found, finding),
        *in_full(field, new, len(found)),
        *(choice(field, label, found, entered, among=len(found)) if found else rich(label, spacing="small")),
    ]


def kept_and_found(field: Choice, entered: Answer, finding: Finding | None) -> tuple[Option, ...]:
    """What is chosen already, and as much of what was found as there is room for."""
    kept = chosen(field, entered)
    found = [option for option in (finding.options if finding else ()) if option not in kept]
    while found and _takes(field, kept, found) > limits.INPUT:
        found = found[: len(found) * 3 // 4]
    return (*kept, *found)


def chosen(field: Choice, entered: Answer) -> tuple[Option, ...]:
    """What is entered already, of what is still there."""
    marked = set(entered) if isinstance(entered, tuple) else {entered}
    found = tuple(option for option in field.options if option.id in marked)
    return found if isinstance(field, ChooseMany) else found[:1]


def _takes(field: Choice, kept: Sequence[Option], found: Sequence[Option]) -> int:
    every = [*kept, *found]
    return limits.weight(_choices(field, every, len(every))) + limits.weight(in_full(field, found, len(every)))


def _box(field: Choice, place: Place, finding: Finding | None) -> list[Element]:
    """What is typed in to find something, and the button that looks."""
    name = limits.short(" ".join(field.label.split()), SEARCH) or field.id
    box: Element = {
        "type": "Input.Text",
        "id": f"{ids.SEARCH}{field.id}",
        "label": plain(teams_words.looked_for(name)),
        "placeholder": words.SEARCH,
        "maxLength": SEARCH,
        "spacing": "medium",
        **({"value": finding.typed[:SEARCH]} if finding and finding.typed else {}),
    }
    return [box, *actions([button(teams_words.FIND, ids.FIND, field.id, place, about=name)])]


def _said(shown: Sequence[Option], finding: Finding | None) -> list[Element]:
    """What came of the search."""
    if finding is None:
        return []
    if not finding.options:
        return rich(teams_words.NOTHING_FOUND, spacing="small")
    cut = any(option not in shown for option in finding.options)
    return rich(teams_words.FOUND_TOO_MUCH if cut else teams_words.FOUND_SOME, spacing="small")


def _style(count: int, *, many: bool) -> Element:
    if count <= limits.TICKS:
        return {"style": "expanded"}
    placeholder = words.CHOOSE_MANY if many else words.CHOOSE_ONE
    return {"style": "compact", "placeholder": placeholder}


def _every(field: Choice) -> list[Json]:
    return _choices(field, field.options, len(field.options))


def _choices(field: Choice, offered: Sequence[Option], among: int) -> list[Json]:
    many = isinstance(field, ChooseMany)
    return [
        {"title": plain(_title(field, option, among)), "value": escaped(option.id) if many else option.id}
        for option in offered
    ]


def _whole(field: Choice, option: Option, among: int) -> list[Element]:
    """An option in full, by the name that it has among the choices."""
    if _is_called_so(field, option, among):
        return rich(bold(option.label), f" – {option.hint}", spacing="small")
    return rich(bold(f"{_choice_number(field, option)}: "), _in_words(option), spacing="small")


def _title(field: Choice, option: Option, count: int) -> str:
    """An option's words, or without what goes with them, or its number and how it begins."""
    if _stands_whole(option, count):
        return _in_words(option)
    if _is_called_so(field, option, count):
        return option.label
    begins = limits.short(option.label, BEGINS)
    number = _choice_number(field, option)
    return f"{number}: {begins}" if unmarked(begins) else number


def _stands_whole(option: Option, count: int) -> bool:
    return _stands(_in_words(option), count)


def _is_called_so(field: Choice, option: Option, count: int) -> bool:
    """Whether its label alone can stand among so many, and no other option is called the same."""
    return _stands(option.label, count) and [each.label for each in field.options].count(option.label) == 1


def _stands(text: str, count: int) -> bool:
    return len(text) <= (AT_ONCE if count <= limits.TICKS else IN_A_MENU) and unmarked(text)


def _in_words(option: Option) -> str:
    return f"{option.label} – {option.hint}" if option.hint.strip() else option.label


def _choice_number(field: Choice, option: Option) -> str:
    place = next((place for place, each in enumerate(field.options) if each.id == option.id), len(field.options))
    return teams_words.choice(place + 1)
