from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from storage import drafts
from storage.database import Database
from storage.drafts import LIFE
from storage.failures import Failure, SealBroken
from storage.tables import DATA_KEYS, DRAFTS
from tests.storage.examples import DAY, DRAFT, MINUTE, NOW

OTHER = replace(DRAFT, id="draft-2", person="slack:T01:U08")


async def test_a_draft_is_loaded_as_it_was_saved(database: Database) -> None:
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
    async with database.transaction() as tx:
        assert await drafts.load(tx, DRAFT.id, NOW) == DRAFT


async def test_a_draft_is_loaded_as_it_was_saved_last(database: Database) -> None:
    later = replace(DRAFT, answers={"danger": ""}, typed={}, case="case-1", changed=NOW + MINUTE)
    for each in (DRAFT, later):
        async with database.transaction() as tx:
            await drafts.save(tx, each)
    async with database.transaction() as tx:
        assert await drafts.load(tx, DRAFT.id, NOW) == later


async def test_an_unknown_draft_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        assert await drafts.load(tx, "nowhere", NOW) is None


async def test_a_sent_draft_keeps_the_fact_and_loses_its_answers_and_its_key(database: Database) -> None:
    key = select(DATA_KEYS.c.wrapped)
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        before = await tx.rows(key)
        await drafts.save(tx, replace(DRAFT, case="case-1", sent=True))
    async with database.transaction() as tx:
        assert await drafts.load(tx, DRAFT.id, NOW) == replace(DRAFT, answers={}, typed={}, case="case-1", sent=True)
        assert await drafts.of_person(tx, DRAFT.person, NOW) == ()
        assert await tx.rows(key) != before


async def test_a_person_finds_their_own_drafts_the_last_changed_first(database: Database) -> None:
    newer = replace(DRAFT, id="draft-3", changed=NOW + MINUTE)
    async with database.transaction() as tx:
        for each in (DRAFT, newer, OTHER):
            await drafts.save(tx, each)
        assert await drafts.of_person(tx, DRAFT.person, NOW) == (newer, DRAFT)
        assert await drafts.of_person(tx, "slack:T01:U09", NOW) == ()


@pytest.mark.parametrize(("age", "found"), [(LIFE - timedelta(microseconds=1), True), (LIFE, False)])
async def test_a_draft_is_gone_after_seven_days(database: Database, age: timedelta, found: bool) -> None:  # noqa: FBT001 -- an example
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        assert (await drafts.load(tx, DRAFT.id, NOW + age) is not None) is found
        assert bool(await drafts.of_person(tx, DRAFT.person, NOW + age)) is found
        assert await drafts.expire(tx, NOW + age) == (0 if found else 1)


async def test_what_expires_loses_its_key_and_nothing_else_does(database: Database) -> None:
    young = replace(OTHER, changed=NOW + DAY)
    async with database.transaction() as tx:
        for each in (DRAFT, young, replace(DRAFT, id="draft-3", sent=True)):
            await drafts.save(tx, each)
        assert await drafts.expire(tx, NOW + LIFE) == 2
        assert await drafts.load(tx, young.id, NOW + LIFE) == young
        assert [row.owner for row in await tx.rows(select(DATA_KEYS.c.owner))] == ["draft|draft-2"]


async def test_a_discarded_draft_is_gone_with_its_key(database: Database) -> None:
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await drafts.discard(tx, DRAFT.id)
        assert await drafts.load(tx, DRAFT.id, NOW) is None
        assert await tx.rows(select(DATA_KEYS)) == []


async def test_a_draft_without_its_key_is_said_to_be_broken(database: Database) -> None:
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await drafts.save(tx, OTHER)
    async with database.transaction() as tx:
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == "draft|draft-1"))
        with pytest.raises(SealBroken) as broken:
            await drafts.load(tx, DRAFT.id, NOW)
        assert broken.value.reason is Failure.CHANGED
        assert await drafts.load(tx, OTHER.id, NOW) == OTHER


async def test_two_drafts_cannot_change_places(database: Database) -> None:
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await drafts.save(tx, OTHER)
        [row] = await tx.rows(select(DRAFTS.c.content).where(DRAFTS.c.id == OTHER.id))
        await tx.write(DRAFTS.update().where(DRAFTS.c.id == DRAFT.id).values(content=row.content))
    async with database.transaction() as tx:
        with pytest.raises(SealBroken):
            await drafts.load(tx, DRAFT.id, NOW)
