"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.teams import limits
from bot.teams.buttons import Place, of_press, to_fetch
from bot.teams.cards import Element, actions, bold, boxed, heading, rich, small
from bot.teams.listing import group
from bot.teams.parts import answers, loud, numbered, numbers
from bot.teams.steps import step, wrong_with_ended
from bot.teams.written import thread
from dialogs import wording_downloads
from handlers.case_parts import DueShown, Happened, ProcedureShown
from handlers.reply import CaseShown, ReviewLine

ABOVE = 1_000
"""Bytes of what stands above each further part."""
ROW = 4
"""Buttons beside each other at the top of a case: more of them are read more slowly."""


def case(shown: CaseShown, zone: ZoneInfo, place: Place) -> list[Sequence[Element]]:
    """The whole case, in groups of elements that belong together. Times are shown as they are in `zone`."""
    return [
        *apart(boxed("attention", [run for each in shown.warnings for run in loud(words.URGENT, each)])),
        *([_to_fetch(shown.download)] if shown.download else []),
        *apart(done(shown)),
        *apart(heading(shown.heading, size="large")),
        *(_due(each) for each in shown.due),
        *apart(actions((of_press(each, place) for each in shown.buttons), most=ROW)),
        *apart(heading(words.FIRST) if shown.first else []),
        *apart(numbered(shown.first)),
        *apart(_must_not_know(shown.must_not_know)),
        *apart(block for place, fact in enumerate(shown.facts) for block in _fact(place, *fact)),
        *apart(heading(words.WHOM_TO_RING) if shown.numbers else []),
        *apart(numbers(shown.numbers)),
        *apart(block for number, report in enumerate(shown.answers) for block in _report(number, report)),
        *apart(heading(words.THREAD) if shown.thread else []),
        *apart(thread(shown.thread, staff=True)),
        *apart(block for each in shown.lists for block in group(each, place)),
        *(together for procedure in shown.procedures for together in _procedure(procedure, place)),
        *apart(heading(words.CHRONOLOGY)),
        *(_happened(happened, zone) for happened in shown.chronology),
        *apart(wrong_with_ended(shown.procedures)),
    ]


def done(shown: CaseShown) -> list[Element]:
    """What has just been recorded."""
    return boxed("emphasis", rich(bold(shown.remark)))


def done_above(shown: CaseShown) -> list[Element]:
    """The same, for each further part of the case; nothing if it takes more room than there is."""
    above = done(shown)
    return above if limits.weight(above) <= ABOVE else []


def apart(elements: Iterable[Element]) -> list[Sequence[Element]]:
    """Elements of which each may stand on a part of its own."""
    return [(element,) for element in elements]


def _to_fetch(url: str) -> list[Element]:
    return [*actions([to_fetch(wording_downloads.GET_COPY, url)]), *small(wording_downloads.ONCE)]


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
        *(step(each, place) for each in procedure.steps),
    ]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Element]:
    """A line, and below it, small, what somebody wrote then."""
    when = words.happened_at(happened.at, zone, exact=happened.exact)
    said = (block for each in happened.said for block in small(each, spacing="none"))
    return [*rich(bold(when), f"  {happened.text}", spacing="small"), *said]
