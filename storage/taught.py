"""Questions that people added to guidance, each with the passage that answers it. They never change: one is removed."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sqlalchemy import delete, select

from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import pack
from storage.sealing import Place, seal, unseal
from storage.tables import TAUGHT


@dataclass(frozen=True, slots=True)
class Added:
    """A question, the id of its passage, and the key of whoever added it on which day."""

    id: str
    question: str
    passage: str
    by: str
    day: date


class _Content(TypedDict):
    question: str
    passage: str
    by: str
    day: str


async def add(tx: Transaction, added: Added) -> bool:
    """Remember it, unless one with its id is there already. Whether it was not."""
    key = await data_keys.first_key(tx, data_keys.of_taught(added.id))
    content = _Content(question=added.question, passage=added.passage, by=added.by, day=added.day.isoformat())
    row = {"id": added.id, "content": seal(key, _place(added.id), pack(content))}
    return await tx.keep_or_insert(TAUGHT, row, TAUGHT.c.id)


async def remove(tx: Transaction, added_id: str) -> bool:
    """Forget it and its key. Whether it was there."""
    there = await tx.write(delete(TAUGHT).where(TAUGHT.c.id == added_id)) == 1
    if there:
        await data_keys.destroy(tx, [data_keys.of_taught(added_id)])
    return there


async def ids(tx: Transaction) -> frozenset[str]:
    """The ids of all."""
    return frozenset(row.id for row in await tx.rows(select(TAUGHT.c.id)))


async def these(tx: Transaction, wanted: Collection[str]) -> tuple[Added, ...]:
    """Those with these ids, those of the newest day first. One that does not open is left out."""
    if not wanted:
        return ()
    await data_keys.open_all(tx, data_keys.of_taught(""))
    found: list[Added] = []
    for row in await tx.rows(select(TAUGHT).where(TAUGHT.c.id.in_(wanted)).order_by(TAUGHT.c.id)):
        try:
            found.append(await _read(tx, row))
        except SealBroken:
            continue  # `audit verify` names it
    return tuple(sorted(found, key=lambda each: each.day, reverse=True))


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of those that do not open."""
    found: list[str] = []
    for row in await tx.rows(select(TAUGHT).order_by(TAUGHT.c.id)):
        try:
            await _read(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def _read(tx: Transaction, row: AnyRow) -> Added:
    key = await data_keys.must_have(tx, data_keys.of_taught(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    return Added(row.id, content["question"], content["passage"], content["by"], date.fromisoformat(content["day"]))


def _place(added_id: str) -> Place:
    return Place("taught", "content", added_id)
