"""Very many concerns at once: none is lost, whoever is in danger is heard at once, and the rest share messages."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from dialogs.days import SLOT
from storage import audit_check, cases
from tests.fakes import slack_server
from tests.fakes.slack_workspace import CHANNEL
from tests.reliability.telling_many import Flood, Learner, flooded
from tests.storage.examples import QUICK

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]

AT_MOST = 10.0
"""Seconds in which every alert of an urgent concern must be out."""

BETWEEN_POSTS = 0.95
"""Slack takes one message a second in a channel."""

MANY = "concerns came in"
PLACES = 4
"""Where an urgent alert goes: to the channel, and to three people."""


def learners(count: int, urgent: int) -> list[Learner]:
    """So many learners, some of them in danger, at random places."""
    chance = random.Random(2026)  # noqa: S311 -- the same places every time
    places = set(chance.sample(range(count), urgent))
    return [Learner(f"U1{number:05d}", number in places, f"Story {number}.") for number in range(count)]


async def come(flood: Flood, everybody: Sequence[Learner], seconds: float) -> int:
    """They open the form and send it, evenly over that time. How many were shown no code at first, and sent again."""
    began = time.monotonic()

    async def tell(number: int, learner: Learner) -> bool:
        await asyncio.sleep(max(0.0, began + number * seconds / len(everybody) - time.monotonic()))
        await flood.opens(learner)
        return await flood.sends(learner)

    told = await asyncio.gather(*(tell(number, each) for number, each in enumerate(everybody)))
    late = [each for each, shown in zip(everybody, told, strict=True) if not shown]
    for each in late:
        while not await flood.sends(each):
            await asyncio.sleep(0.2)
    return len(late)


async def alerted(flood: Flood, urgent: Sequence[Learner]) -> float:
    """Seconds from when somebody in danger pressed Send to when the last place had their alert: the longest."""
    posted = flood.people.slack.posted
    took = [0.0]
    for each in urgent:
        reference = await flood.case_of(each)
        times = [message.at for message in posted if reference in message.text]
        assert len(times) == PLACES, times
        took.append(max(times) - each.began)
    return max(took)


def shared(flood: Flood) -> int:
    """How many messages tell of several concerns. Raises AssertionError if Slack would have taken fewer."""
    channel = flood.people.slack.to(CHANNEL)
    assert all(second.at - first.at > BETWEEN_POSTS for first, second in pairwise(channel))
    return sum(MANY in each.text for each in channel)


async def whole(flood: Flood, everybody: Sequence[Learner]) -> None:
    """There are so many cases as people, and each code opens its own. Raises AssertionError if not."""
    async with flood.at.database.snapshot() as tx:
        assert await cases.count_open(tx) == len(everybody)
        assert not await audit_check.verify(tx)
    assert len({await flood.case_of(each) for each in everybody}) == len(everybody)


async def through_a_flood(folder: Path, count: int, urgent: int, seconds: float) -> str:
    """So many concerns in that time, through the whole bot. Returns the figures.

    Its derivation costs next to nothing: what the real one does to a flood, `benchmarks.anonymous_load` measures.
    """
    async with slack_server.serving() as slack:
        everybody = learners(count, urgent)
        slack.people |= {each.user for each in everybody}
        async with flooded(slack, folder, QUICK) as flood:
            late = await come(flood, everybody, seconds)
            await flood.until_nothing_is_due(2 * AT_MOST)
            worst = await alerted(flood, [each for each in everybody if each.urgent])
            assert worst <= AT_MOST
            assert shared(flood) == 0, "what is not urgent waits for its slot"
            flood.clock.move_on(SLOT)
            began = time.monotonic()
            await flood.until_nothing_is_due(10 * AT_MOST)
            took = time.monotonic() - began
            await whole(flood, everybody)
            return (
                f"Slack: {count} concerns in {seconds:.0f} s: {count} cases, 0 lost, each opened by its own code "
                f"({late} shown only when sent again); the alerts of {urgent} urgent ones were all out after "
                f"{worst:.1f} s at most (promised: {AT_MOST:.0f} s); the others shared {shared(flood)} messages, "
                f"out {took:.1f} s after their slot"
            )


async def test_eighty_concerns_in_twelve_seconds_lose_nothing_and_delay_nobody(
    tmp_path: Path, measured: Measured
) -> None:
    measured(await through_a_flood(tmp_path, count=80, urgent=4, seconds=12))


@pytest.mark.campaign
async def test_a_thousand_concerns_in_a_minute_lose_nothing_and_delay_nobody(
    tmp_path: Path, measured: Measured
) -> None:
    measured(await through_a_flood(tmp_path, count=1000, urgent=20, seconds=60))
