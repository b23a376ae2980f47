"""The learners' page with canned handlers, inside the web server that it is served by, and somebody at it."""

import html
import io
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.log import Log
from bot.tell.page import ADDRESS, Tell, learner_page
from bot.throttle import Throttle
from bot.web import Health, application
from handlers.concern.answer import Outcome
from handlers.concern.turns import ConcernTurn
from handlers.reply import Reply
from tests.bot.tell import screens

Client = TestClient[Request, Application]


class LearnerWorld:
    """Answers every turn with `reply`, or fails if there is none, and remembers the turns. `guessed` goes with it."""

    def __init__(self, proxies: int = 0) -> None:
        self.reply: Reply | None = screens.DANGER
        self.guessed = False
        self.turns: list[ConcernTurn] = []
        self.logged = io.StringIO()
        self.seconds = 0.0
        page = learner_page(
            Tell(
                turn=self.turn,
                throttle=Throttle(now=lambda: self.seconds),
                organisation="Example <Training>",
                numbers=lambda: screens.NUMBERS,
                proxies=proxies,
                log=Log(self.logged),
            )
        )
        self.app = application(Health(self._problems, self._figures))
        self.app.add_subapp(ADDRESS, page)

    async def turn(self, turn: ConcernTurn) -> Outcome:
        """Answer one turn. Raises with somebody's words in the text if there is no reply."""
        self.turns.append(turn)
        if self.reply is None:
            raise RuntimeError(f"somebody's own words: {turn}")
        return Outcome(self.reply, guessed=self.guessed)

    async def _problems(self) -> tuple[str, ...]:
        return ()

    async def _figures(self) -> Mapping[str, float]:
        return {}


async def send(client: Client, *form: tuple[str, str], **headers: str) -> ClientResponse:
    """Send a form of the page, as browsers do that were asked for no referrer. Headers are named with underscores."""
    named = {"Origin": "null"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post(ADDRESS, data=form or {}, headers=named)


async def words(response: ClientResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", await response.text())).split())


def answer(screen: str, draft: str, values: Iterable[tuple[str, str]] = ()) -> tuple[tuple[str, str], ...]:
    """The form of a screen with what was entered, its first button pressed."""
    return (
        ("do", "go"),
        ("draft", draft),
        ("screen", screen),
        *((f"answer.{name}", value) for name, value in values),
    )


@asynccontextmanager
async def at_the_page(world: LearnerWorld) -> AsyncIterator[Client]:
    """Serves the page on a free port of this computer while somebody is at it."""
    async with TestClient(TestServer(world.app)) as client:
        yield client
