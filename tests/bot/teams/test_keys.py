"""Tests of Microsoft's keys, fetched over real HTTP, with a clock that a test moves on."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession

from bot.chat.payload import Json
from bot.teams.keys import AGAIN, AGAIN_WITHOUT_ANY, OLD, TOO_OLD, Keys, NoKeys
from bot.teams.published import MOST_BYTES, MOST_KEYS
from tests.fakes.teams_keys import ISSUER, KEYS, METADATA, TEAMS, Fault, Key, KeyServer, serving_keys

FETCH = [METADATA, KEYS]
STALL = 0.05
"""Seconds for which nothing else may be kept waiting."""


@dataclass
class Clock:
    """Tells `now`, in seconds since 1970, which a test sets."""

    now: float = 1_795_344_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@dataclass
class Looking:
    """Keys, the server that has them, and the clock by which they are kept."""

    keys: Keys
    server: KeyServer
    clock: Clock

    async def knows(self, kid: str) -> bool:
        """Whether there is a key with that id."""
        return await self.keys.find(kid) is not None

    async def settles(self) -> None:
        """Wait until nothing is being fetched."""
        await self.keys.look()


@asynccontextmanager
async def looking() -> AsyncIterator[Looking]:
    """Keys that have not been fetched."""
    clock = Clock()
    async with serving_keys() as server, ClientSession() as session:
        yield Looking(Keys(session, server.metadata, clock), server, clock)


async def test_a_key_is_found_with_who_signs_and_what_it_is_endorsed_for() -> None:
    async with looking() as at:
        key = await at.keys.find("key-0")
        assert key is not None
        assert (key.issuer, key.endorsements, key.public.key_size) == (ISSUER, frozenset(TEAMS), 2048)


async def test_keys_are_fetched_once_a_day_and_nobody_waits_for_it() -> None:
    async with looking() as at:
        for _ in range(3):
            assert await at.knows("key-0")
        at.clock.now += OLD - 1
        assert await at.knows("key-0")
        assert at.server.asked == FETCH
        at.clock.now += 1
        at.server.fault = Fault.HANG
        async with asyncio.timeout(0.5):
            assert await at.knows("key-0")


async def test_a_key_that_is_withdrawn_is_not_known_a_day_later() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        at.server.signer.roll_over()
        at.clock.now += OLD
        assert await at.knows("key-0")
        await at.settles()
        assert not await at.knows("key-0")


async def test_after_two_days_without_a_word_nothing_is_believed_before_it_is_looked_up() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        at.server.signer.roll_over()
        at.clock.now += TOO_OLD
        assert not await at.knows("key-0")


async def test_a_key_that_rolls_over_is_taken_at_once() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        at.clock.now += AGAIN
        new = at.server.signer.roll_over()
        assert await at.knows(new.kid)
        assert not await at.knows("key-0")


async def test_a_key_that_rolls_over_right_after_a_look_is_taken_within_five_minutes() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        new = at.server.signer.roll_over(keep=True)
        begun, found = at.clock.now, False
        while not found:
            at.clock.now += 1
            found = await at.knows(new.kid)
        assert at.clock.now - begun <= 300
        assert await at.knows("key-0")


async def test_a_flood_of_unknown_keys_causes_one_fetch_a_minute() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        for second in range(600):
            at.clock.now += 1
            found = await asyncio.gather(*(at.knows(f"made-up-{second}-{each}") for each in range(20)))
            assert not any(found)
        assert at.server.asked == FETCH * (1 + 600 // int(AGAIN))


async def test_those_who_ask_at_once_cause_one_fetch_and_all_get_the_key() -> None:
    async with looking() as at:
        at.server.seconds = 0.05
        assert await asyncio.gather(*(at.knows("key-0") for _ in range(200))) == [True] * 200
        assert at.server.asked == FETCH


async def test_who_gives_up_waiting_ends_nobody_elses_fetch() -> None:
    async with looking() as at:
        at.server.seconds = 0.1
        impatient, patient = asyncio.create_task(at.knows("key-0")), asyncio.create_task(at.knows("key-0"))
        await asyncio.sleep(0.05)
        impatient.cancel()
        assert await patient
        assert at.server.asked == FETCH


async def test_what_goes_wrong_leaves_the_old_keys() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        for fault in (Fault.ERROR, Fault.JUNK, Fault.HUGE, Fault.REDIRECT):
            at.server.fault = fault
            at.clock.now += TOO_OLD
            assert await at.knows("key-0")
            assert not await at.knows("key-1")


async def test_without_any_key_that_is_said_and_it_is_tried_again_soon() -> None:
    async with looking() as at:
        at.server.fault = Fault.ERROR
        for _ in range(3):
            with pytest.raises(NoKeys):
                await at.keys.find("key-0")
        assert at.server.asked == [METADATA]
        at.server.fault = None
        at.clock.now += AGAIN_WITHOUT_ANY
        assert await at.knows("key-0")


async def test_a_clock_that_is_put_back_keeps_no_new_key_out() -> None:
    async with looking() as at:
        assert await at.knows("key-0")
        at.clock.now -= 365 * OLD
        new = at.server.signer.roll_over()
        assert await at.knows(new.kid)


async def test_an_answer_that_never_comes_is_given_up_after_five_seconds() -> None:
    async with looking() as at:
        at.server.fault = Fault.HANG
        begun = time.monotonic()
        with pytest.raises(NoKeys):
            await at.keys.find("key-0")
        assert 4.5 < time.monotonic() - begun < 7


async def test_a_document_that_does_not_end_is_not_read_to_its_end() -> None:
    async with looking() as at:
        at.server.fault = Fault.HUGE
        begun = time.monotonic()
        with pytest.raises(NoKeys):
            await at.keys.find("key-0")
        assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "url",
    [
        "http://login.botframework.com/v1/.well-known/openidconfiguration",
        "http://10.0.0.1/x",
        "file:///etc/passwd",
        "https://user@login.botframework.com/",
        "https://",
        "",
        "https://[/",
    ],
)
async def test_metadata_is_believed_by_https_only_or_from_this_computer(url: str) -> None:
    async with ClientSession() as session:
        with pytest.raises(ValueError, match="https"):
            Keys(session, url)


def largest() -> bytes:
    """As many keys as are read, in as long a document as is read."""
    key = {**Key().served(), "x5c": [""], "endorsements": list(TEAMS)}
    room = MOST_BYTES // MOST_KEYS - len(json.dumps({**key, "kid": "k000"})) - 4
    keys: list[Json] = [{**key, "kid": f"k{number:03}", "x5c": ["A" * room]} for number in range(MOST_KEYS)]
    return json.dumps({"keys": keys}).encode()


async def longest_gap(until: asyncio.Task[bool]) -> float:
    """The longest that anything else was kept waiting meanwhile, in seconds."""
    longest, before = 0.0, time.perf_counter()
    while not until.done():
        await asyncio.sleep(0)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest


async def test_nothing_else_waits_while_a_slow_server_sends_the_largest_document(
    record_property: Callable[[str, object], None],
) -> None:
    async with looking() as at:
        document = largest()
        assert MOST_BYTES * 0.95 < len(document) <= MOST_BYTES
        at.server.instead[KEYS] = document
        at.server.seconds = 0.2
        asking = asyncio.create_task(at.knows(f"k{MOST_KEYS - 1:03}"))
        gap = await longest_gap(asking)
        assert await asking
    record_property(
        "measured",
        f"{len(document) // 1024} KiB of {MOST_KEYS} keys fetched from a slow server: nothing waits for over"
        f" {gap * 1000:.1f} ms",
    )
    assert gap < STALL
