"""A replica is killed with SIGKILL at random moments around sending, and before every single statement of it."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.driving import Driver, dies_at, steps_of
from tests.reliability.lives import Nursery, World
from tests.reliability.prepared import CHANNEL, URGENT, Prepared, Sort, prepare
from tests.reliability.reckoning import Heard, reckon

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]


@pytest.fixture
def world(nursery: Nursery, tmp_path: Path) -> World:
    return World(nursery, tmp_path, f"sqlite+aiosqlite:///{tmp_path}/esafety.db")


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
    driver = Driver(world, random.Random(seed), unsent, Heard())  # noqa: S311 -- a run can be had again by its seed
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
    measured(await kill_at_random(world, 60, seed=2026))


@pytest.mark.campaign
async def test_a_thousand_kills_lose_nothing(world: World, measured: Measured) -> None:
    measured(await kill_at_random(world, 1000, seed=random.SystemRandom().randrange(2**32)))


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
