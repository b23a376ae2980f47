"""A loud bot on a fake Teams on which everybody and everything is called by a canary, to do things to."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.bot.loud import CANARY
from tests.fakes import teams_activities as activities
from tests.fakes import teams_server
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, Object, text_of, written
from tests.fakes.teams_cards import CannotEnter, ShownCard, card_of
from tests.fakes.teams_client import THEME, TeamsClient
from tests.fakes.teams_road import MESSAGES, Answer, Road
from tests.fakes.teams_server import HERE, Call, FakeTeams
from tests.fakes.teams_workspace import PEOPLE, TEAM, TENANT, Posted, chat_of, member_id
from tests.scenarios.slack_platform import EXAMPLE
from tests.servers.bot_on_teams import environment
from tests.servers.bot_program import Running, running
from tests.servers.bot_program import settings as program_settings

ASHA, BEN, TOM, LENA = PEOPLE[0], PEOPLE[1], PEOPLE[6], PEOPLE[7]
CHANNEL_BEGINS = "19:0safeexample"
A_TOKEN = ("eyJ0eXAi", "eyJhbGci")
"""What every token begins with."""
MAIL = "example.org"
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
class Stage:
    """The running bot, and every id and secret that must not be in what it writes."""

    teams: FakeTeams
    client: TeamsClient
    bot: Running
    data: Path
    http: aiohttp.ClientSession
    ids: set[str] = field(default_factory=set)
    planted: list[tuple[Fault, int]] = field(default_factory=list)
    """What is to go wrong, and how often at first."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.bot.address.rpartition(":")[2])

    async def reports(self, user: str = TOM) -> None:
        """Somebody sends a report, as far as Teams and the bot let them."""
        await self.to_the_review(user)
        await self.goes_on(user)
        self.notes_ids()

    async def is_alerted(self) -> None:
        """Waits until the channel has an alert."""
        async with asyncio.timeout(10):
            while not self.alerts():
                await asyncio.sleep(0.01)

    def alerts(self) -> list[Posted]:
        """The alerts in the channel, which everybody in it sees with their buttons."""
        posted = (each for each in self.teams.posted if each.conversation.startswith(CHANNEL_BEGINS))
        return [each for each in posted if ShownCard(card_of(each.activity)).has("open")]

    async def to_the_review(self, user: str = TOM) -> None:
        """Somebody comes to the last screen of a report."""
        with suppress(TimeoutError):
            await self.client.command(user, "report")
        for values in SCREENS:
            await self.goes_on(user, **values)
        self.notes_ids()

    async def goes_on(self, user: str, **values: str) -> None:
        """Fills in the dialog in front of them, if it is that, and submits it."""
        with suppress(CannotEnter, AssertionError, TimeoutError):
            self.client.fill(user, {f"f.{name}": value for name, value in values.items()})
            await self.client.press_in(user, "answer")

    def invoked(self, name: str, value: Json, user: str = TOM) -> Object:
        """Something in somebody's chat that must be answered at once."""
        about = {**value, "context": THEME} if isinstance(value, Mapping) else value
        return activities.invoked(self.teams, user, activities.chat(user), name, about)

    async def tries(self, *sent: Object) -> None:
        """All this arrives from Teams at once, and may fail."""
        self.ids |= {text_of(each.get("id")) for each in sent}
        await at_once(*(self.client.road.carry(each) for each in sent))

    def fails(self, how: How, *calls: Call, times: int = 1, status: int = 500) -> None:
        """The next of each of these calls of the bot go wrong, and where they can, they repeat what was sent."""
        for call in calls:
            fault = Fault(how, call.value, times=times, status=status, error=f"{CANARY}Error")
            self.teams.faults.append(fault)
            self.planted.append((fault, times))

    async def has_failed(self) -> None:
        """Waits until something has gone wrong of what should, and lets nothing more go wrong."""
        async with asyncio.timeout(10):
            while not any(fault.times < times for fault, times in self.planted):
                await asyncio.sleep(0.01)
        self.planted.clear()
        self.teams.faults.clear()

    async def recovers(self) -> None:
        """Waits until the bot can be heard again."""
        async with asyncio.timeout(20):
            while not await self._hears(BEN):
                await asyncio.sleep(0.1)

    async def _hears(self, user: str) -> bool:
        before = len(self.teams.to(user))
        with suppress(TimeoutError, aiohttp.ClientError):
            await self.client.writes(user, "help")
        return len(self.teams.to(user)) > before

    async def post(self, body: bytes | Object, token: str | tuple[str, ...] = "", **headers: str) -> int:
        """Send a body with that token, or with these headers for one; the status of the answer."""
        bearing = (f"Bearer {token or self.teams.keys.signer.token()}",) if isinstance(token, str) else token
        named = {"Content-Type": "application/json", "X-Canary": CANARY}
        named |= {key.replace("_", "-"): value for key, value in headers.items()}
        every = [*named.items(), *(("Authorization", each) for each in bearing)]
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.http.post(f"{self.bot.address}{MESSAGES}", data=sent, headers=every) as answer:
            return answer.status

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that need be no request, and read what comes first."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            return connection.recv(1024)

    async def notes_figures(self) -> None:
        """Look at the figures, which count as something that it has written."""
        async with self.http.get(f"{self.bot.address}/metrics") as answer:
            self.bot.out.append(await answer.text())

    def notes_ids(self) -> None:
        """Remember every id and reference that was shown, sent or received."""
        cards = [dialog.card.card for dialog in self.teams.dialogs.values()]
        shown = written([*cards, *(each.activity for each in self.teams.posted)])
        self.ids |= set(re.findall(r"ES-[0-9A-Z]{6}|\b[0-9a-f]{32}\b", shown))
        self.ids |= {each.id for each in self.teams.posted} | {each.conversation for each in self.teams.posted}
        self.ids |= {text_of(sent.get("id")) for sent, _ in self.client.last.values()} | self.teams.threads


async def at_once(*doings: Awaitable[Answer | None]) -> None:
    """All of it at once, without waiting long for answers."""
    with suppress(TimeoutError):
        async with asyncio.timeout(NOT_LONG):
            await asyncio.gather(*doings, return_exceptions=True)


def known(teams: FakeTeams) -> set[str]:
    """Every id and secret that is known before anything has happened."""
    people = {each for user in PEOPLE for each in (user, member_id(user), chat_of(user))}
    return {*people, *A_TOKEN, TENANT, TEAM, CHANNEL_BEGINS, MAIL, teams.password, HERE, "v3/conversations"}


def tenant(teams: FakeTeams) -> None:
    """Calls everybody by a canary, and the secret too."""
    teams.password = f"{CANARY}~secret"
    teams.names = {user: f"{CANARY} {name.split()[1]}" for user, name in teams.names.items()}


@asynccontextmanager
async def on_stage(
    data: Path, script: str, begins: Callable[[FakeTeams], None] = lambda _teams: None
) -> AsyncIterator[Stage]:
    """A loud bot; every person of its organisation has a canary for a name. `begins` is what has gone wrong already."""
    data.mkdir(exist_ok=True)
    people = re.sub(r"(?m)^(    name: )\w+ (\w+)$", rf"\1{CANARY} \2", EXAMPLE.read_text())
    (data / "people.yaml").write_text(people)
    async with teams_server.serving(tenant) as teams, aiohttp.ClientSession() as http:
        begins(teams)
        given = environment(teams, data)
        given |= {"ESAFETY_ORGANISATION": str(data / "people.yaml"), "PYTHONASYNCIODEBUG": "1"}
        async with running(program_settings(data, **given), "-X", "dev", script=script) as bot:
            client = TeamsClient(teams, Road(bot.address, teams.keys.signer, http))
            yield Stage(teams, client, bot, data, http, known(teams))
            bot.process.terminate()
            assert await bot.ends() == 0
