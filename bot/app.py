"""The composition root: the only module that knows every part and puts them together.

It starts what `run` needs, refuses to start when that would not be safe, and stops it again within ten seconds.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from aiohttp import web

from bot.chat.patience import Patience
from bot.clock import SystemClock
from bot.config import Config
from bot.door import Door
from bot.fetch.page import ADDRESS as FILES
from bot.fetch.page import OF_A_NETWORK as FETCHING
from bot.fetch.page import Fetch, file_page
from bot.log import Happening, Log
from bot.mail import Mailer
from bot.practice.clock import PracticeClock
from bot.practice.messenger import PracticeMessenger
from bot.practice.page import Practice, PracticePage
from bot.prepared import NotStarted, desk, health, load, make_folder
from bot.reaching import reach
from bot.routing import RoutedMessenger
from bot.side import Refused, Side
from bot.slack.serving import SlackSide
from bot.stopping import AllAtOnce
from bot.tell.page import ADDRESS, Tell, learner_page
from bot.throttle import OF_A_NETWORK, Throttle
from bot.web import application, serve
from bot.worker import LONGEST_NAP, Worker
from dialogs import readiness
from handlers import downloads, fetching
from handlers.concern.answer import answer
from handlers.concern.desk import ConcernDesk
from handlers.concern.showing import always
from handlers.desk import Clock, Desk
from handlers.numbers import numbers
from storage.failures import CannotOpen

__all__ = ["NotStarted", "live", "load", "practice"]

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
    async with desk(config, log, clock, woken.set, files_at=f"{FILES}/") as at:
        worker = Worker(at, messenger, woken, log)
        page = _practice_page(config, at, worker, messenger, log)
        async with AllAtOnce() as running:
            address = await running.enter(_served(page, config))
            await running.enter(_working(worker))
            log.happened(Happening.PRACTICE, port=_port(address))
            yield address


@contextlib.asynccontextmanager
async def live(
    config: Config,
    log: Log,
    *,
    clock: Clock | None = None,
    nap: float = LONGEST_NAP,
    patience: Patience | None = None,
    tell: Callable[[str], None] = lambda _line: None,
) -> AsyncIterator[str]:
    """Slack, Teams or both, served while the block runs. Yields the address of the web server.

    `tell` is called with lines for the operator's own eyes. Raises NotStarted when neither is set up, and Refused when
    no platform accepts the bot.
    """
    if config.slack is None and config.teams is None:
        raise NotStarted("No platform is set up: set what docs/slack.md or docs/teams.md says. Nothing was started.")
    make_folder(config.data_dir)
    woken = asyncio.Event()
    async with (
        _desk(config, log, clock or SystemClock(), woken.set, tell) as at,
        _sides(config, at, log, patience or Patience()) as sides,
    ):
        await _introduced(sides, tell)
        messenger = RoutedMessenger(at.organisation, {side.name: side.messenger for side in sides}, _mailer(config, at))
        worker = Worker(at, messenger, woken, log, nap=nap)
        app = application(health(at, partial(_figures, sides)), routes=[way for side in sides for way in side.routes])
        _add_the_learners_page(app, config, at, log)
        _add_the_files(app, config, at, log)
        async with AllAtOnce(partial(_finished, sides)) as running:
            address = await running.enter(_served(app, config))
            await running.enter(_working(worker))
            for side in sides:
                await running.enter(side.listening())
            log.happened(Happening.LIVE, port=_port(address), platforms=len(sides))
            for fault in readiness.faults(at.policy, at.organisation, reach=reach(config)):
                tell(f"FAULT    {fault}")
            await _say_what_is_wrong(sides, at, tell)
            yield address


@contextlib.asynccontextmanager
async def _desk(
    config: Config, log: Log, clock: Clock, wake: Callable[[], None], tell: Callable[[str], None]
) -> AsyncIterator[Desk]:
    """The desk. Of keys that were made for it the operator is told."""
    new = not config.keyring.exists()
    made = (
        f"The keys are made in {config.keyring}. Keep a copy of that file somewhere else, offline: "
        "without it nothing that is reported can ever be read again."
    )
    async with contextlib.AsyncExitStack() as stack:
        try:
            at = await stack.enter_async_context(desk(config, log, clock, wake, files_at=_files_at(config)))
        except CannotOpen:
            if new and config.keyring.exists():
                tell(made)  # the next start, which may go well, finds them there
            raise
        if new:
            tell(made)
        yield at


@contextlib.asynccontextmanager
async def _sides(config: Config, at: Desk, log: Log, patience: Patience) -> AsyncIterator[tuple[Side, ...]]:
    """Every platform that is set up, Slack first."""
    async with contextlib.AsyncExitStack() as stack:
        sides: list[Side] = []
        if config.slack is not None:
            sides.append(await stack.enter_async_context(SlackSide.open(config.slack, at, log, patience)))
        if config.teams is not None:
            # Only those who use Teams wait for botbuilder, which takes half a second and 40 MB to be imported.
            from bot.teams.serving import TeamsSide  # noqa: PLC0415

            sides.append(await stack.enter_async_context(TeamsSide.open(config.teams, at, log, patience)))
        yield tuple(sides)


async def _introduced(sides: Sequence[Side], tell: Callable[[str], None]) -> None:
    """Who is refused by one platform still serves the other. Raises Refused when no platform is left."""
    refusals: list[Refused] = []
    for side in sides:
        try:
            await side.introduces_itself()
        except Refused as refused:
            refusals.append(refused)
    if len(refusals) == len(sides):
        raise refusals[0]
    for refusal in refusals:
        tell(f"FAULT    {refusal}")


async def _say_what_is_wrong(sides: Sequence[Side], at: Desk, tell: Callable[[str], None]) -> None:
    channels = {"slack": at.organisation.channels.slack, "teams": at.organisation.channels.teams}
    for side in sides:
        elsewhere = any(channels[other.name] for other in sides if other is not side)
        await side.tells_what_is_wrong(tell, posted_elsewhere=elsewhere)


def _figures(sides: Sequence[Side]) -> Mapping[str, float]:
    return {name: figure for side in sides for name, figure in side.figures().items()}


async def _finished(sides: Sequence[Side]) -> None:
    await asyncio.gather(*(side.finishes() for side in sides))


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


def _practice_page(config: Config, at: Desk, worker: Worker, messenger: PracticeMessenger, log: Log) -> web.Application:
    settling: set[asyncio.Task[bool]] = set()

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
            turn=Door(at).answer,
            settle=settle,
            organisation=at.organisation,
            roles=tuple(at.policy.roles.values()),
            channel=frozenset(role for route in at.policy.routes.values() if route.channel for role in route.readers),
            numbers=numbers(at.policy.reporting.always_shown, at.policy, at.organisation, datetime.now(UTC).date()),
            clock=clock,
            messenger=messenger,
            folder=config.data_dir,
            learners_page=ADDRESS if at.organisation.anonymous.web_page else "",
            log=log,
        )
    )
    app = application(health(at), routes=page.routes, middlewares=page.middlewares)
    _add_the_learners_page(app, config, at, log)
    _add_the_files(app, config, at, log)
    return app


def _add_the_learners_page(app: web.Application, config: Config, at: Desk, log: Log) -> None:
    """The plain page for learners without an account, where the organisation wants it. It asks nobody for a name."""
    anonymous = at.organisation.anonymous
    if anonymous.web_page:
        concerns = ConcernDesk(at, replace(anonymous, named=False))
        turn, numbers = partial(answer, concerns), partial(always, concerns)
        page = learner_page(Tell(turn, Throttle(OF_A_NETWORK), at.organisation.name, numbers, config.proxies, log))
        app.add_subapp(ADDRESS, page)


def _files_at(config: Config) -> str:
    """Where people fetch files; nowhere, if nobody has said by which address they reach the web server."""
    return f"{config.public_url}{FILES}/" if config.public_url else ""


def _add_the_files(app: web.Application, config: Config, at: Desk, log: Log) -> None:
    """The page at the end of a link to a file, where there are any."""
    if at.files_at:
        look, fetch = partial(downloads.look, at), partial(fetching.fetch, at)
        fetching_page = Fetch(look, fetch, Throttle(FETCHING), at.organisation.name, config.proxies, log)
        app.add_subapp(FILES, file_page(fetching_page))


def _are_set(names: Sequence[str]) -> str:
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} set"


def _refuse_unless_alone(config: Config) -> None:
    if config.secrets:
        raise NotStarted(
            f"The practice page does not start beside a platform's secrets, and {_are_set(config.secrets)}. "
            f"Nothing was started. To practise unset {'it' if len(config.secrets) == 1 else 'them'}."
        )
    if config.host not in THIS_COMPUTER:
        raise NotStarted("The practice page is served to this computer only: leave HOST unset, or set it to 127.0.0.1.")
