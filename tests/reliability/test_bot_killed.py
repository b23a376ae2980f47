"""The whole bot is killed around sending and started again: nothing received is lost, and its timers run on."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from dialogs.alerts import Kind
from handlers.alerts import LEASE
from storage import audit_check, cases, outbox
from storage.database import Database
from storage.outbox import State
from tests.reliability.running_bot import Bot, Reporter, open_bot
from tests.scenarios.alerting import LEFT_ALONE
from tests.scenarios.conversation import Messages, Wait, hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]

BOTS = 2
"""How many are killed at the same time, each in a folder of its own: one for each processor."""


@dataclass(frozen=True)
class Killed:
    """What came of killing one bot many times."""

    reports: int
    cut_off: int
    taken_over: int


async def at_the_review(bot: Bot, http: aiohttp.ClientSession) -> Reporter:
    """Somebody who has answered everything and only needs to send."""
    reporter = Reporter(http, PracticePlatform(bot.address, http))
    await hold(NASTY_MESSAGES, reporter.platform)
    return reporter


async def how_long_it_takes(reporters: list[Reporter]) -> float:
    """Seconds that sending takes, alert included, when nobody is killed: the longest."""
    took = []
    for reporter in reporters:
        begun = time.monotonic()
        assert await reporter.sends(again=False)
        took.append(time.monotonic() - begun)
    return max(took)


async def one_life(bot: Bot, reporter: Reporter, wait: float) -> None:
    """Somebody sends; so many seconds later the bot is killed. When it runs again they send again, and are answered."""
    sending = asyncio.create_task(reporter.sends(again=False))
    await asyncio.sleep(wait)
    await bot.kill()
    await sending
    await bot.start()
    assert await reporter.sends(again=True)


async def kill_again_and_again(bot: Bot, kills: int, seed: int) -> Killed:
    """Kills the bot that often while reports are sent, and checks everything that was promised."""
    chance = random.Random(seed)  # noqa: S311 -- a run can be had again by its seed
    await bot.start()
    async with aiohttp.ClientSession() as http:
        calm = [await at_the_review(bot, http) for _ in range(3)]
        reporters = [await at_the_review(bot, http) for _ in range(kills)]
        takes = await how_long_it_takes(calm)
        for reporter in reporters:
            await one_life(bot, reporter, chance.uniform(0, 1.3 * takes))
    await bot.kill()
    bot.passes(LEASE)
    await bot.start()
    await asyncio.sleep(2)
    await bot.kill()
    return await reckon(bot, [*calm, *reporters])


async def reckon(bot: Bot, reporters: list[Reporter]) -> Killed:
    """Every report is one case with its alert delivered, under the one reference that its reporter read."""
    database = await Database.open(bot.database, bot.keyring)
    async with database.snapshot() as tx:
        stored = await cases.all_open(tx)
        rows = [row for case in stored for row in await outbox.of_case(tx, case.id) if row.owed.kind is Kind.ALERT]
        assert await audit_check.verify(tx) == ()
    await database.close()
    read = [set(reporter.references) for reporter in reporters]
    assert all(len(each) == 1 for each in read), read
    assert {each for references in read for each in references} == {case.reference for case in stored}
    assert len(stored) == len(reporters)
    delivered = {json.loads(line)["key"] for line in bot.delivered.read_text(encoding="utf-8").splitlines()}
    assert len(rows) == len(stored)
    assert all(row.state is State.SENT and row.owed.once in delivered for row in rows), rows
    return Killed(len(stored), sum(each.cut_off for each in reporters), sum(row.attempts > 1 for row in rows))


async def kill_bots(folder: Path, kills: int, seed: int) -> str:
    """Kills several bots at the same time, so many times in all. Returns the figures."""
    begun = time.monotonic()
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(open_bot(folder / str(number))) for number in range(BOTS)]
        each = (kill_again_and_again(bot, kills // BOTS, seed + number) for number, bot in enumerate(bots))
        found = await asyncio.gather(*each)
    return (
        f"{kills} x SIGKILL of `python -m bot run` around sending, seed {seed}, {time.monotonic() - begun:.0f} s: "
        f"{sum(each.reports for each in found)} reports received, 0 lost, 0 twice, 0 alerts missing; "
        f"{sum(each.cut_off for each in found)} answers cut off and asked for again; "
        f"{sum(each.taken_over for each in found)} alerts taken over from a dead process; audit whole"
    )


async def test_a_bot_that_is_killed_loses_nothing_that_it_received(tmp_path: Path, measured: Measured) -> None:
    measured(await kill_bots(tmp_path, 6, seed=2026))


@pytest.mark.campaign
async def test_a_bot_that_is_killed_all_morning_loses_nothing(tmp_path: Path, measured: Measured) -> None:
    measured(await kill_bots(tmp_path, 200, seed=random.SystemRandom().randrange(2**32)))


async def test_the_ladder_is_climbed_after_a_kill(tmp_path: Path) -> None:
    async with open_bot(tmp_path) as bot, aiohttp.ClientSession() as http:
        await bot.start()
        await hold(LEFT_ALONE[:9], PracticePlatform(bot.address, http))
        await bot.kill()
        bot.passes(timedelta(minutes=31))
        await bot.start()
        await asyncio.sleep(2)
        told = Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 0, "dilys": 0, "tom": 1})
        await hold([(Wait(timedelta(0)), told)], PracticePlatform(bot.address, http))
