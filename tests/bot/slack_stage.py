"""A loud bot on a fake Slack on which everybody and everything is called by a canary, to do things to."""

import asyncio
import itertools
import re
import socket
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.bot.loud import CANARY
from tests.fakes import slack_server
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, Object, written
from tests.fakes.slack_payloads import said
from tests.fakes.slack_roads import EVENTS, Answer, HttpRoad, Sending, SocketRoad, signed
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, Channel
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_slack import AtSlack, environment
from tests.servers.bot_program import Running, running
from tests.servers.bot_program import settings as program_settings

SAFE, OPEN = "C0CANARYSAFE", "C0CANARYOPEN"
ASHA, BEN, TOM = (f"U0CANARY{number}" for number in (1, 2, 7))
NOT_LONG = 0.3
"""Seconds."""
SCREENS: tuple[dict[str, str], ...] = (
    {"danger": "no"},
    {"tile": "messages"},
    {"messages_kind": "sent"},
    {"staff_involved": "no"},
    {"subject": f"Mia {CANARY}", "age": "16_17", "centre": "hanley"},
    {"account": f"She wrote: {CANARY}."},
    {"done": "kept_evidence"},
)


@dataclass
class Stage(AtSlack):
    """The running bot, and every id and secret that must not be in what it writes."""

    bot: Running
    data: Path
    http: aiohttp.ClientSession
    ids: set[str] = field(default_factory=set)
    seconds: "itertools.count[int]" = field(default_factory=itertools.count)
    """So that nothing is signed twice with the same signature."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.bot.address.rpartition(":")[2])

    async def reports(self, user: str = TOM) -> None:
        """Somebody sends a report, as far as Slack and the bot let them."""
        await self.to_the_review(user)
        await self.goes_on(user)
        self.notes_ids()

    async def is_alerted(self) -> None:
        """Waits until the channel has an alert."""
        async with asyncio.timeout(10):
            while not self.slack.to(SAFE):
                await asyncio.sleep(0.01)

    async def to_the_review(self, user: str = TOM) -> None:
        """Somebody comes to the last screen of a report."""
        await self.client.command(user, "/report-incident", f"{CANARY} typed this")
        for values in SCREENS:
            await self.goes_on(user, **values)
        self.notes_ids()

    async def tries(self, *payloads: tuple[Sending, Object]) -> None:
        """All this arrives from Slack at once, and may fail."""
        await at_once(*(self.client.road.carry(kind, payload) for kind, payload in payloads))

    def message(self, **more: Json) -> Object:
        """A message of somebody."""
        return {**said(self.slack, TOM, f"{CANARY} wrote this"), **more}

    def fails(self, how: How, method: str = "", *, times: int = 1, status: int = 500) -> None:
        """The next calls of the bot go wrong, and where they can, they repeat what was sent."""
        self.slack.faults.append(Fault(how, method, times=times, status=status, error=f"{CANARY}_error"))

    async def post(self, body: bytes, kind: str, **headers: str) -> int:
        """Send a body that is signed as Slack does; the status of the answer. `headers` come in place of those."""
        named = {
            **signed(body, self.slack.signing_secret, self.slack.now + next(self.seconds)),
            "Content-Type": kind,
            "X-Canary": CANARY,
        }
        named |= {key.replace("_", "-"): value for key, value in headers.items()}
        async with self.http.post(f"{self.bot.address}{EVENTS}", data=body, headers=named) as answer:
            return answer.status

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that need be no request, and read what comes first."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            return connection.recv(1024)

    def notes_ids(self) -> None:
        """Remember every id and reference that was shown or sent."""
        views = [*self.slack.views.values(), *self.slack.homes.values()]
        shown = written([*(dict(view.view) for view in views), *(dict(each.message) for each in self.slack.posted)])
        self.ids |= set(re.findall(r"ES-[0-9A-Z]{6}|\b[0-9a-f]{32}\b", shown))
        self.ids |= {view.id for view in views} | {each.ts for each in self.slack.posted} | set(self.slack.triggers)


async def at_once(*doings: Awaitable[Answer]) -> None:
    """All of it at once, without waiting long for answers: over Socket Mode there is none to what failed."""
    with suppress(TimeoutError):
        async with asyncio.timeout(NOT_LONG):
            await asyncio.gather(*doings, return_exceptions=True)


def workspace(slack: FakeSlack) -> None:
    """Calls everybody and everything by a canary."""
    everybody = {f"U0CANARY{number}" for number in range(1, 9)}
    slack.bot_token, slack.app_token = f"xoxb-{CANARY}", f"xapp-{CANARY}"
    slack.people = everybody
    slack.channels = {
        SAFE: Channel(SAFE, {ASHA, BEN, "U0CANARY3", BOT_USER}, name=CANARY),
        OPEN: Channel(OPEN, {*everybody, BOT_USER}, name=CANARY, private=False),
    }


@asynccontextmanager
async def on_stage(data: Path, script: str, *, socket_mode: bool) -> AsyncIterator[Stage]:
    """A loud bot; every person of its organisation has a canary for a name, and for an id."""
    example = EXAMPLE.read_text()
    people = re.sub(r"(?m)^(    name: )\w+ (\w+)$", rf"\1{CANARY} \2", example)
    people = re.sub(r"U0(\d)EXAMPLE", r"U0CANARY\1", people).replace("C0SAFEEXAMPLE", SAFE)
    (data / "people.yaml").write_text(people)
    async with slack_server.serving(workspace) as slack, aiohttp.ClientSession() as http:
        given = environment(slack, data, socket_mode=socket_mode)
        given |= {"ESAFETY_ORGANISATION": str(data / "people.yaml"), "PYTHONASYNCIODEBUG": "1"}
        async with running(program_settings(data, **given), "-X", "dev", script=script) as bot:
            road = SocketRoad(slack.socket) if socket_mode else HttpRoad(bot.address, slack.signing_secret, http)
            ids = {slack.signing_secret, slack.bot_token, slack.app_token}
            yield Stage(slack, SlackClient(slack, road), bot, data, http, ids)
            bot.process.terminate()
            assert await bot.ends() == 0
