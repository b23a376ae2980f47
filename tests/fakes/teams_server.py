"""A fake Microsoft on loopback: the log-in, the keys by which a bot knows who sends, and the Bot Connector of Teams.

It behaves as Teams does in what matters to the bot, refuses what Teams would refuse, and remembers everything that was
wrong: end each test with `teams.must_have_been_right()`, or serve it with `serving()`, which does that.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

from tests.fakes import teams_connector, teams_faults, teams_login
from tests.fakes.slack_json import Object, object_of, parsed, written
from tests.fakes.teams_connector import Refused
from tests.fakes.teams_faults import Fault
from tests.fakes.teams_keys import KEYS, METADATA, KeyServer, Signer
from tests.fakes.teams_login import Tokens
from tests.fakes.teams_workspace import TENANT, Workspace

LARGEST_CALL = 1024 * 1024
HERE, EVERYWHERE = f"emea/{TENANT}", "teams"
"""Where the connector is for this tenant, as activities say it; and for whoever has not heard of that yet."""


class Call(StrEnum):
    """What the bot can ask of Microsoft."""

    LOGIN = "login"
    CONVERSE = "converse"
    POST = "post"
    CHANGE = "change"
    MEMBERS = "members"


@dataclass(repr=False)
class FakeTeams(Workspace):
    """The tenant, served at `url`. Its addresses below are what the bot must be set up with.

    `calls` is every call that came, also those that met a fault: what was asked, its path, and what was sent.
    """

    url: str = ""
    keys: KeyServer = field(default_factory=lambda: KeyServer(Signer()))
    tokens: Tokens = field(default_factory=Tokens)
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[Call, str, Object]] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Its name and port."""
        return self.url.partition("//")[2]

    @property
    def service_url(self) -> str:
        """Where the connector is, as every activity says it."""
        return f"{self.url}/{HERE}/"

    @property
    def login_url(self) -> str:
        """Where the bot logs in."""
        return f"{self.url}/{TENANT}"

    def must_have_been_right(self) -> None:
        """Raises AssertionError when anything was sent that Teams would not take, or that this bot never sends."""
        assert not self.wrong, "\n".join(dict.fromkeys(self.wrong))

    def called(self, call: Call) -> tuple[Object, ...]:
        """What was sent with every such call."""
        return tuple(given for each, _, given in self.calls if each is call)

    def moves_to(self, url: str) -> None:
        """It is served at that address, and signs for it."""
        self.url = self.keys.url = url
        self.keys.signer.service = self.service_url

    def routes(self) -> web.Application:
        """The whole of it as an application."""
        app = web.Application(client_max_size=LARGEST_CALL)
        app.router.add_get(METADATA, self.keys.answer)
        app.router.add_get(KEYS, self.keys.answer)
        app.router.add_post(f"/{TENANT}/oauth2/v2.0/token", self._asks(Call.LOGIN))
        for place in (EVERYWHERE, HERE):
            base = f"/{place}/v3/conversations"
            app.router.add_post(base, self._asks(Call.CONVERSE))
            app.router.add_post(f"{base}/{{conversation}}/activities", self._asks(Call.POST))
            app.router.add_put(f"{base}/{{conversation}}/activities/{{message}}", self._asks(Call.CHANGE))
            app.router.add_get(f"{base}/{{conversation}}/pagedmembers", self._asks(Call.MEMBERS))
        return app

    def _asks(self, call: Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            given = await _given(request)
            self.calls.append((call, request.path, given))
            fault = next((each for each in self.faults if each.meets(call)), None)
            if fault is None:
                return self._answer(call, request, given)
            fault.times -= 1
            if fault.processed:
                self._answer(call, request, given)
            return await teams_faults.answer(fault, request)

        return answer

    def _answer(self, call: Call, request: web.Request, given: Object) -> web.Response:
        if call is Call.LOGIN:
            return teams_login.log_in(self.tokens, given, self.password)
        if not self.tokens.take(request.headers.get("Authorization", "")):
            return web.json_response({"message": "Authorization has been denied for this request."}, status=401)
        try:
            answer = self._do(call, request, given)
        except Refused as refused:
            return teams_faults.refusal(refused.status, refused.code, refused.message)
        created = call in {Call.CONVERSE, Call.POST}
        return web.json_response(text=written(answer), status=201 if created else 200)

    def _do(self, call: Call, request: web.Request, given: Object) -> Object:
        place, query = request.match_info.get("conversation", ""), request.query
        match call:
            case Call.CONVERSE:
                return teams_connector.converse(self, given)
            case Call.POST:
                return teams_connector.post(self, place, given)
            case Call.CHANGE:
                return teams_connector.change(self, place, request.match_info["message"], given)
            case _:
                return teams_connector.members(
                    self, place, query.get("pageSize", ""), query.get("continuationToken", "")
                )


@contextlib.asynccontextmanager
async def serving(change: Callable[[FakeTeams], None] = lambda _teams: None) -> AsyncIterator[FakeTeams]:
    """A fake Teams, served while the block runs, and in the end everything it was sent must have been right."""
    teams = FakeTeams()
    change(teams)
    runner = web.AppRunner(teams.routes(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.moves_to(f"http://127.0.0.1:{runner.addresses[0][1]}")
        yield teams
    finally:
        await runner.cleanup()
    teams.must_have_been_right()


async def _given(request: web.Request) -> Object:
    if request.content_type == "application/x-www-form-urlencoded":
        return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return object_of(parsed(await request.read() or b"{}"))
