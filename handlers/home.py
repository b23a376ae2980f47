"""What there is for a person: their unsent reports, and the cases they may know of."""

from dialogs import access, summary, wording
from dialogs.case import Case, Draft
from handlers.desk import Desk
from handlers.reply import CaseLine, DraftLine, Home, Reply
from handlers.turn import OpenedHome
from storage import cases, drafts, outbox
from storage.database import Transaction


async def home(desk: Desk, turn: OpenedHome) -> Reply:
    """Drafts for everybody; for those who handle cases, each open one that they may know of, most serious first."""
    now = desk.clock.now()
    zone = desk.organisation.hours.time_zone
    async with desk.database.transaction() as tx:
        unsent = await drafts.of_person(tx, turn.who.key, now)
        handles = access.handles(turn.who.key, desk.policy, desk.organisation)
        readable = await cases.all_open(tx) if handles else ()
        lines = [
            await _line(desk, tx, case)
            for case in readable
            if access.may_know(turn.who.key, case, await desk.policy_of(tx, case.policy), desk.organisation)
        ]
        trouble = await _trouble(desk, tx, len(readable)) if handles else ""
    drafted = [
        DraftLine(draft.id, _label(draft, wording.clock(draft.changed, zone, now)))
        for draft in unsent
        if draft.answers or draft.typed
    ]
    return Home(tuple(drafted), tuple(lines), handles, trouble)


def _label(draft: Draft, at: str) -> str:
    return wording.rest_label(at) if draft.case else wording.draft_label(at)


async def _trouble(desk: Desk, tx: Transaction, readable: int) -> str:
    """What goes wrong that those who handle cases must know of. `readable` counts the open cases that do open."""
    dead = (await outbox.health(tx, desk.clock.now())).dead
    damaged = await cases.count_open(tx) - readable
    parts = (wording.undelivered(dead) if dead else "", wording.damaged(damaged) if damaged else "")
    return " ".join(part for part in parts if part)


async def _line(desk: Desk, tx: Transaction, case: Case) -> CaseLine:
    policy = await desk.policy_of(tx, case.policy)
    state = wording.STILL_NOBODY
    if case.acknowledged_by and case.acknowledged_at is not None:
        at = wording.clock(case.acknowledged_at, desk.organisation.hours.time_zone, desk.clock.now())
        state = wording.picked_up_alert(desk.organisation.name_of(case.acknowledged_by), at)
    return CaseLine(case.id, summary.alert_line(case, policy, desk.organisation, desk.clock.now()), state)
