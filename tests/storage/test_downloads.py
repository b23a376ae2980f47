"""What can be fetched once, as it is stored: sealed, found by its token only, used up, and forgotten soon after."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from dialogs.downloads import CaseCopy, LogTable
from storage import data_keys, downloads
from storage.audit_check import verify
from storage.database import Database
from storage.downloads import Download
from storage.failures import SealBroken
from storage.keyring import Keyring
from storage.tables import DATA_KEYS, DOWNLOADS
from tests.storage.examples import MINUTE, NOW

TOKEN, OTHER = "ab" * 32, "cd" * 32
ASHA, BEN = "slack:T01:U07", "slack:T01:U08"
COPY = CaseCopy("case-1", "subject", "her mother \ud800", "Mia Evans", ("Tom Baker", "Zoë"), "She asked for it.")
OF_CASE = Download(ASHA, COPY, NOW + 10 * MINUTE)
OF_LOG = Download(BEN, LogTable("open.hanley"), NOW + 12 * MINUTE)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
async def both(database: Database) -> Database:
    """A database in which two people may fetch something."""
    async with database.transaction() as tx:
        await downloads.add(tx, TOKEN, OF_CASE)
        await downloads.add(tx, OTHER, OF_LOG)
    return database


async def test_what_is_fetched_is_what_was_asked_for_and_there_only_once(both: Database) -> None:
    async with both.transaction() as tx:
        assert await downloads.use_up(tx, TOKEN, NOW) == OF_CASE
        assert await downloads.use_up(tx, OTHER, NOW) == OF_LOG
        assert await downloads.use_up(tx, TOKEN, NOW) is None
        assert await tx.row(select(DOWNLOADS.c.id)) is None
        assert not [each for each in await data_keys.owners(tx) if each.startswith("download|")]


async def test_looking_uses_nothing_up_and_what_was_never_there_is_not(both: Database) -> None:
    async with both.transaction() as tx:
        assert [await downloads.is_there(tx, each, NOW) for each in (TOKEN, TOKEN, "ef" * 32, "\ud800")] == [
            *(True, True),
            *(False, False),
        ]
        assert await downloads.use_up(tx, TOKEN, NOW) == OF_CASE


async def test_it_is_over_to_the_moment(both: Database) -> None:
    async with both.transaction() as tx:
        assert await downloads.is_there(tx, TOKEN, OF_CASE.expires - MOMENT)
        assert not await downloads.is_there(tx, TOKEN, OF_CASE.expires)
        assert await downloads.use_up(tx, TOKEN, OF_CASE.expires) is None


async def test_nothing_that_is_stored_says_the_token_or_whose_it_is(both: Database) -> None:
    async with both.transaction() as tx:
        rows = [str(tuple(row)) for row in await tx.rows(select(DOWNLOADS))]
        rows += [str(tuple(row)) for row in await tx.rows(select(DATA_KEYS))]
    # Nothing shorter: three letters stand in the text of some bytes of chance ("\xbe" and an n is one of them).
    words = (TOKEN, OTHER, ASHA, BEN, "case-1", "Mia Evans", "her mother", "open.hanley")
    assert not [word for word in words if word in "".join(rows)]


async def test_what_is_over_is_forgotten_with_its_key(both: Database) -> None:
    async with both.transaction() as tx:
        await downloads.expire(tx, OF_CASE.expires - MOMENT)
        assert len(await tx.rows(select(DOWNLOADS.c.id))) == 2
        await downloads.expire(tx, OF_CASE.expires)
        assert not await downloads.is_there(tx, TOKEN, NOW)
        assert len([each for each in await data_keys.owners(tx) if each.startswith("download|")]) == 1
        assert await verify(tx) == ()


async def test_of_two_replicas_that_use_it_at_once_one_gets_it(both: Database, url: str, keyring: Keyring) -> None:
    other = await Database.open(url, keyring)

    async def uses(database: Database) -> Download | None:
        async with database.transaction() as tx:
            found = await downloads.use_up(tx, TOKEN, NOW)
            await asyncio.sleep(0.05)
            return found

    try:
        found = await asyncio.gather(*(uses(each) for each in (both, other, both, other)))
    finally:
        await other.close()
    assert [each for each in found if each is not None] == [OF_CASE]


@pytest.mark.parametrize("change", [{"content": b"forged"}, {"expires": OF_CASE.expires + 60 * MINUTE}])
async def test_a_changed_one_is_found_and_gives_nothing(both: Database, change: dict[str, object]) -> None:
    async with both.transaction() as tx:
        await tx.write(update(DOWNLOADS).where(DOWNLOADS.c.expires == OF_CASE.expires).values(change))
        assert len(await downloads.broken(tx)) == 1
        [damage] = await verify(tx)
        assert str(damage).startswith("table downloads")
        with pytest.raises(SealBroken):
            await downloads.use_up(tx, TOKEN, NOW)


async def test_a_key_that_is_left_and_one_that_is_gone_are_found(both: Database) -> None:
    async with both.transaction() as tx:
        await downloads.add(tx, "third", replace(OF_LOG, expires=NOW + MINUTE))
        owner = (await data_keys.owners(tx))[0]
        await tx.write(delete(DOWNLOADS).where(DOWNLOADS.c.id == owner.partition("|")[2]))
        [damage] = await verify(tx)
        assert str(damage).startswith("table data_keys, row download|")
