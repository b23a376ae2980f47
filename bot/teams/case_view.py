"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.teams.buttons import Place, of_press
from bot.teams.cards import Element, actions, bold, boxed, heading, rich, small
from bot.teams.listing import group
from bot.teams.parts import answers, loud, numbered, numbers, quote
from bot.teams.written import thread
from handlers.case_parts import DueShown, Happened, ProcedureShown, StepShown
from handlers.quoting import ErratumShown
from handlers.reply import CaseShown, ReviewLine

TICK = "✓"
ROW = 4
"""Buttons beside each other at the top of a case: more of them are read more slowly."""


def case(shown: CaseShown, zone: ZoneInfo, place: Place) -> list[Sequence[Element]]:
    """The whole case, in groups of elements that belong together. Times are shown as they are in `zone`."""
    return [
        *apart(boxed("emphasis", rich(bold(shown.remark)))),
        *apart(heading(shown.heading, size="large")),
        *(_due(each) for each in shown.due),
        *apart(actions((of_press(each, place) for each in shown.buttons), most=ROW)),
        *apart(heading(words.FIRST) if shown.first else []),
        *apart(numbered(shown.first)),
        *apart(_must_not_know(shown.must_not_know)),
        *apart(block for place, fact in enumerate(shown.facts) for block in _fact(place, *fact)),
        *apart(block for number, report in enumerate(shown.answers) for block in _report(number, report)),
        *apart(heading(words.THREAD) if shown.thread else []),
        *apart(thread(shown.thread, staff=True)),
        *apart(block for each in shown.lists for block in group(each, place)),
        *apart(heading(words.WHOM_TO_RING) if shown.numbers else []),
        *apart(numbers(shown.numbers)),
        *(together for procedure in shown.procedures for together in _procedure(procedure, place)),
        *apart(heading(words.CHRONOLOGY)),
        *(_happened(happened, zone) for happened in shown.chronology),
    ]


def apart(elements: Iterable[Element]) -> list[Sequence[Element]]:
    """Elements of which each may stand on a part of its own."""
    return [(element,) for element in elements]


def _due(due: DueShown) -> list[Element]:
    """What is to be done by when: what is overdue stands out, and says so in words."""
    said = boxed("attention", loud(words.LATE, due.text)) if due.overdue else rich(due.text)
    return [*said, *small(due.source, spacing="none")]


def _must_not_know(names: tuple[str, ...]) -> list[Element]:
    return boxed("attention", rich(bold(words.MUST_NOT_KNOW), bold(", ".join(names)))) if names else []


def _fact(place: int, name: str, fact: str) -> list[Element]:
    """The first stands apart from what comes before them."""
    return rich(bold(f"{name}: "), fact, spacing="small" if place else "medium")


def _report(number: int, report: tuple[ReviewLine, ...]) -> list[Element]:
    title = words.ADDED if number else words.REPORTED
    return [*heading(f"{title} ({number})" if number > 1 else title), *answers(report)]


def _procedure(procedure: ProcedureShown, place: Place) -> list[Sequence[Element]]:
    waits = boxed("attention", rich(bold(words.DO_NOT_FOLLOW), procedure.suspended))
    return [
        [
            *heading(procedure.title),
            *rich(procedure.trigger, spacing="small"),
            *(waits if procedure.suspended else []),
            *actions([of_press(procedure.button, place, about=procedure.title)] if procedure.button else []),
            *(small(f"{words.SOURCE}{procedure.source}") if procedure.source else []),
        ],
        *(_step(step, place) for step in procedure.steps),
    ]


def _step(step: StepShown, place: Place) -> list[Element]:
    """A step, how it stands, and its button; what is wrong with its words stands directly below them."""
    marked = rich(bold(words.WRONG_WORDS if step.quoted else words.TAKE_CARE)) if step.errata else []
    return [
        *rich(bold(step.id), f" · {step.owner}", spacing="medium"),
        *_stands(step),
        *(quote(step.words) if step.quoted else rich(bold(step.words), spacing="none")),
        *boxed("warning", [*marked, *(block for erratum in step.errata for block in _erratum(erratum))]),
        *rich(step.help, spacing="small"),
        *(block for each in step.said for block in small(each)),
        *actions([of_press(step.button, place, about=step.id)] if step.button else []),
    ]


def _stands(step: StepShown) -> list[Element]:
    """How a step stands, in words: what nobody has to do any more has a tick."""
    if not step.state.strip():
        return []
    return rich(bold(f"{TICK} {step.state}") if step.ended else step.state, spacing="none")


def _erratum(erratum: ErratumShown) -> list[Element]:
    instead = rich(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked, spacing="none")
    return [*rich(erratum.problem, spacing="small"), *instead]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Element]:
    """A line, and below it, small, what somebody wrote then."""
    when = words.happened_at(happened.at, zone, exact=happened.exact)
    said = (block for each in happened.said for block in small(each, spacing="none"))
    return [*rich(bold(when), f"  {happened.text}", spacing="small"), *said]
