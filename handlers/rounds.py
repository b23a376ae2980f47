"""The daily word: when the office opens, whoever handles cases and has something due hears which cases need them.

It is owed ahead of its time, once for each person and day, and worked out when it is sent: what somebody may know of,
and what is due, is as it is then.
"""

from datetime import datetime

from dialogs import access, wording, wording_due
from dialogs.alerts import Button, Kind, Message, Owed, Press, To
from dialogs.casework.due import midnight, next_day
from dialogs.casework.log import Filter, Only
from dialogs.office_hours import next_opening
from dialogs.organisation import OfficeHours
from handlers.desk import Desk
from handlers.log_reading import Logged, known
from handlers.messenger import PersonPlace
from handlers.parcel import Parcel
from storage import outbox, rounds
from storage.database import Transaction
from storage.outbox import Claimed

PRIORITY = 3
"""Behind everything that is urgent, and what people ask of each other."""

TODAY = Filter(Only.TODAY)


async def owe_the_rounds(desk: Desk, tx: Transaction) -> None:
    """Owes today's to everybody who handles cases, and that of the next day of work. Asking again owes nothing twice.

    Nobody is told after the day is over: what is done of days before it is forgotten.
    """
    hours, now = desk.organisation.hours, desk.clock.now()
    await rounds.forget_before(tx, Kind.ROUND, named(hours, now))
    for due in (next_opening(hours, midnight(hours, now)), next_day(hours, now)):
        for person in desk.organisation.people:
            if access.handles(person, desk.policy, desk.organisation):
                owed = Owed(Kind.ROUND, To.PERSON, due, draft=named(hours, due), person=person, priority=PRIORITY)
                await outbox.owe(tx, owed)


def named(hours: OfficeHours, at: datetime) -> str:
    """What stands in the place of a draft's id for that day. Earlier days sort first."""
    return f"round-{at.astimezone(hours.time_zone):%Y%m%d}"


async def round_for(desk: Desk, claimed: Claimed) -> Parcel | None:
    """What to send, or None if nothing is due for them, or that day is over or none of work. Raises StorageFailed.

    Do this outside of any transaction: it takes long where there are many cases.
    """
    owed = claimed.owed
    hours, now = desk.organisation.hours, desk.clock.now()
    if owed.draft != named(hours, next_opening(hours, midnight(hours, now))):
        return None
    if not access.handles(owed.person, desk.policy, desk.organisation):
        return None
    found = (await known(desk, owed.person, today=True)).chosen(TODAY)
    return Parcel(PersonPlace(owed.person), _message(claimed, found)) if found else None


def _message(claimed: Claimed, found: tuple[Logged, ...]) -> Message:
    """References and a button, nothing else."""
    lines = (wording_due.today(tuple(each.case.reference for each in found)),)
    button = Button(Press.LOG, wording_due.SEE, TODAY.text)
    if len(found) == 1:
        button = Button(Press.OPEN, wording.OPEN, found[0].case.id)
    return Message((*lines, *((wording.MAYBE_REPEAT,) if claimed.maybe_repeat else ())), (button,))
