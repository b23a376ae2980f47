"""Requests to be let in to a case, as they are stored: sealed, one hour long, and forgotten soon after."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from storage import data_keys, letting_in
from storage.audit_check import verify
from storage.database import Database
from storage.failures import SealBroken
from storage.letting_in import LIFE, Request
from storage.tables import DATA_KEYS, LETTING_IN
from tests.storage.examples import MINUTE, NOW

ASKED = Request("request-1", "asha", "ES-7K4M2P", "Nobody is there. \ud800", NOW)
LATER = replace(ASKED, id="request-2", asker="ben", reference="ES-2K4M2P", asked=NOW + 5 * MINUTE)
MOMENT = timedelta(microseconds=1)
FULL_HOUR = NOW.replace(minute=0, microsecond=0)


@pytest.fixture
async def both(database: Database) -> Database:
    """A database in which two people have asked."""
    async with database.transaction() as tx:
        for each in (ASKED, LATER):
            await letting_in.add(tx, each)
    return database


async def test_they_are_read_as_they_were_asked_the_newest_first(both: Database) -> None:
    async with both.transaction() as tx:
        assert await letting_in.pending(tx, NOW + 5 * MINUTE) == (LATER, ASKED)
        assert await letting_in.lock(tx, ASKED.id, NOW) == ASKED
        assert await letting_in.lock(tx, "request-9", NOW) is None


async def test_at_first_there_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        assert await letting_in.pending(tx, NOW) == ()
        await letting_in.expire(tx, NOW)


async def test_one_is_over_after_an_hour_to_the_moment(both: Database) -> None:
    async with both.transaction() as tx:
        assert await letting_in.lock(tx, ASKED.id, NOW + LIFE - MOMENT) == ASKED
        assert await letting_in.lock(tx, ASKED.id, NOW + LIFE) is None
        assert await letting_in.pending(tx, NOW + LIFE) == (LATER,)
        assert await letting_in.pending(tx, LATER.asked + LIFE) == ()


async def test_a_row_says_no_more_of_when_it_was_than_an_hour(both: Database) -> None:
    async with both.transaction() as tx:
        await letting_in.add(tx, replace(ASKED, id="request-3", asked=FULL_HOUR))
        rows = {row.id: row.until for row in await tx.rows(select(LETTING_IN))}
    assert all((each.minute, each.second, each.microsecond) == (0, 0, 0) for each in rows.values())
    assert rows[LATER.id] == FULL_HOUR + 2 * LIFE
    assert rows["request-3"] == FULL_HOUR + LIFE


async def test_who_agreed_is_kept_and_one_that_is_there_already_stays_as_it_is(both: Database) -> None:
    agreed = replace(ASKED, agreed=frozenset({"ben", "carys"}))
    async with both.transaction() as tx:
        await letting_in.change(tx, agreed)
        await letting_in.add(tx, replace(ASKED, why="Another reason."))
        assert await letting_in.lock(tx, ASKED.id, NOW) == agreed


async def test_what_is_over_is_forgotten_with_its_key(both: Database) -> None:
    async with both.transaction() as tx:
        await letting_in.expire(tx, FULL_HOUR + 2 * LIFE - MOMENT)
        assert await tx.row(select(LETTING_IN.c.id)) is not None
        await letting_in.expire(tx, FULL_HOUR + 2 * LIFE)
        assert await tx.row(select(LETTING_IN.c.id)) is None
        assert not [each for each in await data_keys.owners(tx) if each.startswith("letting in|")]


async def test_the_same_that_is_sent_twice_has_one_id_and_anything_else_another(database: Database) -> None:
    async with database.transaction() as tx:
        first = letting_in.id_of(tx, "form", "asha", "ES-7K4M2P", "why")
        assert letting_in.id_of(tx, "form", "asha", "ES-7K4M2P", "why") == first
        assert letting_in.id_of(tx, "form", "asha", "ES-7K4M2P", "why not") != first
        assert letting_in.id_of(tx, "form", "ben", "ES-7K4M2P", "why") != first


@pytest.mark.parametrize("change", [{"content": b"forged"}, {"until": NOW + LIFE}])
async def test_a_changed_one_is_found_and_left_out(both: Database, change: dict[str, object]) -> None:
    async with both.transaction() as tx:
        await tx.write(update(LETTING_IN).where(LETTING_IN.c.id == ASKED.id).values(change))
        assert await letting_in.pending(tx, NOW) == (LATER,)
        assert await letting_in.broken(tx) == (ASKED.id,)
        [damage] = await verify(tx)
        assert str(damage).startswith("table letting_in")
        with pytest.raises(SealBroken):
            await letting_in.lock(tx, ASKED.id, NOW)


async def test_one_whose_key_is_gone_is_found_and_so_is_a_key_that_is_left(both: Database) -> None:
    async with both.transaction() as tx:
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == data_keys.of_letting_in(ASKED.id)))
        tx.opened.clear()
        await tx.write(delete(LETTING_IN).where(LETTING_IN.c.id == LATER.id))
        places = [str(each).partition(":")[0] for each in await verify(tx)]
    assert places == [
        "table letting_in, row request-1",
        "table data_keys, row letting in|request-1",
        "table data_keys, row letting in|request-2",
    ]
