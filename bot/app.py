"""The composition root: the only module that knows every part and puts them together.

It starts what `run` needs, refuses to start when that would not be safe, and stops it again within ten seconds.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from aiohttp import web

from bot.clock import SystemClock
from bot.config import Config
from bot.log import Happening, Log
from bot.mail import Mailer
from bot.practice.clock import PracticeClock
from bot.practice.messenger import PracticeMessenger
from bot.practice.page import Practice, PracticePage
from bot.prepared import NotStarted, desk, health, load, make_folder
from bot.routing import RoutedMessenger
from bot.slack.people import on_slack
from bot.slack.serving import Patience, SlackSide
from bot.stopping import AllAtOnce
from bot.web import application, serve
from bot.worker import LONGEST_NAP, Worker
from dialogs import readiness
from handlers.desk import Clock, Desk
from handlers.dispatch import answer
from handlers.numbers import numbers
from handlers.reply import Reply
from handlers.turn import Turn

__all__ = ["NotStarted", "load", "practice", "slack"]

THIS_COMPUTER = ("127.0.0.1", "localhost")
"""Where the practice page may be served: the names that its guard answers to."""

LONGEST_WAIT_FOR_ALERTS = 1.0
"""Seconds that a page of the practice page may wait so that it shows what has just been sent."""


@contextlib.asynccontextmanager
async def practice(config: Config, log: Log) -> AsyncIterator[str]:
    """The practice page, served while the block runs. Yields its address."""
    _refuse_unless_alone(config)
    make_folder(config.data_dir)
    clock = PracticeClock(config.data_dir / "clock")
    messenger = PracticeMessenger(config.data_dir / "messages.jsonl", clock.now)
    woken = asyncio.Event()
    async with desk(config, log, clock, woken.set) as at:
        worker = Worker(at, messenger, woken, log)
        page = _practice_page(config, at, worker, messenger, log)
        async with AllAtOnce() as running:
            address = await running.enter(_served(page, config))
            await running.enter(_working(worker))
            log.happened(Happening.PRACTICE, port=_port(address))
            yield address


@contextlib.asynccontextmanager
async def slack(
    config: Config,
    log: Log,
    *,
    clock: Clock | None = None,
    nap: float = LONGEST_NAP,
    patience: Patience | None = None,
    tell: Callable[[str], None] = lambda _line: None,
) -> AsyncIterator[str]:
    """Slack, served while the block runs, over HTTP or Socket Mode. Yields the address of the web server.

    `tell` is called with lines for the operator's own eyes. Raises NotStarted when Slack is not set up or refuses the
    token.
    """
    if config.slack is None:
        raise NotStarted("Slack is not set up: set SLACK_BOT_TOKEN, and SLACK_SIGNING_SECRET or SLACK_APP_TOKEN.")
    make_folder(config.data_dir)
    _tell_of_a_new_keyring(config, tell)
    woken = asyncio.Event()
    async with (
        desk(config, log, clock or SystemClock(), woken.set) as at,
        SlackSide.open(config.slack, at, log, patience) as side,
    ):
        await side.introduces_itself()
        worker = Worker(at, RoutedMessenger(side.messenger, _mailer(config, at)), woken, log, nap=nap)
        app = application(health(at, side.figures), routes=side.routes)
        async with AllAtOnce(side.finishes) as running:
            address = await running.enter(_served(app, config))
            await running.enter(_working(worker))
            await running.enter(side.listening())
            log.happened(Happening.SLACK, port=_port(address))
            for fault in readiness.faults(at.policy, at.organisation, reach=on_slack):
                tell(f"FAULT    {fault}")
            await side.tells_what_is_wrong(tell)
            yield address


def _mailer(config: Config, at: Desk) -> Mailer | None:
    server = at.organisation.mail
    return None if server is None else Mailer(server, at.organisation, config.smtp_password)


@contextlib.asynccontextmanager
async def _served(app: web.Application, config: Config) -> AsyncIterator[str]:
    runner = await serve(app, host=config.host, port=config.port)
    try:
        yield f"http://{config.host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def _working(worker: Worker) -> AsyncIterator[None]:
    working = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        await worker.stop()
        await working


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


def _tell_of_a_new_keyring(config: Config, tell: Callable[[str], None]) -> None:
    if not config.keyring.exists():
        tell(
            f"The keys are made in {config.keyring}. Keep a copy of that file somewhere else, offline: "
            "without it nothing that is reported can ever be read again."
        )


def _practice_page(config: Config, at: Desk, worker: Worker, messenger: PracticeMessenger, log: Log) -> web.Application:
    settling: set[asyncio.Task[bool]] = set()

    async def turn(turned: Turn) -> Reply:
        return await answer(at, turned)

    async def settle() -> None:
        """Sends what is due, for as long as a page can be asked to wait for it. The worker goes on with the rest."""
        task = asyncio.create_task(worker.settle())
        settling.add(task)  # the event loop alone would not keep it
        task.add_done_callback(settling.discard)
        await asyncio.wait({task}, timeout=LONGEST_WAIT_FOR_ALERTS)

    clock = at.clock
    if not isinstance(clock, PracticeClock):
        raise TypeError("the practice page needs the practice clock")
    page = PracticePage(
        Practice(
            turn=turn,
            settle=settle,
            organisation=at.organisation,
            roles=tuple(at.policy.roles.values()),
            channel=frozenset(role for route in at.policy.routes.values() if route.channel for role in route.readers),
            numbers=numbers(at.policy.reporting.always_shown, at.policy, at.organisation, datetime.now(UTC).date()),
            clock=clock,
            messenger=messenger,
            folder=config.data_dir,
            log=log,
        )
    )
    return application(health(at), routes=page.routes, middlewares=page.middlewares)


def _refuse_unless_alone(config: Config) -> None:
    if config.secrets:
        raise NotStarted(
            f"The practice page does not start beside a platform's secrets, and {', '.join(config.secrets)} is set. "
            "Nothing was started. Unset it to practise."
        )
    if config.host not in THIS_COMPUTER:
        raise NotStarted("The practice page is served to this computer only: leave HOST unset, or set it to 127.0.0.1.")
