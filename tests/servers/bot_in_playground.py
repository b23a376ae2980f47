"""The bot, and several people each at a Playground of their own, with tokens checked on both sides.

Microsoft's log-in and keys are the fake ones; between the Playgrounds and the bot stands a proxy that signs.
"""

import contextlib
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import app, config
from bot.log import Log
from tests.fakes import teams_server
from tests.fakes.running_clock import RunningClock
from tests.servers import bot_on_teams, playground
from tests.servers.bot_on_teams import NAP, SHORT
from tests.servers.signing_proxy import serving_proxy


@dataclass(frozen=True, slots=True)
class InPlayground:
    """The bot is served at `address`; `clients` are the addresses of Playgrounds by the object id of who is there."""

    address: str
    clients: dict[str, str]
    clock: RunningClock
    log: io.StringIO


@contextlib.asynccontextmanager
async def in_playground(folder: Path, users: Sequence[str]) -> AsyncIterator[InPlayground]:
    """The bot with its data in that folder, and those people. What is posted in the channel, the first of them sees.

    See `playground.can_run`.
    """
    clock, log = RunningClock(), io.StringIO()
    async with contextlib.AsyncExitStack() as stack:
        teams = await stack.enter_async_context(teams_server.serving())
        proxy = await stack.enter_async_context(serving_proxy(teams.keys.signer, teams.tokens.take))
        for user in users:
            client = playground.running(folder / user, user, bot=proxy.way_in, service_url=proxy.service_url)
            proxy.clients[user] = await stack.enter_async_context(client)
        environment = {**bot_on_teams.environment(teams, folder / "bot"), "ESAFETY_TEAMS_HOSTS": proxy.host}
        settings = config.read(environment, folder / ".env")
        running = app.live(settings, Log(log), clock=clock, nap=NAP, patience=SHORT)
        proxy.bot = await stack.enter_async_context(running)
        yield InPlayground(proxy.bot, dict(proxy.clients), clock, log)
