"""Tests of Socket Mode's watchdog against the fake Slack's websocket: whatever happens to it, requests are answered."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.log import Log
from bot.slack.socket import SocketMode, Times
from tests.fakes import slack_payloads
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import text_of
from tests.fakes.slack_roads import Sending, SocketRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import PEOPLE
from tests.servers.bot_on_slack import OnSlack, on_slack, settings

LENA = PEOPLE[7]
FAST = Times(beat=0.1, connecting=0.5, grace=0.15, pause=0.02)
SECONDS = 5.0


@dataclass
class Works:
    """What the bot does with a command: whatever it is told to, then it says what it was sent."""

    does: Callable[[], Awaitable[None]] | None = None
    heard: list[str] = field(default_factory=list)

    async def __call__(self, body: dict[str, object]) -> BoltResponse:
        self.heard.append(str(body["text"]))
        does, self.does = self.does, None
        if does is not None:
            await does()
        return BoltResponse(status=200, body={"text": f"heard {body['text']}"})


@dataclass
class Line:
    """A bot that is connected to the fake Slack."""

    slack: FakeSlack
    mode: SocketMode
    works: Works
    running: "asyncio.Task[None]"
    log: io.StringIO

    async def says(self, text: str) -> str:
        """What is answered to a command with this text. Raises TimeoutError when it is not acknowledged."""
        payload = slack_payloads.slash(self.slack, LENA, "/esafety", text, "C1")
        answer = await SocketRoad(self.slack.socket).carry(Sending.SLASH, payload)
        return text_of(answer.body.get("text"))

    async def until(self, so: Callable[[], bool]) -> None:
        """Waits until something is so."""
        async with asyncio.timeout(SECONDS):
            while not so():
                await asyncio.sleep(0.005)


async def ourselves() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-example")


@asynccontextmanager
async def connected(slack: FakeSlack, times: Times = FAST, *, waits: bool = True) -> AsyncIterator[Line]:
    """A bot on the line, while the block runs."""
    works, log = Works(), io.StringIO()
    app = AsyncApp(
        authorize=ourselves, process_before_response=True, request_verification_enabled=False, signing_secret="none"
    )

    async def failed(_error: Exception) -> BoltResponse:
        return BoltResponse(status=500)

    app.error(failed)

    async def hears(body: dict[str, object]) -> BoltResponse:
        return await works(body)

    app.command("/esafety")(hears)
    mode = SocketMode(app, slack.app_token, slack.api_url, Log(log), times)
    line = Line(slack, mode, works, asyncio.create_task(mode.run()), log)
    try:
        if waits:
            await line.until(lambda: mode.connected)
        yield line
    finally:
        await mode.stop()
        await asyncio.wait_for(line.running, SECONDS)
    assert not mode.connected
    assert slack.socket.links == []


async def test_what_slack_sends_is_answered_over_the_connection(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        assert await line.says("one") == "heard one"
    assert slack.socket.connections == 1
    assert [each.split()[1] for each in line.log.getvalue().splitlines()] == ["a-connection-to-slack-is-open"]


@pytest.mark.usefixtures("a_proxy_in_the_environment")
async def test_a_proxy_of_the_environment_is_not_used_for_the_connection(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        assert await line.says("one") == "heard one"


async def test_a_connection_that_slack_ends_is_opened_again(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        for number in range(3):
            await slack.socket.drop()
            await line.until(lambda number=number: slack.socket.connections == number + 2)  # type: ignore[misc]
            assert await line.says(f"{number}") == f"heard {number}"


async def test_a_connection_on_which_nobody_answers_any_more_is_replaced(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        slack.socket.deaf = True
        await line.until(lambda: slack.socket.connections > 1 and not line.mode.connected)
        slack.socket.deaf = False
        await line.until(lambda: line.mode.connected)
        assert await line.says("again") == "heard again"


async def test_a_connection_that_slack_wants_renewed_is_renewed_without_a_gap(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        first = await slack.socket.linked()
        await first.send_str('{"type":"disconnect","reason":"warning","debug_info":{"host":"fake"}}')
        await line.until(lambda: slack.socket.connections == 2 and slack.socket.links[-1] is not first)
        assert await line.says("renewed") == "heard renewed"
        await slack.socket.disconnect()
        await line.until(lambda: slack.socket.connections >= 3 and bool(slack.socket.links))
        assert await line.says("again") == "heard again"


@pytest.mark.parametrize("how", [How.STATUS, How.REFUSED, How.RESET, How.HTML, How.HALF_CLOSE, How.HANG])
async def test_a_slack_that_gives_no_address_is_asked_until_it_does(how: How, slack: FakeSlack) -> None:
    slack.faults.append(Fault(how, "apps.connections.open", times=1 if how is How.HANG else 4))
    async with connected(slack) as line:
        assert await line.says("at last") == "heard at last"
    assert line.log.getvalue().count("the-connection-to-slack-was-lost") >= 1


async def test_an_address_that_has_expired_is_not_tried_for_ever(slack: FakeSlack) -> None:
    slack.socket.expired = 2
    async with connected(slack) as line:
        assert await line.says("new") == "heard new"
    assert slack.socket.connections == 1
    assert len(slack.called("apps.connections.open")) == 3


async def test_what_is_in_work_when_it_stops_is_finished_and_acknowledged(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        begun, may_end = asyncio.Event(), asyncio.Event()

        async def works() -> None:
            begun.set()
            await may_end.wait()

        line.works.does = works
        answer = asyncio.create_task(line.says("last"))
        await begun.wait()
        stopping = asyncio.create_task(line.mode.stop())
        await asyncio.sleep(0.1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(line.says("too late"), 0.2)
        may_end.set()
        await stopping
        assert await answer == "heard last"
        await asyncio.wait_for(line.running, SECONDS)
    assert line.works.heard == ["last"]


async def test_it_stops_at_once_while_it_waits_for_slack(slack: FakeSlack) -> None:
    slack.faults.append(Fault(How.HANG, "apps.connections.open", times=9))
    async with connected(slack, Times(), waits=False) as line:
        await line.until(lambda: bool(slack.called("apps.connections.open")))
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 2.0


async def test_what_failed_is_not_acknowledged_and_is_done_when_it_is_sent_again(slack: FakeSlack) -> None:
    async def fails() -> None:
        raise RuntimeError("canary")

    async with connected(slack) as line:
        line.works.does = fails
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(line.says("one"), 0.3)
        assert slack.socket.acknowledged == 0
        assert await line.says("one") == "heard one"
    assert line.works.heard == ["one", "one"]
    assert "canary" not in line.log.getvalue()


JUNK = (
    "",
    "canary",
    "{",
    "[]",
    "{}",
    '{"type":"canary"}',
    '{"envelope_id":"1","type":"interactive","payload":[]}',
    '{"envelope_id":"1","type":"interactive","payload":"canary"}',
    '{"envelope_id":"1","type":"events_api","payload":{"event":["canary"]}}',
    '{"envelope_id":{},"type":"slash_commands","payload":{"command":["canary"]}}',
    '{"envelope_id":"1","type":"interactive","payload":{"type":"block_actions","actions":7}}',
)


async def test_what_makes_no_sense_is_passed_over(slack: FakeSlack) -> None:
    async with connected(slack) as line:
        link = await slack.socket.linked()
        for junk in JUNK:
            await link.send_str(junk)
        await link.send_bytes(b"\xff\x00canary")
        assert await line.says("sense") == "heard sense"
    assert "canary" not in line.log.getvalue()


async def _connected_by_its_figures(bot: OnSlack) -> float:
    async with bot.platform.http.get(f"{bot.address}/metrics") as answer:
        figures = dict(line.split(" ", 1) for line in (await answer.text()).splitlines())
    return float(figures["esafety_slack_connected"])


async def _until_figure_is(bot: OnSlack, wanted: float) -> None:
    async with asyncio.timeout(SECONDS):
        while await _connected_by_its_figures(bot) != wanted:
            await asyncio.sleep(0.02)


async def test_the_figures_say_whether_there_is_a_connection_now(slack: FakeSlack, tmp_path: Path) -> None:
    async with on_slack(slack, settings(slack, tmp_path, socket_mode=True)) as bot:
        await _until_figure_is(bot, 1)
        slack.faults.append(Fault(How.STATUS, "apps.connections.open"))
        await slack.socket.drop()
        await _until_figure_is(bot, 0)


async def test_over_http_there_is_no_such_figure(slack: FakeSlack, tmp_path: Path) -> None:
    async with on_slack(slack, settings(slack, tmp_path)) as bot:
        with pytest.raises(KeyError):
            await _connected_by_its_figures(bot)
