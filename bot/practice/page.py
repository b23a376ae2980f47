"""The practice page as one part: what it is given, and the routes and guards that it gives to the web server."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.log import Happening, Log
from bot.practice.answering import Answering
from bot.practice.asking import Asking
from bot.practice.clock import PracticeClock
from bot.practice.guard import only_this_computer, page_token
from bot.practice.handling import Handling
from bot.practice.incident_log import IncidentLog
from bot.practice.kept import KeptReplies
from bot.practice.messenger import PracticeMessenger
from bot.practice.personas import personas
from bot.practice.questions import Questions
from bot.practice.rendering import Pages
from bot.practice.reporting import Reporting
from bot.practice.stage import Stage
from bot.practice.telling import Telling
from bot.practice.views import NOTHING_HERE, Look
from bot.practice.working import Working
from dialogs.organisation import Organisation
from dialogs.policy import Role
from handlers.reply import Number, Reply
from handlers.turn import Turn

FAULTS = {
    HTTPStatus.BAD_REQUEST: (
        "That could not be read",
        "Nothing was changed or sent. Go back, and send the form again.",
    ),
    HTTPStatus.FORBIDDEN: (
        "That was not sent from this page",
        "Nothing was changed or sent. Open the page again at http://127.0.0.1 or http://localhost, and start there.",
    ),
    HTTPStatus.NOT_FOUND: (NOTHING_HERE, "The address may be mistyped, or it is not for the person you chose to be."),
    HTTPStatus.METHOD_NOT_ALLOWED: (NOTHING_HERE, "This address is only used by the page's own forms and links."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "That is too long to be sent",
        "Nothing was changed or sent. Go back: what you typed is still there. Make it shorter, and send it again.",
    ),
}
BROKEN = (
    "Something went wrong here",
    "Do not count on the last thing you sent. Look at your messages, then send it again: that sends nothing twice.",
)


@dataclass(frozen=True, slots=True)
class Practice:
    """What the page is given: the handlers as `turn`, `settle` to send what is due, and the made-up world.

    `settle` does not raise when something cannot be sent. `channel` are the ids of the roles whose
    holders are in the safeguarding channel. `numbers` stand at the foot of every page.
    `learners_page` is the address of the plain page for learners, if it is served too.
    """

    turn: Callable[[Turn], Awaitable[Reply]]
    settle: Callable[[], Awaitable[None]]
    organisation: Organisation
    roles: tuple[Role, ...]
    channel: frozenset[str]
    numbers: tuple[Number, ...]
    clock: PracticeClock
    messenger: PracticeMessenger
    folder: Path
    log: Log = field(default_factory=Log)
    learners_page: str = ""


class PracticePage:
    """The page, ready to be served: `routes`, and the `middlewares` that guard them."""

    def __init__(self, practice: Practice) -> None:
        self._log = practice.log
        token = page_token(practice.folder / "page-token")
        self._answering = Answering(
            turn=practice.turn,
            settle=practice.settle,
            personas=personas(practice.organisation, practice.roles, practice.channel),
            clock=practice.clock,
            messenger=practice.messenger,
            pages=Pages(practice.organisation, practice.numbers, token, practice.learners_page),
            kept=KeptReplies(new_name=secrets.token_urlsafe),
            token=token,
        )
        self.routes: tuple[web.AbstractRouteDef, ...] = (
            *Stage(self._answering, practice.organisation.hours).routes(),
            *Reporting(self._answering).routes(),
            *Asking(self._answering).routes(),
            *Questions(self._answering).routes(),
            *Telling(self._answering).routes(),
            *Handling(self._answering).routes(),
            *Working(self._answering).routes(),
            *IncidentLog(self._answering).routes(),
        )
        self.middlewares: tuple[Middleware, ...] = (self._explain_faults, only_this_computer)

    @web.middleware
    async def _explain_faults(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever goes wrong, a page says so in words. What it was is logged without a person or a word of theirs."""
        try:
            return await handler(request)
        except web.HTTPException as fault:
            return self._fault(request, fault.status, *FAULTS.get(HTTPStatus(fault.status), BROKEN))
        except Exception as fault:  # noqa: BLE001 - the top of a turn
            self._log.failed(Happening.TURN_FAILED, fault)
            return self._fault(request, HTTPStatus.INTERNAL_SERVER_ERROR, *BROKEN)

    def _fault(self, request: web.Request, status: int, title: str, text: str) -> web.Response:
        return self._answering.draw(Look("fault.html", title, status), request, None, text=text)
