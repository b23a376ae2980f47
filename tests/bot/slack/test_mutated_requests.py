"""Whatever is sent over real HTTP, nothing runs that Slack did not sign, and nothing is answered with 5xx."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest

from tests.bot.slack.behind import Line, Served, served
from tests.bot.slack.mutating import UNSIGNED, any_post, hostile_post, other_bytes
from tests.bot.slack.posts import BODIES, NOW, Post, signed

pytestmark = pytest.mark.untraced

LINES = 8
A_WRONG_CLOCK = re.compile(r"\S+ a-platform-signed-a-request-at-another-time-than-it-is-here refused=\d+")
"""All that is ever logged of what was refused."""


async def statuses(serving: Served, posts: Iterator[Post]) -> Counter[int]:
    """How often each status was answered, over several lines at once."""
    seen = Counter[int]()

    async def send() -> None:
        line = Line(serving.port)
        for post in posts:
            status = await line.status(post.wire())
            assert status < 500, post
            seen[status] += 1
        await line.hang_up()

    async with asyncio.TaskGroup() as group:
        for _ in range(LINES):
            group.create_task(send())
    return seen


def unsigned(count: int, seed: int) -> Iterator[Post]:
    """Spoilt requests, none of which is signed."""
    chance = Random(seed)  # noqa: S311 -- a run can be had again by its seed
    for _ in range(count):
        yield chance.choice(UNSIGNED)(chance, any_post(chance))


def hostile(count: int, seed: int) -> Iterator[Post]:
    """Signed requests that Slack would not send."""
    chance = Random(seed)  # noqa: S311 -- a run can be had again by its seed
    return (hostile_post(chance) for _ in range(count))


async def nothing_runs(count: int, seed: int) -> str:
    """Sends so many unsigned requests. The figures."""
    begun = time.monotonic()
    async with served() as serving:
        seen = await statuses(serving, unsigned(count, seed))
        assert serving.listeners.ran == [], f"seed {seed}"
        assert all(A_WRONG_CLOCK.fullmatch(line) for line in serving.out.getvalue().splitlines())
        assert set(seen) <= {400, 401, 404, 405, 413}, (seed, seen)
        assert await serving.post(signed(*BODIES["command"])) == 200, "it serves on"
    return (
        f"{count} unsigned requests in {time.monotonic() - begun:.1f} s: {dict(sorted(seen.items()))}, 0 listeners ran"
    )


async def nothing_breaks(count: int, seed: int) -> str:
    """Sends so many hostile requests with a valid signature. The figures."""
    begun = time.monotonic()
    async with served() as serving:
        seen = await statuses(serving, hostile(count, seed))
        assert all(A_WRONG_CLOCK.fullmatch(line) for line in serving.out.getvalue().splitlines())
        assert set(seen) <= {200, 400, 401, 404, 413, 415}, (seed, seen)
        assert len(serving.listeners.ran) <= seen[200]
    return f"{count} signed requests in {time.monotonic() - begun:.1f} s: {dict(sorted(seen.items()))}"


async def test_nothing_runs_that_slack_did_not_sign() -> None:
    await nothing_runs(3_000, seed=2026)


async def test_nothing_that_slack_signed_is_answered_with_a_fault() -> None:
    await nothing_breaks(2_000, seed=2026)


@pytest.mark.campaign
async def test_a_hundred_thousand_unsigned_requests_run_nothing(record_property: Callable[[str, object], None]) -> None:
    record_property("measured", await nothing_runs(100_000, random.SystemRandom().randrange(2**32)))


@pytest.mark.campaign
async def test_a_hundred_thousand_hostile_requests_break_nothing(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("measured", await nothing_breaks(100_000, random.SystemRandom().randrange(2**32)))


async def test_of_a_signed_request_among_spoilt_ones_every_copy_but_one_is_refused() -> None:
    chance = Random(2026)  # noqa: S311 -- the same every time
    genuine = [signed(*each, at=NOW + off) for each in BODIES.values() for off in range(-5, 5)]
    posts = [*genuine * 3, *(chance.choice(UNSIGNED)(chance, each) for each in genuine)]
    chance.shuffle(posts)
    async with served() as serving:
        seen = await statuses(serving, iter(posts))
        assert len(serving.listeners.ran) == len(genuine) == seen[200]


async def test_a_request_that_ends_too_soon_runs_nothing() -> None:
    chance = Random(2026)  # noqa: S311 -- the same every time
    async with served() as serving:
        for _ in range(100):
            post = any_post(chance)
            wire = post.wire()
            status = await Line(serving.port).status(wire[: -chance.randint(1, len(post.body))], whole=False)
            assert status in {0, 400}
        assert serving.listeners.ran == []


async def test_a_body_spoilt_and_signed_again_is_another_request() -> None:
    chance = Random(2026)  # noqa: S311 -- the same every time
    body, kind = BODIES["command"]
    async with served() as serving:
        for _ in range(20):
            assert await serving.post(signed(other_bytes(chance, body), kind)) in {200, 400, 404}
