"""Reports that are being written: sealed, found again by their writer, gone after seven days.

Of a draft that has been sent only the fact remains, so that a second click finds "already received". What its answers
mean is not known here.
"""

import json
from datetime import datetime, timedelta
from typing import TypedDict

from sqlalchemy import delete, select

from dialogs.case import Draft
from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import PackedAnswers, pack, pack_answers, unpack_answers
from storage.sealing import Place, seal, unseal
from storage.tables import DRAFTS

LIFE = timedelta(days=7)
"""How long a draft is kept after it was last changed."""


MOST_LISTED = 20
"""How many drafts of one person are listed: each must be opened for that, while others wait."""


class _Content(TypedDict):
    """What is sealed of a draft."""

    person: str
    answers: PackedAnswers
    typed: PackedAnswers


async def save(tx: Transaction, draft: Draft) -> None:
    """Remember the draft in place of what was remembered of it. Once it is sent, its answers are forgotten here."""
    owner = data_keys.of_draft(draft.id)
    await tx.row(select(DRAFTS.c.id).where(DRAFTS.c.id == draft.id).with_for_update())
    await data_keys.destroy(tx, [owner])  # what was sealed with the one before cannot be put back
    key = await data_keys.first_key(tx, owner)
    content = _Content(
        person=draft.person,
        answers={} if draft.sent else pack_answers(draft.answers),
        typed={} if draft.sent else pack_answers(draft.typed),
    )
    row = {
        "id": draft.id,
        "person_index": _index(tx, draft.person),
        "form": draft.form,
        "policy": draft.policy,
        "changed": draft.changed,
        "case_id": draft.case,
        "sent": draft.sent,
        "content": seal(key, _place(draft.id), pack(content)),
    }
    await tx.replace(DRAFTS, row, DRAFTS.c.id)


async def load(tx: Transaction, draft_id: str, now: datetime) -> Draft | None:
    """The draft, or None when it is not known or is too old. Until the transaction ends nobody else can load it."""
    known = select(DRAFTS).where(DRAFTS.c.id == draft_id, DRAFTS.c.changed > now - LIFE)
    row = await tx.row(known.with_for_update())
    return None if row is None else await _read(tx, row)


async def of_person(tx: Transaction, person: str, now: datetime, most: int = MOST_LISTED) -> tuple[Draft, ...]:
    """The drafts that the person has not sent, the last changed first, and no more than `most`."""
    theirs = select(DRAFTS).where(
        DRAFTS.c.person_index == _index(tx, person), DRAFTS.c.changed > now - LIFE, ~DRAFTS.c.sent
    )
    newest = theirs.order_by(DRAFTS.c.changed.desc(), DRAFTS.c.id).limit(most)
    # Held, else one may be saved, with a new key, before we have its key.
    rows = await tx.rows(newest.with_for_update(read=True))
    return tuple([await _read(tx, row) for row in rows])


async def discard(tx: Transaction, draft_id: str) -> None:
    """Forget the draft and its key."""
    await _forget(tx, [draft_id])


async def expire(tx: Transaction, now: datetime) -> int:
    """Forget every draft that is too old, sent or not. How many there were."""
    old = [row.id for row in await tx.rows(select(DRAFTS.c.id).where(DRAFTS.c.changed <= now - LIFE))]
    await _forget(tx, old)
    return len(old)


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of the drafts that do not open."""
    found: list[str] = []
    for row in await tx.rows(select(DRAFTS).order_by(DRAFTS.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def _read(tx: Transaction, row: AnyRow) -> Draft:
    key = await data_keys.must_have(tx, data_keys.of_draft(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    return Draft(
        id=row.id,
        person=content["person"],
        form=row.form,
        policy=row.policy,
        answers=unpack_answers(content["answers"]),
        typed=unpack_answers(content["typed"]),
        changed=row.changed,
        case=row.case_id,
        sent=row.sent,
    )


async def _forget(tx: Transaction, draft_ids: list[str]) -> None:
    await tx.write(delete(DRAFTS).where(DRAFTS.c.id.in_(draft_ids)))
    await data_keys.destroy(tx, [data_keys.of_draft(draft_id) for draft_id in draft_ids])


def _index(tx: Transaction, person: str) -> str:
    return tx.keyring.blind("draft", person)


def _place(draft_id: str) -> Place:
    return Place("drafts", "content", draft_id)
