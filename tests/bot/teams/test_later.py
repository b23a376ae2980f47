"""An answer in a chat that Teams is too busy for: it comes later, and nobody waits for it."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.log import Log
from bot.teams.later import MOST_TRIES, MOST_WAITING, Later
from handlers.messenger import NotDelivered
from storage.outbox import Problem

BUSY = NotDelivered(Problem.RATE_LIMITED, 0.001)
LOST = "an-answer-in-a-chat-was-not-delivered"


@dataclass
class Posting:
    """Fails like that, one after the other, and then posts."""

    fails: list[NotDelivered] = field(default_factory=list)
    tries: int = 0
    posted: int = 0

    async def __call__(self) -> None:
        self.tries += 1
        if self.fails:
            raise self.fails.pop()
        self.posted += 1

    async def tried(self, times: int) -> None:
        """Waits until it was tried so often."""
        async with asyncio.timeout(5):
            while self.tries < times:
                await asyncio.sleep(0.001)


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
async def later(out: io.StringIO) -> AsyncIterator[Later]:
    later = Later(Log(out))
    yield later
    await later.close()


async def test_what_teams_was_too_busy_for_is_posted_later_and_once(later: Later, out: io.StringIO) -> None:
    posting = Posting([BUSY, BUSY])
    later.tries(posting, BUSY)
    assert posting.tries == 0, "whoever asked has not waited for it"
    await posting.tried(3)
    await asyncio.sleep(0.02)
    assert (posting.tries, posting.posted, out.getvalue()) == (3, 1, "")


async def test_it_is_not_tried_for_ever(later: Later, out: io.StringIO) -> None:
    posting = Posting([BUSY] * 50)
    later.tries(posting, BUSY)
    await posting.tried(MOST_TRIES)
    await asyncio.sleep(0.05)
    assert posting.tries == MOST_TRIES
    assert out.getvalue().count(LOST) == 1


async def test_what_is_refused_is_not_tried_again(later: Later, out: io.StringIO) -> None:
    posting = Posting()
    later.tries(posting, NotDelivered(Problem.NO_ADDRESS))
    refused = Posting([NotDelivered(Problem.REFUSED)])
    later.tries(refused, BUSY)
    await refused.tried(1)
    await asyncio.sleep(0.02)
    assert (posting.tries, refused.tries) == (0, 1)
    assert out.getvalue().count(f"{LOST} error=NotDelivered") == 2


async def test_only_so_many_wait_and_none_does_when_the_bot_stops(out: io.StringIO) -> None:
    later, posting = Later(Log(out)), Posting()
    for _ in range(MOST_WAITING + 1):
        later.tries(posting, NotDelivered(Problem.RATE_LIMITED, 60))
    assert out.getvalue().count(LOST) == 1
    await asyncio.sleep(0)
    await later.close()
    assert posting.tries == 0
    assert f"waiting={MOST_WAITING}" in out.getvalue()
    assert len(asyncio.all_tasks()) == 1
