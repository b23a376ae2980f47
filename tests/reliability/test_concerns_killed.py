"""Concerns are sent to replicas that are killed: each becomes one case, with one code, and those who handle it know."""

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs import wording_learner
from dialogs.days import SLOT
from tests.fakes.replica import Saying
from tests.reliability.concerns import CALM, URGENT, Codes, Concern, Sort, forms, reckon
from tests.reliability.driving import A_LEASE, Driver, dies_at, steps_of
from tests.reliability.lives import Died, Life, Nursery, World

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]

CALM_ONES = 4
"""Concerns that are sent before anybody is killed."""

UNTIL_A_SLOT = 8
"""Kills from one quarter of an hour to the next: what falls due there then is sent in lives that are killed too."""

STEPS_OF_MANY = 12
"""About so many steps are taken for each of those that share a message."""


@pytest.fixture
def world(nursery: Nursery, tmp_path: Path) -> World:
    return World(nursery, tmp_path, f"sqlite+aiosqlite:///{tmp_path}/esafety.db")


async def how_long_it_takes(world: World, concerns: list[Concern]) -> float:
    """Seconds from sending a concern to its alerts being recorded, in replicas that have just begun: the longest."""
    took = []
    for each in concerns:
        life = await world.life(working=False)
        begun = time.monotonic()
        await each.send(life)
        await life.does({"do": "settle"})
        took.append(time.monotonic() - begun)
        await life.kill()
    return max(took)


async def everything_falls_due(world: World) -> None:
    """The next quarter of an hour comes, and what is owed then is sent."""
    world.passes(SLOT)
    await everything_is_sent(world)


async def everything_is_sent(world: World) -> None:
    """A life that nobody ends before everything due is done."""
    life = await world.life(working=False)
    await life.does({"do": "settle"})
    await life.kill()


async def kill_at_random(world: World, kills: int, seed: int) -> str:
    """Kills that many replicas while concerns are sent through them. Returns the figures."""
    takes = await how_long_it_takes(world, forms(world.keyring, CALM_ONES))
    driver = Driver(world, random.Random(seed), forms(world.keyring, kills), Codes())  # noqa: S311 -- a run can be had again by its seed
    for number in range(kills):
        if number % UNTIL_A_SLOT == UNTIL_A_SLOT - 1:
            world.passes(SLOT)
        await driver.one_life(1.1 * takes)
    await driver.settles()
    await everything_falls_due(world)
    found = await reckon(world, driver.heard, list(driver.sent.values()), others=CALM_ONES)
    return (
        f"{kills} x SIGKILL at random around sending a concern and alerting ({takes * 1000:.0f} ms), seed {seed}: "
        f"{found.cases} concerns received, 0 lost, 0 twice, each opened by its own code; {driver.cut_off} answers cut "
        f"off and asked for again; {found.alerts} alerts, 0 missing, {found.shared} shared messages, {found.repeats} "
        f"repeated, 0 of those unlabelled; audit whole"
    )


async def test_whatever_moment_it_is_killed_at_no_concern_is_lost(world: World, measured: Measured) -> None:
    measured(await kill_at_random(world, 20, seed=2026))


@pytest.mark.campaign
async def test_a_thousand_kills_lose_no_concern(world: World, measured: Measured) -> None:
    measured(await kill_at_random(world, 1000, seed=random.SystemRandom().randrange(2**32)))


@pytest.mark.parametrize(
    "sort", [pytest.param(CALM, id="calm"), pytest.param(URGENT, id="urgent", marks=pytest.mark.campaign)]
)
async def test_killed_before_any_statement_no_concern_is_lost(world: World, sort: Sort, measured: Measured) -> None:
    [first, calm], codes, life = forms(world.keyring, 2, [sort]), Codes(), await world.life(working=False)
    await first.send(life)  # the policy is stored with it
    await life.kill()
    life = await world.life(working=False)
    steps = await steps_of(life, calm)
    await life.kill()
    every = [first, calm, *forms(world.keyring, len(steps), [sort])]

    for step, concern in enumerate(every[2:], 1):
        await dies_at(world, await world.life(working=False), concern, step, codes)
    life = await world.life(working=False)
    for each in every:
        codes.note(each.draft, await each.send(life))
    await life.kill()
    await everything_falls_due(world)

    found = await reckon(world, codes, every)
    measured(
        f"killed once at each of {len(steps)} steps ({len(set(steps))} kinds) of a concern with {sort.alerts} alerts: "
        f"0 lost, 0 twice, each opened by its own code, 0 alerts missing, {found.shared} shared messages, "
        f"{found.repeats} repeated, 0 of those unlabelled; audit whole"
    )


async def killed_while_telling_of_many(world: World, count: int, kills: int, seed: int) -> str:
    """So many concerns share a message, and whoever sends it is killed at so many steps. Returns the figures."""
    every, codes, chance = forms(world.keyring, count, [CALM]), Codes(), random.Random(seed)  # noqa: S311 -- as above
    life = await world.life(working=False)
    for each in every:
        codes.note(each.draft, await each.send(life))
    await life.kill()
    world.passes(SLOT)
    for _ in range(kills):
        life = await world.life(working=False)
        await life.does({"do": "begin counting", "at": chance.randint(1, STEPS_OF_MANY * count)})
        try:
            await life.does({"do": "settle"})
        except Died:
            await life.gone()
        else:
            await life.kill()
        world.passes(A_LEASE)
    await everything_is_sent(world)
    found = await reckon(world, codes, every)
    return (
        f"{kills} kills at random steps while {count} concerns shared a message, seed {seed}: 0 missing, "
        f"{found.repeats} repeated, 0 of those unlabelled; audit whole"
    )


@pytest.mark.parametrize(
    ("count", "kills"), [(25, 6), pytest.param(250, 100, marks=pytest.mark.campaign, id="campaign")]
)
async def test_killed_while_many_share_a_message_nobody_is_left_out(
    world: World, measured: Measured, count: int, kills: int
) -> None:
    measured(await killed_while_telling_of_many(world, count, kills, seed=2026))


async def test_a_form_that_reaches_two_replicas_at_once_is_one_concern(
    nursery: Nursery, tmp_path: Path, postgres_url: str, measured: Measured
) -> None:
    world, codes = World(nursery, tmp_path, postgres_url), Codes()
    replicas = [await world.life(slow_statements=0.005) for _ in range(2)]
    every, refused = forms(world.keyring, 20), 0

    async def send(concern: Concern, life: Life) -> int:
        """How often it was refused before a code was shown."""
        times = 0
        while not (said := await concern.send(life))["code"]:
            assert says_that_nothing_was_saved(said), said
            times += 1
        codes.note(concern.draft, said)
        return times

    for each in every:
        refused += sum(await asyncio.gather(*(send(each, life) for life in replicas)))
    await asyncio.gather(*(life.does({"do": "settle"}) for life in replicas))
    for life in replicas:
        await life.kill()
    await everything_falls_due(world)

    found = await reckon(world, codes, every)
    assert found.repeats == 0
    measured(
        f"PostgreSQL: {len(every)} concerns, each sent to two replicas at the same moment: {found.cases} cases, "
        f"{found.alerts} alerts, 0 twice; {refused} were told that it was not saved, and sent again"
    )


def says_that_nothing_was_saved(said: Saying) -> bool:
    """Whether somebody read that, and not that they were done."""
    return wording_learner.NOT_SAVED in said["text"]
