"""Does what is owed, as it falls due, for as long as the bot runs.

It looks again when it is woken, and at least once a second; whatever goes wrong, it goes on.
"""

import asyncio
import contextlib
import secrets
from datetime import timedelta

from bot.log import Happening, Log
from handlers.alerts import Faulty, do_what_is_due
from handlers.clearing import bind, clear, tidy
from handlers.desk import Desk
from handlers.messenger import Messenger
from storage import drafts

LONGEST_NAP = 1.0
"""Seconds. What another replica owes, and a clock that was moved, are seen within this."""

AFTER_A_FAULT = 2.0
"""Seconds to wait after something went wrong."""

BETWEEN_CLEARINGS = timedelta(hours=1)


class Worker:
    """One worker. `woken` is set by handlers when something may be due; without that it looks every `nap` seconds."""

    def __init__(
        self, desk: Desk, messenger: Messenger, woken: asyncio.Event, log: Log, *, nap: float = LONGEST_NAP
    ) -> None:
        self._desk = desk
        self._messenger = messenger
        self._woken = woken
        self._log = log
        self._name = secrets.token_hex(8)
        self._one_at_a_time = asyncio.Lock()
        self._nap = nap
        self._stopping = False
        self._cleared = desk.clock.now() - BETWEEN_CLEARINGS

    async def settle(self) -> bool:
        """Do everything that is due now. Whether that was possible: what went wrong is logged, never raised."""
        try:
            async with self._one_at_a_time:
                while not self._stopping and await self._something_was_due():
                    pass
                await self._clear_away()
        except Exception as error:  # noqa: BLE001 - the worker outlives whatever goes wrong
            self._log.failed(Happening.WORKER_FAILED, error)
            return False
        return True

    async def stop(self) -> None:
        """Begin nothing new, and wait for what has been begun.

        It is never cancelled: a transaction that is cut off in the middle may take the only connection with it.
        """
        self._stopping = True
        self._woken.set()
        async with self._one_at_a_time:
            pass

    async def run(self) -> None:
        """Go on until stopped."""
        while not self._stopping:
            self._woken.clear()
            nap = self._nap if await self.settle() else AFTER_A_FAULT
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), nap)

    async def _something_was_due(self) -> bool:
        try:
            return await do_what_is_due(self._desk, self._messenger, self._name)
        except Faulty as fault:
            self._log.failed(Happening.WORKER_FAILED, fault.__cause__ or fault)
            return True

    async def _clear_away(self) -> None:
        """Drafts that were left for seven days are destroyed, and codes whose time is over open nothing any more."""
        now = self._desk.clock.now()
        if timedelta(0) <= now - self._cleared < BETWEEN_CLEARINGS:  # less than nothing: the clock was put back
            return
        async with self._desk.database.transaction() as tx:
            await drafts.expire(tx, now)
            await clear(self._desk, tx)
        self._cleared = now  # what fails below is not tried again at every look: it holds up everything else
        try:
            await tidy(self._desk)
        finally:
            await bind(self._desk)
