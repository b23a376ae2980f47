from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from dialogs.guidance.gaps import What
from storage import audit, cases, dialects, drafts, guidance_counts, outbox, policies, questions, schema, taught
from storage.database import Database
from storage.keyring import Keyring
from storage.questions import Question
from storage.tables import METADATA
from storage.taught import Added
from tests.storage.examples import ALERT, CASE, DRAFT, NOW, case


@pytest.fixture
async def engine(empty_url: str) -> AsyncIterator[AsyncEngine]:
    """A way past `Database` to the bare tables."""
    engine = dialects.make_engine(dialects.read_url(empty_url))
    yield engine
    await engine.dispose()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> Sequence[object]:
    found: Sequence[object] = compare_metadata(MigrationContext.configure(connection), METADATA)
    return found


async def test_the_migrations_make_the_tables_that_the_code_knows(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(schema.upgrade)
        assert await connection.run_sync(tables) == set(METADATA.tables)
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(schema.revision_of) == schema.head()


async def test_every_migration_goes_up_and_down_without_a_trace(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        for revision in sorted(schema.known()):
            before = await connection.run_sync(schema.revision_of)
            had = await connection.run_sync(tables)
            await connection.run_sync(schema.upgrade, revision)
            await connection.run_sync(schema.downgrade, before or "base")
            assert await connection.run_sync(tables) == had
            await connection.run_sync(schema.upgrade, revision)


async def test_a_migration_that_is_undone_half_way_leaves_nothing(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(schema.upgrade)
        await connection.rollback()
        assert await connection.run_sync(tables) == set()


async def test_the_first_tables_go_down_with_data_in_them_and_come_up_empty(
    empty_url: str, engine: AsyncEngine, keyring: Keyring
) -> None:
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        await drafts.save(tx, DRAFT)
        await cases.add(tx, CASE)
        await outbox.owe(tx, ALERT)
        await audit.append(tx, CASE.id, NOW, "asha", "opened")
        await policies.remember(tx, "ab12", {"policy.yaml": b"title"})
    await database.close()
    async with engine.begin() as connection:
        await connection.run_sync(schema.downgrade, "base")
        assert await connection.run_sync(tables) == set()
    await engine.dispose()
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == ()
        await cases.add(tx, CASE)
        assert await cases.all_open(tx) == (CASE,)
    await database.close()


async def test_cases_of_the_first_tables_are_found_by_their_reporter_once_they_are_brought_up_to_date(
    empty_url: str, engine: AsyncEngine, keyring: Keyring
) -> None:
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    await database.close()
    async with engine.begin() as connection:
        await connection.run_sync(schema.downgrade, "0001")
    await engine.dispose()
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        assert await cases.of_reporter(tx, CASE.reporter) == (CASE,)
    await database.close()


async def test_the_tables_of_questions_go_down_with_data_in_them_and_leave_the_cases(
    empty_url: str, engine: AsyncEngine, keyring: Keyring
) -> None:
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await questions.add(tx, Question("q-1", CASE.reporter, "Tam Reporter", date(2026, 11, 23), "May I?"))
        await taught.add(tx, Added("t-1", "May I film?", "images", "asha", date(2026, 11, 23)))
        await guidance_counts.add(tx, "ab12", "images", What.HELPED)
    await database.close()
    async with engine.begin() as connection:
        await connection.run_sync(schema.downgrade, "0004")
        gone = set(METADATA.tables) - await connection.run_sync(tables)
        assert gone == {"questions", "taught", "guidance_counts", "subjects", "letting_in", "downloads"}
    await engine.dispose()
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (CASE,)
        assert await questions.of_person(tx, CASE.reporter) == ()
        assert await taught.ids(tx) == frozenset()
        assert await guidance_counts.of_policy(tx, "ab12") == ()
    await database.close()


async def test_closing_and_subjects_go_down_with_data_in_them_and_leave_the_open_cases(
    empty_url: str, engine: AsyncEngine, keyring: Keyring
) -> None:
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await cases.add(tx, replace(case(2), closed=NOW))
        await cases.add_subject(tx, CASE, "kim leigh")
    await database.close()
    async with engine.begin() as connection:
        await connection.run_sync(schema.downgrade, "0005")
        assert set(METADATA.tables) - await connection.run_sync(tables) == {"subjects", "letting_in", "downloads"}
    await engine.dispose()
    database = await Database.open(empty_url, keyring)
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (CASE,)
        assert await cases.of_subject(tx, ["kim leigh"]) == ()
        # When the other was closed is gone with its column, and it is not taken for one that never was.
        assert await cases.count_open(tx) == 2
    await database.close()


def test_the_newest_migration_is_known() -> None:
    assert schema.head() in schema.known()
