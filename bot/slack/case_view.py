"""Draws a case for somebody who may read it: what can be done first, then everything that is known."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.slack.blocks import Block, actions, context, header
from bot.slack.buttons import of_press, to_fetch
from bot.slack.listing import group
from bot.slack.paging import ABOVE, ABOVE_WEIGHT, weight
from bot.slack.parts import answers, loud, numbers
from bot.slack.rich import Part, bold, line, numbered, quote, rich, sign
from bot.slack.steps import step, wrong_with_ended
from bot.slack.thread import thread
from dialogs import wording_downloads
from handlers.case_parts import DueShown, Happened, ProcedureShown
from handlers.reply import CaseShown, ReviewLine


def case(shown: CaseShown, zone: ZoneInfo) -> list[Sequence[Block]]:
    """The whole case, in groups of blocks that belong together. Times are shown as they are in `zone`."""
    return [
        *apart(rich(part for each in shown.warnings for part in loud("warning", words.URGENT, each))),
        *([_to_fetch(shown.download)] if shown.download else []),
        *apart(done(shown)),
        *apart(header(shown.heading)),
        *(_due(each) for each in shown.due),
        *apart(actions(map(of_press, shown.buttons))),
        *apart(header(words.FIRST) if shown.first else []),
        *apart(rich(numbered(shown.first))),
        *apart(_must_not_know(shown.must_not_know)),
        *apart(rich(part for name, fact in shown.facts for part in line(bold(f"{name}: "), fact))),
        *apart(header(words.WHOM_TO_RING) if shown.numbers else []),
        *apart(rich(numbers(shown.numbers))),
        *apart(block for place, report in enumerate(shown.answers) for block in _report(place, report)),
        *apart(header(words.THREAD) if shown.thread else []),
        *apart(thread(shown.thread, staff=True)),
        *apart(block for each in shown.lists for block in group(each)),
        *(together for procedure in shown.procedures for together in _procedure(procedure)),
        *apart(header(words.CHRONOLOGY)),
        *apart(rich(part for happened in shown.chronology for part in _happened(happened, zone))),
        *apart(wrong_with_ended(shown.procedures)),
    ]


def done(shown: CaseShown) -> list[Block]:
    """What has just been recorded."""
    return rich(line(sign("white_check_mark"), bold(shown.remark))) if shown.remark.strip() else []


def done_above(shown: CaseShown) -> list[Block]:
    """The same, for each further part of the case; nothing if it takes more room than there is."""
    blocks = done(shown)
    return blocks if len(blocks) <= ABOVE and sum(map(weight, blocks)) <= ABOVE_WEIGHT else []


def apart(blocks: Iterable[Block]) -> list[Sequence[Block]]:
    """Blocks of which each may stand on a part of its own."""
    return [(block,) for block in blocks]


def _to_fetch(url: str) -> list[Block]:
    return [*actions([to_fetch(wording_downloads.GET_COPY, url)]), *context(wording_downloads.ONCE)]


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
        *map(step, procedure.steps),
    ]


def _happened(happened: Happened, zone: ZoneInfo) -> list[Part]:
    """A line; what somebody wrote then is quoted below it, where it cannot pass for another."""
    when = words.happened_at(happened.at, zone, exact=happened.exact)
    return [*line(bold(when), f"  {happened.text}"), *(part for each in happened.said for part in quote(each))]
