"""The endpoint, served over real HTTP, with a real Bolt app behind it whose listeners note that they ran."""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.log import Log
from bot.slack.endpoint import Dispatches, Endpoint
from bot.web import Health, application, serve
from tests.bot.slack.posts import NOW, SECRET, Post

KEEPS_THE_LINE = {200, 401, 415}
"""The bot may hang up after any other answer, because it has not read the body."""

ANYTHING = re.compile("")


class Broken(Exception):
    """What a listener raises that is told to break. Its text is what nobody may log."""


async def authorize() -> AuthorizeResult:
    """Who the bot is, without asking Slack."""
    return AuthorizeResult(enterprise_id=None, team_id="T0001", bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-0")


async def passes_on(error: Exception) -> None:
    """Leaves an error to the endpoint."""
    raise error


@dataclass
class Listeners:
    """What ran behind the endpoint. `breaks`: how many of the next ones raise."""

    ran: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    breaks: int = 0

    async def hears(self, ack: AsyncAck, body: dict[str, object]) -> None:
        """Takes whatever comes."""
        self.ran.append(str(body.get("type", "command")))
        self.texts.append(str(body.get("text")))
        if self.breaks:
            self.breaks -= 1
            raise Broken("words of a person")
        await ack()

    def app(self) -> AsyncApp:
        """Bolt, with a listener for everything."""
        app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
        app.error(passes_on)
        for listen in (app.event, app.command, app.shortcut, app.action, app.view, app.view_closed, app.options):
            listen(ANYTHING)(self.hears)
        return app


@dataclass
class Line:
    """One connection that is kept open as long as the bot keeps it."""

    port: int
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def status(self, wire: bytes, *, whole: bool = True) -> int:
        """The status of the answer to these bytes; 0 if the bot hangs up without one. Not `whole`: we stop there."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write(wire)
        if not whole:
            writer.write_eof()
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            return await asyncio.wait_for(self._answer(reader, wire), 10)
        await self.hang_up()
        return 0

    async def _answer(self, reader: asyncio.StreamReader, wire: bytes) -> int:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        if length and not wire.startswith(b"HEAD"):
            await reader.readexactly(int(length[1]))
        status = int(head.split(b" ", 2)[1])
        if not length or status not in KEEPS_THE_LINE:
            await self.hang_up()
        return status

    async def hang_up(self) -> None:
        """The next request opens another connection."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


@dataclass
class Served:
    """Where the endpoint is served, what ran behind it, and what it logged."""

    port: int
    endpoint: Endpoint
    listeners: Listeners
    out: io.StringIO
    line: Line

    async def post(self, post: Post) -> int:
        """Send it; the status of the answer."""
        return await self.line.status(post.wire())


async def _nothing_wrong() -> tuple[str, ...]:
    return ()


async def _no_figures() -> dict[str, float]:
    return {}


@asynccontextmanager
async def served(now: Callable[[], float] = lambda: NOW, app: Dispatches | None = None) -> AsyncIterator[Served]:
    """The endpoint on a port of its own."""
    listeners, out = Listeners(), io.StringIO()
    endpoint = Endpoint(app or listeners.app(), SECRET, Log(out), now)
    web = application(Health(_nothing_wrong, _no_figures), routes=[endpoint.route()])
    runner = await serve(web, host="127.0.0.1", port=0)
    port = runner.addresses[0][1]
    serving = Served(port, endpoint, listeners, out, Line(port))
    try:
        yield serving
    finally:
        await serving.line.hang_up()
        await runner.cleanup()
