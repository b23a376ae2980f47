from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.sql.dml import UpdateBase

from dialogs.alerts import Kind
from storage import audit, cases, concerns, data_keys, drafts, outbox, questions, taught
from storage.audit_check import verify
from storage.concerns import Concern, Message
from storage.content_check import NOT_THE_LAST, Damage
from storage.database import Database, Transaction
from storage.outbox import Problem
from storage.questions import Question
from storage.receipts import Known
from storage.tables import (
    AUDIT_CHAINS,
    CASES,
    CONCERN_MESSAGES,
    CONCERNS,
    DATA_KEYS,
    DRAFTS,
    OUTBOX,
    QUESTIONS,
    REPORTS,
    SUBJECTS,
    TAUGHT,
)
from storage.taught import Added
from tests.storage.examples import ALERT, DAY, DRAFT, MINUTE, NOW, case, rung

SILENT = "nobody has taken it, and nobody will be told of it any more"
GONE = "it is gone, and was never purged"
THERE_AGAIN = "it was purged, and is there again"
CLOSED = "it does not open: it was changed or moved, or its key is gone"
KEYLESS = "it is gone, and what it sealed is there"
MISFILED = "its reporter does not find it"
NOT_FOUND = "whoever asked does not find it"
FORGED = b"\x01" + (202611).to_bytes(4, "big") + bytes(400)
KNOWN = Known("ab" * 16, b"l" * 32)
CONCERN = Concern(KNOWN.id, "case-2", date(2026, 11, 23))
ASKED = Question("q-1", "slack:T01:U07", "Tam Reporter", date(2026, 11, 23), "May I?")
ADDED = Added("t-1", "May I film?", "images", "asha", date(2026, 11, 23))


@pytest.fixture
async def kept(database: Database) -> Database:
    """A database with two cases as they are received, an alert and a timer owed of each, a draft, and questions."""
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await questions.add(tx, ASKED)
        await taught.add(tx, ADDED)
        for number in (1, 2):
            await cases.add(tx, case(number))
            await outbox.owe(tx, replace(ALERT, case=f"case-{number}"))
            await outbox.owe(tx, replace(rung(1), case=f"case-{number}"))
            await audit.append(tx, f"case-{number}", NOW, "tom", "received")
    return database


async def found(database: Database, *tampering: UpdateBase) -> list[tuple[str, str, str]]:
    """What is found once these statements ran behind our back; they are undone afterwards."""
    damages: list[tuple[str, str, str]] = []
    with suppress(ZeroDivisionError):
        async with database.transaction() as tx:
            for statement in tampering:
                assert await tx.write(statement) > 0
            for each in await verify(Transaction(tx.connection, tx.keyring)):
                assert isinstance(each, Damage)
                damages.append((each.table, each.row, each.problem))
            raise ZeroDivisionError
    return damages


async def finish(tx: Transaction, kinds: set[Kind], *, dead: bool = False) -> None:
    """Do what is owed of these kinds, as the worker does, or give it up."""
    for claimed in await outbox.claim(tx, NOW + DAY, "worker", DAY, 100):
        if claimed.owed.kind not in kinds:
            await outbox.put_off(tx, claimed, NOW + DAY, Problem.NOT_YET)
        elif dead:
            await outbox.give_up(tx, claimed, NOW + DAY, Problem.REFUSED)
        else:
            await outbox.sent(tx, claimed, NOW + DAY)


def cancelling(kind: Kind) -> UpdateBase:
    return update(OUTBOX).where(OUTBOX.c.case_id == "case-1", OUTBOX.c.kind == kind.value).values(state="cancelled")


async def test_what_nobody_touched_is_whole(kept: Database) -> None:
    assert await found(kept) == []


async def test_cases_that_changed_places_are_found(kept: Database) -> None:
    async with kept.transaction() as tx:
        one, two = [row.content for row in await tx.rows(select(CASES.c.content).order_by(CASES.c.id))]
    swap = [
        update(CASES).where(CASES.c.id == case_id).values(content=content)
        for case_id, content in (("case-1", two), ("case-2", one))
    ]
    assert await found(kept, *swap) == [("cases", "case-1", CLOSED), ("cases", "case-2", NOT_THE_LAST)]


@pytest.mark.parametrize(
    "changed",
    [{"severity": "S4"}, {"rung": 3}, {"complete": True}, {"acknowledged_at": NOW}],
    ids=["severity", "rung", "complete", "acknowledged_at"],
)
async def test_a_changed_plain_column_is_found(kept: Database, changed: dict[str, object]) -> None:
    change = update(CASES).where(CASES.c.id == "case-2").values(**changed)
    assert await found(kept, change) == [("cases", "case-2", CLOSED)]


async def test_a_case_filed_under_anothers_name_is_found(kept: Database) -> None:
    anothers = update(CASES).where(CASES.c.id == "case-2").values(reporter_index="0" * 64)
    assert await found(kept, anothers) == [("cases", "case-2", MISFILED)]


async def test_a_changed_report_or_draft_is_found(kept: Database) -> None:
    report = update(REPORTS).where(REPORTS.c.case_id == "case-2").values(answers=FORGED)
    assert await found(kept, report) == [("reports", "case-2:1", CLOSED)]
    assert await found(kept, update(DRAFTS).values(content=FORGED)) == [("drafts", DRAFT.id, CLOSED)]


async def test_a_changed_question_is_found(kept: Database) -> None:
    for change in ({"content": FORGED}, {"asked": "2020-01-01"}, {"answered": "2026-11-23"}):
        assert await found(kept, update(QUESTIONS).values(change)) == [("questions", ASKED.id, CLOSED)]
    assert await found(kept, update(TAUGHT).values(content=FORGED)) == [("taught", ADDED.id, CLOSED)]


async def test_a_question_whose_key_is_gone_is_found(kept: Database) -> None:
    owners = {"questions": data_keys.of_question(ASKED.id), "taught": data_keys.of_taught(ADDED.id)}
    for (table, owner), lost in zip(owners.items(), (ASKED.id, ADDED.id), strict=True):
        gone = delete(DATA_KEYS).where(DATA_KEYS.c.owner == owner)
        assert await found(kept, gone) == [(table, lost, CLOSED), ("data_keys", owner, KEYLESS)]


async def test_a_question_filed_under_anothers_name_is_found(kept: Database) -> None:
    anothers = update(QUESTIONS).values(asker_index="0" * 64)
    assert await found(kept, anothers) == [("questions", ASKED.id, NOT_FOUND)]


async def test_a_changed_key_is_found_with_what_it_sealed(kept: Database) -> None:
    ours = DATA_KEYS.c.owner == data_keys.of_case("case-2")
    sealed = [("cases", "case-2", CLOSED), ("reports", "case-2:1", CLOSED)]
    change = update(DATA_KEYS).where(ours).values(wrapped=FORGED)
    assert (await found(kept, change))[:3] == [("data_keys", "case|case-2", CLOSED), *sealed]
    gone = ("data_keys", "case|case-2", KEYLESS)
    assert await found(kept, delete(DATA_KEYS).where(ours)) == [*sealed, gone]


async def test_a_key_that_is_gone_is_named_though_what_it_sealed_goes_by_another_id(kept: Database) -> None:
    async with kept.transaction() as tx:
        await concerns.add(tx, CONCERN, KNOWN)
        await concerns.write(tx, "case-2", Message(ours=True, day=CONCERN.day, text="How are you?"))
    owner = data_keys.of_concern("case-2")
    for kept_row in (delete(CONCERNS), delete(CONCERN_MESSAGES)):
        damages = await found(kept, kept_row, delete(DATA_KEYS).where(DATA_KEYS.c.owner == owner))
        assert ("data_keys", owner, KEYLESS) in damages


async def test_a_case_that_was_deleted_as_if_purged_is_found(kept: Database) -> None:
    of_case = (
        delete(OUTBOX).where(OUTBOX.c.case_id == "case-1"),
        delete(REPORTS).where(REPORTS.c.case_id == "case-1"),
        delete(CASES).where(CASES.c.id == "case-1"),
    )
    key = delete(DATA_KEYS).where(DATA_KEYS.c.owner == "case|case-1")
    assert await found(kept, *of_case) == [("cases", "case-1", GONE)]
    assert await found(kept, *of_case, key) == [("cases", "case-1", GONE)]


async def test_a_case_that_was_purged_is_not_missed(kept: Database) -> None:
    async with kept.transaction() as tx:
        await cases.purge(tx, "case-1", NOW, "carys")
    assert await found(kept) == []


async def test_a_case_that_was_purged_and_put_back_with_everything_of_it_is_found(kept: Database) -> None:
    everything = (
        (CASES, CASES.c.id == "case-1"),
        (REPORTS, REPORTS.c.case_id == "case-1"),
        (SUBJECTS, SUBJECTS.c.case_id == "case-1"),
        (OUTBOX, OUTBOX.c.case_id == "case-1"),
        (DATA_KEYS, DATA_KEYS.c.owner == "case|case-1"),
        (AUDIT_CHAINS, AUDIT_CHAINS.c.chain == "case-1"),
    )
    async with kept.transaction() as tx:
        rows = [await tx.rows(select(table).where(ours)) for table, ours in everything]
        await cases.purge(tx, "case-1", NOW, "carys")
        await audit.bind(tx, NOW, NOW)
    for (table, ours), each in zip(everything, rows, strict=True):
        async with kept.transaction() as tx:
            await tx.write(delete(table).where(ours))
            for row in each:
                await tx.write(insert(table).values(**row._mapping))  # noqa: SLF001 -- public
    assert await found(kept) == [("cases", "case-1", THERE_AGAIN)]


async def test_a_case_whose_alerts_or_timers_were_cancelled_is_found(kept: Database) -> None:
    silent = [("cases", "case-1", SILENT)]
    assert await found(kept, cancelling(Kind.ALERT), cancelling(Kind.ESCALATE)) == silent
    assert await found(kept, cancelling(Kind.ALERT)) == silent
    assert await found(kept, cancelling(Kind.ESCALATE)) == silent
    assert await found(kept, delete(OUTBOX).where(OUTBOX.c.case_id == "case-1")) == silent
    async with kept.transaction() as tx:
        await finish(tx, {Kind.ALERT})
    assert await found(kept) == []
    assert await found(kept, cancelling(Kind.ESCALATE)) == silent


async def test_a_timer_cancelled_further_up_the_ladder_is_found(kept: Database) -> None:
    async with kept.transaction() as tx:
        await finish(tx, {Kind.ALERT, Kind.ESCALATE})
        await outbox.owe(tx, rung(2))
    second = update(OUTBOX).where(OUTBOX.c.rung == 2).values(state="cancelled")
    assert await found(kept) == []
    assert await found(kept, second) == [("cases", "case-1", SILENT)]


async def test_a_state_that_we_never_give_is_found(kept: Database) -> None:
    timer = update(OUTBOX).where(OUTBOX.c.case_id == "case-1").values(state="paused")
    assert await found(kept, timer) == [("cases", "case-1", SILENT)]


async def test_a_case_that_somebody_has_is_not_silent(kept: Database) -> None:
    async with kept.transaction() as tx:
        taken = replace(case(1), acknowledged_by="carys", acknowledged_at=NOW + MINUTE)
        await cases.change(tx, taken)
        await outbox.cancel(tx, set(Kind), case_id="case-1")
    assert await found(kept) == []


async def test_a_case_that_was_passed_on_is_not_silent(kept: Database) -> None:
    async with kept.transaction() as tx:
        await outbox.cancel(tx, {Kind.ESCALATE}, case_id="case-1")
        await outbox.owe(tx, rung(2))
    assert await found(kept) == []


@pytest.mark.parametrize("dead", [False, True], ids=["done", "given up"])
async def test_a_case_whose_ladder_has_ended_is_not_silent(kept: Database, dead: bool) -> None:  # noqa: FBT001 -- a case of the example
    async with kept.transaction() as tx:
        await finish(tx, {Kind.ALERT, Kind.ESCALATE}, dead=dead)
    assert await found(kept) == []


async def test_a_case_without_timers_is_not_silent(kept: Database) -> None:
    async with kept.transaction() as tx:
        await tx.write(delete(OUTBOX).where(OUTBOX.c.kind == Kind.ESCALATE.value))
    assert await found(kept) == []


def test_a_damage_reads_as_a_sentence() -> None:
    assert str(Damage("cases", "case-1", GONE)) == f"table cases, row case-1: {GONE}"
