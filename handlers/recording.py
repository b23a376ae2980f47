"""Writes down what happened to a case; of an anonymous one with the day only, and nothing that tells when it came."""

from collections.abc import Mapping
from datetime import datetime

from dialogs.case import Case
from dialogs.days import beginning
from handlers.desk import Desk
from storage import audit, blurring
from storage.database import Transaction

OPENED = "opened"
"""Somebody read the case; with `FORM`, only what stands above the form of that task."""
FORM = "form"


def moment(desk: Desk, case: Case) -> datetime:
    """Now, as it may be kept of this case."""
    now = desk.clock.now()
    return beginning(now, desk.organisation.hours.time_zone) if case.anonymous else now


async def note(  # noqa: PLR0917 -- as an entry of the audit
    desk: Desk, tx: Transaction, case: Case, actor: str, what: str, detail: Mapping[str, str] = audit.NOTHING
) -> None:
    """Add an entry to the audit of the case. `actor` is a person's key, or empty for the bot itself."""
    await audit.append(tx, case.id, moment(desk, case), actor, what, detail)


async def forget_when(desk: Desk, tx: Transaction, case_id: str) -> None:
    """Of an anonymous case that somebody has: let nothing that is done say when it was."""
    day = beginning(desk.clock.now(), desk.organisation.hours.time_zone)
    await blurring.blur(tx, case_id, day)
