"""Draws a field as an input. A new kind of field fails type-checking here until it is drawn.

Nothing is marked as required: then nobody could go back before everything is filled in.
"""

from typing import assert_never

from bot.chat import words
from bot.chat.payload import sound
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import Place
from bot.teams.cards import Element, Run, bold, plain, rich, small
from bot.teams.choices import Finding, choice, in_full, kept_and_found, search, searched
from bot.teams.parts import quote
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, ShortText

LABEL = 300
"""Characters of a label; a longer one, or a longer hint, is read above the field."""


def drawn(
    field: Field,
    entered: Answer,
    problem: str,
    place: Place,
    finding: Finding | None,
    *,
    compact: bool = False,
    sometimes: bool = False,
) -> tuple[list[Element], list[Element]]:
    """What is read above a field, and the field itself (or nothing, if it has nothing to choose from).

    The options of a `compact` one stand in a menu, however few they are. Of one that is `sometimes` needed nothing
    says that it can be skipped.
    """
    said = label(field, sometimes=sometimes)
    match field:
        case ShortText() | LongText():
            text = _text(field, entered)
            above, inputs = [*_above(field), *_whole(text)], [_box(field, text, said)]
        case ChooseOne() | ChooseMany() if not field.options:
            above, inputs = [*_above(field), *rich(words.NOTHING_TO_CHOOSE, spacing="small")], []
        case ChooseOne() | ChooseMany() if searched(field):
            chosen, inputs = search(field, said, entered, place, finding)
            above = [*_above(field), *chosen]
        case ChooseOne() | ChooseMany():
            among = max(len(field.options), limits.TICKS + 1 if compact else 0)
            above = [*_above(field), *in_full(field, field.options, among)]
            inputs = choice(field, said, field.options, entered, among=among)
        case _:
            assert_never(field)
    return above, _with_problem(problem, inputs)


def fillable(field: Field, entered: Answer, finding: Finding | None) -> bool:
    """Whether the field itself stands on the card, so that leaving it empty means something."""
    match field:
        case ShortText() | LongText():
            return True
        case ChooseOne() | ChooseMany():
            return bool(kept_and_found(field, entered, finding) if searched(field) else field.options)
        case _:
            assert_never(field)


def label(field: Field, *, sometimes: bool = False) -> str:
    """The question, and what goes with it: nothing else is read to somebody who only hears the input."""
    question = limits.short(field.label, LABEL) if field.label.strip() else field.id
    first = question if field.required or sometimes else f"{question} {teams_words.OPTIONAL}"
    return plain(f"{first}\n{field.hint}" if field.hint.strip() and len(field.hint) <= LABEL else first)


def _with_problem(problem: str, inputs: list[Element]) -> list[Element]:
    """What is wrong, right above what has to be changed."""
    wrong = rich(Run(problem, bold=True, wrong=True), spacing="medium")
    first, rest = inputs[:1], inputs[1:]
    return [*wrong, *({**each, "spacing": "small"} for each in first), *rest] if wrong else inputs


def _above(field: Field) -> list[Element]:
    """The label and the hint, where they are too long to stand with the input, or where there is none."""
    alone = isinstance(field, ChooseOne | ChooseMany) and not field.options
    question = rich(bold(field.label), spacing="medium") if alone or len(field.label) > LABEL else []
    return [*question, *(small(field.hint) if alone or len(field.hint) > LABEL else [])]


def _whole(text: str) -> list[Element]:
    """What is longer than the box takes."""
    if limits.fits(text, limits.INPUT):
        return []
    return [*small(teams_words.TOO_LONG_FOR_TEAMS, spacing="medium"), *quote(text)]


def _text(field: ShortText | LongText, entered: Answer) -> str:
    text = sound(entered) if isinstance(entered, str) else ""
    return text if isinstance(field, LongText) else " ".join(text.split())


def _box(field: ShortText | LongText, text: str, said: str) -> Element:
    start = next(limits.pieces(text, limits.INPUT), "")
    return {
        "type": "Input.Text",
        "id": f"{ids.FIELD}{field.id}",
        "label": said,
        "isMultiline": isinstance(field, LongText),
        "maxLength": limits.BOX,
        "spacing": "medium",
        **({"value": start} if start else {}),
    }
