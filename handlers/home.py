"""What there is for a person: whom to ring, their reports sent and unsent, and the cases they may know of."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from dialogs import (
    access,
    summary,
    wording,
    wording_home,
    wording_letting_in,
    wording_log,
    wording_replies,
    wording_reports,
)
from dialogs.alerts import Button, Press
from dialogs.case import Case, Draft
from handlers import letting_in, own_report, question_lists
from handlers.desk import Desk
from handlers.help_now import always
from handlers.reply import CaseLine, DraftLine, Home, Reply, ReportLine, Waiting
from handlers.turn import OpenedHome
from storage import cases, drafts, outbox
from storage.database import Transaction
from storage.outbox import State

LOOK_BACK = timedelta(days=1)
"""How long it is said that alerts could not go to the channel."""


async def home(desk: Desk, turn: OpenedHome) -> Reply:
    """Their own reports for everybody; for those who handle cases, each open one that they may know of as well.

    What waits longest for somebody stands first, and of that the most serious.
    """
    now = desk.clock.now()
    zone = desk.organisation.hours.time_zone
    async with desk.database.transaction() as tx:
        unsent = await drafts.of_person(tx, turn.who.key, now)
        handles = access.handles(turn.who.key, desk.policy, desk.organisation)
        readable = await cases.all_open(tx) if handles else ()
        theirs = await cases.of_reporter(tx, turn.who.key)
        reports = [await _report(desk, tx, case) for case in theirs if turn.who.key not in case.excluded]
        lines = [
            await _line(desk, tx, case, turn.who.key)
            for case in readable
            if access.is_out(case, now)
            and access.may_know(turn.who.key, case, await desk.policy_of(tx, case.policy), desk.organisation)
        ]
        trouble = await _trouble(desk, tx, readable, {line.case for line in lines}) if handles else ""
        asked = await letting_in.pending(desk, tx, turn.who.key) if handles else ()
        buttons = (*asked, *await question_lists.button(desk, tx, turn.who.key), *_buttons(desk, handles=handles))
    drafted = [
        DraftLine(draft.id, _label(draft, wording.clock(draft.changed, zone, now)))
        for draft in unsent
        if draft.answers or draft.typed
    ]
    reports.sort(key=lambda report: not report.urgent)
    pressing = list(Waiting)
    lines.sort(key=lambda line: pressing.index(line.waiting))
    return Home(tuple(drafted), tuple(reports), tuple(lines), handles, always(desk), trouble, buttons)


def _buttons(desk: Desk, *, handles: bool) -> tuple[Button, ...]:
    """What those who handle cases can do besides: look at all cases, ask to be let in to one, and more."""
    offered = desk.organisation.anonymous.code_only and desk.policy.reporting.concern is not None
    pause = (Button(Press.PAUSE, wording_replies.PAUSE, ""),) if offered else ()
    let_in = Button(Press.LET_IN, wording_letting_in.OPEN_ONE, "")
    return (Button(Press.LOG, wording_log.LOG, ""), let_in, *pause) if handles else ()


def _label(draft: Draft, at: str) -> str:
    return wording_home.rest_label(at) if draft.case else wording_home.draft_label(at)


async def _trouble(desk: Desk, tx: Transaction, readable: tuple[Case, ...], known: Collection[str]) -> str:
    """What goes wrong that this person must know of: with the cases `known` to them, and with what cannot be read.

    `readable` are the open cases that do open.
    """
    rows = await outbox.in_trouble(tx, desk.clock.now() - LOOK_BACK)
    count = Counter(state for case, state in rows if case in known)
    damaged = await cases.count_open(tx) - len(readable)
    parts = (
        wording_home.not_through(count[State.OWED]) if count[State.OWED] else "",
        wording_home.undelivered(count[State.DEAD]) if count[State.DEAD] else "",
        wording_home.sent_directly(count[State.ELSEWHERE]) if count[State.ELSEWHERE] else "",
        wording_home.damaged(damaged) if damaged else "",
    )
    return " ".join(part for part in parts if part)


async def _report(desk: Desk, tx: Transaction, case: Case) -> ReportLine:
    """A report as its writer sees it; it stands out while it waits for their answer."""
    zone, now = desk.organisation.hours.time_zone, desk.clock.now()
    waits = await own_report.waits(tx, case)
    state = wording_reports.QUESTION if waits else await own_report.how_it_stands(desk, tx, case)
    label = wording_home.report_label(case.reference, wording.clock(case.opened, zone, now))
    button = wording_reports.READ_AND_ANSWER if waits else wording_reports.OPEN
    return ReportLine(label, state, Button(Press.MY_REPORT, button, case.id), urgent=waits)


def _waiting(case: Case, person: str) -> Waiting:
    if not case.acknowledged_by:
        return Waiting.OVERDUE if case.rung else Waiting.NEW
    return Waiting.MINE if case.acknowledged_by == person else Waiting.OTHERS


async def _line(desk: Desk, tx: Transaction, case: Case, person: str) -> CaseLine:
    policy = await desk.policy_of(tx, case.policy)
    case, state = access.as_held(case, policy, desk.organisation), wording.STILL_NOBODY
    if case.acknowledged_by and case.acknowledged_at is not None:
        state = summary.who_has_it(case, desk.organisation, desk.clock.now())
    label = summary.alert_line(case, policy, desk.organisation, desk.clock.now())
    return CaseLine(case.id, label, state, _waiting(case, person))
