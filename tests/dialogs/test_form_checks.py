"""Whether some way of answering leads to a place in a form."""

import pytest

from dialogs.form_checks import can_hold
from dialogs.forms import (
    AllOf,
    AnyOf,
    ChooseMany,
    ChooseOne,
    Condition,
    Field,
    Is,
    Not,
    Option,
    Screen,
    ShortText,
)


def one(name: str, *options: str, required: bool = True) -> ChooseOne:
    return ChooseOne(name, name, "", tuple(Option(option, option) for option in options), required)


def many(name: str, *options: str, required: bool = False) -> ChooseMany:
    return ChooseMany(name, name, "", tuple(Option(option, option) for option in options), required)


def screen(*fields: Field, only_if: Condition | None = None) -> Screen:
    return Screen(fields[0].id, "", (), fields, only_if)


COLOUR = screen(one("colour", "red", "blue"))
SHADE = screen(one("shade", "dark", "light"), only_if=Is("colour", ("red",)))
SIZES = screen(many("sizes", "small", "large"))
NOTE = screen(ShortText("note", "", "", 10, required=False))


@pytest.mark.parametrize(
    "condition",
    [
        None,
        Is("colour", ("red",)),
        Is("shade", ("dark",)),
        Not(Is("shade", ("dark", "light"))),
        AllOf((Is("colour", ("red",)), Not(Is("shade", ("dark",))))),
        AnyOf((Is("colour", ("green",)), Is("colour", ("blue",)))),
        AllOf((Is("sizes", ("small",)), Is("sizes", ("large",)))),
        Not(Is("sizes", ("small", "large"))),
        Not(Is("note", ("x",))),
    ],
)
def test_what_some_answers_make_true_can_hold(condition: Condition | None) -> None:
    assert can_hold(condition, (COLOUR, SHADE, SIZES, NOTE))


@pytest.mark.parametrize(
    "condition",
    [
        Is("colour", ("green",)),
        Not(Is("colour", ("red", "blue"))),
        AllOf((Is("colour", ("red",)), Is("colour", ("blue",)))),
        AllOf((Is("shade", ("dark",)), Is("colour", ("blue",)))),
        Is("unasked", ("x",)),
        Is("note", ("x",)),
        AnyOf(()),
    ],
)
def test_what_no_answers_make_true_cannot_hold(condition: Condition) -> None:
    assert not can_hold(condition, (COLOUR, SHADE, SIZES, NOTE))


def test_a_choice_that_may_be_skipped_can_be_none_of_its_options() -> None:
    either = Is("colour", ("red", "blue"))

    assert can_hold(Not(either), (screen(one("colour", "red", "blue", required=False)),))


def test_of_several_that_are_required_one_is_chosen() -> None:
    neither = Not(Is("sizes", ("small", "large")))

    assert not can_hold(neither, (screen(many("sizes", "small", "large", required=True)),))
    assert can_hold(neither, (screen(many("sizes", "small", "large", "huge", required=True)),))


def test_a_screen_behind_a_screen_that_is_never_shown_is_never_shown_either() -> None:
    never = screen(one("never", "a", "b"), only_if=Is("colour", ("green",)))

    assert not can_hold(Is("never", ("a",)), (COLOUR, never))


def test_a_form_too_large_to_try_is_believed() -> None:
    screens = tuple(screen(one(f"f{number}", "a", "b")) for number in range(20))
    contradiction = AllOf(tuple(Is(f"f{number}", (value,)) for number in range(20) for value in ("a", "b")))

    assert can_hold(contradiction, screens)
