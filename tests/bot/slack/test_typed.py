"""Tests that what is being typed is remembered for as long as it may be needed, and stored now and then."""

import gc
import weakref

from bot.slack.typed import FORGOTTEN_AFTER, MOST_CHARACTERS, MOST_FORMS, STORED_EVERY, Typed

TOM, LENA = "tom", "slack:T1:U9"


class Seconds:
    """Counts seconds, which a test sets."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        """The time."""
        return self.at


def test_the_first_and_then_every_few_seconds_it_is_time_to_store() -> None:
    seconds = Seconds()
    typed = Typed(seconds)

    assert typed.is_due(TOM, "V1", {"account": ("S",)})
    seconds.at += STORED_EVERY / 2
    assert not typed.is_due(TOM, "V1", {"account": ("Sh",)})
    seconds.at += STORED_EVERY / 2
    assert typed.is_due(TOM, "V1", {"account": ("She",)})
    seconds.at += STORED_EVERY / 2
    assert not typed.is_due(TOM, "V1", {"account": ("She ",)})


def test_the_latest_is_there_once_when_the_form_is_closed() -> None:
    typed = Typed(Seconds())
    typed.is_due(TOM, "V1", {"account": ("S",)})
    typed.is_due(TOM, "V1", {"account": ("Sh",)})
    typed.is_due(TOM, "V2", {"account": ("other",)})

    assert typed.taken(TOM, "V1") == {"account": ("Sh",)}
    assert typed.taken(TOM, "V1") == {}
    assert typed.taken(TOM, "V2") == {"account": ("other",)}


def test_nobody_is_given_what_somebody_else_typed() -> None:
    typed = Typed(Seconds())
    typed.is_due(TOM, "V1", {"account": ("mine",)})
    typed.is_due(LENA, "V1", {"account": ("hers",)})

    assert typed.taken(LENA, "V1") == {"account": ("hers",)}
    assert typed.taken(LENA, "V1") == {}
    assert typed.taken(TOM, "V1") == {"account": ("mine",)}


def test_only_so_many_forms_are_remembered() -> None:
    typed = Typed(Seconds())
    for number in range(MOST_FORMS + 1):
        typed.is_due(TOM, f"V{number}", {"account": ("x",)})

    assert typed.taken(TOM, "V0") == {}
    assert typed.taken(TOM, f"V{MOST_FORMS}") != {}


def test_a_form_in_which_nothing_is_typed_any_more_is_forgotten() -> None:
    seconds = Seconds()
    typed = Typed(seconds)
    typed.is_due(TOM, "V1", {"account": ("old",)})
    typed.is_due(TOM, "V2", {"account": ("old",)})
    seconds.at += FORGOTTEN_AFTER / 2
    typed.is_due(TOM, "V1", {"account": ("newer",)})
    seconds.at += FORGOTTEN_AFTER / 2

    assert typed.taken(TOM, "V2") == {}
    assert typed.taken(TOM, "V1") == {"account": ("newer",)}


class Kept(dict[str, tuple[str, ...]]):
    """What stands in a form, of which one can see whether anybody still has it."""


def test_what_is_forgotten_is_not_even_in_memory_once_anybody_types() -> None:
    seconds = Seconds()
    typed = Typed(seconds)
    values = Kept(account=("he has a knife",))
    typed.is_due(TOM, "V1", values)
    kept = weakref.ref(values)
    del values
    seconds.at += FORGOTTEN_AFTER
    typed.is_due(LENA, "V2", {})
    gc.collect()

    assert kept() is None


def test_what_is_longer_than_any_form_is_neither_remembered_nor_stored() -> None:
    seconds = Seconds()
    typed = Typed(seconds)
    longest = {"a": ("x" * (MOST_CHARACTERS - 3),), "b": ("x",)}
    assert typed.is_due(TOM, "V1", longest)
    seconds.at += STORED_EVERY

    for too_long in ({**longest, "b": ("xx",)}, {f"field {number}": () for number in range(MOST_CHARACTERS)}):
        assert not typed.is_due(TOM, "V1", too_long)
    assert typed.taken(TOM, "V1") == longest
