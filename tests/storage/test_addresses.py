"""Where a platform takes what the bot sends."""

from storage import addresses
from storage.database import Database


async def test_the_latest_address_of_a_platform_is_the_one_that_is_known(database: Database) -> None:
    async with database.transaction() as tx:
        assert await addresses.recall(tx, "teams") == ""
        await addresses.remember(tx, "teams", "https://one.example/")
        await addresses.remember(tx, "teams", "https://two.example/")
    async with database.transaction() as tx:
        assert await addresses.recall(tx, "teams") == "https://two.example/"
        assert await addresses.recall(tx, "slack") == ""
