"""Somebody at the practice page without a browser: looks at pages and sends their forms, as a browser would."""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from yarl import URL

Form = Iterable[tuple[str, str]]


class PracticeClient:
    """Speaks to one served page. `status` and `place` are those of the latest answer."""

    def __init__(self, client: TestClient[Request, Application]) -> None:
        self.client = client
        self.origin = str(client.make_url("/")).rstrip("/")
        self.status = 0
        self.place = ""

    async def look(self, path: str) -> str:
        """The page at that address, by its path and query."""
        return await self._note(await self.client.get(path))

    async def token(self) -> str:
        """The token that the page's forms carry."""
        found = re.search(r'name="token" value="([^"]+)"', await self.look("/"))
        assert found, "every page carries its token"
        return found[1]

    async def send(self, path: str, form: Form = ()) -> str:
        """Send a form to that address, and look at the page that it leads to."""
        answer = await self.post(path, [("token", await self.token()), *form])
        if answer.status == HTTPStatus.SEE_OTHER:
            return await self.look(answer.headers["Location"])
        return await self._note(answer)

    async def post(self, path: str, form: Form | bytes, **headers: str) -> ClientResponse:
        """Send exactly this, and go nowhere. Headers are named with underscores; an empty one is left out."""
        named = {"Origin": self.origin} | {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in named.items() if value}
        return await self.client.post(path, data=form, headers=kept, allow_redirects=False)

    async def _note(self, answer: ClientResponse) -> str:
        self.status, self.place = answer.status, answer.url.raw_path_qs
        return await answer.text()


@asynccontextmanager
async def at_the_page(app: Application) -> AsyncIterator[PracticeClient]:
    """Serves the page on a free port of this computer while somebody is at it."""
    async with TestClient(TestServer(app)) as client:
        yield PracticeClient(client)


def path_of(place: str) -> str:
    """An address without its query."""
    return URL(place, encoded=True).raw_path
