"""Whatever is sent over real HTTP, nothing runs that Microsoft did not vouch for, and nothing is answered with 5xx."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest

from bot.chat.payload import mapping
from tests.bot.slack.behind import Line
from tests.bot.slack.posts import Post
from tests.bot.teams.behind import Served, served
from tests.bot.teams.mutating import Spoiler
from tests.bot.teams.posts import ACTIVITIES, TENANT, post
from tests.fakes.teams_keys import KEYS, METADATA, SERVICE

pytestmark = pytest.mark.untraced

LINES = 8


async def statuses(serving: Served, posts: Iterator[Post]) -> Counter[int]:
    """How often each status was answered, over several lines at once."""
    seen = Counter[int]()

    async def send() -> None:
        line = Line(serving.port)
        for each in posts:
            status = await line.status(each.wire())
            assert status < 500, each
            seen[status] += 1
        await line.hang_up()

    async with asyncio.TaskGroup() as group:
        for _ in range(LINES):
            group.create_task(send())
    return seen


def serves_only_what_is_vouched_for(serving: Served) -> None:
    """Nothing came through that is of others, nothing was logged, and no more keys were asked for."""
    for activity, sent in zip(serving.notes.ran, serving.notes.sent, strict=True):
        assert (activity.service_url, sent["channelId"]) == (SERVICE, "msteams")
        named = (
            mapping(sent.get("conversation")).get("tenantId"),
            mapping(mapping(sent.get("channelData")).get("tenant")).get("id"),
        )
        assert set(named) <= {TENANT, None}
        assert TENANT in named
    assert serving.logged == ""
    assert serving.keys.asked == [METADATA, KEYS]


async def nothing_runs(count: int, seed: int) -> str:
    """Sends so many requests that nobody vouches for. The figures."""
    begun = time.monotonic()
    async with served() as serving:
        spoiler = Spoiler(Random(seed), serving.signer)  # noqa: S311 -- a run can be had again by its seed
        seen = await statuses(serving, (spoiler.unsigned() for _ in range(count)))
        assert serving.notes.ran == [], f"seed {seed}"
        assert set(seen) <= {400, 401, 404, 405, 413}, (seed, seen)
        serves_only_what_is_vouched_for(serving)
        assert await serving.post(post(ACTIVITIES["message"], spoiler.good[0])) == 200, "it serves on"
    return f"{count} unsigned activities in {time.monotonic() - begun:.1f} s: {dict(sorted(seen.items()))}, 0 were run"


async def nothing_breaks(count: int, seed: int) -> str:
    """Sends so many hostile activities with a good token. The figures."""
    begun = time.monotonic()
    async with served() as serving:
        spoiler = Spoiler(Random(seed), serving.signer)  # noqa: S311 -- a run can be had again by its seed
        seen = await statuses(serving, (spoiler.hostile() for _ in range(count)))
        assert set(seen) <= {200, 400, 401, 413}, (seed, seen)
        assert len(serving.notes.ran) == seen[200]
        serves_only_what_is_vouched_for(serving)
    return f"{count} signed activities in {time.monotonic() - begun:.1f} s: {dict(sorted(seen.items()))}"


async def test_nothing_runs_that_microsoft_did_not_vouch_for(record_property: Callable[[str, object], None]) -> None:
    record_property("measured", await nothing_runs(2_000, seed=2026))


async def test_nothing_that_is_signed_is_answered_with_a_fault(record_property: Callable[[str, object], None]) -> None:
    record_property("measured", await nothing_breaks(2_000, seed=2026))


@pytest.mark.campaign
async def test_a_hundred_thousand_unsigned_activities_run_nothing(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("measured", await nothing_runs(100_000, random.SystemRandom().randrange(2**32)))


@pytest.mark.campaign
async def test_a_hundred_thousand_hostile_activities_break_nothing(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("measured", await nothing_breaks(100_000, random.SystemRandom().randrange(2**32)))


async def test_an_activity_that_ends_too_soon_runs_nothing() -> None:
    chance = Random(2026)  # noqa: S311 -- the same every time
    async with served() as serving:
        token = serving.signer.token()
        for _ in range(100):
            wire = post(chance.choice(list(ACTIVITIES.values())), token).wire()
            status = await Line(serving.port).status(wire[: -chance.randint(1, 300)], whole=False)
            assert status in {0, 400}
        assert serving.notes.ran == []
