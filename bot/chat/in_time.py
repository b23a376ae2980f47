"""A platform waits only so long for an answer: Slack three seconds, Teams five.

A turn that takes longer is finished all the same, and its person is told so. The practice page waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable

from handlers import guidance
from handlers.reply import Reply
from handlers.turn import Answered, Turn, WantedHelp, WantedToAsk, WantedToComeBack, WantedToReport, WantedToTell

LONGEST = 1.5
"""Seconds that a turn may take on Slack before it is answered without its outcome; Teams has its own (`teams.serving`).

A modal must then still be opened (`api.ANSWERING`), and if it cannot be, the answer to a command must still arrive.
"""


class InTime:
    """Answers turns as `answer` does, or after `seconds` as `late` does. `failed` is told of what went wrong too late.

    A turn is never cut off: a transaction that is could take the only connection with it. The turns of one person are
    done one after the other, in the order in which they came, so that nobody can keep the database to themselves.
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
        self._newest: dict[str, asyncio.Task[Reply]] = {}

    async def __call__(self, turn: Turn) -> Reply:
        """The reply, in time: waiting for the turns before it counts."""
        task = self._begun(turn)
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if done:
            return task.result()
        task.add_done_callback(self._noted)
        return self._late(turn)

    async def finishes(self) -> None:
        """Waits for every turn that has come, however long that takes."""
        if self._going_on:
            await asyncio.wait(self._going_on)

    def _begun(self, turn: Turn) -> asyncio.Task[Reply]:
        person = "" if _needs_no_database(turn) else turn.who.key
        task = asyncio.create_task(self._finished(turn, self._newest.get(person)))
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        if person:
            self._newest[person] = task
            task.add_done_callback(lambda done: self._forget(person, done))
        return task

    async def _finished(self, turn: Turn, before: asyncio.Task[Reply] | None) -> Reply:
        if before is not None:
            await asyncio.wait({before})
        return await self._answer(turn)

    def _forget(self, person: str, task: asyncio.Task[Reply]) -> None:
        if self._newest.get(person) is task:
            del self._newest[person]

    def _noted(self, task: asyncio.Task[Reply]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)


def _needs_no_database(turn: Turn) -> bool:
    """Whether it takes nothing from anybody. Whom to ring, above all, never waits for anything."""
    match turn:
        case WantedHelp() | WantedToTell() | WantedToComeBack() | WantedToAsk():
            return True
        case Answered():
            return turn.draft.startswith(guidance.PREFIX)
        case WantedToReport():
            return not turn.account
        case _:
            return False
