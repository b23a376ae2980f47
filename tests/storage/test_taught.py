"""Questions that were added to guidance, as they are stored: sealed, never changed, and gone once they are removed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update

from storage import data_keys, questions, taught
from storage.database import Database
from storage.questions import Question
from storage.tables import DATA_KEYS, TAUGHT
from storage.taught import Added

DAY = date(2026, 11, 23)
ADDED = Added("t-1", "Can I film the yard? \N{GRINNING FACE} \ud800", "images.no-permission", "asha", DAY)
NEWER = replace(ADDED, id="t-2", question="Who pays for the lockers?", passage="phones", day=DAY + timedelta(days=1))


@pytest.fixture
async def both(database: Database) -> Database:
    """A database to which two questions were added."""
    async with database.transaction() as tx:
        for each in (ADDED, NEWER):
            await taught.add(tx, each)
    return database


async def all_of(database: Database) -> tuple[Added, ...]:
    async with database.transaction() as tx:
        return await taught.these(tx, await taught.ids(tx))


async def test_at_first_none_was_added(database: Database) -> None:
    assert await all_of(database) == ()


async def test_they_are_read_as_they_were_added_the_newest_first(both: Database) -> None:
    assert await all_of(both) == (NEWER, ADDED)


async def test_those_that_are_asked_for_are_read_and_no_others(both: Database) -> None:
    async with both.transaction() as tx:
        assert await taught.ids(tx) == {ADDED.id, NEWER.id}
        assert await taught.these(tx, {ADDED.id, "t-9"}) == (ADDED,)
        assert await taught.these(tx, ()) == ()


async def test_one_that_is_there_already_stays_as_it_is_and_that_is_said(both: Database) -> None:
    async with both.transaction() as tx:
        assert not await taught.add(tx, replace(ADDED, question="Something else"))
        assert await taught.add(tx, replace(ADDED, id="t-3"))
    assert set(await all_of(both)) == {ADDED, NEWER, replace(ADDED, id="t-3")}
    async with both.transaction() as tx:
        assert await taught.broken(tx) == ()


async def test_one_that_is_removed_is_gone_with_its_key(both: Database) -> None:
    async with both.transaction() as tx:
        assert await taught.remove(tx, ADDED.id)
    assert await all_of(both) == (NEWER,)
    async with both.transaction() as tx:
        assert [row.owner for row in await tx.rows(select(DATA_KEYS))] == [data_keys.of_taught(NEWER.id)]


async def test_removing_it_again_does_nothing(both: Database) -> None:
    async with both.transaction() as tx:
        assert await taught.remove(tx, ADDED.id)
        assert not await taught.remove(tx, ADDED.id)
        assert not await taught.remove(tx, "t-9")
    assert await all_of(both) == (NEWER,)


async def test_removing_what_is_a_question_of_somebodys_takes_no_key_away(both: Database) -> None:
    asked = Question("q-1", "slack:T01:U07", "Tam Reporter", DAY, "May I?")
    async with both.transaction() as tx:
        await questions.add(tx, asked)
        assert not await taught.remove(tx, asked.id)
    async with both.transaction() as tx:
        assert await questions.lock(tx, asked.id) == asked


async def test_rows_say_nothing_but_an_id(both: Database) -> None:
    async with both.transaction() as tx:
        rows = await tx.rows(select(TAUGHT))
    assert {name for name in TAUGHT.c.keys()} == {"id", "content"}  # noqa: C416, SIM118
    assert not any(word in repr(rows) for word in ("film", "phones", "asha", "2026"))


async def test_one_that_does_not_open_is_left_out_and_named(both: Database) -> None:
    async with both.transaction() as tx:
        await tx.write(update(TAUGHT).where(TAUGHT.c.id == ADDED.id).values(content=b"\x01" + bytes(60)))
    assert await all_of(both) == (NEWER,)
    async with both.transaction() as tx:
        assert await taught.broken(tx) == (ADDED.id,)
        assert await taught.remove(tx, ADDED.id), "what is damaged can be removed"
        assert await taught.broken(tx) == ()


async def test_two_cannot_change_places(both: Database) -> None:
    async with both.transaction() as tx:
        one, two = await tx.rows(select(TAUGHT).order_by(TAUGHT.c.id))
        for here, there in ((one, two), (two, one)):
            await tx.write(update(TAUGHT).where(TAUGHT.c.id == here.id).values(content=there.content))
    assert await all_of(both) == ()
    async with both.transaction() as tx:
        assert await taught.broken(tx) == (ADDED.id, NEWER.id)


async def test_without_its_key_it_does_not_open(both: Database) -> None:
    async with both.transaction() as tx:
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == data_keys.of_taught(NEWER.id)))
    assert await all_of(both) == (ADDED,)
