from storage import policies
from storage.database import Database

FILES = {"policy.yaml": b"title: E-Safety\n", "forms/staff.yaml": b"\xff\x00"}


async def test_a_version_is_recalled_by_its_hash(database: Database) -> None:
    async with database.transaction() as tx:
        await policies.remember(tx, "ab12", FILES)
        await policies.remember(tx, "cd34", {"policy.yaml": b"other"})
    async with database.transaction() as tx:
        assert await policies.recall(tx, "ab12") == FILES


async def test_remembering_a_version_again_changes_nothing(database: Database) -> None:
    for _ in range(2):
        async with database.transaction() as tx:
            await policies.remember(tx, "ab12", FILES)
    async with database.transaction() as tx:
        assert await policies.recall(tx, "ab12") == FILES


async def test_an_unknown_version_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        assert await policies.recall(tx, "ab12") is None
