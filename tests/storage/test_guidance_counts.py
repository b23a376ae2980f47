"""Counts of what became of questions: every one is counted, for its version of the policy, and of nobody."""

import asyncio

from sqlalchemy import select

from dialogs.guidance.gaps import Count, What
from storage import guidance_counts
from storage.database import Database
from storage.keyring import Keyring
from storage.tables import GUIDANCE_COUNTS


async def counted(database: Database, policy: str = "ab12") -> set[Count]:
    async with database.transaction() as tx:
        found = await guidance_counts.of_policy(tx, policy)
    assert len(set(found)) == len(found)
    return set(found)


async def test_at_first_nothing_is_counted(database: Database) -> None:
    assert await counted(database) == set()


async def test_each_passage_and_outcome_is_counted_by_itself(database: Database) -> None:
    for passage, what in (
        ("phones", What.UNANSWERED),
        ("phones", What.UNANSWERED),
        ("phones", What.HELPED),
        ("images", What.NOT_HELPED),
    ):
        async with database.transaction() as tx:
            await guidance_counts.add(tx, "ab12", passage, what)
    assert await counted(database) == {
        Count("phones", What.UNANSWERED, 2),
        Count("phones", What.HELPED, 1),
        Count("images", What.NOT_HELPED, 1),
    }


async def test_another_version_of_the_policy_begins_anew(database: Database) -> None:
    async with database.transaction() as tx:
        for policy in ("ab12", "ab12", "cd34"):
            await guidance_counts.add(tx, policy, "phones", What.HELPED)
    assert await counted(database, "ab12") == {Count("phones", What.HELPED, 2)}
    assert await counted(database, "cd34") == {Count("phones", What.HELPED, 1)}
    assert await counted(database, "ef56") == set()


async def test_what_is_counted_at_the_same_time_is_all_counted(url: str, keyring: Keyring) -> None:
    databases = [await Database.open(url, keyring) for _ in range(1 if url.startswith("sqlite") else 2)]

    async def add(number: int) -> None:
        async with databases[number % len(databases)].transaction() as tx:
            await guidance_counts.add(tx, "ab12", "phones", What.NOT_HELPED)

    await asyncio.gather(*(add(number) for number in range(12)))
    assert await counted(databases[0]) == {Count("phones", What.NOT_HELPED, 12)}
    for database in databases:
        await database.close()


async def test_a_row_is_a_number_of_a_passage_and_of_nobody(database: Database) -> None:
    async with database.transaction() as tx:
        await guidance_counts.add(tx, "ab12", "phones", What.HELPED)
        [row] = await tx.rows(select(GUIDANCE_COUNTS))
    assert tuple(row) == ("ab12", "phones", "helped", 1)
