"""Who asks that a case is opened to them: sealed, each under a key of its own, and forgotten soon after it is over.

It is kept as it was asked, whether or not there is such a case: nothing here knows of cases.
"""

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from sqlalchemy import delete, select, update

from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.sealing import Key, Place, seal, unseal
from storage.tables import EPOCH, LETTING_IN, MICROSECOND

LIFE = timedelta(hours=1)
"""How long a second person can agree."""

HOUR = timedelta(hours=1)
ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody (`asker`, a key) asks to be let in to the case with this reference. `agreed` are keys of people."""

    id: str
    asker: str
    reference: str
    why: str
    asked: datetime
    agreed: frozenset[str] = frozenset()


class _Content(TypedDict):
    asker: str
    reference: str
    why: str
    asked: int
    agreed: list[str]
    plain: int


def id_of(tx: Transaction, form: str, asker: str, reference: str, why: str) -> str:
    """The id of what somebody sends in a form: the same for the same, whoever says what the form is called."""
    return tx.keyring.blind("let in", json.dumps([form, asker, reference, why]))[:ID_DIGITS]


async def add(tx: Transaction, request: Request) -> None:
    """Remember it. One with its id that is there already stays as it is."""
    key = await data_keys.key_for(tx, data_keys.of_letting_in(request.id))
    until = _until(request.asked)
    row = {"id": request.id, "until": until, "content": _sealed(request, until, key)}
    await tx.keep_or_insert(LETTING_IN, row, LETTING_IN.c.id)


async def lock(tx: Transaction, request_id: str, now: datetime) -> Request | None:
    """The request, or None if it is over. Until the transaction ends nobody else can change it. Raises SealBroken."""
    row = await tx.row(select(LETTING_IN).where(LETTING_IN.c.id == request_id).with_for_update())
    request = None if row is None else await _read(tx, row)
    return request if request is not None and now - request.asked < LIFE else None


async def change(tx: Transaction, request: Request) -> None:
    """Remember who agreed. Everything else stays as it was."""
    key = await data_keys.next_key(tx, data_keys.of_letting_in(request.id))
    content = _sealed(request, _until(request.asked), key)
    await tx.write(update(LETTING_IN).where(LETTING_IN.c.id == request.id).values(content=content))


async def pending(tx: Transaction, now: datetime) -> tuple[Request, ...]:
    """Those that are not over, the newest first. One that does not open is left out."""
    # Held, else one may change, with a new key, before we have its key.
    rows = await tx.rows(select(LETTING_IN).where(LETTING_IN.c.until > now).with_for_update(read=True))
    if not rows:
        return ()
    await data_keys.open_all(tx, data_keys.of_letting_in(""))
    found: list[Request] = []
    for row in rows:
        with suppress(SealBroken):  # `audit verify` names it
            found.append(await _read(tx, row))
    lasting = (each for each in found if now - each.asked < LIFE)
    return tuple(sorted(lasting, key=lambda each: (each.asked, each.id), reverse=True))


async def remove(tx: Transaction, these: Collection[str]) -> None:
    """Forget those with these ids, and their keys."""
    await tx.write(delete(LETTING_IN).where(LETTING_IN.c.id.in_(these)))
    await data_keys.destroy(tx, [data_keys.of_letting_in(each) for each in these])


async def forget_of(tx: Transaction, reference: str) -> None:
    """Forget those that ask for the case with this reference, over or not. One that does not open ends by itself."""
    theirs: list[str] = []
    for row in await tx.rows(select(LETTING_IN).order_by(LETTING_IN.c.id).with_for_update()):
        with suppress(SealBroken):
            if (await _read(tx, row)).reference == reference:
                theirs.append(row.id)
    await remove(tx, theirs)


async def expire(tx: Transaction, now: datetime) -> None:
    """Forget those that are over, at most an hour later."""
    gone = [row.id for row in await tx.rows(select(LETTING_IN.c.id).where(LETTING_IN.c.until <= now))]
    if gone:
        await remove(tx, gone)


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of those that do not open, or whose row says otherwise."""
    found: list[str] = []
    for row in await tx.rows(select(LETTING_IN).order_by(LETTING_IN.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def _read(tx: Transaction, row: AnyRow) -> Request:
    key = await data_keys.must_have(tx, data_keys.of_letting_in(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    if content["plain"] != _as_number(row.until):
        raise SealBroken
    asked = EPOCH + content["asked"] * MICROSECOND
    agreed = frozenset(content["agreed"])
    return Request(row.id, content["asker"], content["reference"], content["why"], asked, agreed)


def _sealed(request: Request, until: datetime, key: Key) -> bytes:
    content = _Content(
        asker=request.asker,
        reference=request.reference,
        why=request.why,
        asked=_as_number(request.asked),
        agreed=sorted(request.agreed),
        plain=_as_number(until),
    )
    return seal(key, _place(request.id), pack(content))


def _until(asked: datetime) -> datetime:
    """When it is over, to the next full hour: the row does not say when it was asked."""
    over = asked + LIFE - EPOCH
    return EPOCH + -(-over // HOUR) * HOUR


def _as_number(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _place(request_id: str) -> Place:
    return Place("letting_in", "content", request_id)
