"""Each case has as much as its audit tells of: a deletion is found, and what is gone by rights is not missed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.sql.dml import UpdateBase

from dialogs.case import Report
from storage import audit, cases, concerns, outbox, unordered
from storage.audit_check import verify
from storage.concerns import Concern, Message, State
from storage.content_check import Damage
from storage.database import Database, Transaction
from storage.receipts import Known
from storage.tables import AUDIT_ENTRIES, CASES, CONCERN_MESSAGES, CONCERNS, REPORTS
from tests.storage.examples import ALERT, MINUTE, NOW, case

TODAY = date(2026, 11, 23)
KNOWN = Known("ab" * 16, b"l" * 32)
NAMED, ANONYMOUS = case(1), replace(case(2), reporter="", reporter_name="", draft="")
MORE = Report(NOW + MINUTE, {"account": "more"})

FEWER = [("reports", "case-1", "there are not as many as its audit tells of")]
FEWER_OF_CONCERN = [("concern_messages", "case-2", "with its reports there are not as many as its audit tells of")]
NO_CONCERN = [("concerns", "case-2", "it is gone, and was not finished")]


async def tell(tx: Transaction, case_id: str, what: str, detail: Mapping[str, str] = audit.NOTHING) -> None:
    await audit.append(tx, case_id, NOW, "", what, detail)


async def write(tx: Transaction, *, ours: bool) -> None:
    await concerns.write(tx, "case-2", Message(ours, TODAY, "How are you?"))
    await tell(tx, "case-2", "wrote to whoever has the code" if ours else "more received")


async def stands(tx: Transaction, state: State) -> None:
    finished = TODAY if state is State.FINISHED else None
    await concerns.change(tx, Concern(KNOWN.id, "case-2", TODAY, state, finished=finished))
    await tell(tx, "case-2", "said how it stands", {"state": state.value})


@pytest.fixture
async def kept(database: Database) -> Database:
    """A case with three reports, and a concern with two and a message either way, as the handlers keep them."""
    async with database.transaction() as tx:
        for each in (NAMED, ANONYMOUS):
            await cases.add(tx, each)
            await outbox.owe(tx, replace(ALERT, case=each.id))
        await unordered.begin(tx, "case-2")
        await concerns.add(tx, Concern(KNOWN.id, "case-2", TODAY), KNOWN)
        for each, whats in ((NAMED, ("more received", "the whole report received")), (ANONYMOUS, ("more received",))):
            await tell(tx, each.id, "received")
            for what in whats:
                await cases.add_report(tx, each.id, MORE)
                await tell(tx, each.id, what)
        for ours in (True, False):
            await write(tx, ours=ours)
        await tell(tx, "case-2", "said whether it helped")
    return database


async def found(database: Database, *tampering: UpdateBase) -> list[tuple[str, str, str]]:
    """What is found once these statements ran behind our back; they are undone afterwards."""
    damages: list[tuple[str, str, str]] = []
    with suppress(ZeroDivisionError):
        async with database.transaction() as tx:
            for statement in tampering:
                assert await tx.write(statement) > 0
            damages += [(each.table, each.row, each.problem) for each in await verify(tx) if isinstance(each, Damage)]
            raise ZeroDivisionError
    return damages


async def test_what_nobody_touched_is_whole(kept: Database) -> None:
    assert await found(kept) == []


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_deleted_report_is_found(kept: Database, number: int) -> None:
    assert await found(kept, delete(REPORTS).where(REPORTS.c.case_id == "case-1", REPORTS.c.number == number)) == FEWER


async def test_a_deleted_report_of_a_closed_case_is_found(kept: Database) -> None:
    async with kept.transaction() as tx:
        await cases.change(tx, replace(NAMED, closed=NOW))
    assert await found(kept, delete(REPORTS).where(REPORTS.c.case_id == "case-1", REPORTS.c.number == 3)) == FEWER


async def test_a_deleted_report_or_message_of_a_concern_is_found(kept: Database) -> None:
    report = delete(REPORTS).where(REPORTS.c.case_id == "case-2", REPORTS.c.number == 2)
    assert await found(kept, report) == FEWER_OF_CONCERN
    assert await found(kept, delete(CONCERN_MESSAGES)) == FEWER_OF_CONCERN


async def test_a_deleted_concern_is_found(kept: Database) -> None:
    assert await found(kept, delete(CONCERNS)) == NO_CONCERN
    async with kept.transaction() as tx:
        await stands(tx, State.WORKING)
    assert await found(kept, delete(CONCERNS)) == NO_CONCERN


async def test_a_finished_concern_whose_access_has_ended_is_not_missed(kept: Database) -> None:
    async with kept.transaction() as tx:
        await stands(tx, State.FINISHED)
        assert await concerns.expire(tx, date(2027, 11, 23), 90) == 1
    assert await found(kept) == []


async def test_a_concern_to_which_more_came_after_it_was_finished_is_missed(kept: Database) -> None:
    async with kept.transaction() as tx:
        await stands(tx, State.FINISHED)
        await write(tx, ours=False)
    assert await found(kept, delete(CONCERNS)) == NO_CONCERN


async def test_a_concern_that_is_being_worked_on_again_is_missed(kept: Database) -> None:
    async with kept.transaction() as tx:
        await stands(tx, State.FINISHED)
        await stands(tx, State.QUESTION)
    assert await found(kept, delete(CONCERNS)) == NO_CONCERN


async def test_purged_cases_are_not_missed(kept: Database) -> None:
    async with kept.transaction() as tx:
        for case_id in ("case-1", "case-2"):
            await cases.purge(tx, case_id, NOW)
    assert await found(kept) == []


async def test_by_a_chain_that_is_broken_nothing_is_counted(kept: Database) -> None:
    changed = update(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == "case-1", AUDIT_ENTRIES.c.number == 1)
    for values in ({"what": "nothing"}, {"content": b"\x01" + bytes(400)}):
        assert await found(kept, changed.values(**values)) == []  # the chain's own break is found beside it


async def test_a_case_that_does_not_open_is_named_once(kept: Database) -> None:
    changed = update(CASES).where(CASES.c.id == "case-1").values(rung=7)
    [damage] = await found(kept, changed, delete(REPORTS).where(REPORTS.c.case_id == "case-1"))
    assert damage[:2] == ("cases", "case-1")


async def test_a_closed_case_is_not_silent(kept: Database) -> None:
    async with kept.transaction() as tx:
        await cases.change(tx, replace(NAMED, closed=NOW))
        await outbox.cancel(tx, {ALERT.kind}, case_id="case-1")
    assert await found(kept) == []
    opened = update(CASES).where(CASES.c.id == "case-1").values(closed=None)
    [damage] = await found(kept, opened)
    assert damage[:2] == ("cases", "case-1")
