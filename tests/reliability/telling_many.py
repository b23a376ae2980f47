"""Very many learners at one fake Slack, and the whole bot on it: what the tests of a flood of concerns need."""

import asyncio
import contextlib
import io
import json
import re
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp

from bot import config
from bot.chat.patience import Patience
from bot.log import Log
from bot.prepared import desk
from bot.routing import RoutedMessenger
from bot.slack.serving import SlackSide
from bot.web import Health, application, serve
from bot.worker import Worker
from dialogs import receipt
from handlers.desk import Desk
from storage import cases, concerns, outbox, receipts
from storage.receipts import Stretch
from storage.stretching import Stretching
from tests.fakes.running_clock import RunningClock
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_json import Object, object_of, parsed, written
from tests.fakes.slack_roads import HttpRoad
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView
from tests.servers.bot_on_slack import NAP, AtSlack, settings

CALM: tuple[Mapping[str, str], ...] = (
    {"danger": "no"},
    {"how": "code_only"},
    {"who": "me"},
    {"tile": "messages"},
    {"ongoing": "yes"},
    {"help": "message"},
)
URGENT: tuple[Mapping[str, str], ...] = ({"danger": "yes"},)
TOKEN = re.compile(r"c\.([\w-]{34})\.")


@dataclass
class Learner:
    """Somebody with one concern. `began` is when they pressed Send, `read` what they read then or in the end."""

    user: str
    urgent: bool
    story: str
    token: str = ""
    began: float = 0.0
    read: str = ""


@dataclass
class Flood:
    """The bot under a flood. `last` are the last screens of the form, for those in danger and for others."""

    at: Desk
    clock: RunningClock
    people: AtSlack
    log: io.StringIO
    last: dict[bool, Object] = field(default_factory=dict)

    async def learn_the_form(self) -> None:
        """Two learners fill the form in up to its last screen, and send nothing."""
        for urgent, screens in ((True, URGENT), (False, CALM)):
            user = f"U0FIRST{urgent:d}"
            await self._opens(user)
            for values in screens:
                await self.people.goes_on(user, **values)
            self.last[urgent] = self.people.modal(user).view

    async def opens(self, learner: Learner) -> None:
        """Opens the form. What is chosen on the way is chosen at once, since nothing of it is stored."""
        shown = await self._opens(learner.user)
        learner.token = _token(shown.view)
        last = self.last[learner.urgent]
        shown.show(object_of(parsed(written(last).replace(_token(last), learner.token))))
        await self.people.client.fill(shown, {"account": learner.story})

    async def sends(self, learner: Learner) -> bool:
        """Presses Send. Whether a code was shown: else they read that it is not certain, or Slack gave up waiting."""
        shown = self.people.modal(learner.user)
        learner.began = learner.began or time.monotonic()
        with contextlib.suppress(TimeoutError):
            answer = await self.people.client.submit(shown)
            assert answer.status == 200, answer
        learner.read = shown.text
        return self.code_of(learner) in learner.read.replace("\n", " ")

    def code_of(self, learner: Learner) -> str:
        """The code that is theirs."""
        return receipt.spelled(receipts.code_secret(self.at.stretching.keyring, self._nonce(learner)))

    async def case_of(self, learner: Learner) -> str:
        """The reference of what their code opens. Raises AssertionError if it is not their one report."""
        known = receipts.known(await self.at.stretching.of_nonce(self._nonce(learner)))
        async with self.at.database.transaction() as tx:
            concern = await concerns.find(tx, known.id)
            assert concern is not None, "a code opens nothing"
            case = await cases.get(tx, concern.case)
        assert case is not None
        assert [report.answers["account"] for report in case.reports] == [learner.story]
        return case.reference

    async def until_nothing_is_due(self, seconds: float) -> None:
        """Waits until everything that is due has been done."""
        async with asyncio.timeout(seconds):
            while await self._overdue():
                await asyncio.sleep(0.1)

    async def _overdue(self) -> int:
        async with self.at.database.transaction() as tx:
            return (await outbox.health(tx, self.at.clock.now())).overdue

    async def _opens(self, user: str) -> ShownView:
        while not self.people.slack.has_modal(user):  # whom Slack tells that it did not work tries again
            with contextlib.suppress(TimeoutError):
                await self.people.client.command(user, "/esafety", "tell")
        return self.people.modal(user)

    def _nonce(self, learner: Learner) -> bytes:
        nonce = receipts.nonce_of(self.at.stretching.keyring, learner.token)
        assert nonce is not None
        return nonce


@contextlib.asynccontextmanager
async def flooded(slack: FakeSlack, folder: Path, stretch: Stretch) -> AsyncIterator[Flood]:
    """The whole bot on that Slack, while the block runs: put together as `bot.app.live` does, but for its stretch."""
    read, log, clock, woken = settings(slack, folder), io.StringIO(), RunningClock(), asyncio.Event()
    async with desk(read, Log(log), clock, woken.set) as made, aiohttp.ClientSession() as http:
        at = replace(made, stretching=Stretching(made.stretching.keyring, stretch))
        async with _served(read, at, Log(log), woken) as address:
            client = SlackClient(slack, HttpRoad(address, slack.signing_secret, http))
            flood = Flood(at, clock, AtSlack(slack, client), log)
            await flood.learn_the_form()
            yield flood
        at.stretching.close()


@contextlib.asynccontextmanager
async def _served(read: config.Config, at: Desk, log: Log, woken: asyncio.Event) -> AsyncIterator[str]:
    assert read.slack is not None
    async with SlackSide.open(read.slack, at, log, Patience()) as side:
        await side.introduces_itself()
        messenger = RoutedMessenger(at.organisation, {"slack": side.messenger}, None)
        worker = Worker(at, messenger, woken, log, nap=NAP)
        runner = await serve(application(Health(_fine, _none), routes=side.routes), host="127.0.0.1", port=0)
        working = asyncio.create_task(worker.run())
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
            await side.finishes()
            await worker.stop()
            await working


async def _fine() -> tuple[str, ...]:
    return ()


async def _none() -> dict[str, float]:
    return {}


def _token(view: Object) -> str:
    found = TOKEN.search(json.dumps(view))
    assert found, view
    return found[1]
