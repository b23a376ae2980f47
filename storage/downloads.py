"""What somebody may fetch as a file, once and soon: sealed, each under a key of its own, and found by its token only.

The token itself is never stored: a row is named by its digest, from which nobody finds the token.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import delete, select

from dialogs.downloads import CaseCopy, LogTable, Wanted
from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.sealing import Place, seal, unseal
from storage.tables import DOWNLOADS, EPOCH, MICROSECOND


@dataclass(frozen=True, slots=True)
class Download:
    """The person with the key `person` may fetch this until it `expires`. Access is not decided by it."""

    person: str
    wanted: Wanted
    expires: datetime


class _Content(TypedDict):
    person: str
    chosen: str
    copy: list[str]
    """Of a copy of a case all that is said of it, in order; empty for the incident log."""
    redact: list[str]
    plain: int


async def add(tx: Transaction, token: str, download: Download) -> None:
    """Remember what can be fetched with the token."""
    row_id = _id_of(token)
    key = await data_keys.key_for(tx, data_keys.of_download(row_id))
    content = seal(key, _place(row_id), pack(_packed(download)))
    row = {"id": row_id, "expires": download.expires, "content": content}
    await tx.keep_or_insert(DOWNLOADS, row, DOWNLOADS.c.id)


async def is_there(tx: Transaction, token: str, now: datetime) -> bool:
    """Whether something can be fetched with the token still. It uses nothing up."""
    live = DOWNLOADS.c.id == _id_of(token), DOWNLOADS.c.expires > now
    return await tx.row(select(DOWNLOADS.c.id).where(*live)) is not None


async def use_up(tx: Transaction, token: str, now: datetime) -> Download | None:
    """What can be fetched with the token, for the last time; None if nothing can (any more). Raises SealBroken.

    Whoever asks at the same moment waits until the transaction ends, and then there is nothing.
    """
    row_id = _id_of(token)
    row = await tx.row(select(DOWNLOADS).where(DOWNLOADS.c.id == row_id).with_for_update())
    if row is None or row.expires <= now:
        return None
    download = await _read(tx, row)
    await _remove(tx, (row_id,))
    return download


async def forget_of(tx: Transaction, case_id: str) -> None:
    """Forget every copy of this case that can be fetched. What does not open ends by itself."""
    theirs: list[str] = []
    for row in await tx.rows(select(DOWNLOADS).order_by(DOWNLOADS.c.id)):
        with suppress(SealBroken):
            wanted = (await _read(tx, row)).wanted
            if isinstance(wanted, CaseCopy) and wanted.case == case_id:
                theirs.append(row.id)
    await _remove(tx, tuple(theirs))


async def expire(tx: Transaction, now: datetime) -> None:
    """Forget what can be fetched no more."""
    gone = tuple(row.id for row in await tx.rows(select(DOWNLOADS.c.id).where(DOWNLOADS.c.expires <= now)))
    if gone:
        await _remove(tx, gone)


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of those that do not open, or whose row says otherwise."""
    found: list[str] = []
    for row in await tx.rows(select(DOWNLOADS).order_by(DOWNLOADS.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def _remove(tx: Transaction, these: tuple[str, ...]) -> None:
    await tx.write(delete(DOWNLOADS).where(DOWNLOADS.c.id.in_(these)))
    await data_keys.destroy(tx, [data_keys.of_download(each) for each in these])


async def _read(tx: Transaction, row: AnyRow) -> Download:
    key = await data_keys.must_have(tx, data_keys.of_download(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    if content["plain"] != _as_number(row.expires):
        raise SealBroken
    return Download(content["person"], _wanted(content), row.expires)


def _packed(download: Download) -> _Content:
    wanted, person, plain = download.wanted, download.person, _as_number(download.expires)
    if isinstance(wanted, LogTable):
        return _Content(person=person, chosen=wanted.chosen, copy=[], redact=[], plain=plain)
    copy = [wanted.case, wanted.version, wanted.whom, wanted.subject, wanted.why]
    return _Content(person=person, chosen="", copy=copy, redact=[*wanted.redact], plain=plain)


def _wanted(content: _Content) -> Wanted:
    if not content["copy"]:
        return LogTable(content["chosen"])
    case, version, whom, subject, why = content["copy"]
    return CaseCopy(case, version, whom, subject, tuple(content["redact"]), why)


def _id_of(token: str) -> str:
    """It has all the chance that there is in 256 bits: a slower digest would keep nobody out."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _as_number(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _place(row_id: str) -> Place:
    return Place("downloads", "content", row_id)
