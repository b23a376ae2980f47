"""Two replicas on one PostgreSQL: one takes over what a dead one had claimed, and a paused one writes nothing twice."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs import wording
from dialogs.alerts import Kind
from handlers.alerts import LEASE, TO_RECORD
from storage import cases, outbox
from storage.database import Database
from storage.outbox import Row, State
from tests.fakes.replica import SentLine
from tests.reliability.lives import Life, Nursery, World
from tests.reliability.prepared import CHANNEL, DIRECT, URGENT, Prepared, prepare
from tests.reliability.reckoning import Heard, reckon

Measured = Callable[[str], None]

FOR_EVER = 600.0
AT_MOST = 10.0
"""Seconds in which an urgent alert must be out, whoever dies."""


@pytest.fixture
def world(nursery: Nursery, tmp_path: Path, postgres_url: str) -> World:
    return World(nursery, tmp_path, postgres_url)


async def alerts(world: World) -> list[Row]:
    """Every alert that is or was owed."""
    database = await Database.open(world.database, world.keyring)
    async with database.transaction() as tx:
        every = [row for case in await cases.all_open(tx) for row in await outbox.of_case(tx, case.id)]
    await database.close()
    return [row for row in every if row.owed.kind is Kind.ALERT]


async def until_sent(world: World, count: int, seconds: float) -> list[SentLine]:
    """Waits until the platform has got so many messages."""
    async with asyncio.timeout(seconds):
        while len(world.sent()) < count:
            await asyncio.sleep(0.02)
    return world.sent()


async def until_claimed(world: World, count: int) -> None:
    """Waits until so many alerts are being sent by somebody."""
    async with asyncio.timeout(AT_MOST):
        while sum(row.attempts for row in await alerts(world)) < count:
            await asyncio.sleep(0.05)


async def test_what_a_killed_replica_had_claimed_is_sent_by_the_other(world: World, measured: Measured) -> None:
    doomed = [await world.life(slow_before=FOR_EVER) for _ in range(3)]
    prepared = await prepare(doomed[0], 3, [DIRECT])
    await asyncio.gather(*(each.send(life) for each, life in zip(prepared, doomed, strict=True)))
    await until_claimed(world, 3)
    other = await world.life()
    killed = time.time()
    await asyncio.gather(*(life.kill() for life in doomed))

    sent = await until_sent(world, 3, 3 * AT_MOST)

    took = sorted(line["at"] - killed for line in sent)
    assert took[-1] < AT_MOST, took
    assert all(wording.MAYBE_REPEAT in line["lines"] for line in sent)
    await other.does({"do": "settle"})
    assert [(row.state, row.attempts) for row in await alerts(world)] == [(State.SENT, 2)] * 3
    measured(
        f"PostgreSQL: from the kill of a replica to the other having sent what it had claimed: "
        f"{', '.join(f'{each:.1f}' for each in took)} s (promised: {AT_MOST:.0f} s)"
    )


async def test_urgent_alerts_wait_for_no_replica_that_hangs(world: World, measured: Measured) -> None:
    hanging = await world.life(slow_before=FOR_EVER)
    [calm, urgent] = [*await prepare(hanging, 1, [DIRECT]), *await prepare(hanging, 1, [URGENT])]
    await calm.send(hanging)
    await until_claimed(world, 1)
    await world.life()
    begun = time.time()

    await urgent.send(hanging)
    sent = await until_sent(world, 4, AT_MOST)

    took = sent[3]["at"] - begun
    assert took < AT_MOST, sent
    measured(f"PostgreSQL: four urgent alerts, received by a replica whose platform hangs: out after {took:.1f} s")


async def paused_and_overtaken(world: World, paused: Life, prepared: Prepared) -> None:
    """One replica stops in the middle of an alert for longer than its lease; another does the alert; the first goes on."""
    await prepared.send(paused)
    await until_claimed(world, 1)
    await asyncio.sleep(0.2)
    paused.signal(signal_number("SIGSTOP"))
    other = await world.life()
    before = len(world.sent())
    await until_sent(world, before + 1, 3 * AT_MOST)
    await other.does({"do": "settle"})
    overtaken = await alerts(world)
    paused.signal(signal_number("SIGCONT"))
    await asyncio.sleep(2)
    assert await alerts(world) == overtaken, "whoever was paused wrote after somebody else had done it"
    assert [row.state for row in overtaken] == [State.SENT]
    await paused.does({"do": "settle"})


def signal_number(name: str) -> "signal.Signals":
    return signal.Signals[name]
