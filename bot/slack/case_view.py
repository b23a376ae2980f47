"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from zoneinfo import ZoneInfo

from bot.chat import words
from bot.slack.blocks import Block, actions, context, header
from bot.slack.buttons import of_press
from bot.slack.parts import answers, numbers
from bot.slack.rich import Part, bold, line, quote, rich, sign
from bot.slack.thread import thread
from handlers.quoting import ErratumShown
from handlers.reply import CaseShown, Happened, ProcedureShown, ReviewLine, StepShown


def case(shown: CaseShown, zone: ZoneInfo) -> list[Block]:
    """The whole case. Times are shown as they are in `zone`."""
    return [
        *header(shown.heading),
        *actions(map(of_press, shown.buttons)),
        *_must_not_know(shown.must_not_know),
        *rich(part for name, fact in shown.facts for part in line(bold(f"{name}: "), fact)),
        *(block for place, report in enumerate(shown.answers) for block in _report(place, report)),
        *(header(words.THREAD) if shown.thread else []),
        *thread(shown.thread, staff=True),
        *(header(words.WHOM_TO_RING) if shown.numbers else []),
        *rich(numbers(shown.numbers)),
        *(block for procedure in shown.procedures for block in _procedure(procedure)),
        *header(words.CHRONOLOGY),
        *rich(part for happened in shown.chronology for part in _happened(happened, zone)),
    ]


def _must_not_know(names: tuple[str, ...]) -> list[Block]:
    return rich(line(sign("no_entry"), bold(words.MUST_NOT_KNOW), bold(", ".join(names)))) if names else []


def _report(place: int, report: tuple[ReviewLine, ...]) -> list[Block]:
    title = words.ADDED if place else words.REPORTED
    return [*header(f"{title} ({place})" if place > 1 else title), *answers(report)]


def _procedure(procedure: ProcedureShown) -> list[Block]:
    waits = line(sign("octagonal_sign"), bold(words.DO_NOT_FOLLOW), procedure.suspended)
    return [
        *header(procedure.title),
        *rich([*line(procedure.trigger), *(waits if procedure.suspended else [])]),
        *(context(f"{words.SOURCE}{procedure.source}") if procedure.source else []),
        *(block for step in procedure.steps for block in rich(_step(step))),
    ]


def _step(step: StepShown) -> list[Part]:
    """A step; what is wrong with its words stands directly below them."""
    said = quote(step.words) if step.quoted else line(step.words)
    wrong = words.WRONG_WORDS if step.quoted else words.TAKE_CARE
    marked = line(sign("warning"), bold(wrong)) if step.errata else []
    errata = [part for erratum in step.errata for part in _erratum(erratum)]
    return [*line(bold(step.id), f" · {step.owner}"), *said, *marked, *errata, *line(step.help)]


def _erratum(erratum: ErratumShown) -> list[Part]:
    return [*line(erratum.problem), *line(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked)]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Part]:
    return line(bold(words.happened_at(happened.at, zone, exact=happened.exact)), f"  {happened.text}")
