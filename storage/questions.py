"""What people have asked of whoever answers questions about the policy: sealed, each under a key of its own.

Rows know days and no time: only what is owed because of one does, as long as the question is there. What has been
answered is forgotten some time after that; what has not is kept. A question gets a new key when it is answered: whoever
reads some holds them until the transaction ends, so that the key is the row's.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from sqlalchemy import delete, func, select, update

from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.sealing import Key, Place, seal, unseal
from storage.tables import QUESTIONS

LIFE = timedelta(days=90)
"""How long a question is kept after it was answered."""

ID_DIGITS = 32

MOST_LISTED = 20
"""How many are listed that have been answered, or that are one person's."""

NOT_YET = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, by the key and name of whoever asked it, and its answer if there is one.

    It is `urgent` if somebody may be in trouble.
    """

    id: str
    asker: str
    asker_name: str
    asked: date
    text: str
    urgent: bool = False
    answer: str = ""
    answered_by: str = ""
    answered: date | None = None


class _Content(TypedDict):
    asker: str
    asker_name: str
    text: str
    urgent: bool
    answer: str
    answered_by: str
    plain: list[str]


def id_of(tx: Transaction, form: str, person: str, text: str) -> str:
    """The id of what somebody sends in a form: the same for the same, whoever says what the form is called."""
    return tx.keyring.blind("question sent", json.dumps([form, person, text]))[:ID_DIGITS]


async def add(tx: Transaction, question: Question) -> None:
    """Remember a new question. One with its id that is there already stays as it is."""
    key = await data_keys.first_key(tx, data_keys.of_question(question.id))
    fixed: dict[str, str | bytes] = {
        "id": question.id,
        "asker_index": _index(tx, question.asker),
        "asked": question.asked.isoformat(),
    }
    await tx.keep_or_insert(QUESTIONS, fixed | _changing(question, key), QUESTIONS.c.id)


async def lock(tx: Transaction, question_id: str) -> Question | None:
    """The question, or None. Until the transaction ends nobody else can change it."""
    row = await tx.row(select(QUESTIONS).where(QUESTIONS.c.id == question_id).with_for_update())
    return None if row is None else await _read(tx, row)


async def change(tx: Transaction, question: Question) -> None:
    """Remember its answer. Everything else stays as it was. Raises SealBroken when it is gone."""
    key = await data_keys.next_key(tx, data_keys.of_question(question.id))
    await tx.write(update(QUESTIONS).where(QUESTIONS.c.id == question.id).values(**_changing(question, key)))


async def waiting(tx: Transaction) -> tuple[Question, ...]:
    """Those without an answer: what is urgent first, and then the oldest. One that does not open is left out."""
    await data_keys.open_all(tx, data_keys.of_question(""))
    unanswered = select(QUESTIONS).where(QUESTIONS.c.answered == NOT_YET)
    found = await _opened(tx, await tx.rows(unanswered.with_for_update(read=True)))
    return tuple(sorted(found, key=lambda each: (not each.urgent, each.asked, each.id)))


async def count_waiting(tx: Transaction) -> int:
    """How many have no answer, whether or not they open."""
    row = await tx.row(select(func.count().label("n")).select_from(QUESTIONS).where(QUESTIONS.c.answered == NOT_YET))
    return 0 if row is None else row.n


async def has_any(tx: Transaction, person: str) -> bool:
    """Whether this person has asked anything, as far as the index says."""
    theirs = QUESTIONS.c.asker_index == _index(tx, person)
    return await tx.row(select(QUESTIONS.c.id).where(theirs).limit(1)) is not None


async def answered(tx: Transaction) -> tuple[Question, ...]:
    """Those answered last, the newest first."""
    done = select(QUESTIONS).where(QUESTIONS.c.answered != NOT_YET)
    newest = done.order_by(QUESTIONS.c.answered.desc(), QUESTIONS.c.asked.desc(), QUESTIONS.c.id)
    return await _opened(tx, await tx.rows(newest.limit(MOST_LISTED).with_for_update(read=True)))


async def of_person(tx: Transaction, person: str) -> tuple[Question, ...]:
    """What this person has asked: what waits for an answer, then the rest, each the newest first."""
    theirs = select(QUESTIONS).where(QUESTIONS.c.asker_index == _index(tx, person))
    newest = theirs.order_by(QUESTIONS.c.answered != NOT_YET, QUESTIONS.c.asked.desc(), QUESTIONS.c.id)
    found = await _opened(tx, await tx.rows(newest.limit(MOST_LISTED).with_for_update(read=True)))
    # The index is found by, never believed: whoever can write to the database could put one under another's name.
    return tuple(each for each in found if each.asker == person)


async def expire(tx: Transaction, today: date) -> tuple[str, ...]:
    """Forget every question that was answered long enough ago, and its key. Their ids."""
    last = (today - LIFE).isoformat()
    old = select(QUESTIONS.c.id).where(QUESTIONS.c.answered != NOT_YET, QUESTIONS.c.answered < last)
    ids = tuple([row.id for row in await tx.rows(old)])
    await tx.write(delete(QUESTIONS).where(QUESTIONS.c.id.in_(ids)))
    await data_keys.destroy(tx, [data_keys.of_question(each) for each in ids])
    return ids


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of the questions that do not open."""
    found: list[str] = []
    for row in await tx.rows(select(QUESTIONS).order_by(QUESTIONS.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def misfiled(tx: Transaction) -> tuple[str, ...]:
    """The ids of the questions that whoever asked them does not find: their index is another person's."""
    found: list[str] = []
    for row in await tx.rows(select(QUESTIONS).order_by(QUESTIONS.c.id)):
        with suppress(SealBroken):
            if row.asker_index != _index(tx, (await _read(tx, row)).asker):
                found.append(row.id)
    return tuple(found)


async def _opened(tx: Transaction, rows: Iterable[AnyRow]) -> tuple[Question, ...]:
    found: list[Question] = []
    for row in rows:
        try:
            found.append(await _read(tx, row))
        except SealBroken:
            continue  # `audit verify` names it; the others can be read
    return tuple(found)


async def _read(tx: Transaction, row: AnyRow) -> Question:
    key = await data_keys.must_have(tx, data_keys.of_question(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    if content["plain"] != [row.asked, row.answered]:
        raise SealBroken
    return Question(
        id=row.id,
        asker=content["asker"],
        asker_name=content["asker_name"],
        asked=date.fromisoformat(row.asked),
        text=content["text"],
        urgent=content["urgent"],
        answer=content["answer"],
        answered_by=content["answered_by"],
        answered=date.fromisoformat(row.answered) if row.answered else None,
    )


def _changing(question: Question, key: Key) -> dict[str, str | bytes]:
    """What changes of a row: the plain day is sealed too, so that nobody changes it behind our back."""
    answered_on = question.answered.isoformat() if question.answered else NOT_YET
    content = _Content(
        asker=question.asker,
        asker_name=question.asker_name,
        text=question.text,
        urgent=question.urgent,
        answer=question.answer,
        answered_by=question.answered_by,
        plain=[question.asked.isoformat(), answered_on],
    )
    return {"answered": answered_on, "content": seal(key, _place(question.id), pack(content))}


def _index(tx: Transaction, person: str) -> str:
    return tx.keyring.blind("question", person)


def _place(question_id: str) -> Place:
    return Place("questions", "content", question_id)
