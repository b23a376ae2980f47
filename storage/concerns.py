"""What a learner's code opens: how their concern stands, and what was written to and fro with it.

Its key is stored twice: wrapped by the keyring's, for those who handle the case, and wrapped by the key that only the
code gives. When the code's time is over, the second and the id that it is found by are deleted; the case stays. Rows
know a day and no time, and the order in which things were written only inside what is sealed.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypedDict

from sqlalchemy import delete, func, insert, select, update

from storage import audit, data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.receipts import Known
from storage.sealing import Key, Place, epoch_of, seal, unseal
from storage.tables import CASES, CONCERN_MESSAGES, CONCERNS


class State(StrEnum):
    """How a concern stands, as its learner is told."""

    RECEIVED = "received"
    READ = "read"
    WORKING = "working"
    QUESTION = "question"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Concern:
    """What a code opens. `finished` is the day on which it was, or None; without `takes_more` it can only be read.

    `helped` is what its learner said of it in the end, or empty. It is `unread` while nobody has opened what came last.
    """

    id: str
    case: str
    day: date
    state: State = State.RECEIVED
    takes_more: bool = True
    finished: date | None = None
    helped: str = ""
    unread: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """What was written on a day: by one of us, or by whoever has the code."""

    ours: bool
    day: date
    text: str


class _Content(TypedDict):
    state: str
    takes_more: bool
    helped: str
    unread: bool
    plain: list[str]


class _Written(TypedDict):
    number: int
    ours: bool
    day: str
    text: str


async def add(tx: Transaction, concern: Concern, known: Known) -> None:
    """Remember a new concern. Its case must be there."""
    key = await data_keys.key_for(tx, data_keys.of_concern(concern.case))
    sealed = seal(Key(known.key, key.epoch), _key_place(concern.id), key.secret)
    fixed = {"id": concern.id, "case_id": concern.case, "day": concern.day.isoformat(), "learner_key": sealed}
    async with audit.changing_rows(tx, concern.case):
        await tx.write(insert(CONCERNS), fixed | _changing(concern, key, sealed))


async def find(tx: Transaction, concern_id: str) -> Concern | None:
    """The concern, or None when there is none with this id (any more)."""
    row = await tx.row(select(CONCERNS).where(CONCERNS.c.id == concern_id))
    return None if row is None else await _read(tx, row)


async def lock(tx: Transaction, concern_id: str) -> Concern | None:
    """The concern, or None. Until the transaction ends nobody else can change it. Its case is to be locked first."""
    row = await tx.row(select(CONCERNS).where(CONCERNS.c.id == concern_id).with_for_update())
    return None if row is None else await _read(tx, row)


async def of_case(tx: Transaction, case_id: str) -> Concern | None:
    """The concern that this case came from, as long as its code opens it."""
    row = await tx.row(select(CONCERNS).where(CONCERNS.c.case_id == case_id).with_for_update())
    return None if row is None else await _read(tx, row)


async def change(tx: Transaction, concern: Concern) -> None:
    """Remember how it stands now. Its id, case and day stay as they were."""
    key = await data_keys.must_have(tx, data_keys.of_concern(concern.case))
    row = await tx.row(select(CONCERNS.c.learner_key).where(CONCERNS.c.id == concern.id))
    sealed = row.learner_key if row is not None else b""
    async with audit.changing_rows(tx, concern.case):
        await tx.write(update(CONCERNS).where(CONCERNS.c.id == concern.id).values(**_changing(concern, key, sealed)))


def unread_again(concern: Concern) -> Concern:
    """The concern after more was written to us. One that was finished is so no more."""
    state = State.RECEIVED if concern.state is State.FINISHED else concern.state
    return replace(concern, state=state, finished=None if state is State.RECEIVED else concern.finished, unread=True)


async def write(tx: Transaction, case_id: str, message: Message) -> None:
    """Add to what was written, for ever."""
    key = await data_keys.must_have(tx, data_keys.of_concern(case_id))
    of_it = CONCERN_MESSAGES.c.case_id == case_id
    [row] = await tx.rows(select(func.count().label("n")).select_from(CONCERN_MESSAGES).where(of_it))
    message_id = secrets.token_hex(16)
    content = _Written(number=row.n + 1, ours=message.ours, day=message.day.isoformat(), text=message.text)
    sealed = seal(key, _message_place(message_id), pack(content))
    await tx.write(insert(CONCERN_MESSAGES), {"id": message_id, "case_id": case_id, "content": sealed})


async def thread(tx: Transaction, case_id: str) -> tuple[Message, ...]:
    """Everything that was written, in order, for those who handle the case."""
    key = await data_keys.key_of(tx, data_keys.of_concern(case_id))
    return () if key is None else await _thread(tx, case_id, key)


async def thread_with(tx: Transaction, known: Known) -> tuple[Message, ...]:
    """The same for whoever has the code, opened with nothing but that. Raises SealBroken."""
    row = await tx.row(select(CONCERNS).where(CONCERNS.c.id == known.id))
    if row is None:
        return ()
    epoch = epoch_of(row.learner_key)
    secret = unseal(Key(known.key, epoch), _key_place(row.id), row.learner_key)
    return await _thread(tx, row.case_id, Key(secret, epoch))


async def any_since(tx: Transaction, day: date) -> bool:
    """Whether a concern came in on that day or later."""
    return await tx.row(select(CONCERNS.c.id).where(CONCERNS.c.day >= day.isoformat())) is not None


async def expire(tx: Transaction, today: date, days: int) -> int:
    """End the access of every code whose concern was finished more than `days` ago. How many there were.

    One whose case somebody is busy with is left for the next time.
    """
    last = (today - timedelta(days=days)).isoformat()
    over = (CONCERNS.c.finished != "") & (CONCERNS.c.finished < last)
    ended = 0
    for row in await tx.rows(select(CONCERNS.c.case_id).where(over).order_by(CONCERNS.c.case_id)):
        if await tx.row(select(CASES.c.id).where(CASES.c.id == row.case_id).with_for_update(skip_locked=True)) is None:
            continue
        async with audit.changing_rows(tx, row.case_id):
            # Whoever has the code may have gone on with it before we had the lock.
            ended += await tx.write(delete(CONCERNS).where(CONCERNS.c.case_id == row.case_id, over))
    return ended


async def purge(tx: Transaction, case_id: str) -> None:
    """Forget the concern of a case, what was written, and its key. Do it in `audit.changing_rows`."""
    await tx.write(delete(CONCERNS).where(CONCERNS.c.case_id == case_id))
    await tx.write(delete(CONCERN_MESSAGES).where(CONCERN_MESSAGES.c.case_id == case_id))
    await data_keys.destroy(tx, [data_keys.of_concern(case_id)])


async def count_written(tx: Transaction) -> dict[str, int]:
    """How much was written with a code, of each case with which anything was, whether or not it opens."""
    of_each = select(CONCERN_MESSAGES.c.case_id, func.count().label("n")).group_by(CONCERN_MESSAGES.c.case_id)
    return {row.case_id: row.n for row in await tx.rows(of_each)}


async def cases_with_access(tx: Transaction) -> frozenset[str]:
    """The ids of the cases whose code still opens something."""
    return frozenset(row.case_id for row in await tx.rows(select(CONCERNS.c.case_id)))


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of the concerns that do not open."""
    found: list[str] = []
    for row in await tx.rows(select(CONCERNS).order_by(CONCERNS.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def broken_messages(tx: Transaction) -> tuple[str, ...]:
    """The ids of the messages that do not open."""
    found: list[str] = []
    for row in await tx.rows(select(CONCERN_MESSAGES).order_by(CONCERN_MESSAGES.c.id)):
        try:
            key = await data_keys.must_have(tx, data_keys.of_concern(row.case_id))
            unseal(key, _message_place(row.id), row.content)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def _thread(tx: Transaction, case_id: str, key: Key) -> tuple[Message, ...]:
    rows = await tx.rows(select(CONCERN_MESSAGES).where(CONCERN_MESSAGES.c.case_id == case_id))
    written: list[_Written] = [json.loads(unseal(key, _message_place(row.id), row.content)) for row in rows]
    written.sort(key=lambda each: each["number"])
    return tuple(Message(each["ours"], date.fromisoformat(each["day"]), each["text"]) for each in written)


async def _read(tx: Transaction, row: AnyRow) -> Concern:
    key = await data_keys.must_have(tx, data_keys.of_concern(row.case_id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    known = isinstance(row.learner_key, bytes)  # in SQLite's file anything may stand for bytes
    if not known or content["plain"] != _plain(row.day, row.finished, row.learner_key):
        raise SealBroken
    concern = Concern(row.id, row.case_id, date.fromisoformat(row.day))
    return replace(
        concern,
        state=State(content["state"]),
        takes_more=content["takes_more"],
        finished=date.fromisoformat(row.finished) if row.finished else None,
        helped=content["helped"],
        unread=content["unread"],
    )


def _changing(concern: Concern, key: Key, learner_key: bytes) -> dict[str, object]:
    finished = concern.finished.isoformat() if concern.finished else ""
    content = _Content(
        state=concern.state.value,
        takes_more=concern.takes_more,
        helped=concern.helped,
        unread=concern.unread,
        plain=_plain(concern.day.isoformat(), finished, learner_key),
    )
    return {"finished": finished, "content": seal(key, _place(concern.id), pack(content))}


def _plain(day: str, finished: str, learner_key: bytes) -> list[str]:
    """What stands beside it, as it is sealed with it, so that nobody changes it behind our back."""
    return [day, finished, hashlib.sha256(learner_key).hexdigest()]


def _place(concern_id: str) -> Place:
    return Place("concerns", "content", concern_id)


def _key_place(concern_id: str) -> Place:
    return Place("concerns", "learner_key", concern_id)


def _message_place(message_id: str) -> Place:
    return Place("concern_messages", "content", message_id)
