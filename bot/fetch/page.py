"""The page as one part: what it is given, and the application that is put into the web server at `ADDRESS`.

Looking at a link uses nothing up, so that programs which look at links for people (previews, mail filters) take no file
away; pressing the button does. The link is a secret: nothing here logs or counts it. It sets no cookie, and no script.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import NoReturn

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.log import Happening, Log
from bot.pages.drawing import STATIC, read_all, templates
from bot.pages.elsewhere import is_from_elsewhere
from bot.pages.headers import only_these
from bot.pages.posted import read_form
from bot.pages.sender import network_of
from bot.throttle import Limits, Throttle
from dialogs import wording_downloads as words
from dialogs.paper import Draft
from handlers.fetching import File

ADDRESS = "/file"
TEMPLATES = Path(__file__).parent / "templates"
A_TOKEN = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 1024
"""The longest form that is read: the one there is has nothing in it."""

OF_A_NETWORK = Limits(tries=600, wrong=30)
"""In a quarter of an hour, from one address, which may be a whole centre. No file is urgent."""

FAULTS = {
    HTTPStatus.NOT_FOUND: (words.GONE, words.GONE_WHAT_NOW),
    HTTPStatus.TOO_MANY_REQUESTS: (words.SLOWER, words.SLOWER_WHAT_NOW),
}
NOT_SENT = (words.NOT_SENT, words.NOT_SENT_WHAT_NOW)


@dataclass(frozen=True, slots=True)
class Fetch:
    """What the page is given: `look` says whether a token is good still, and `fetch` uses it up for its file.

    `proxies` is how many servers of our own stand in front; with 0 nothing is believed that a request says of where it
    comes from.
    """

    look: Callable[[str], Awaitable[bool]]
    fetch: Callable[[str], Awaitable[File | None]]
    throttle: Throttle
    organisation: str
    proxies: int = 0
    log: Log = field(default_factory=Log)


def file_page(fetch: Fetch) -> web.Application:
    """The application, to be added at `ADDRESS`."""
    page = _Page(fetch)
    app = web.Application(middlewares=(page.explain_faults,))
    app.on_response_prepare.append(only_these)
    app.router.add_get("/style.css", page.style, allow_head=False)
    app.router.add_get("/{token}", page.look, allow_head=False)
    app.router.add_post("/{token}", page.give)
    return app


class _Page:
    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._style = (STATIC / "style.css").read_bytes()
        self._templates = templates(TEMPLATES)
        self._one_at_a_time = asyncio.Lock()
        self._templates.globals.update(organisation=fetch.organisation, address=ADDRESS, words=words, token="")
        read_all(self._templates)

    async def style(self, _request: web.Request) -> web.Response:
        """The style sheet."""
        return web.Response(body=self._style, content_type="text/css", charset="utf-8")

    async def look(self, request: web.Request) -> web.Response:
        """The page with the button."""
        token, mark = self._tried(request)
        if not (A_TOKEN.fullmatch(token) and await self._fetch.look(token)):
            self._was_wrong(mark)
        return self._page(HTTPStatus.OK, words.FILE, (words.ASKED_FOR, words.NEED_ANOTHER), offers=True)

    async def give(self, request: web.Request) -> web.Response:
        """The file, once."""
        if is_from_elsewhere(request):
            raise web.HTTPForbidden
        await read_form(request, MOST_BYTES)
        token, mark = self._tried(request)
        file = await self._fetch.fetch(token) if A_TOKEN.fullmatch(token) else None
        if file is None:
            self._was_wrong(mark)
        content = file.content if isinstance(file.content, bytes) else await self._draw(file.content)
        kept = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        charset = "utf-8" if file.content_type.startswith("text/") else None
        return web.Response(body=content, content_type=file.content_type, charset=charset, headers=kept)

    async def _draw(self, draft: Draft) -> bytes:
        """In one thread, however many ask: whoever looks up an address to send a message needs one too."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(_drawn, draft)

    def _tried(self, request: web.Request) -> tuple[str, bytes]:
        """The token, and the mark of whoever tries it. Raises HTTPTooManyRequests."""
        forwarded = request.headers.getall("X-Forwarded-For", [])
        mark = self._fetch.throttle.mark(network_of(request.remote or "", forwarded, self._fetch.proxies))
        if not self._fetch.throttle.lets_try(mark):
            raise web.HTTPTooManyRequests
        return request.match_info["token"], mark

    def _was_wrong(self, mark: bytes) -> NoReturn:
        self._fetch.throttle.guessed(mark)
        raise web.HTTPNotFound

    @web.middleware
    async def explain_faults(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What could not be answered is a page that says so in words. What it was is logged without the link."""
        try:
            return await handler(request)
        except web.HTTPException as fault:
            status = HTTPStatus(fault.status)
            response = self._page(status, *FAULTS.get(status, NOT_SENT))
            if "Allow" in fault.headers:
                response.headers["Allow"] = fault.headers["Allow"]
            return response
        except Exception as fault:  # noqa: BLE001 - the top of a request
            self._fetch.log.failed(Happening.TURN_FAILED, fault)
            return self._page(HTTPStatus.INTERNAL_SERVER_ERROR, words.BROKEN, words.BROKEN_WHAT_NOW)

    def _page(self, status: int, title: str, lines: tuple[str, ...], *, offers: bool = False) -> web.Response:
        html = self._templates.get_template("page.html").render(title=title, lines=lines, offers=offers)
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")


def _drawn(draft: Draft) -> bytes:
    # Only those who fetch a copy wait for what draws it.
    from bot.papers.pdf import drawn  # noqa: PLC0415

    return drawn(draft())
