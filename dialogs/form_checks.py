"""Tells whether a condition of a form can ever hold: whether some way of answering leads there.

Only the choices that matter are tried, each with the options that are asked for and one that stands for all others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import assert_never

from dialogs.forms import (
    AllOf,
    Answer,
    Answers,
    AnyOf,
    ChooseMany,
    ChooseOne,
    Condition,
    Field,
    Is,
    LongText,
    Not,
    Screen,
    ShortText,
    fields_read,
    holds,
)

MOST_WAYS = 20_000
"""After so many ways of answering, the search gives up and believes the form."""

OTHER = ""
"""Stands for every option that no condition asks for, and for a field that was skipped."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field that matters, when it is asked, and the options of it that are asked for."""

    field: Field
    only_if: Condition | None
    options: frozenset[str]


def can_hold(condition: Condition | None, earlier: Iterable[Screen]) -> bool:
    """Whether some answers to the earlier screens, asked in this order, make the condition true."""
    ways = islice(_ways(_that_matter(condition, tuple(earlier)), {}), MOST_WAYS)
    tried = 0
    for tried, answers in enumerate(ways, start=1):  # noqa: B007 - how far it got is read below
        if holds(condition, answers):
            return True
    return tried == MOST_WAYS


def _that_matter(condition: Condition | None, earlier: Sequence[Screen]) -> tuple[_Asked, ...]:
    """The fields that the condition depends on, also through the screens that those fields are on."""
    conditions = [condition]
    screens: list[Screen] = []
    for screen in reversed(earlier):
        needed = frozenset().union(*(fields_read(each) for each in conditions))
        if any(field.id in needed for field in screen.fields):
            screens.insert(0, screen)
            conditions.append(screen.only_if)
    wanted = frozenset(chain.from_iterable(_asked_for(each) for each in conditions))
    fields = {name for name, _ in wanted}
    return tuple(
        _Asked(field, screen.only_if, frozenset(option for name, option in wanted if name == field.id))
        for screen in screens
        for field in screen.fields
        if field.id in fields
    )


def _asked_for(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """Every field and option that a condition names."""
    match condition:
        case None:
            return
        case Is(field, values):
            yield from ((field, value) for value in values)
        case AllOf(conditions) | AnyOf(conditions):
            yield from chain.from_iterable(_asked_for(each) for each in conditions)
        case Not(inner):
            yield from _asked_for(inner)
        case _:
            assert_never(condition)


def _ways(fields: Sequence[_Asked], answers: Answers) -> Iterator[Answers]:
    if not fields:
        yield answers
        return
    first, rest = fields[0], fields[1:]
    if not holds(first.only_if, answers):
        yield from _ways(rest, answers)
        return
    for answer in _answers(first):
        yield from _ways(rest, {**answers, first.field.id: answer})


def _answers(asked: _Asked) -> Iterator[Answer]:
    match asked.field:
        case ChooseOne(options=options, required=required):
            yield from (option.id for option in options if option.id in asked.options)
            if not required or any(option.id not in asked.options for option in options):
                yield OTHER
        case ChooseMany(options=options, required=required):
            named = [option.id for option in options if option.id in asked.options]
            fewest = 1 if required and len(named) == len(options) else 0
            yield from chain.from_iterable(combinations(named, size) for size in range(fewest, len(named) + 1))
        case ShortText() | LongText():
            yield OTHER
        case _:
            assert_never(asked.field)
