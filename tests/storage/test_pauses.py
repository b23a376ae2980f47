"""There is one pause at most, the last that was asked for."""

from storage import pauses
from storage.database import Database
from storage.pauses import Pause
from tests.storage.examples import DAY, NOW


async def test_at_first_nobody_has_asked(database: Database) -> None:
    async with database.transaction() as tx:
        assert await pauses.get(tx) is None


async def test_the_last_that_was_asked_for_is_remembered(database: Database) -> None:
    for pause in (Pause("asha", NOW), Pause("asha", NOW, "ben", NOW + DAY), Pause("carys", NOW + DAY)):
        async with database.transaction() as tx:
            await pauses.put(tx, pause)
        async with database.transaction() as tx:
            assert await pauses.get(tx) == pause
