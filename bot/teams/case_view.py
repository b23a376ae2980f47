"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from zoneinfo import ZoneInfo

from bot.chat import words
from bot.teams.buttons import Place, of_press
from bot.teams.cards import Element, actions, bold, boxed, heading, rich, small
from bot.teams.parts import answers, numbers, quote
from bot.teams.written import thread
from handlers.quoting import ErratumShown
from handlers.reply import CaseShown, Happened, ProcedureShown, ReviewLine, StepShown


def case(shown: CaseShown, zone: ZoneInfo, place: Place) -> list[Element]:
    """The whole case. Times are shown as they are in `zone`."""
    return [
        *heading(shown.heading, size="large"),
        *actions(of_press(each, place) for each in shown.buttons),
        *_must_not_know(shown.must_not_know),
        *(block for name, fact in shown.facts for block in rich(bold(f"{name}: "), fact, spacing="small")),
        *(block for place, report in enumerate(shown.answers) for block in _report(place, report)),
        *(heading(words.THREAD) if shown.thread else []),
        *thread(shown.thread, staff=True),
        *(heading(words.WHOM_TO_RING) if shown.numbers else []),
        *numbers(shown.numbers),
        *(block for procedure in shown.procedures for block in _procedure(procedure)),
        *heading(words.CHRONOLOGY),
        *(block for happened in shown.chronology for block in _happened(happened, zone)),
    ]


def _must_not_know(names: tuple[str, ...]) -> list[Element]:
    return boxed("attention", rich(bold(words.MUST_NOT_KNOW), bold(", ".join(names)))) if names else []


def _report(place: int, report: tuple[ReviewLine, ...]) -> list[Element]:
    title = words.ADDED if place else words.REPORTED
    return [*heading(f"{title} ({place})" if place > 1 else title), *answers(report)]


def _procedure(procedure: ProcedureShown) -> list[Element]:
    waits = boxed("attention", rich(bold(words.DO_NOT_FOLLOW), procedure.suspended))
    return [
        *heading(procedure.title),
        *rich(procedure.trigger, spacing="small"),
        *(waits if procedure.suspended else []),
        *(small(f"{words.SOURCE}{procedure.source}") if procedure.source else []),
        *(block for step in procedure.steps for block in _step(step)),
    ]


def _step(step: StepShown) -> list[Element]:
    """A step; what is wrong with its words stands directly below them."""
    marked = rich(bold(words.WRONG_WORDS if step.quoted else words.TAKE_CARE)) if step.errata else []
    return [
        *rich(bold(step.id), f" · {step.owner}", spacing="medium"),
        *(quote(step.words) if step.quoted else rich(step.words, spacing="none")),
        *boxed("warning", [*marked, *(block for erratum in step.errata for block in _erratum(erratum))]),
        *rich(step.help, spacing="small"),
    ]


def _erratum(erratum: ErratumShown) -> list[Element]:
    instead = rich(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked, spacing="none")
    return [*rich(erratum.problem, spacing="small"), *instead]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Element]:
    return rich(bold(words.happened_at(happened.at, zone, exact=happened.exact)), f"  {happened.text}", spacing="small")
