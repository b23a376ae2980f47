"""Draws what there is for a person: whom to ring, what they can start, what waits for them."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.slack.blocks import Block, View, actions, beside, context, divider, header, sections
from bot.slack.buttons import ORDER, button, discard, of_press, of_ways
from bot.slack.listing import row
from bot.slack.paging import paged, part_of, within
from bot.slack.parts import loud, numbers
from bot.slack.reading import written
from bot.slack.rich import bold, line, rich, sign
from handlers.listing import Row
from handlers.reply import CaseLine, DraftLine, Home, ReportLine, Waiting, Way

KIND = "home"

LEARNERS = (Way.TELL, Way.HELP, Way.CHECK)
"""The ways for somebody to whom something happened: they stand first, in a row of their own."""
STAFFS = tuple(way for way in ORDER if way not in LEARNERS)


def home_view(reply: Home, *, page: int = 0) -> View:
    """The App Home tab of one person."""
    parts = paged(home(reply))
    return {
        "type": "home",
        "private_metadata": written(Carried(KIND, page=within(parts, page))),
        "blocks": part_of(parts, page),
    }


def home(reply: Home) -> list[Block]:
    """Everything there is, what presses most first."""
    return [
        *(header(words.HELP) if reply.numbers else []),
        *rich(numbers(reply.numbers)),
        *_rows(reply.asked),
        *sections(words.TELL_WHAT),
        *actions(of_ways(LEARNERS)),
        *sections(words.REPORT_WHAT),
        *actions(of_ways(STAFFS)),
        *rich(loud("rotating_light", words.TROUBLE, reply.trouble)),
        *actions(map(of_press, reply.buttons)),
        *_drafts(reply.drafts),
        *(_cases(reply.cases) if reply.handles or reply.cases else []),
        divider(),
        *_reports(reply),
    ]


def _drafts(drafts: Sequence[DraftLine]) -> list[Block]:
    if not drafts:
        return []
    each = [block for draft in drafts for block in _draft(draft)]
    return [*header(words.NOT_FINISHED), *context(words.STILL_KEPT), *each]


def _draft(draft: DraftLine) -> list[Block]:
    go_on = button(words.GO_ON, Do.RESUME, draft.draft, style="primary", about=draft.label)
    return [*sections(draft.label), *actions([go_on, discard(draft.draft, draft.label)])]


def _reports(reply: Home) -> list[Block]:
    if not reply.reports:
        return [*header(words.YOUR_REPORTS), *context(words.NO_REPORTS)]
    return [*header(words.YOUR_REPORTS), *_rows(reply.others)] if reply.others else []


def _rows(reports: Iterable[ReportLine]) -> list[Block]:
    rows = (Row(each.label, each.state, each.button, each.urgent) for each in reports)
    return [block for each in rows for block in row(each)]


def _cases(cases: Sequence[CaseLine]) -> list[Block]:
    if not cases:
        return [*header(words.CASES), *sections(words.NO_CASES)]
    return [*header(words.CASES), *(block for waiting in Waiting for block in _group(waiting, cases))]


def _group(waiting: Waiting, cases: Sequence[CaseLine]) -> list[Block]:
    group = [case for case in cases if case.waiting is waiting]
    if not group:
        return []
    title = f"{_title(waiting)} ({len(group)})"
    urgent = [sign("rotating_light")] if waiting is Waiting.OVERDUE else []
    return [*rich(line(*urgent, bold(title))), *(block for case in group for block in _case(case))]


def _case(case: CaseLine) -> list[Block]:
    return beside(f"{case.label}\n{case.state}", button(words.OPEN, Do.OPEN, case.case, about=case.label))


def _title(waiting: Waiting) -> str:
    match waiting:
        case Waiting.OVERDUE:
            return words.OVERDUE
        case Waiting.NEW:
            return words.NEW
        case Waiting.MINE:
            return words.MINE
        case Waiting.OTHERS:
            return words.OTHERS
        case _:
            assert_never(waiting)
