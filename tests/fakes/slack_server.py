"""A fake Slack on loopback: the Web API that the bot calls, and the websocket of Socket Mode.

It behaves as Slack does in what matters to the bot, refuses what Slack would refuse, and remembers every payload that
was wrong: end each test with `slack.must_have_been_right()`, or serve it with `serving()`, which does that.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes import slack_faults
from tests.fakes.slack_faults import Fault
from tests.fakes.slack_json import Json, Object, object_of, parsed, text_of, written
from tests.fakes.slack_methods import METHODS, Refused
from tests.fakes.slack_socket import SocketEnd
from tests.fakes.slack_workspace import Workspace

LARGEST_CALL = 1024 * 1024


@dataclass(repr=False)
class FakeSlack(Workspace):
    """The workspace, served at `url`. `api_url` is what SLACK_API_URL must be."""

    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, Object]] = field(default_factory=list)
    """Every call that came, also those that met a fault: the method and its arguments."""
    socket: SocketEnd = field(default_factory=SocketEnd)

    @property
    def api_url(self) -> str:
        """The base address of the Web API."""
        return f"{self.url}/api/"

    def must_have_been_right(self) -> None:
        """Raises AssertionError when anything was sent that Slack would not take."""
        assert not self.wrong, "\n".join(dict.fromkeys(self.wrong))

    def called(self, method: str) -> tuple[Object, ...]:
        """The arguments of every call of that method."""
        return tuple(given for each, given in self.calls if each == method)

    def routes(self) -> web.Application:
        """The whole of it as an application."""
        app = web.Application(client_max_size=LARGEST_CALL)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link/", self.socket.connect)
        app.router.add_post("/respond/{channel}/{user}", self._respond)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, given = request.match_info["method"], await _arguments(request)
        self.calls.append((method, given))
        fault = next((each for each in self.faults if each.meets(method)), None)
        if fault is None:
            return self._answer(method, given, request)
        fault.times -= 1
        if fault.processed:
            self._answer(method, given, request)
        return await slack_faults.answer(fault, request)

    def _answer(self, method: str, given: Object, request: web.Request) -> web.Response:
        try:
            answer = {"ok": True, **self._do(method, given, _token(request, given))}
        except Refused as refused:
            messages: Json = [f"[ERROR] {message}" for message in refused.messages]
            answer = {"ok": False, "error": refused.error, "response_metadata": {"messages": messages}}
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes)), "X-Slack-Req-Id": f"{self.number():032d}"}
        return web.json_response(text=written(answer), headers=headers)

    def _do(self, method: str, given: Object, token: str) -> Object:
        if method == "apps.connections.open":
            return {"url": f"{self._wanted(token, self.app_token).replace('http', 'ws', 1)}"}
        if method not in METHODS:
            raise Refused("unknown_method")
        self._wanted(token, self.bot_token)
        scope, do = METHODS[method]
        if scope and scope not in self.scopes:
            raise Refused("missing_scope")
        return do(self, given)

    def _wanted(self, token: str, right: str) -> str:
        if not token:
            raise Refused("not_authed")
        if token != right:
            raise Refused(
                "not_allowed_token_type" if token.startswith("x") and token[:4] != right[:4] else "invalid_auth"
            )
        return f"{self.url}/link/?ticket={self.socket.ticket()}&app_id=A0EXAMPLE" if right == self.app_token else ""

    async def _respond(self, request: web.Request) -> web.Response:
        message = object_of(parsed(await request.read()))
        self.whispered.append((request.match_info["channel"], request.match_info["user"], message))
        return web.Response(text="ok")


@contextlib.asynccontextmanager
async def serving(change: Callable[[FakeSlack], None] = lambda _slack: None) -> AsyncIterator[FakeSlack]:
    """A fake Slack, served while the block runs, and in the end everything it was sent must have been right."""
    slack = FakeSlack()
    change(slack)
    runner = web.AppRunner(slack.routes(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield slack
    finally:
        await runner.cleanup()
    slack.must_have_been_right()


async def _arguments(request: web.Request) -> Object:
    given: dict[str, Json] = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **object_of(parsed(await request.read() or b"{}"))}
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            given[name] = parsed(value) if name in {"view", "blocks"} else value
    return given


def _token(request: web.Request, given: Object) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or text_of(given.get("token"))
