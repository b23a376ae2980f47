"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.slack.blocks import Block, actions, context, header
from bot.slack.buttons import of_press
from bot.slack.listing import group
from bot.slack.parts import answers, loud, numbers
from bot.slack.rich import Part, bold, line, numbered, quote, rich, sign
from bot.slack.thread import thread
from handlers.case_parts import DueShown, Happened, ProcedureShown, StepShown
from handlers.quoting import ErratumShown
from handlers.reply import CaseShown, ReviewLine


def case(shown: CaseShown, zone: ZoneInfo) -> list[Sequence[Block]]:
    """The whole case, in groups of blocks that belong together. Times are shown as they are in `zone`."""
    return [
        *apart(rich(line(sign("white_check_mark"), bold(shown.remark))) if shown.remark.strip() else []),
        *apart(header(shown.heading)),
        *(_due(each) for each in shown.due),
        *apart(actions(map(of_press, shown.buttons))),
        *apart(header(words.FIRST) if shown.first else []),
        *apart(rich(numbered(shown.first))),
        *apart(_must_not_know(shown.must_not_know)),
        *apart(rich(part for name, fact in shown.facts for part in line(bold(f"{name}: "), fact))),
        *apart(block for place, report in enumerate(shown.answers) for block in _report(place, report)),
        *apart(header(words.THREAD) if shown.thread else []),
        *apart(thread(shown.thread, staff=True)),
        *apart(block for each in shown.lists for block in group(each)),
        *apart(header(words.WHOM_TO_RING) if shown.numbers else []),
        *apart(rich(numbers(shown.numbers))),
        *(together for procedure in shown.procedures for together in _procedure(procedure)),
        *apart(header(words.CHRONOLOGY)),
        *apart(rich(part for happened in shown.chronology for part in _happened(happened, zone))),
    ]


def apart(blocks: Iterable[Block]) -> list[Sequence[Block]]:
    """Blocks of which each may stand on a part of its own."""
    return [(block,) for block in blocks]


def _due(due: DueShown) -> list[Block]:
    """What is to be done by when: what is overdue stands out, and says so in words."""
    said = loud("rotating_light", words.LATE, due.text) if due.overdue else line(sign("calendar"), due.text)
    return [*rich(said if due.text.strip() else []), *context(due.source)]


def _must_not_know(names: tuple[str, ...]) -> list[Block]:
    return rich(line(sign("no_entry"), bold(words.MUST_NOT_KNOW), bold(", ".join(names)))) if names else []


def _report(place: int, report: tuple[ReviewLine, ...]) -> list[Block]:
    title = words.ADDED if place else words.REPORTED
    return [*header(f"{title} ({place})" if place > 1 else title), *answers(report)]


def _procedure(procedure: ProcedureShown) -> list[Sequence[Block]]:
    waits = line(sign("octagonal_sign"), bold(words.DO_NOT_FOLLOW), procedure.suspended)
    return [
        [
            *header(procedure.title),
            *rich([*line(procedure.trigger), *(waits if procedure.suspended else [])]),
            *actions([of_press(procedure.button, about=procedure.title)] if procedure.button else []),
            *(context(f"{words.SOURCE}{procedure.source}") if procedure.source else []),
        ],
        *map(_step, procedure.steps),
    ]


def _step(step: StepShown) -> list[Block]:
    """A step, how it stands, and its button; what is wrong with its words stands directly below them.

    What helps with it stands apart from that. Words that are not the policy's own are bold where those are quoted.
    """
    said = quote(step.words) if step.quoted else line(bold(step.words))
    wrong = words.WRONG_WORDS if step.quoted else words.TAKE_CARE
    marked = line(sign("warning"), bold(wrong)) if step.errata else []
    errata = [part for erratum in step.errata for part in _erratum(erratum)]
    whole = [*line(bold(step.id), f" · {step.owner}"), *_stands(step), *said, *marked, *errata]
    below = line(step.help)
    drawn = [*rich(whole), *rich(below)] if errata else rich([*whole, *below])
    button = [of_press(step.button, about=step.id)] if step.button else []
    return [*drawn, *(block for each in step.said for block in context(each)), *actions(button)]


def _stands(step: StepShown) -> list[Part]:
    """How a step stands, in words: what nobody has to do any more has a tick."""
    if not step.state.strip():
        return []
    return line(sign("white_check_mark"), bold(step.state)) if step.ended else line(step.state)


def _erratum(erratum: ErratumShown) -> list[Part]:
    return [*line(erratum.problem), *line(bold(words.INSTEAD), f"{erratum.instead} ", erratum.checked)]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Part]:
    """A line; what somebody wrote then is quoted below it, where it cannot pass for another."""
    when = words.happened_at(happened.at, zone, exact=happened.exact)
    return [*line(bold(when), f"  {happened.text}"), *(part for each in happened.said for part in quote(each))]
