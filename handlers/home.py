"""What there is for a person: their unsent reports, and the cases they may know of."""

from dialogs import access, summary, wording
from dialogs.case import Case
from handlers.desk import Desk
from handlers.turn import CaseLine, DraftLine, Home, OpenedHome, Reply
from storage import cases, drafts
from storage.database import Transaction


async def home(desk: Desk, turn: OpenedHome) -> Reply:
    """Drafts for everybody; for those who handle cases, each open one that they may know of, most serious first."""
    now = desk.clock.now()
    zone = desk.organisation.hours.time_zone
    async with desk.database.transaction() as tx:
        unsent = await drafts.of_person(tx, turn.who.key, now)
        handles = access.handles(turn.who.key, desk.policy, desk.organisation)
        lines = [
            await _line(desk, tx, case)
            for case in (await cases.all_open(tx) if handles else ())
            if access.may_know(turn.who.key, case, await desk.policy_of(tx, case.policy), desk.organisation)
        ]
    drafted = [
        DraftLine(draft.id, wording.draft_label(wording.clock(draft.changed, zone, now)))
        for draft in unsent
        if draft.answers or draft.typed
    ]
    return Home(tuple(drafted), tuple(lines), handles)


async def _line(desk: Desk, tx: Transaction, case: Case) -> CaseLine:
    policy = await desk.policy_of(tx, case.policy)
    state = wording.STILL_NOBODY
    if case.acknowledged_by and case.acknowledged_at is not None:
        at = wording.clock(case.acknowledged_at, desk.organisation.hours.time_zone, desk.clock.now())
        state = wording.picked_up_alert(desk.organisation.name_of(case.acknowledged_by), at)
    return CaseLine(case.id, summary.alert_line(case, policy, desk.organisation), state)
