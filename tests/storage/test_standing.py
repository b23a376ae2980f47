"""An older row of a case or its concern that is put back behind our back is found; all that we do ourselves is not."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from storage import audit, cases, concerns, drafts, letting_in, questions, unordered
from storage.audit import Head
from storage.audit_check import verify
from storage.concerns import Concern, State
from storage.content_check import NOT_THE_LAST, Damage
from storage.database import Database, Transaction
from storage.letting_in import Request
from storage.questions import Question
from storage.receipts import Known
from storage.tables import AUDIT_CHAINS, CASES, CONCERNS, DRAFTS, LETTING_IN, QUESTIONS
from tests.storage.examples import DRAFT, KEYRING, NOW, case

TODAY = date(2026, 11, 23)
KNOWN = Known("ab" * 16, b"l" * 32)
CONCERN = Concern(KNOWN.id, "case-2", TODAY)
ASKED = Question("q-1", "slack:T01:U07", "Tam Reporter", TODAY, "May I?")
REQUEST = Request("r-1", "asha", "ES-7K4M2P", "Nobody is there.", NOW)
ANONYMOUS = replace(case(2), reporter="", reporter_name="", draft="", acknowledged_by="carys")
TAKEN = replace(case(1), acknowledged_by="carys", acknowledged_at=NOW)
DAYS = 28


@pytest.fixture
async def kept(database: Database) -> Database:
    """One case with a name and one with a code, which somebody has."""
    async with database.transaction() as tx:
        await cases.add(tx, TAKEN)
        await audit.append(tx, "case-1", NOW, "tom", "received")
        await unordered.begin(tx, "case-2")
        await cases.add(tx, ANONYMOUS)
        await concerns.add(tx, CONCERN, KNOWN)
        await audit.append(tx, "case-2", NOW, "", "received")
    return database


async def problems(database: Database) -> list[tuple[str, str]]:
    """The table and row of everything that is found, or the chain."""
    async with database.snapshot() as tx:
        found = await verify(tx)
    return [(each.table, each.row) if isinstance(each, Damage) else ("chain", each.chain) for each in found]


async def finish(tx: Transaction) -> None:
    await concerns.change(tx, replace(CONCERN, state=State.FINISHED, finished=TODAY, unread=False))
    await audit.append(tx, "case-2", NOW, "carys", "said how it stands", {"state": State.FINISHED.value})


async def let_somebody_in_again(database: Database) -> None:
    """Put the row of a case back behind our back as it was before somebody was kept out of it."""
    ours = CASES.c.id == "case-1"
    async with database.transaction() as tx:
        older = await tx.row(select(CASES).where(ours))
        await cases.change(tx, replace(TAKEN, excluded=frozenset({"asha"})))
        await audit.append(tx, "case-1", NOW, "carys", "kept somebody out")
    assert older is not None
    async with database.transaction() as tx:
        await tx.write(update(CASES).where(ours).values(**older._mapping))  # noqa: SLF001 -- public


async def written_by_an_older_version(tx: Transaction, chains: Iterable[str] = ("case-1", "case-2")) -> None:
    for chain in chains:
        row = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == chain))
        assert row is not None
        await tx.replace(AUDIT_CHAINS, audit.head_row(tx, chain, Head(row.length, row.head)), AUDIT_CHAINS.c.chain)


async def test_whatever_we_write_is_whole(kept: Database) -> None:
    assert await problems(kept) == []
    async with kept.transaction() as tx:
        await cases.change(tx, replace(TAKEN, rung=2))
        await cases.add_subject(tx, TAKEN, "mia example")
        await finish(tx)
    assert await problems(kept) == []
    async with kept.transaction() as tx:
        await cases.purge(tx, "case-1", NOW)
        await cases.purge(tx, "case-2", NOW)
    assert await problems(kept) == []


async def test_an_older_row_of_a_case_is_found(kept: Database) -> None:
    await let_somebody_in_again(kept)
    assert await problems(kept) == [("cases", "case-1")]
    async with kept.snapshot() as tx:
        [found] = await verify(tx)
    assert isinstance(found, Damage)
    assert found.problem == NOT_THE_LAST


async def test_an_older_row_of_a_concern_is_found(kept: Database) -> None:
    async with kept.transaction() as tx:
        older = await tx.row(select(CONCERNS))
        await finish(tx)
    assert older is not None
    async with kept.transaction() as tx:
        await tx.write(update(CONCERNS).values(**older._mapping))  # noqa: SLF001 -- public
    assert await problems(kept) == [("concerns", CONCERN.id)]


async def test_the_access_of_a_finished_concern_ends_when_it_should_and_not_behind_our_back(kept: Database) -> None:
    async with kept.transaction() as tx:
        await finish(tx)
        row = await tx.row(select(CONCERNS))
        await tx.write(delete(CONCERNS))
    assert await problems(kept) == [("concerns", "case-2")]
    assert row is not None
    async with kept.transaction() as tx:
        await tx.write(insert(CONCERNS), dict(row._mapping))  # noqa: SLF001 -- public
        assert await concerns.expire(tx, date(2027, 1, 23), DAYS) == 1
        assert await concerns.expire(tx, date(2027, 1, 23), DAYS) == 0
    assert await problems(kept) == []


async def test_an_index_that_was_emptied_is_found(kept: Database) -> None:
    async with kept.transaction() as tx:
        await tx.write(update(CASES).where(CASES.c.id == "case-1").values(reporter_index=cases.NO_INDEX))
    assert await problems(kept) == [("cases", "case-1")]


async def test_what_an_older_version_wrote_is_whole_and_is_proved_once_something_is_done_with_it(
    kept: Database,
) -> None:
    async with kept.transaction() as tx:
        await tx.write(update(CASES).values(reporter_index=cases.NO_INDEX))
        await written_by_an_older_version(tx)
    assert await problems(kept) == []
    async with kept.transaction() as tx:
        assert await cases.of_reporter(tx, TAKEN.reporter) == (TAKEN,)
        await audit.append(tx, "case-2", NOW, "carys", "opened")
    assert await problems(kept) == []
    async with kept.transaction() as tx:
        await tx.write(update(CASES).values(reporter_index=cases.NO_INDEX))
    assert await problems(kept) == [("cases", "case-1"), ("cases", "case-2")]


async def test_a_version_that_knows_nothing_of_rows_may_run_beside_this_one(kept: Database) -> None:
    async with kept.transaction() as tx:
        row = await tx.row(select(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1"))
        assert row is not None
        seal = audit.seal_of(tx.keyring.audit, "case-1", Head(row.length, row.head))
        await tx.write(update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == "case-1").values(seal=seal))
        await tx.write(update(CASES).where(CASES.c.id == "case-1").values(reporter_index=cases.NO_INDEX))
    assert await problems(kept) == []
    async with kept.transaction() as tx:
        await cases.change(tx, replace(TAKEN, rung=2))
        await audit.append(tx, "case-1", NOW, "carys", "opened")
    assert await problems(kept) == []


async def test_what_somebody_put_back_stays_found_whatever_is_done_with_the_case(kept: Database) -> None:
    await let_somebody_in_again(kept)
    async with kept.transaction() as tx:
        await audit.append(tx, "case-1", NOW, "asha", "opened")
        await cases.change(tx, replace(TAKEN, rung=2))
        await audit.append(tx, "case-1", NOW, "asha", "opened")
    assert await problems(kept) == [("chain", "case-1")]


async def test_a_record_that_was_emptied_stays_found_whatever_is_done_with_the_case(kept: Database) -> None:
    for chain in ("case-1", audit.UNORDERED):
        async with kept.transaction() as tx:
            await tx.write(update(AUDIT_CHAINS).where(AUDIT_CHAINS.c.chain == chain).values(stands="another"))
    async with kept.transaction() as tx:
        await cases.change(tx, replace(TAKEN, rung=2))
        await audit.append(tx, "case-1", NOW, "asha", "opened")
        await unordered.begin(tx, "case-3")
    assert {("chain", "case-1"), ("chain", audit.UNORDERED)} <= set(await problems(kept))


async def test_a_row_of_a_draft_a_question_or_a_request_that_is_put_back_does_not_open(kept: Database) -> None:
    tables = {DRAFTS: DRAFT.id, QUESTIONS: ASKED.id, LETTING_IN: REQUEST.id}
    async with kept.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await questions.add(tx, ASKED)
        await letting_in.add(tx, REQUEST)
        older = {table: dict((await tx.rows(select(table)))[0]._mapping) for table in tables}  # noqa: SLF001 -- public
        await drafts.save(tx, replace(DRAFT, answers={"danger": "no"}))
        await questions.change(tx, replace(ASKED, answer="Yes.", answered_by="asha", answered=TODAY))
        await letting_in.change(tx, replace(REQUEST, agreed=frozenset({"ben"})))
    assert await problems(kept) == []
    for table, row in tables.items():
        async with kept.transaction() as tx:
            [now] = await tx.rows(select(table))
            await tx.write(update(table).values(older[table]))
        assert await problems(kept) == [(table.name, row)]
        async with kept.transaction() as tx:
            await tx.write(update(table).values(dict(now._mapping)))  # noqa: SLF001 -- public


async def test_drafts_can_be_listed_while_they_are_saved(database: Database) -> None:
    async def saved(answer: str) -> None:
        async with database.transaction() as tx:
            await drafts.save(tx, replace(DRAFT, answers={"danger": answer}))

    async def listed() -> int:
        async with database.transaction() as tx:
            return len(await drafts.of_person(tx, DRAFT.person, NOW))

    await saved("no")
    for _ in range(20):
        found = await asyncio.gather(listed(), saved("yes"), listed(), saved("no"), listed())
        assert list(found) == [1, None, 1, None, 1]


async def test_a_case_that_somebody_is_busy_with_keeps_its_access_until_the_next_time(postgres_url: str) -> None:
    later = date(2027, 1, 23)
    database = await Database.open(postgres_url, KEYRING)
    async with database.transaction() as tx:
        await unordered.begin(tx, "case-2")
        await cases.add(tx, ANONYMOUS)
        await concerns.add(tx, CONCERN, KNOWN)
        await audit.append(tx, "case-2", NOW, "", "received")
        await finish(tx)
    async with database.transaction() as tx:
        assert await cases.lock(tx, "case-2")
        async with database.transaction() as clearing:
            assert await concerns.expire(clearing, later, DAYS) == 0
    async with database.transaction() as tx:
        assert await concerns.expire(tx, later, DAYS) == 1
    assert await problems(database) == []
    await database.close()
