"""Slack waits three seconds for an answer. A turn that takes longer is finished all the same; its person is told so."""

import asyncio
from collections.abc import Awaitable, Callable

from handlers.reply import Reply
from handlers.turn import Turn

LONGEST = 2.0
"""Seconds that a turn may take before it is answered without its outcome: a modal must then still be opened."""

TO_FINISH = 8.0


class InTime:
    """Answers turns as `answer` does, or after `seconds` as `late` does. `failed` is told of what went wrong too late.

    A turn is never cut off: a transaction that is could take the only connection with it.
    """

    def __init__(
        self,
        answer: Callable[[Turn], Awaitable[Reply]],
        late: Callable[[Turn], Reply],
        failed: Callable[[BaseException], None],
        *,
        seconds: float = LONGEST,
    ) -> None:
        self._answer = answer
        self._late = late
        self._failed = failed
        self._seconds = seconds
        self._going_on: set[asyncio.Task[Reply]] = set()

    async def __call__(self, turn: Turn) -> Reply:
        """The reply, in time."""
        task = asyncio.create_task(self._finished(turn))
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if done:
            return task.result()
        task.add_done_callback(self._noted)
        return self._late(turn)

    async def finishes(self) -> None:
        """Waits for every turn that has been begun, before the database is closed."""
        if self._going_on:
            await asyncio.wait(self._going_on, timeout=TO_FINISH)

    async def _finished(self, turn: Turn) -> Reply:
        return await self._answer(turn)

    def _noted(self, task: asyncio.Task[Reply]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)
