"""Draws a step of a procedure, in the case and above the form that ends it."""

from collections.abc import Iterable

from bot.chat import words
from bot.chat.wrong_words import of_ended
from bot.slack.blocks import Block, actions, context, header
from bot.slack.buttons import of_press
from bot.slack.rich import Part, bold, line, quote, rich, sign
from handlers.case_parts import ProcedureShown, StepShown
from handlers.quoting import ErratumShown


def step(shown: StepShown) -> list[Block]:
    """A step, how it stands, and its button; what is wrong with its words stands directly below them.

    Of a step that has ended it stands at the end of the case. What helps with it stands apart from that. Words that are
    not the policy's own are bold where those are quoted.
    """
    said = quote(shown.words) if shown.quoted else line(bold(shown.words))
    wrong = [] if shown.ended else _wrong(shown)
    whole = [*line(bold(shown.id), f" · {shown.owner}"), *_stands(shown), *said, *wrong]
    below = [*line(shown.help), *line(words.AT_THE_END if shown.ended and shown.errata else "")]
    drawn = [*rich(whole), *rich(below)] if wrong else rich([*whole, *below])
    button = [of_press(shown.button, about=shown.id)] if shown.button else []
    return [*drawn, *(block for each in shown.said for block in context(each)), *actions(button)]


def wrong_with_ended(procedures: Iterable[ProcedureShown]) -> list[Block]:
    """What is wrong with the words of steps that have ended, each with the steps that it is about."""
    found = of_ended(procedures)
    each = (rich([*line(bold(steps)), *_erratum(erratum)]) for erratum, steps in found.items())
    return [*header(words.WRONG_WITH_WORDS if found else ""), *(block for blocks in each for block in blocks)]


def _wrong(shown: StepShown) -> list[Part]:
    if not shown.errata:
        return []
    title = words.WRONG_WORDS if shown.quoted else words.TAKE_CARE
    return [*line(sign("warning"), bold(title)), *(part for each in shown.errata for part in _erratum(each))]


def _stands(shown: StepShown) -> list[Part]:
    """How a step stands, in words: what nobody has to do any more has a tick."""
    if not shown.state.strip():
        return []
    return line(sign("white_check_mark"), bold(shown.state)) if shown.ended else line(shown.state)


def _erratum(erratum: ErratumShown) -> list[Part]:
    return [*line(erratum.problem), *line(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked)]
