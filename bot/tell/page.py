"""The plain page as one part: what it is given, and the application that is put into the web server at `ADDRESS`.

It has one address. The whole state of a form stands in the form; a form that is sent is answered at once, so a page
that is loaded again sends the same again, and that makes nothing twice. It sets no cookie and runs no script.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.log import Happening, Log
from bot.pages.elsewhere import is_from_elsewhere
from bot.pages.headers import only_these
from bot.pages.posted import Posted, read_form
from bot.pages.sender import network_of
from bot.tell.drawing import Pages
from bot.tell.tell_words import FAULTS
from bot.tell.telling import Handlers, Telling, turn_of
from bot.throttle import Throttle
from handlers.reply import Number

ADDRESS = "/tell"
MOST_BYTES = 64 * 1024
"""The longest form that is read: every box full takes a third of it."""


@dataclass(frozen=True, slots=True)
class Tell:
    """What the page is given: the handlers as `turn`, for which nobody has a name, and what slows down guessing.

    `numbers` gives those that stand on every page, as they hold now, the emergency services first. `proxies` is how
    many servers of our own stand in front; with 0 nothing is believed that a request says of where it comes from.
    """

    turn: Handlers
    throttle: Throttle
    organisation: str
    numbers: Callable[[], tuple[Number, ...]]
    proxies: int = 0
    log: Log = field(default_factory=Log)


def learner_page(tell: Tell) -> web.Application:
    """The application, to be added at `ADDRESS`."""
    page = _Page(tell)
    app = web.Application(middlewares=(page.explain_faults,))
    app.on_response_prepare.append(only_these)
    for path in ("", "/"):
        app.router.add_get(path, page.start, allow_head=False)
        app.router.add_post(path, page.answer)
    app.router.add_get("/style.css", page.style, allow_head=False)
    return app


class _Page:
    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._telling = Telling(tell.turn, tell.throttle)
        self._pages = Pages(tell.organisation, tell.numbers, ADDRESS)

    async def start(self, _request: web.Request) -> web.Response:
        """The first page."""
        return self._pages.start()

    async def style(self, _request: web.Request) -> web.Response:
        """The style sheet."""
        return web.Response(body=self._pages.style, content_type="text/css", charset="utf-8")

    async def answer(self, request: web.Request) -> web.Response:
        """The page that answers a form."""
        if is_from_elsewhere(request):
            raise web.HTTPForbidden
        posted = await read_form(request, MOST_BYTES)
        own = posted.own
        turn = turn_of(posted["do"], own.get("draft", ""), own.get("screen", ""), posted.values)
        if turn is None:
            raise web.HTTPBadRequest
        try:
            return self._pages.reply(await self._telling.reply(turn, self._network(request)))
        except Exception as fault:  # noqa: BLE001 - the top of a turn
            self._tell.log.failed(Happening.TURN_FAILED, fault)
            return self._pages.broken(_again(posted))

    def _network(self, request: web.Request) -> str:
        return network_of(request.remote or "", request.headers.getall("X-Forwarded-For", []), self._tell.proxies)

    @web.middleware
    async def explain_faults(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What could not be answered is a page that says so in words."""
        try:
            return await handler(request)
        except web.HTTPException as fault:
            status = HTTPStatus(fault.status)
            response = self._pages.fault(status if status in FAULTS else HTTPStatus.BAD_REQUEST)
            if "Allow" in fault.headers:
                response.headers["Allow"] = fault.headers["Allow"]
            return response


def _again(posted: Posted) -> list[tuple[str, str]]:
    """The form as it was sent."""
    answers = [(f"answer.{name}", value) for name, values in posted.values.items() for value in values]
    return [*posted.own.items(), *answers]
