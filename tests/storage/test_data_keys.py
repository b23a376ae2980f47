import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from storage import data_keys
from storage.data_keys import destroy, first_key, key_for, key_of, must_have, of_case, of_draft, open_all
from storage.database import Database
from storage.failures import SealBroken
from storage.keyring import Keyring
from storage.sealing import Key
from storage.tables import DATA_KEYS


async def test_an_owner_keeps_their_key(database: Database) -> None:
    async with database.transaction() as tx:
        made = await key_for(tx, of_case("1"))
        assert await key_for(tx, of_case("1")) == made
    async with database.transaction() as tx:
        assert await key_of(tx, of_case("1")) == made
        assert await must_have(tx, of_case("1")) == made
        assert await first_key(tx, of_case("1")) == made


async def test_a_case_and_a_draft_of_the_same_id_have_different_keys(database: Database) -> None:
    async with database.transaction() as tx:
        assert await key_for(tx, of_case("1")) != await key_for(tx, of_draft("1"))


async def test_a_destroyed_key_is_gone(database: Database) -> None:
    async with database.transaction() as tx:
        await key_for(tx, of_case("1"))
        await destroy(tx, [of_case("1"), of_case("2")])
        assert await key_of(tx, of_case("1")) is None
        with pytest.raises(SealBroken):
            await must_have(tx, of_case("1"))


async def test_many_keys_are_fetched_in_one_question(database: Database) -> None:
    async with database.transaction() as tx:
        made = {owner: await key_for(tx, owner) for owner in (of_case("1"), of_case("2"), of_draft("3"))}
    async with database.transaction() as tx:
        await key_for(tx, of_case("1"))
        await open_all(tx, of_case(""))
        assert tx.opened == {owner: key for owner, key in made.items() if owner != of_draft("3")}


async def test_a_key_of_an_epoch_that_is_not_in_the_keyring_does_not_open(database: Database) -> None:
    async with database.transaction() as tx:
        await key_for(tx, of_case("1"))
        [row] = await tx.rows(select(DATA_KEYS.c.wrapped))
        other = row.wrapped[:1] + (202601).to_bytes(4, "big") + row.wrapped[5:]
        await tx.write(update(DATA_KEYS).values(wrapped=other))
    async with database.transaction() as tx:
        with pytest.raises(SealBroken):
            await key_of(tx, of_case("1"))


async def test_a_new_epoch_wraps_new_keys_and_the_old_ones_still_open(url: str, keyring: Keyring) -> None:
    old = await Database.open(url, keyring)
    async with old.transaction() as tx:
        first = await key_for(tx, of_case("1"))
    await old.close()
    new = await Database.open(url, replace(keyring, keks={**keyring.keks, 202612: b"n" * 32}))
    async with new.transaction() as tx:
        second = await key_for(tx, of_case("2"))
        assert (await key_for(tx, of_case("1")), first.epoch, second.epoch) == (first, 202611, 202612)
    await new.close()


async def test_two_replicas_that_make_a_key_at_once_end_with_the_same(postgres_url: str, keyring: Keyring) -> None:
    databases = [await Database.open(postgres_url, keyring) for _ in range(2)]

    async def make(database: Database) -> Key:
        async with database.transaction() as tx:
            assert await key_of(tx, of_case("1")) is None
            await asyncio.sleep(0.2)  # both have looked before either makes one
            return await data_keys.key_for(tx, of_case("1"))

    one, two = await asyncio.gather(*(make(database) for database in databases))
    assert one == two
    for database in databases:
        await database.close()
