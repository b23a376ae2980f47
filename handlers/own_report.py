"""Whoever reported a case sees how it stands, and answers what was asked of them."""

from handlers.desk import Desk
from handlers.reply import Reply, Said
from handlers.turn import Answered, OpenedReport, WantedToChange

PREFIX = "m."


async def open_report(desk: Desk, turn: OpenedReport) -> Reply:
    """How it stands. Raises StorageFailed."""
    del desk, turn
    return Said("", ())


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Keeps the answer. Raises StorageFailed."""
    del desk, turn
    return Said("", ())


def not_saved(turn: Answered | WantedToChange, remark: str) -> Reply:
    """The form again with what was written. It needs no database."""
    del turn
    return Said(remark, ())
