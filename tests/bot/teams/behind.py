"""The endpoint, served over real HTTP, with keys that are fetched over real HTTP, and what notes what comes through."""

import io
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession
from botbuilder.schema import Activity

from bot.chat.payload import Json
from bot.log import Log
from bot.teams.endpoint import Endpoint
from bot.teams.keys import Keys
from bot.teams.tokens import Refusal, Tokens
from bot.web import Health, application, serve
from tests.bot.slack.behind import Line
from tests.bot.slack.posts import Post
from tests.bot.teams.posts import ACTIVITIES, NOW, TENANT, post
from tests.fakes.teams_keys import KeyServer, Signer, serving_keys


class Broken(Exception):
    """What is raised behind the endpoint. Its text is what nobody may log."""


@dataclass
class Notes:
    """What came through. `answer` is what an invoke is answered with; `breaks`: how many of the next ones raise."""

    ran: list[Activity] = field(default_factory=list)
    sent: list[Mapping[str, Json]] = field(default_factory=list)
    answer: Mapping[str, Json] | None = None
    breaks: int = 0

    async def process(self, activity: Activity, sent: Mapping[str, Json]) -> Mapping[str, Json] | None:
        """Takes whatever comes."""
        self.ran.append(activity)
        self.sent.append(sent)
        if self.breaks:
            self.breaks -= 1
            raise Broken("words of a person")
        return self.answer


WARNING = re.compile(
    r"\S+ (a-platform-signed-a-request-at-another-time-than-it-is-here|requests-of-teams-were-refused) [a-z_]+=\d+\n"
)


@dataclass
class Served:
    """Where the endpoint is served, who signs for it, what came through, and what it logged."""

    port: int
    endpoint: Endpoint
    keys: KeyServer
    notes: Notes
    out: io.StringIO
    line: Line

    @property
    def logged(self) -> str:
        """What it logged besides the warnings that a setting may be wrong: those have a word for it, and a number."""
        return WARNING.sub("", self.out.getvalue())

    @property
    def signer(self) -> Signer:
        """Who signs."""
        return self.keys.signer

    async def post(self, post: Post) -> int:
        """Send it; the status of the answer."""
        return await self.line.status(post.wire())

    async def status(self, token: str, sent: Json = None) -> int:
        """Send that activity (or a message) with that token; the status of the answer."""
        return await self.post(post(ACTIVITIES["message"] if sent is None else sent, token))


async def _nothing_wrong() -> tuple[str, ...]:
    return ()


async def _no_figures() -> dict[str, float]:
    return {}


@asynccontextmanager
async def served(
    now: Callable[[], float] = lambda: NOW, *, hosts: frozenset[str] = frozenset()
) -> AsyncIterator[Served]:
    """The endpoint on a port of its own, and the keys on another."""
    notes, out = Notes(), io.StringIO()
    async with serving_keys(Signer(now=now)) as keys, ClientSession() as session:
        tokens = Tokens(Keys(session, keys.metadata, now), keys.signer.app, now)
        endpoint = Endpoint(notes, tokens, tenant=TENANT, hosts=hosts, log=Log(out))
        web = application(Health(_nothing_wrong, _no_figures), routes=[endpoint.route()])
        runner = await serve(web, host="127.0.0.1", port=0)
        port = runner.addresses[0][1]
        serving = Served(port, endpoint, keys, notes, out, Line(port))
        try:
            yield serving
        finally:
            await serving.line.hang_up()
            await runner.cleanup()


async def refuses(serving: Served, post: Post, status: int, why: Refusal) -> None:
    """Refuses it like that, and nothing runs."""
    before = serving.endpoint.refused[why], len(serving.notes.ran)
    assert await serving.post(post) == status
    assert (serving.endpoint.refused[why] - 1, len(serving.notes.ran)) == before


async def refuses_activity(serving: Served, sent: Json, status: int, why: Refusal) -> None:
    """Refuses it like that although it is signed, and nothing runs."""
    await refuses(serving, post(sent, serving.signer.token()), status, why)
