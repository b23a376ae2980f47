"""The composition root: the only module that knows every part and puts them together.

It starts what `run` needs, refuses to start when that would not be safe, and stops it again in order.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from functools import partial

from aiohttp import web

from bot import organisation as organisation_file
from bot.chance import SystemRandomness
from bot.config import Config
from bot.log import Happening, Log
from bot.practice.clock import PracticeClock
from bot.practice.messenger import PracticeMessenger
from bot.practice.page import Practice, PracticePage
from bot.web import Health, application, serve
from bot.worker import Worker
from dialogs import policy_file
from dialogs.organisation import Organisation
from dialogs.policy import Policy
from handlers.desk import Desk
from handlers.dispatch import answer
from handlers.numbers import numbers
from handlers.reply import Reply
from handlers.turn import Turn
from storage import outbox, policies
from storage.database import Database
from storage.failures import FolderNotWritable
from storage.keyring import Keyring

THIS_COMPUTER = ("127.0.0.1", "localhost")
"""Where the practice page may be served: the names that its guard answers to."""

LONGEST_WAIT_FOR_ALERTS = 1.0
"""Seconds that a page of the practice page may wait so that it shows what has just been sent."""


class NotStarted(Exception):
    """The bot must not start like this. Its text says why and what to do."""


def load(config: Config) -> tuple[Policy, Mapping[str, bytes], Organisation]:
    """The policy, its files and the organisation. Raises PolicyFaulty, PolicyUnreadable or OrganisationFaulty."""
    files = policy_file.read_folder(config.policy)
    return policy_file.parse(files), files, organisation_file.load(config.organisation)


@contextlib.asynccontextmanager
async def practice(config: Config, log: Log) -> AsyncIterator[str]:
    """The practice page, served while the block runs. Yields its address."""
    _refuse_unless_alone(config)
    policy, files, organisation = load(config)
    _make_folder(config)
    keyring = _keyring(config)
    clock = PracticeClock(config.data_dir / "clock")
    messenger = PracticeMessenger(config.data_dir / "messages.jsonl", clock.now)
    woken = asyncio.Event()
    database = await Database.open(config.database_url, keyring)
    try:
        async with database.transaction() as tx:
            await policies.remember(tx, policy.hash, files)
        noted = partial(log.failed, Happening.NOT_STORED)
        desk = Desk(policy, files, organisation, database, clock, SystemRandomness(), woken.set, noted)
        worker = Worker(desk, messenger, woken, log)
        runner = await serve(_practice_page(config, desk, worker, messenger, log), host=config.host, port=config.port)
        working = asyncio.create_task(worker.run())
        log.happened(Happening.PRACTICE, port=runner.addresses[0][1])
        try:
            yield f"http://{config.host}:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
            await worker.stop()
            await working
    finally:
        await database.close()


def _practice_page(
    config: Config, desk: Desk, worker: Worker, messenger: PracticeMessenger, log: Log
) -> web.Application:
    settling: set[asyncio.Task[bool]] = set()

    async def turn(turned: Turn) -> Reply:
        return await answer(desk, turned)

    async def settle() -> None:
        """Sends what is due, for as long as a page can be asked to wait for it. The worker goes on with the rest."""
        task = asyncio.create_task(worker.settle())
        settling.add(task)  # the event loop alone would not keep it
        task.add_done_callback(settling.discard)
        await asyncio.wait({task}, timeout=LONGEST_WAIT_FOR_ALERTS)

    clock = desk.clock
    if not isinstance(clock, PracticeClock):
        raise TypeError("the practice page needs the practice clock")
    page = PracticePage(
        Practice(
            turn=turn,
            settle=settle,
            organisation=desk.organisation,
            roles=tuple(desk.policy.roles.values()),
            channel=frozenset(role for route in desk.policy.routes.values() if route.channel for role in route.readers),
            numbers=numbers(
                desk.policy.reporting.always_shown, desk.policy, desk.organisation, datetime.now(UTC).date()
            ),
            clock=clock,
            messenger=messenger,
            folder=config.data_dir,
            log=log,
        )
    )
    return application(_health(desk), routes=page.routes, middlewares=page.middlewares)


def _health(desk: Desk) -> Health:
    async def problems() -> tuple[str, ...]:
        return () if await desk.database.ready() else ("a report could not be stored now",)

    async def figures() -> Mapping[str, float]:
        async with desk.database.transaction() as tx:
            health = await outbox.health(tx, desk.clock.now())
        return {
            "esafety_owed": health.owed,
            "esafety_overdue": health.overdue,
            "esafety_failing": health.failing,
            "esafety_dead": health.dead,
        }

    return Health(problems, figures)


def _refuse_unless_alone(config: Config) -> None:
    if config.secrets:
        raise NotStarted(
            f"The practice page does not start beside a platform's secrets, and {', '.join(config.secrets)} is set. "
            "Nothing was started. Unset it to practise."
        )
    if config.host not in THIS_COMPUTER:
        raise NotStarted("The practice page is served to this computer only: leave HOST unset, or set it to 127.0.0.1.")


def _make_folder(config: Config) -> None:
    try:
        config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=config.data_dir):
            pass
    except OSError as error:
        raise FolderNotWritable(
            f"The folder {config.data_dir} cannot be written in ({error.strerror}). Nothing was started or lost. "
            "Let the bot's account write there, or set ESAFETY_DATA_DIR to another folder."
        ) from error


def _keyring(config: Config) -> Keyring:
    """The keyring, made on the first start. Never made anew beside a database that another one sealed."""
    database = config.data_dir / "practice.db"
    if config.keyring.exists() or database.exists():
        return Keyring.load(config.keyring)
    try:
        return Keyring.create(config.keyring, datetime.now(UTC))
    except OSError as error:
        raise NotStarted(
            f"The keyring {config.keyring} cannot be written ({error.strerror}). Nothing was started or lost. "
            "Free some space there, or set ESAFETY_DATA_DIR to another folder."
        ) from error
