"""A database like one that has been in use: many cases, some anonymous, some closed, some purged, and what went before.

It is made through the functions of storage, in two transactions, so that rows can be taken from the older one.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from dialogs.case import Case, Report
from dialogs.downloads import CaseCopy, LogTable
from storage import audit, cases, concerns, downloads, drafts, letting_in, outbox, questions, taught, unordered
from storage.concerns import Concern, Message, State
from storage.database import Database, Transaction
from storage.downloads import Download
from storage.letting_in import Request
from storage.questions import Question
from storage.receipts import Known
from storage.tables import METADATA
from storage.taught import Added
from tests.storage.examples import ALERT, DAY, DRAFT, MINUTE, NOW, case

Value = str | bytes | int | None
Row = dict[str, Value]
Rows = dict[str, list[Row]]
"""The rows of each table, as they are stored."""

TODAY = date(2026, 11, 23)
QUESTIONS = 12
STEP = "ended a step"
ANONYMOUS = frozenset(map(str, range(0, 1000, 4)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the database, and what was in it: as it was before it changed, and what was forgotten since."""

    rows: Rows
    changed: Rows
    forgotten: Rows


async def fill(database: Database, how_many: int, entries: int) -> Kept:
    """Make that many cases with about that many entries of the audit each."""
    every = [_case(number) for number in range(how_many)]
    async with database.transaction() as tx:
        for each in every:
            await _receive(tx, each)
            await _work(tx, each, entries // 2)
        for number in range(QUESTIONS):
            await questions.add(tx, _question(number))
            await taught.add(tx, Added(f"taught-{number}", "May I film?", "images", "asha", TODAY))
            await drafts.save(tx, replace(DRAFT, id=f"draft of {number}"))
            await letting_in.add(tx, _request(number))
            await downloads.add(tx, f"token {number}", _download(number))
        await audit.root(tx, NOW)
        older = await stored(tx)
    async with database.transaction() as tx:
        for number, each in enumerate(every):
            await _work(tx, each, entries - entries // 2)
            await _go_on(tx, each, number)
        await _forget(tx)
        await audit.root(tx, NOW + DAY)
        return _kept(older, await stored(tx))


def _kept(older: Rows, rows: Rows) -> Kept:
    kept = Kept(rows, {table: [] for table in rows}, {table: [] for table in rows})
    for table, before in older.items():
        now = {key_of(table, row): row for row in rows[table]}
        for row in before:
            current = now.get(key_of(table, row))
            if current is None:
                kept.forgotten[table].append(row)
            elif current != row:
                kept.changed[table].append(row)
    return kept


async def stored(tx: Transaction) -> Rows:
    """All rows of all tables, as they are stored."""
    found: Rows = {}
    for table in METADATA.sorted_tables:
        got = await tx.connection.exec_driver_sql(f"SELECT * FROM {table.name}")  # noqa: S608 -- the name of our table
        found[table.name] = [dict(row) for row in got.mappings()]
    return found


def key_of(table: str, row: Row) -> tuple[Value, ...]:
    """The primary key of a row."""
    return tuple(row[column.name] for column in METADATA.tables[table].primary_key)


def is_anonymous(case_id: str) -> bool:
    """Whether this is one of the anonymous cases, whose chains begin in no order."""
    return case_id.removeprefix("case-") in ANONYMOUS


def _case(number: int) -> Case:
    if is_anonymous(f"case-{number}"):
        return replace(case(number), reporter="", reporter_name="", draft="")
    return case(number)


async def _receive(tx: Transaction, each: Case) -> None:
    await cases.add(tx, each)
    await outbox.owe(tx, replace(ALERT, case=each.id))
    if each.anonymous:
        await unordered.begin(tx, each.id)
        known = _known(each)
        await concerns.add(tx, Concern(known.id, each.id, TODAY), known)
    await cases.add_subject(tx, each, f"Learner {each.id}")
    await audit.append(tx, each.id, NOW, "", "received")


async def _work(tx: Transaction, each: Case, entries: int) -> None:
    """Report more, write something, and end many steps."""
    await cases.add_report(tx, each.id, Report(NOW + MINUTE, {"account": "more"}))
    await audit.append(tx, each.id, NOW, "asha", "more received")
    if each.anonymous:
        await concerns.write(tx, each.id, Message(ours=True, day=TODAY, text="How are you?"))
        await audit.append(tx, each.id, NOW, "asha", "wrote to whoever has the code")
    for number in range(entries - 2):
        await audit.append(tx, each.id, NOW + number * MINUTE, "asha", STEP, {"step": str(number)})


async def _go_on(tx: Transaction, each: Case, number: int) -> None:
    taken = replace(each, acknowledged_by="carys", acknowledged_at=NOW + MINUTE)
    closed = NOW + DAY if number % 5 == 0 else None
    await cases.change(tx, replace(taken, closed=closed))
    await audit.append(tx, each.id, NOW + DAY, "carys", "took it over")
    if each.anonymous:
        state = State.FINISHED if number % 8 == 0 else State.WORKING
        finished = TODAY if state is State.FINISHED else None
        await concerns.change(tx, Concern(_known(each).id, each.id, TODAY, state, finished=finished))
        await audit.append(tx, each.id, NOW + DAY, "carys", "said how it stands", {"state": state.value})
    if number % 6 == 5 or number == 4:
        await cases.purge(tx, each.id, NOW + DAY)


async def _forget(tx: Transaction) -> None:
    for number in range(QUESTIONS // 2):
        answered = date(2020, 1, 1) if number < QUESTIONS // 4 else TODAY
        await questions.change(tx, replace(_question(number), answer="Yes.", answered_by="asha", answered=answered))
        await drafts.save(tx, replace(DRAFT, id=f"draft of {QUESTIONS // 2 + number}", answers={}))
        await drafts.save(tx, replace(DRAFT, id=f"draft of {number}", sent=True, case="case-1", changed=NOW + MINUTE))
        await letting_in.change(tx, replace(_request(number), agreed=frozenset({"ben"})))
    await letting_in.remove(tx, ["request-1"])
    await downloads.use_up(tx, "token 1", NOW)
    await questions.expire(tx, TODAY)
    await taught.remove(tx, "taught-1")
    await drafts.discard(tx, f"draft of {QUESTIONS - 1}")


def _question(number: int) -> Question:
    return Question(f"question-{number}", f"slack:T01:U{number}", "Tam", TODAY, "May I?")


def _request(number: int) -> Request:
    return Request(f"request-{number}", "asha", "ES-7K4M2P", "Nobody is there.", NOW)


def _download(number: int) -> Download:
    copy = CaseCopy("case-1", "whole", "the LADO", "", ("Mia",), "She asked for it.")
    return Download("asha", copy if number % 2 else LogTable("open"), NOW + MINUTE)


def _known(each: Case) -> Known:
    random = Random(each.id)  # noqa: S311 -- the same one each time
    return Known(random.randbytes(16).hex(), random.randbytes(32))
