"""Answers in a chat that Teams was too busy to take: they are posted later, and nobody's turn waits for them.

It matters when the app is installed for everybody at once: then everybody is welcomed within seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable
from random import SystemRandom

from bot.log import Happening, Log
from handlers.messenger import NotDelivered
from storage.outbox import Problem

MOST_WAITING = 1_000
MOST_TRIES = 10
LONGEST_PAUSE = 60.0
"""Seconds between two tries at most, where Teams does not say how many."""

JITTER = 0.4
"""How much is added to a pause at most by chance, so that those who were stopped together do not come together."""

BUSY = frozenset({Problem.RATE_LIMITED, Problem.NOT_YET})
"""What leaves nothing behind, and passes: nothing comes twice by being tried again."""

CHANCE = SystemRandom()

Post = Callable[[], Awaitable[object]]
"""Posts an answer. Raises NotDelivered."""


class Later:
    """Tries again until Teams takes it, and logs what it never takes."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._waiting: set[asyncio.Task[None]] = set()

    def tries(self, post: Post, failed: NotDelivered) -> None:
        """What was not posted is posted later, if Teams was only too busy and not too many wait already."""
        if failed.problem not in BUSY or len(self._waiting) >= MOST_WAITING:
            self._log.failed(Happening.NOT_ANSWERED, failed)
            return
        task = asyncio.create_task(self._tries(post, failed))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def close(self) -> None:
        """Nothing is tried any more. What still waits is counted in the log."""
        waiting = set(self._waiting)
        if waiting:
            self._log.happened(Happening.NOT_ANSWERED, waiting=len(waiting))
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _tries(self, post: Post, failed: NotDelivered) -> None:
        for tried in range(MOST_TRIES):
            pause = failed.retry_after or min(2.0**tried, LONGEST_PAUSE)
            await asyncio.sleep(pause * (1 + CHANCE.uniform(0, JITTER)))
            try:
                await post()
            except NotDelivered as again:
                failed = again
            else:
                return
            if failed.problem not in BUSY:
                break
        self._log.failed(Happening.NOT_ANSWERED, failed)
