"""Draws a field as an input. A new kind of field fails type-checking here until it is drawn.

A few options are shown at once, more in a menu; if there are too many for a menu, they are found by typing
(`handlers.turn.Searched`).
"""

import json
from collections.abc import Mapping
from typing import assert_never

from bot.chat import words
from bot.chat.payload import Json, sound
from bot.slack import limits, slack_words
from bot.slack.blocks import Block, Payload, plain, sections
from bot.slack.rich import Part, bold, copy, line, rich, sign
from dialogs.forms import Answer, ChooseMany, ChooseOne, Field, LongText, Option, ShortText
from handlers.reply import Found

MENU_WEIGHT = 9_000
"""Of a menu's JSON: three of them must stand in one view. A heavier one is searched."""
LABEL = 300
"""A longer label or hint is read above the field."""


def block_id(screen: str, field: str) -> str:
    """Where a field stands. It differs between screens, or Slack would show what was typed on the one before.

    Raises ValueError when the ids are too long for Slack.
    """
    both = f"{screen}.{field}"
    if not limits.fits(both, limits.ID):
        raise ValueError("the id of a screen or of a field is too long")
    return both


def drawn(
    field: Field, block: str, entered: Answer, problem: str, *, compact: bool = False, keeps: bool = True
) -> tuple[list[Block], list[Block]]:
    """What is read above a field, and the field itself (or nothing, if it has nothing to choose from).

    The options of a `compact` one stand in a menu, however few they are. Of one that `keeps` Slack says what is typed.
    """
    element = _element(field, entered, compact=compact, keeps=keeps)
    above = [*_above(field, entered), *([] if element else sections(words.NOTHING_TO_CHOOSE))]
    wrong = rich(line(sign("warning"), bold(problem))) if problem else []
    return above, [*wrong, *([_input(field, block, element)] if element else [])]


def can_be_answered(field: Field) -> bool:
    """Whether there is anything to choose, or to write in."""
    return not isinstance(field, ChooseOne | ChooseMany) or bool(field.options)


def options_found(found: Found) -> Payload:
    """The answer to a search."""
    return {"options": [_option(each) for each in found.options[: limits.OPTIONS]]}


def _input(field: Field, block: str, element: Block) -> Block:
    hint = field.hint if limits.fits(field.hint, LABEL) else ""
    return {
        "type": "input",
        "block_id": block,
        "label": plain(limits.short(field.label, LABEL) or field.id),
        "optional": not field.required,
        **({"dispatch_action": True} if "dispatch_action_config" in element else {}),
        "element": {**element, "action_id": field.id},
        **({"hint": plain(hint)} if hint.strip() else {}),
    }


# --------------------------------------------------------------------------------------------- what is read above it


def _above(field: Field, entered: Answer) -> list[Block]:
    parts: list[Part] = []
    if not limits.fits(field.label, LABEL) or not can_be_answered(field):
        parts += line(bold(field.label))
    if not limits.fits(field.hint, LABEL) or not can_be_answered(field):
        parts += line(field.hint)
    match field:
        case ChooseOne() | ChooseMany():
            parts += _in_full(field.options, numbered=_numbered(field))
        case ShortText() | LongText():
            parts += _whole(field, entered)
        case _:
            assert_never(field)
    return rich(parts)


def _in_full(options: tuple[Option, ...], *, numbered: bool) -> list[Part]:
    """The options that are too long to be shown whole."""
    parts: list[Part] = []
    for number, option in enumerate(options, 1):
        label = _label(option, number if numbered else 0)
        if not _short_enough(label, option.hint):
            parts += line(bold(label), f" – {option.hint}" if option.hint else "")
    return [*line(words.IN_FULL), *parts] if parts else []


def _whole(field: ShortText | LongText, entered: Answer) -> list[Part]:
    text = _text(entered)
    return [] if limits.typed(text) <= _most(field) else [*line(slack_words.TOO_LONG_FOR_SLACK), *copy(text)]


# ---------------------------------------------------------------------------------------------------------- the field


def _element(field: Field, entered: Answer, *, compact: bool, keeps: bool) -> Block:
    """What is filled in; empty if there is nothing to choose."""
    match field:
        case ChooseOne() | ChooseMany():
            return _choice(field, entered, compact=compact) if field.options else {}
        case ShortText() | LongText():
            return _box(field, entered, keeps=keeps)
        case _:
            assert_never(field)


def _box(field: ShortText | LongText, entered: Answer, *, keeps: bool) -> Block:
    most = _most(field)
    multiline = isinstance(field, LongText)
    text = sound(_text(entered) if multiline else " ".join(_text(entered).split()))
    start = text if limits.typed(text) <= most else next(limits.pieces(text, most), "")
    return {
        "type": "plain_text_input",
        "multiline": multiline,
        "max_length": most,
        **({"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}} if keeps else {}),
        **({"initial_value": start} if start else {}),
    }


def _choice(field: ChooseOne | ChooseMany, entered: Answer, *, compact: bool) -> Block:
    many = isinstance(field, ChooseMany)
    numbered = _numbered(field)
    options = {option.id: _option(option, number if numbered else 0) for number, option in enumerate(field.options, 1)}
    chosen = [options[each] for each in _chosen(entered) if each in options]
    marked: Mapping[str, Json] = {}
    if chosen:
        marked = {"initial_options": chosen} if many else {"initial_option": chosen[0]}
    if len(options) <= limits.TICKS and not (compact and not many):
        kind = "checkboxes" if many else "radio_buttons"
        return {"type": kind, "options": list(options.values()), **marked}
    prefix = "multi_" if many else ""
    if _searched(field):
        return {
            "type": f"{prefix}external_select",
            "min_query_length": 0,
            "placeholder": plain(words.SEARCH),
            **marked,
        }
    placeholder = plain(words.CHOOSE_MANY if many else words.CHOOSE_ONE)
    return {"type": f"{prefix}static_select", "placeholder": placeholder, "options": list(options.values()), **marked}


def _searched(field: ChooseOne | ChooseMany) -> bool:
    """Whether the options are too many for a menu, or their words are."""
    count = len(field.options)
    if count <= limits.TICKS:
        return False
    return count > limits.OPTIONS or len(json.dumps([_option(each, count) for each in field.options])) > MENU_WEIGHT


def _numbered(field: ChooseOne | ChooseMany) -> bool:
    """Whether the options are told apart by numbers, because not all can be shown whole."""
    return not _searched(field) and not all(_short_enough(each.label, each.hint) for each in field.options)


def _short_enough(label: str, hint: str) -> bool:
    return limits.fits(label, limits.OPTION) and limits.fits(hint, limits.OPTION)


def _label(option: Option, number: int) -> str:
    return f"{number}. {option.label}" if number else option.label


def _option(option: Option, number: int = 0) -> Block:
    """An option, with its number if it has one. Raises ValueError when its id is too long for Slack."""
    if not limits.fits(option.id, limits.OPTION_VALUE):
        raise ValueError("the id of an option is too long")
    label = _label(option, number)
    shown: dict[str, Json] = {"text": plain(limits.short(label, limits.OPTION) or option.id), "value": option.id}
    if option.hint.strip():
        shown["description"] = plain(limits.short(option.hint, limits.OPTION))
    return shown


def _most(field: ShortText | LongText) -> int:
    return min(field.limit, limits.TEXT)


def _text(entered: Answer) -> str:
    return entered if isinstance(entered, str) else ""


def _chosen(entered: Answer) -> tuple[str, ...]:
    return entered if isinstance(entered, tuple) else (entered,)
