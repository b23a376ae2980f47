"""A replica is killed with SIGKILL at random moments around sending, and before every single statement of it."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.alerts import LEASE
from tests.reliability.lives import Died, Life, Nursery, World
from tests.reliability.prepared import CHANNEL, URGENT, Prepared, Sort, prepare
from tests.reliability.reckoning import Heard, reckon

Measured = Callable[[str], None]

A_LEASE = LEASE + timedelta(seconds=1)


@pytest.fixture
def world(nursery: Nursery, tmp_path: Path) -> World:
    return World(nursery, tmp_path, f"sqlite+aiosqlite:///{tmp_path}/esafety.db")


@dataclass
class Driver:
    """Reporters who send, and send again until they read that it was received."""

    world: World
    chance: random.Random
    unsent: list[Prepared]
    heard: Heard = field(default_factory=Heard)
    sent: dict[str, Prepared] = field(default_factory=dict)
    unanswered: list[Prepared] = field(default_factory=list)
    cut_off: int = 0

    async def sends(self, life: Life, prepared: Prepared) -> None:
        """One reporter sends. Who never hears sends again in another life."""
        self.sent[prepared.draft] = prepared
        try:
            self.heard.note(prepared.draft, await prepared.send(life))
        except Died:
            self.unanswered.append(prepared)
            self.cut_off += 1

    def next_few(self) -> list[Prepared]:
        """Whoever never heard, somebody who begins now, and sometimes one who sends again for no reason."""
        few, self.unanswered = [*self.unanswered, self.unsent.pop()], []
        if self.heard.references and self.chance.random() < 0.2:
            few.append(self.sent[self.chance.choice(list(self.heard.references))])
        self.chance.shuffle(few)
        return few

    async def one_life(self, longest: float) -> None:
        """Everybody sends at once, and within the longest time, uniformly, the process is killed."""
        if self.chance.random() < 0.1:
            self.world.passes(A_LEASE)
        life = await self.world.life()
        sending = [asyncio.create_task(self.sends(life, each)) for each in self.next_few()]
        await asyncio.sleep(self.chance.uniform(0, longest))
        await life.kill()
        await asyncio.gather(*sending)

    async def settles(self) -> None:
        """A last life, after all leases: whoever never heard sends again, and everything owed is sent."""
        self.world.passes(A_LEASE)
        life = await self.world.life(working=False)
        for each in self.unanswered:
            await self.sends(life, each)
        await life.does({"do": "settle"})
        await life.kill()


async def how_long_it_takes(world: World, calm: list[Prepared]) -> float:
    """Seconds from sending a report to its alerts being recorded, in a replica that nobody kills: the longest."""
    took = []
    life = await world.life(working=False)
    for each in calm:
        begun = time.monotonic()
        await each.send(life)
        await life.does({"do": "settle"})
        took.append(time.monotonic() - begun)
    await life.kill()
    return max(took)


async def kill_at_random(world: World, kills: int, seed: int) -> str:
    """Kills that many replicas while reports are sent through them. Returns the figures."""
    life = await world.life(working=False)
    calm, unsent = await prepare(life, 9), await prepare(life, kills)
    await life.kill()
    takes = await how_long_it_takes(world, calm)
    driver = Driver(world, random.Random(seed), unsent)  # noqa: S311 -- a run can be had again by its seed
    begun = time.monotonic()
    for _ in range(kills):
        await driver.one_life(1.1 * takes)
    took = time.monotonic() - begun
    await driver.settles()
    every = {each.draft: each.sort.alerts for each in (*calm, *driver.sent.values())}
    found = await reckon(world, driver.heard, every)
    assert (found.cases, found.owed, found.broken, found.unlabelled) == (len(every), 0, 0, 0), (seed, found)
    return (
        f"{kills} x SIGKILL at random around sending and alerting ({takes * 1000:.0f} ms), seed {seed}, {took:.0f} s: "
        f"{len(driver.sent)} reports received, 0 lost, 0 twice; {driver.cut_off} answers cut off and asked for again; "
        f"{found.alerts} alerts, 0 missing, {found.repeats} repeated, 0 of those unlabelled; audit whole"
    )


async def test_whatever_moment_it_is_killed_at_nothing_received_is_lost(world: World, measured: Measured) -> None:
    measured(await kill_at_random(world, 200, seed=2026))


@pytest.mark.campaign
async def test_a_thousand_kills_lose_nothing(world: World, measured: Measured) -> None:
    measured(await kill_at_random(world, 1000, seed=random.SystemRandom().randrange(2**32)))


async def steps_of(life: Life, prepared: Prepared) -> list[str]:
    """Everything that is done for this report, from its being sent to nothing being owed."""
    await life.does({"do": "begin counting", "at": 0})
    await prepared.send(life)
    await life.does({"do": "settle"})
    return (await life.does({"do": "steps"}))["steps"]


async def dies_at(world: World, life: Life, prepared: Prepared, step: int, heard: Heard) -> None:
    """A report is sent and alerted in a process that kills itself at that step."""
    with suppress(Died):
        await life.does({"do": "begin counting", "at": step})
        heard.note(prepared.draft, await prepared.send(life))
        await life.does({"do": "settle"})
    await life.gone()
    world.passes(A_LEASE)


@pytest.mark.parametrize(
    "sort", [pytest.param(CHANNEL, id="whole report"), pytest.param(URGENT, id="one line", marks=pytest.mark.campaign)]
)
async def test_killed_before_any_statement_it_loses_nothing(world: World, sort: Sort, measured: Measured) -> None:
    life = await world.life(working=False)
    [calm] = await prepare(life, 1, [sort])
    steps = await steps_of(life, calm)
    every, heard = [calm, *await prepare(life, len(steps), [sort])], Heard()
    await life.kill()

    for step, prepared in enumerate(every[1:], 1):
        await dies_at(world, await world.life(working=False), prepared, step, heard)
    life = await world.life(working=False)
    for each in every:
        heard.note(each.draft, await each.send(life))
    await life.does({"do": "settle"})

    found = await reckon(world, heard, {each.draft: sort.alerts for each in every})
    assert (found.cases, found.owed, found.broken, found.unlabelled) == (len(every), 0, 0, 0), found
    measured(
        f"killed once at each of {len(steps)} steps ({len(set(steps))} kinds) of a {sort.alerts}-alert report: "
        f"0 lost, 0 twice, 0 alerts missing, {found.repeats} repeated, 0 of those unlabelled; audit whole"
    )
