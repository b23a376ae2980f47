"""A case that was closed is listed apart from the open ones, and nobody closes or opens one behind our back."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from storage import cases, data_keys
from storage.database import Database
from storage.failures import SealBroken
from storage.sealing import Place, unseal
from storage.tables import CASES
from tests.storage.examples import CASE, MINUTE, NOW, case


async def test_closed_cases_are_not_among_the_open_ones_and_the_last_closed_comes_first(database: Database) -> None:
    at_first, later = replace(case(1), closed=NOW + MINUTE), replace(case(2), closed=NOW + 2 * MINUTE)
    async with database.transaction() as tx:
        for each in (at_first, case(2), case(3)):
            await cases.add(tx, each)
        await cases.change(tx, later)
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (case(3),)
        assert await cases.count_open(tx) == 1
        assert await cases.all_closed(tx) == (later, at_first)
        assert await cases.of_reporter(tx, CASE.reporter) == (at_first, later, case(3))
        await tx.write(update(CASES).where(CASES.c.id == "case-2").values(rung=7))
        assert await cases.all_closed(tx) == (at_first,)


async def test_a_case_that_was_opened_again_is_open(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, replace(CASE, closed=NOW))
        await cases.change(tx, CASE)
        assert await cases.all_open(tx) == (CASE,)
        assert await cases.all_closed(tx) == ()


async def test_a_closed_case_is_not_opened_behind_our_back(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, replace(CASE, closed=NOW))
        for forged in (None, NOW + MINUTE):
            await tx.write(update(CASES).values(closed=forged))
            with pytest.raises(SealBroken):
                await cases.get(tx, CASE.id)


async def test_a_case_that_was_sealed_before_cases_could_be_closed_opens(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        key = await data_keys.must_have(tx, data_keys.of_case(CASE.id))
        place = Place("cases", "content", CASE.id)
        [row] = await tx.rows(select(CASES.c.content))
        assert json.loads(unseal(key, place, row.content))["plain"] == ["S1", 0, None, False]
        assert (await cases.get(tx, CASE.id)) == CASE
