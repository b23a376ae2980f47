"""Draws what there is for a person: whom to ring, what they can start, what waits for them."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from bot.chat import words
from bot.chat.doing import Do
from bot.teams.buttons import Place, button, discard, of_press, of_ways
from bot.teams.cards import Element, actions, beside, bold, boxed, heading, rich, small
from bot.teams.listing import row
from bot.teams.parts import loud, numbers
from handlers.listing import Row
from handlers.reply import CaseLine, DraftLine, Home, ReportLine, Waiting, Way

KIND = "home"


def home(reply: Home, place: Place) -> list[Element]:
    """Everything there is, what presses most first."""
    return [
        *(heading(words.HELP, size="large") if reply.numbers else []),
        *numbers(reply.numbers),
        *_rows(reply.asked, place),
        *rich(words.REPORT_WHAT, spacing="medium"),
        *rich(words.TELL_WHAT, spacing="small"),
        *actions(of_ways(Way, place)),
        *boxed("attention", loud(words.TROUBLE, reply.trouble)),
        *_drafts(reply.drafts, place),
        *actions(of_press(each, place) for each in reply.buttons),
        *(_cases(reply.cases, place) if reply.handles or reply.cases else []),
        *_reports(reply, place),
    ]


def _drafts(drafts: Sequence[DraftLine], place: Place) -> list[Element]:
    if not drafts:
        return []
    each = [block for draft in drafts for block in _draft(draft, place)]
    return [*heading(words.NOT_FINISHED), *small(words.STILL_KEPT), *each]


def _draft(draft: DraftLine, place: Place) -> list[Element]:
    go_on = button(words.GO_ON, Do.RESUME, draft.draft, place, style="positive", about=draft.label)
    return [*rich(draft.label), *actions([go_on, discard(draft.draft, place, draft.label)])]


def _reports(reply: Home, place: Place) -> list[Element]:
    if not reply.reports:
        return [*heading(words.YOUR_REPORTS), *small(words.NO_REPORTS)]
    return [*heading(words.YOUR_REPORTS), *_rows(reply.others, place)] if reply.others else []


def _rows(reports: Iterable[ReportLine], place: Place) -> list[Element]:
    rows = (Row(each.label, each.state, each.button, each.urgent) for each in reports)
    return [block for each in rows for block in row(each, place)]


def _cases(cases: Sequence[CaseLine], place: Place) -> list[Element]:
    if not cases:
        return [*heading(words.CASES), *rich(words.NO_CASES, spacing="small")]
    return [*heading(words.CASES), *(block for waiting in Waiting for block in _group(waiting, cases, place))]


def _group(waiting: Waiting, cases: Sequence[CaseLine], place: Place) -> list[Element]:
    group = [case for case in cases if case.waiting is waiting]
    if not group:
        return []
    title = rich(bold(f"{_title(waiting)} ({len(group)})"))
    each = [block for case in group for block in _case(case, place)]
    return [*(boxed("attention", title) if waiting is Waiting.OVERDUE else title), *each]


def _case(case: CaseLine, place: Place) -> list[Element]:
    first, *rest = rich(bold(case.label), f"\n{case.state}") or rich("…")
    return [beside([first], button(words.OPEN, Do.OPEN, case.case, place, about=case.label)), *rest]


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
