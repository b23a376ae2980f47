"""What a code opens, as it is stored: twice wrapped, in no order, and gone when its time is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.sql.dml import UpdateBase

from storage import audit, cases, concerns, data_keys, unordered
from storage.audit_check import verify
from storage.concerns import Concern, Message, State
from storage.database import Database
from storage.failures import SealBroken, StorageFailed
from storage.receipts import Known
from storage.tables import CONCERN_MESSAGES, CONCERNS, DATA_KEYS
from tests.storage.examples import NOW, case

DAY = date(2026, 11, 23)
KNOWN = Known("ab" * 16, b"l" * 32)
OTHER = Known("cd" * 16, b"m" * 32)
CONCERN = Concern(KNOWN.id, "case-1", DAY)
OURS = Message(ours=True, day=DAY, text="We can help.")
THEIRS = Message(ours=False, day=DAY + timedelta(days=1), text="Thank you \N{GRINNING FACE}")


@pytest.fixture
async def told(database: Database) -> Database:
    """Two anonymous cases whose codes open them."""
    async with database.transaction() as tx:
        for number, known in ((1, KNOWN), (2, OTHER)):
            await cases.add(tx, replace(case(number), reporter="", reporter_name="", draft=""))
            await unordered.begin(tx, f"case-{number}")
            await concerns.add(tx, Concern(known.id, f"case-{number}", DAY), known)
            await audit.append(tx, f"case-{number}", NOW, "", "received")
    return database


async def damaged(database: Database, statement: UpdateBase) -> set[str]:
    async with database.transaction() as tx:
        await tx.write(statement)
        return {str(each).split(",", maxsplit=1)[0] for each in await verify(tx)}


async def test_a_concern_is_found_by_its_id_and_by_its_case(told: Database) -> None:
    async with told.transaction() as tx:
        assert await concerns.find(tx, KNOWN.id) == CONCERN
        assert await concerns.lock(tx, KNOWN.id) == CONCERN
        assert await concerns.of_case(tx, "case-1") == CONCERN
        assert await concerns.find(tx, "ef" * 16) is None
        assert await concerns.lock(tx, "ef" * 16) is None
        assert await concerns.of_case(tx, "case-9") is None


async def test_it_is_remembered_as_it_was_changed(told: Database) -> None:
    changed = replace(CONCERN, state=State.FINISHED, takes_more=False, finished=DAY, helped="a_bit")
    async with told.transaction() as tx:
        await concerns.change(tx, changed)
    async with told.transaction() as tx:
        assert await concerns.find(tx, KNOWN.id) == changed
        await concerns.change(tx, CONCERN)
        assert await concerns.find(tx, KNOWN.id) == CONCERN


async def test_both_sides_read_the_same_in_order(told: Database) -> None:
    written = (OURS, THEIRS, OURS, replace(THEIRS, text="x" * 5_000), OURS)
    async with told.transaction() as tx:
        for each in written:
            await concerns.write(tx, "case-1", each)
    async with told.transaction() as tx:
        assert await concerns.thread(tx, "case-1") == written
        assert await concerns.thread_with(tx, KNOWN) == written
        assert await concerns.thread(tx, "case-2") == ()


async def test_without_the_right_code_nothing_opens(told: Database) -> None:
    async with told.transaction() as tx:
        await concerns.write(tx, "case-1", OURS)
        with pytest.raises(SealBroken):
            await concerns.thread_with(tx, replace(KNOWN, key=OTHER.key))
        assert await concerns.thread_with(tx, replace(KNOWN, id="ef" * 16)) == ()


async def test_rows_say_nothing_of_order_length_or_time(told: Database) -> None:
    async with told.transaction() as tx:
        for text in ("a", "b" * 60, "c" * 100):
            await concerns.write(tx, "case-1", replace(OURS, text=text))
        rows = await tx.rows(select(CONCERN_MESSAGES))
    assert {len(row.content) for row in rows} == {len(rows[0].content)}
    assert all(len(row.id) == 32 for row in rows)
    assert {name for name in CONCERN_MESSAGES.c.keys()} == {"id", "case_id", "content"}  # noqa: C416, SIM118


@pytest.mark.parametrize(("days", "left"), [(29, True), (30, True), (31, False)])
async def test_access_ends_so_many_days_after_it_was_finished(told: Database, days: int, *, left: bool) -> None:
    async with told.transaction() as tx:
        await concerns.write(tx, "case-1", OURS)
        await concerns.change(tx, replace(CONCERN, state=State.FINISHED, finished=DAY))
        assert await concerns.expire(tx, DAY + timedelta(days=days), 30) == (0 if left else 1)
    async with told.transaction() as tx:
        assert (await concerns.find(tx, KNOWN.id) is not None) is left
        assert await concerns.thread(tx, "case-1") == (OURS,)
        assert await concerns.thread_with(tx, KNOWN) == ((OURS,) if left else ())
        assert await concerns.find(tx, OTHER.id) is not None


async def test_purging_a_case_leaves_nothing_of_what_its_code_opened(told: Database) -> None:
    async with told.transaction() as tx:
        await concerns.write(tx, "case-1", OURS)
        await cases.purge(tx, "case-1", NOW)
    async with told.transaction() as tx:
        assert await concerns.find(tx, KNOWN.id) is None
        assert await concerns.thread(tx, "case-1") == ()
        assert await tx.rows(select(CONCERN_MESSAGES)) == []
        owners = {row.owner for row in await tx.rows(select(DATA_KEYS))}
        assert data_keys.of_concern("case-1") not in owners
        with pytest.raises(SealBroken):
            await concerns.write(tx, "case-1", OURS)
        with pytest.raises(SealBroken):
            await concerns.change(tx, CONCERN)


async def test_the_same_concern_is_not_stored_twice(told: Database) -> None:
    with pytest.raises(StorageFailed):
        async with told.transaction() as tx:
            await concerns.add(tx, CONCERN, KNOWN)


async def test_what_was_changed_behind_our_back_is_found(told: Database) -> None:
    async with told.transaction() as tx:
        for text in ("one", "two"):
            await concerns.write(tx, "case-1", replace(OURS, text=text))
        first, second = await tx.rows(select(CONCERN_MESSAGES))
    concern = update(CONCERNS).where(CONCERNS.c.id == KNOWN.id)
    message = update(CONCERN_MESSAGES).where(CONCERN_MESSAGES.c.id == first.id)
    for table, statement in (
        ("table concerns", concern.values(content=b"\x01" + bytes(60))),
        ("table concern_messages", message.values(content=second.content)),
    ):
        assert table in await damaged(told, statement)


async def test_a_concern_under_another_case_is_found(told: Database) -> None:
    async with told.transaction() as tx:
        await tx.write(delete(CONCERNS).where(CONCERNS.c.id == OTHER.id))
    moved = update(CONCERNS).where(CONCERNS.c.id == KNOWN.id).values(case_id="case-2")
    assert "table concerns" in await damaged(told, moved)


async def test_exchanged_keys_of_two_learners_open_nothing_and_are_found(told: Database) -> None:
    async with told.transaction() as tx:
        one, other = [row.learner_key for row in await tx.rows(select(CONCERNS).order_by(CONCERNS.c.id))]
    for known, key in ((KNOWN, other), (OTHER, one)):
        statement = update(CONCERNS).where(CONCERNS.c.id == known.id).values(learner_key=key)
        assert "table concerns" in await damaged(told, statement)
    async with told.transaction() as tx:
        for known in (KNOWN, OTHER):
            with pytest.raises(SealBroken):
                await concerns.thread_with(tx, known)


@pytest.mark.parametrize("changed", [{"finished": "2020-01-01"}, {"finished": "nonsense"}, {"day": "2020-01-01"}])
async def test_a_changed_day_is_found(told: Database, changed: dict[str, str]) -> None:
    async with told.transaction() as tx:
        await concerns.write(tx, "case-1", OURS)
    statement = update(CONCERNS).where(CONCERNS.c.id == KNOWN.id).values(changed)
    assert "table concerns" in await damaged(told, statement)
    async with told.transaction() as tx:
        assert await concerns.thread(tx, "case-1") == (OURS,)
