"""What is sent because of what somebody does who works a case, if it still makes sense when it is sent."""

from dialogs import summary
from dialogs.alerts import OF_THE_WORK, Kind, Message, Owed
from dialogs.case import Case
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import work_of
from dialogs.policy import Policy
from handlers.desk import Desk
from storage import audit
from storage.database import Transaction


def is_one(owed: Owed) -> bool:
    """Whether it is made here."""
    return owed.kind in OF_THE_WORK


async def of_the_work(desk: Desk, tx: Transaction, policy: Policy, case: Case, owed: Owed) -> Message | None:
    """The message, or None if it is owed no more. Who may hear it has been decided."""
    if owed.kind is Kind.LET_IN:
        return await _let_in(desk, tx, policy, case, owed)
    now = desk.clock.now()
    if owed.kind is Kind.CHANGED:
        return summary.changed(case, policy, desk.organisation, now=now)
    if owed.kind is Kind.TO_DESTROY:
        return summary.to_destroy(case) if work_of(await audit.readable(tx, case.id)).destroying else None
    if (case.closed is None) is (owed.kind is Kind.CLOSED):
        return None
    match owed.kind:
        case Kind.CLOSED:
            return summary.closed(case)
        case Kind.REOPENED:
            return summary.reopened(case)
        case Kind.ASKED:
            return summary.asked(case)
        case Kind.HANDED_OVER:
            asked = _asked(await audit.readable(tx, case.id), owed.person) if case.acknowledged_by else None
            who = desk.organisation.name_of(asked.actor) if asked else ""
            return summary.handed_over(case, who, policy, desk.organisation, now=now) if asked else None
        case _:
            closing = work_of(await audit.readable(tx, case.id)).closing
            return summary.to_agree(case, policy, desk.organisation, now=now) if closing else None


def _asked(entries: tuple[Entry, ...], person: str) -> Entry | None:
    """What asked this person last to take the case over; None if anybody has taken it over since."""
    asked: Entry | None = None
    for entry in entries:
        if entry.what == Act.TOOK_OVER:
            asked = None
        elif entry.what == Act.HAND_OVER and entry.detail.get(Detail.TO) == person:
            asked = entry
    return asked


async def _let_in(desk: Desk, tx: Transaction, policy: Policy, case: Case, owed: Owed) -> Message | None:
    """Who was let in, and by whom: what was recorded of that first since it was owed."""
    since = (each for each in await audit.readable(tx, case.id) if each.number > owed.rung)
    entry = next((each for each in since if each.what == Act.BROKE_GLASS), None)
    if entry is None:
        return None
    first, second = (desk.organisation.name_of(entry.detail.get(each, "")) for each in (Detail.TO, Detail.FROM))
    return summary.let_in(case, first, second, policy, desk.organisation, now=desk.clock.now())
