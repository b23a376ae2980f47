"""Tests that what is being typed is remembered for as long as it may be needed, and stored now and then."""

from bot.slack.typed import MOST_FORMS, STORED_EVERY, Typed


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

    assert typed.is_due("V1", {"account": ("S",)})
    seconds.at += STORED_EVERY / 2
    assert not typed.is_due("V1", {"account": ("Sh",)})
    seconds.at += STORED_EVERY / 2
    assert typed.is_due("V1", {"account": ("She",)})


def test_the_latest_is_there_once_when_the_form_is_closed() -> None:
    typed = Typed(Seconds())
    typed.is_due("V1", {"account": ("S",)})
    typed.is_due("V1", {"account": ("Sh",)})
    typed.is_due("V2", {"account": ("other",)})

    assert typed.taken("V1") == {"account": ("Sh",)}
    assert typed.taken("V1") == {}
    assert typed.taken("V2") == {"account": ("other",)}


def test_only_so_many_forms_are_remembered() -> None:
    typed = Typed(Seconds())
    for number in range(MOST_FORMS + 1):
        typed.is_due(f"V{number}", {"account": ("x",)})

    assert typed.taken("V0") == {}
    assert typed.taken(f"V{MOST_FORMS}") != {}
