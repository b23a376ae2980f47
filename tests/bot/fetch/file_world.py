"""The page that gives out files, with files that are there or not, inside the web server that it is served by."""

import html
import io
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.fetch.page import ADDRESS, OF_A_NETWORK, Fetch, file_page
from bot.log import Log
from bot.throttle import Throttle
from bot.web import Health, application
from handlers.fetching import File

Client = TestClient[Request, Application]
TOKEN = "0123456789abcdef" * 4
AT = f"{ADDRESS}/{TOKEN}"
TABLE = File("incident-log.csv", "text/csv", b"Reference\r\nES-1\r\n")


class FileWorld:
    """Has a file for each token in `files`, and gives each out once; it fails if it is `broken`."""

    def __init__(self, proxies: int = 0) -> None:
        self.files = {TOKEN: TABLE}
        self.asked: list[str] = []
        self.broken = False
        self.logged = io.StringIO()
        self.seconds = 0.0
        throttle = Throttle(OF_A_NETWORK, now=lambda: self.seconds)
        page = file_page(Fetch(self.look, self.fetch, throttle, "Example <Training>", proxies, Log(self.logged)))
        self.app = application(Health(self._problems, self._figures))
        self.app.add_subapp(ADDRESS, page)

    async def look(self, token: str) -> bool:
        """Whether there is a file for it."""
        self.asked.append(token)
        return token in self.files

    async def fetch(self, token: str) -> File | None:
        """The file, once."""
        self.asked.append(token)
        if self.broken:
            raise RuntimeError(f"somebody's own token: {token}")
        return self.files.pop(token, None)

    async def _problems(self) -> tuple[str, ...]:
        return ()

    async def _figures(self) -> Mapping[str, float]:
        return {}


async def press(client: Client, at: str = AT, **headers: str) -> ClientResponse:
    """Press the button, as browsers do that were asked for no referrer. Headers are named with underscores."""
    named = {"Origin": "null"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post(at, data={}, headers=named)


async def says(response: ClientResponse, *texts: str) -> bool:
    """Whether a page says all of these."""
    said = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", await response.text())).split())
    return all(text in said for text in texts)


@asynccontextmanager
async def at_the_page(world: FileWorld) -> AsyncIterator[Client]:
    """Serves the page on a free port of this computer while somebody is at it."""
    async with TestClient(TestServer(world.app)) as client:
        yield client
