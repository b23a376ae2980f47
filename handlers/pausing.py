"""Two people who handle cases may let the form that asks for no name rest for an hour. The champion is told.

Helplines, and reports with a name, go on. A pause ends by itself.
"""

from datetime import datetime, timedelta

from dialogs import access, wording, wording_replies
from dialogs.alerts import Kind, Owed, To
from handlers.desk import Desk
from handlers.reply import NoSuchCase, Reply, Said
from handlers.turn import WantedToPause
from storage import audit, outbox, pauses
from storage.database import Transaction
from storage.pauses import Pause

TO_AGREE = timedelta(minutes=15)
RESTS = timedelta(hours=1)


async def pause(desk: Desk, turn: WantedToPause) -> Reply:
    """One person wants it to rest; a second one who wants the same soon after makes it rest."""
    now, person = desk.clock.now(), turn.who.key
    if not access.handles(person, desk.policy, desk.organisation):
        return NoSuchCase()
    async with desk.database.transaction() as tx:
        known = await pauses.get(tx)
        if known is not None and known.until is not None and known.until > now:
            return _rests(desk, known.until)
        asked = known is not None and known.until is None and now - known.asked < TO_AGREE
        if known is None or not asked or known.first == person:
            if not asked:
                await pauses.put(tx, Pause(person, now))
                await audit.append(tx, audit.SYSTEM, now, person, "wanted the anonymous form to rest")
            return Said(wording_replies.PAUSE_FIRST, (wording_replies.PAUSE_FIRST_WHAT,))
        until = now + RESTS
        await pauses.put(tx, Pause(known.first, known.asked, person, until))
        await audit.append(tx, audit.SYSTEM, now, person, "let the anonymous form rest", {"with": known.first})
        await _tell(desk, tx, now)
    desk.wake()
    return _rests(desk, until)


async def _tell(desk: Desk, tx: Transaction, now: datetime) -> None:
    """Everybody on the last rung of the usual ladder is told: those who watch over the others."""
    route = next(iter(desk.policy.routes.values()))
    for person in desk.organisation.holders(route.ladder[-1]):
        await outbox.owe(tx, Owed(Kind.PAUSED, To.PERSON, now, draft=f"pause-{now:%Y%m%d%H%M}", person=person.key))


def _rests(desk: Desk, until: datetime) -> Reply:
    at = wording.clock(until, desk.organisation.hours.time_zone, desk.clock.now())
    return Said(wording_replies.PAUSED, (wording_replies.paused_until(at),))
