"""Cases about one person are found by their name, which is nowhere stored; an anonymous one never is."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from storage import cases
from storage.database import Database
from storage.tables import CASES, SUBJECTS
from tests.storage.examples import CASE, MINUTE, NOW, case

KIM, ALEX = "kim leigh", "alex reed"


@pytest.fixture
async def named(database: Database) -> Database:
    """Two cases about Kim, of which the older is closed, and one about Alex and Kim."""
    async with database.transaction() as tx:
        for number in (1, 2, 3):
            each = replace(case(number), opened=NOW + number * MINUTE, closed=NOW if number == 1 else None)
            await cases.add(tx, each)
            await cases.add_subject(tx, each, KIM)
        await cases.add_subject(tx, case(3), ALEX)
    return database


async def ids(database: Database, *names: str) -> list[str]:
    async with database.transaction() as tx:
        return [each.id for each in await cases.of_subject(tx, names)]


async def test_the_cases_about_one_person_are_found_open_or_closed_the_newest_first(named: Database) -> None:
    assert await ids(named, KIM) == ["case-3", "case-2", "case-1"]
    assert await ids(named, ALEX) == ["case-3"]
    assert await ids(named, "kim") == []


async def test_a_case_that_is_about_several_of_the_names_is_found_once(named: Database) -> None:
    assert await ids(named, ALEX, KIM, ALEX) == ["case-3", "case-2", "case-1"]


async def test_no_name_finds_nothing(named: Database) -> None:
    async with named.transaction() as tx:
        await cases.add_subject(tx, case(1), "")
    assert await ids(named) == []
    assert await ids(named, "") == []


async def test_a_name_that_is_added_again_changes_nothing(named: Database) -> None:
    async with named.transaction() as tx:
        before = {tuple(row) for row in await tx.rows(select(SUBJECTS))}
        await cases.add_subject(tx, case(1), KIM)
        assert {tuple(row) for row in await tx.rows(select(SUBJECTS))} == before
    assert len(before) == 4


async def test_a_damaged_case_hides_no_other_about_that_person(named: Database) -> None:
    async with named.transaction() as tx:
        await tx.write(update(CASES).where(CASES.c.id == "case-2").values(rung=7))
    assert await ids(named, KIM) == ["case-3", "case-1"]


async def test_nothing_of_an_anonymous_case_is_indexed(database: Database) -> None:
    anonymous = replace(CASE, reporter="", reporter_name="", draft="")
    async with database.transaction() as tx:
        await cases.add(tx, anonymous)
        await cases.add_subject(tx, anonymous, KIM)
        assert await tx.rows(select(SUBJECTS)) == []
    assert await ids(database, KIM) == []


async def test_a_purged_case_is_found_by_nobodys_name(named: Database) -> None:
    async with named.transaction() as tx:
        await cases.purge(tx, "case-3", NOW)
        assert {row.case_id for row in await tx.rows(select(SUBJECTS))} == {"case-1", "case-2"}
    assert await ids(named, ALEX, KIM) == ["case-2", "case-1"]


async def test_a_name_is_not_in_the_row_and_has_another_index_than_the_same_key_of_a_reporter(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await cases.add_subject(tx, CASE, CASE.reporter)
        [row] = await tx.rows(select(SUBJECTS))
        [filed] = await tx.rows(select(CASES.c.reporter_index))
    assert row.case_id == CASE.id
    assert len(row.name_index) == 64
    assert CASE.reporter not in row.name_index
    assert row.name_index != filed.reporter_index
