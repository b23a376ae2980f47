"""The rest that two people may give the form that asks for no name. There is one row at most."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.database import Transaction
from storage.tables import PAUSES

ONLY = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """`first` asked for it and `second` agreed (keys of people); it rests until `until`, or not yet if that is None."""

    first: str
    asked: datetime
    second: str = ""
    until: datetime | None = None


async def get(tx: Transaction) -> Pause | None:
    """The last pause that was asked for, if any. Until the transaction ends nobody else can change it."""
    row = await tx.row(select(PAUSES).with_for_update())
    return None if row is None else Pause(row.first, row.asked, row.second, row.until)


async def put(tx: Transaction, pause: Pause) -> None:
    """Remember this one in its place."""
    row = {"id": ONLY, "first": pause.first, "asked": pause.asked, "second": pause.second, "until": pause.until}
    await tx.write(delete(PAUSES))
    await tx.write(insert(PAUSES), row)
