"""The bot on Slack as a program, put together as `bot.app.live` does but for three things that take time.

The keys that follow from codes cost next to nothing to work out, Slack is posted to without a pause, and its clock is a
quarter of an hour further on whenever it gets SIGUSR1. Its libraries log at DEBUG, and are silenced as in the bot.
"""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot import config
from bot.chat.patience import Patience
from bot.config import Config
from bot.log import Log, silence_libraries
from bot.prepared import desk, health, make_folder
from bot.routing import RoutedMessenger
from bot.slack.serving import SlackSide
from bot.web import application, serve
from bot.worker import Worker
from handlers.desk import Desk
from storage.receipts import Stretch
from storage.stretching import Stretching

QUICK = Stretch(memory_kib=8, passes=1)
MORNING = datetime(2026, 11, 24, 10, 2, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


class Clock:
    """Real time from a working morning on, and as many quarters of an hour as it was moved."""

    def __init__(self) -> None:
        self._ahead = MORNING - datetime.now(UTC)

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC) + self._ahead

    def move_on(self) -> None:
        """A quarter of an hour has gone by."""
        self._ahead += QUARTER


async def run(settings: Config) -> None:
    """Serves until it is told to stop."""
    log, clock, woken, stop = Log(), Clock(), asyncio.Event(), asyncio.Event()
    make_folder(settings.data_dir)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, clock.move_on)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with desk(settings, log, clock, woken.set) as made:
        at = replace(made, stretching=Stretching(made.stretching.keyring, QUICK))
        async with serving(settings, at, woken, log) as address:
            print(f"E-safety is ready: {address}", flush=True)  # noqa: T201 - whoever started it reads that
            await stop.wait()
        at.stretching.close()


@contextlib.asynccontextmanager
async def serving(settings: Config, at: Desk, woken: asyncio.Event, log: Log) -> AsyncIterator[str]:
    """The bot, served while the block runs."""
    assert settings.slack is not None
    async with SlackSide.open(settings.slack, at, log, Patience(posts=0.0)) as side:
        await side.introduces_itself()
        worker = Worker(at, RoutedMessenger(at.organisation, {"slack": side.messenger}, None), woken, log, nap=0.05)
        runner = await serve(application(health(at, side.figures), routes=side.routes), host="127.0.0.1", port=0)
        working = asyncio.create_task(worker.run())
        async with side.listening():
            await side.tells_what_is_wrong(partial(print, file=sys.stderr), posted_elsewhere=False)
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        await runner.cleanup()
        await side.finishes()
        await worker.stop()
        await working


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    silence_libraries(Log())
    asyncio.run(run(config.read(os.environ)))
