"""What is done at the start and every hour: what has had its time goes, what is told next is owed, nobody's is told.

And what was done since yesterday is bound into the audit.
"""

from datetime import timedelta

from dialogs.casework.due import midnight
from handlers.desk import Desk
from handlers.holder_gone import tell_anew
from handlers.notices import owe_the_next_reminder
from handlers.rounds import owe_the_rounds
from handlers.word_of_questions import OF_A_QUESTION, named, owe_word_of_all
from storage import audit, concerns, downloads, letting_in, outbox, questions
from storage.database import Transaction

QUIET_HOUR = 3
"""Of the office's clock: then a large file may be written anew."""

MOST_BYTES = 64 * 1024 * 1024
"""A file of this size is written anew in a second or two; nobody waits longer than that by day."""


async def tidy(desk: Desk) -> None:
    """Where concerns came in lately: let the database's file not say in which order. Raises StorageFailed."""
    local = desk.clock.now().astimezone(desk.organisation.hours.time_zone)
    async with desk.database.transaction() as tx:
        lately = await concerns.any_since(tx, local.date() - timedelta(days=1))
    if lately:
        await desk.database.write_anew(None if local.hour == QUIET_HOUR else MOST_BYTES)


async def bind(desk: Desk) -> None:
    """Once a day, should anything be new: let the audit prove how far each chain had come. Raises StorageFailed.

    Do it last: where the audit is damaged it fails, and holds nothing else up.
    """
    now = desk.clock.now()
    async with desk.database.transaction() as tx:
        await audit.bind(tx, now, midnight(desk.organisation.hours, now))


async def clear(desk: Desk, tx: Transaction) -> None:
    """Does what is due of it. Doing it again does nothing."""
    await tell_anew(desk, tx)
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    await concerns.expire(tx, today, desk.organisation.anonymous.access_days)
    for gone in await questions.expire(tx, today):
        await outbox.forget(tx, OF_A_QUESTION, draft_id=named(gone))
    await letting_in.expire(tx, desk.clock.now())
    await downloads.expire(tx, desk.clock.now())
    await owe_word_of_all(desk, tx)
    await owe_the_next_reminder(desk, tx)
    await owe_the_rounds(desk, tx)
