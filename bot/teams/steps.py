"""Draws a step of a procedure, in the case and above the form that ends it."""

from collections.abc import Iterable

from bot.chat import words
from bot.chat.wrong_words import of_ended
from bot.teams.buttons import Place, of_press
from bot.teams.cards import Element, actions, bold, boxed, heading, rich, small
from bot.teams.parts import quote
from handlers.case_parts import ProcedureShown, StepShown
from handlers.quoting import ErratumShown

TICK = "✓"


def step(shown: StepShown, place: Place) -> list[Element]:
    """A step, how it stands, and its button; what is wrong with its words stands directly below them.

    Of a step that has ended it stands at the end of the case.
    """
    return [
        *rich(bold(shown.id), f" · {shown.owner}", spacing="medium"),
        *_stands(shown),
        *(quote(shown.words) if shown.quoted else rich(bold(shown.words), spacing="none")),
        *(small(words.AT_THE_END if shown.errata else "") if shown.ended else _wrong(shown)),
        *rich(shown.help, spacing="small"),
        *(block for each in shown.said for block in small(each)),
        *actions([of_press(shown.button, place, about=shown.id)] if shown.button else []),
    ]


def wrong_with_ended(procedures: Iterable[ProcedureShown]) -> list[Element]:
    """What is wrong with the words of steps that have ended, each with the steps that it is about."""
    found = of_ended(procedures)
    each = ([*rich(bold(steps)), *_erratum(erratum)] for erratum, steps in found.items())
    return [*(heading(words.WRONG_WITH_WORDS) if found else []), *(block for blocks in each for block in blocks)]


def _wrong(shown: StepShown) -> list[Element]:
    marked = rich(bold(words.WRONG_WORDS if shown.quoted else words.TAKE_CARE)) if shown.errata else []
    return boxed("warning", [*marked, *(block for erratum in shown.errata for block in _erratum(erratum))])


def _stands(shown: StepShown) -> list[Element]:
    """How a step stands, in words: what nobody has to do any more has a tick."""
    if not shown.state.strip():
        return []
    return rich(bold(f"{TICK} {shown.state}") if shown.ended else shown.state, spacing="none")


def _erratum(erratum: ErratumShown) -> list[Element]:
    instead = rich(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked, spacing="none")
    return [*rich(erratum.problem, spacing="small"), *instead]
