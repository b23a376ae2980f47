"""The slow derivation: begun early, never on the event loop, remembered for a while and no longer."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from dialogs import receipt
from storage import receipts, stretching
from storage.receipts import Stretch
from storage.stretching import Stretching
from tests.storage.examples import KEYRING, QUICK

SLOW = Stretch(memory_kib=2 * 1024, passes=2)


@dataclass
class Seconds:
    """A clock that counts seconds, and stands still until it is moved."""

    at: float = 0.0
    begun: list[Stretching] = field(default_factory=list)

    def __call__(self) -> float:
        """The seconds so far."""
        return self.at

    def stretching(self, stretch: Stretch = QUICK) -> Stretching:
        """One of its own, closed when the test ends."""
        self.begun.append(Stretching(KEYRING, stretch, now=self))
        return self.begun[-1]


@pytest.fixture
def clock() -> Iterator[Seconds]:
    seconds = Seconds()
    yield seconds
    for each in seconds.begun:
        each.close()


def expected(nonce: bytes, stretch: Stretch = QUICK) -> bytes:
    return receipts.stretched(KEYRING, receipt.spelled(receipts.code_secret(KEYRING, nonce)), stretch)


@pytest.mark.parametrize("urgent", [True, False])
@pytest.mark.parametrize("begun", [True, False])
async def test_the_key_of_a_form_is_the_same_whenever_it_is_begun(clock: Seconds, *, begun: bool, urgent: bool) -> None:
    ours, nonce = clock.stretching(), receipts.new_nonce()
    if begun:
        ours.begin(nonce)
        ours.begin(nonce)
    assert await ours.of_nonce(nonce, urgent=urgent) == expected(nonce)


async def test_the_key_of_a_form_is_that_of_its_code(clock: Seconds) -> None:
    ours, nonce = clock.stretching(), receipts.new_nonce()
    code = receipt.spelled(receipts.code_secret(KEYRING, nonce))
    assert await ours.of_code(code) == await ours.of_nonce(nonce)


async def test_whoever_waits_does_not_wait_for_what_nobody_waits_for(clock: Seconds) -> None:
    ours = clock.stretching(SLOW)
    nonces = [receipts.new_nonce() for _ in range(200)]
    for each in nonces:
        ours.begin(each)
    start = time.perf_counter()
    await ours.of_nonce(nonces[-1])
    waited = time.perf_counter() - start
    rest = time.perf_counter()
    await ours.of_nonce(nonces[0])
    assert time.perf_counter() - rest < waited + 1
    assert waited < 1


async def test_the_event_loop_goes_on_meanwhile(clock: Seconds) -> None:
    ours = clock.stretching(Stretch(memory_kib=16 * 1024, passes=3))
    task = asyncio.ensure_future(ours.of_nonce(receipts.new_nonce()))
    turns = 0
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10


async def test_somebody_who_gives_up_takes_it_from_nobody_else(clock: Seconds) -> None:
    ours, nonce = clock.stretching(Stretch(memory_kib=16 * 1024, passes=3)), receipts.new_nonce()
    one, other = (asyncio.ensure_future(ours.of_nonce(nonce)) for _ in range(2))
    await asyncio.sleep(0)
    one.cancel()
    assert len(await other) == 32


async def test_after_half_an_hour_it_is_worked_out_anew(clock: Seconds) -> None:
    ours, nonce = clock.stretching(), receipts.new_nonce()
    first = await ours.of_nonce(nonce)
    clock.at = stretching.KEPT_SECONDS + 1
    assert await ours.of_nonce(nonce) == first


async def test_of_very_many_the_oldest_are_forgotten_and_none_is_wrong(clock: Seconds) -> None:
    ours = clock.stretching()
    nonces = [receipts.new_nonce() for _ in range(stretching.MOST_KEPT + 50)]
    for each in nonces:
        clock.at += 0.001
        ours.begin(each)
    for each in (nonces[0], nonces[1], nonces[-1]):
        assert await ours.of_nonce(each) == expected(each)


async def test_once_closed_it_begins_nothing(clock: Seconds) -> None:
    ours = clock.stretching()
    ours.close()
    with pytest.raises(RuntimeError):
        ours.begin(receipts.new_nonce())
