"""Two replicas on one PostgreSQL: one takes over what a dead one had claimed, and a paused one writes nothing twice."""

import asyncio
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs import wording
from dialogs.alerts import Kind
from storage import cases, outbox
from storage.database import Database
from storage.outbox import Row, State
from tests.fakes.replica import SentLine
from tests.reliability.lives import Nursery, World
from tests.reliability.prepared import CHANNEL, DIRECT, URGENT, Prepared, prepare
from tests.reliability.reckoning import Heard, reckon

pytestmark = pytest.mark.untraced

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


async def test_a_paused_replica_that_was_overtaken_writes_nothing_twice(world: World, measured: Measured) -> None:
    paused = [await world.life(slow_before=4), await world.life(slow_after=4)]
    prepared = await prepare(paused[0], 2, [DIRECT])
    await asyncio.gather(*(each.send(life) for each, life in zip(prepared, paused, strict=True)))
    await until_claimed(world, 2)
    await until_sent(world, 1, AT_MOST)
    for life in paused:
        life.signal(signal.SIGSTOP)
    other = await world.life()
    await until_sent(world, 3, 3 * AT_MOST)
    await other.does({"do": "settle"})
    overtaken = await alerts(world)

    for life in paused:
        life.signal(signal.SIGCONT)
    await asyncio.gather(*(life.does({"do": "settle"}) for life in paused))

    assert await alerts(world) == overtaken, "a paused replica wrote what another had done meanwhile"
    found = await reckon(world, Heard(), {each.draft: 1 for each in prepared})
    assert (found.messages_noted, found.repeats, found.unlabelled, found.broken) == (2, 1, 0, 0), found
    assert len(world.sent()) == 3, "what was not sent before the pause is not sent after it"
    measured(
        "PostgreSQL: a replica paused past its lease before the platform had the alert sent nothing afterwards, one "
        "paused after it caused 1 labelled repeat; neither wrote anything"
    )


async def test_a_hundred_reports_sent_several_times_over_two_replicas_are_each_one_case(
    world: World, measured: Measured
) -> None:
    replicas = [await world.life(), await world.life()]
    prepared = await prepare(replicas[0], 100, [DIRECT, CHANNEL])
    chance = random.Random(2026)  # noqa: S311 -- the same shuffle every time
    copies = [each for each in prepared for _ in range(chance.randint(1, 3))]
    chance.shuffle(copies)
    heard, at_once, refused = Heard(), asyncio.Semaphore(10), list[str]()

    async def send(each: Prepared) -> None:
        async with at_once:
            said = await each.send(chance.choice(replicas))
            while wording.NOT_SAVED in said["text"]:
                refused.append(each.draft)
                said = await each.send(chance.choice(replicas))
        heard.note(each.draft, said)

    begun = time.monotonic()
    await asyncio.gather(*(send(each) for each in copies))
    received = time.monotonic() - begun
    await until_sent(world, 100, 6 * AT_MOST)
    await asyncio.gather(*(replica.does({"do": "settle"}) for replica in replicas))

    found = await reckon(world, heard, {each.draft: each.sort.alerts for each in prepared})
    assert (found.cases, found.alerts, found.repeats, found.owed, found.broken) == (100, 100, 0, 0, 0), found
    assert len(world.sent()) == 100
    measured(
        f"PostgreSQL: 100 reports as {len(copies)} shuffled copies over two replicas, received in {received:.1f} s: "
        f"100 cases, 100 alerts, each sent once; {len(refused)} told that it could not be saved, and sent again"
    )


async def test_acknowledging_and_recording_an_alert_at_the_same_moment_never_block_each_other(world: World) -> None:
    replicas = [await world.life(slow_statements=0.01) for _ in range(2)]
    chance = random.Random(2026)  # noqa: S311 -- the same moments every time
    heard = Heard()
    for each in await prepare(replicas[0], 12, [URGENT]):
        heard.note(each.draft, await each.send(replicas[0]))
        await asyncio.sleep(chance.uniform(0.2, 0.5))
        said = await replicas[1].does({"do": "acknowledge", "draft": each.draft})
        assert wording.ACKNOWLEDGED in said["text"], said
    await asyncio.gather(*(replica.does({"do": "settle"}) for replica in replicas))

    found = await reckon(world, heard, {})
    assert (found.messages_noted, found.repeats, found.owed) == (len(world.sent()), 0, 0), found
