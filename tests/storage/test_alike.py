"""What is owed to one place of several anonymous cases at a time."""

from dataclasses import replace

import pytest

from dialogs.alerts import Kind, Owed, To
from storage import alike, cases, outbox
from storage.alike import Alike
from storage.database import Database
from storage.outbox import Claimed
from tests.storage.examples import CASE, MINUTE, NOW

CHANNEL = Owed(Kind.ALERT, To.CHANNEL, NOW, case="case-1")


def owed(number: int) -> Owed:
    return replace(CHANNEL, case=f"case-{number}")


OTHERWISE = (
    replace(owed(2), due=NOW + MINUTE),
    replace(owed(2), kind=Kind.MORE),
    replace(owed(2), priority=1),
    replace(owed(2), to=To.PERSON, person="asha"),
)


@pytest.fixture
async def many(database: Database) -> Database:
    """Five cases without a reporter, and one with; of the first something is owed."""
    async with database.transaction() as tx:
        for number in range(1, 7):
            reporter = "tom" if number == 6 else ""
            await cases.add(tx, replace(CASE, id=f"case-{number}", reference=f"R{number}", draft="", reporter=reporter))
        await outbox.owe(tx, CHANNEL)
    return database


async def claimed(database: Database) -> Claimed:
    async with database.transaction() as tx:
        [found] = await outbox.claim(tx, NOW, "worker", MINUTE, 1)
    return found


async def due_with(database: Database, *others: Owed, limit: int = 10) -> tuple[Alike, ...]:
    ours = await claimed(database)
    async with database.transaction() as tx:
        for each in others:
            await outbox.owe(tx, each)
        return await alike.due(tx, ours, NOW, limit)


async def test_what_is_alike_is_found(many: Database) -> None:
    found = await due_with(many, owed(2), owed(3))
    assert found == (Alike(owed(2).once, "case-2"), Alike(owed(3).once, "case-3"))


async def test_no_more_than_was_asked_for(many: Database) -> None:
    assert len(await due_with(many, owed(2), owed(3), owed(4), limit=2)) == 2


@pytest.mark.parametrize("other", [*OTHERWISE, owed(6)])
async def test_what_is_not_alike_not_due_or_of_somebody_is_left_out(many: Database, other: Owed) -> None:
    assert await due_with(many, other) == ()


async def test_what_somebody_has_or_another_worker_does_is_left_out(many: Database) -> None:
    async with many.transaction() as tx:
        taken = await cases.get(tx, "case-2")
        assert taken is not None
        await cases.change(tx, replace(taken, acknowledged_by="asha", acknowledged_at=NOW))
        await outbox.owe(tx, owed(3))
        await outbox.claim(tx, NOW, "another", MINUTE, 2)
        [ours] = await outbox.claim(tx, NOW + 2 * MINUTE, "worker", MINUTE, 1)
        await outbox.owe(tx, owed(2))
        assert [each.case for each in await alike.due(tx, ours, NOW, 10)] == []
        assert [each.case for each in await alike.due(tx, ours, NOW + 2 * MINUTE, 10)] == ["case-3"]


async def test_with_a_reporter_nothing_is_alike(many: Database) -> None:
    ours = replace(await claimed(many), owed=owed(6))
    async with many.transaction() as tx:
        await outbox.owe(tx, owed(2))
        assert await alike.due(tx, ours, NOW, 10) == ()


async def test_it_is_done_once(many: Database) -> None:
    [found] = await due_with(many, owed(2))
    async with many.transaction() as tx:
        assert await alike.done(tx, found, NOW)
        assert not await alike.done(tx, found, NOW)
        [row] = await outbox.of_case(tx, "case-2")
    assert (row.state, row.platform_id) == (outbox.State.SENT, "")
