"""The address that Slack posts to: nothing behind it runs unless Slack signed the request, now, for the first time.

Until the signature has been verified the answer is 401 (413 to what is too long, 400 to what does not arrive) and
nothing is read. A request that is signed and still cannot be read is answered with 400 or 415. Only a request that was
handed on can be answered with 500, and Slack then sends an event again. Slack also looks, with an unsigned `ssl_check`,
whether the certificate is valid: it has seen that before it gets its 401.
"""

import time
from collections import Counter
from collections.abc import Callable
from typing import Protocol

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.chat.arriving import NotArrived, body_of
from bot.log import Happening, Log
from bot.slack.bodies import FORM, JSON, Unreadable, bolt_request
from bot.slack.replays import Replays
from bot.slack.signing import Refusal, Signed, verify

PATH = "/slack/events"

STATUS = {
    Refusal.TOO_LONG: 413,
    Refusal.CUT_OFF: 400,
    Refusal.UNSIGNED: 401,
    Refusal.FORGED: 401,
    Refusal.STALE: 401,
    Refusal.REPLAYED: 401,
    Refusal.UNKNOWN_KIND: 415,
    Refusal.UNREADABLE: 400,
}


BETWEEN_WARNINGS = 60.0
"""Seconds between two warnings of a wrong clock."""


class Dispatches(Protocol):
    """What Bolt's AsyncApp does."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """The answer of whichever listener the request is for."""
        ...


class Endpoint:
    """Verifies, reads and hands on. `refused` counts what was not handed on, by why."""

    def __init__(self, app: Dispatches, secret: str, log: Log, now: Callable[[], float] = time.time) -> None:
        """`secret` is Slack's signing secret; raises ValueError when it is empty. `now`: in seconds since 1970."""
        if not secret:
            raise ValueError("Without a signing secret anybody could sign.")
        self._app = app
        self._secret = secret.encode()
        self._log = log
        self._now = now
        self._replays = Replays()
        self.refused = Counter[Refusal]()
        self._said_clock_wrong = -BETWEEN_WARNINGS

    def route(self) -> web.RouteDef:
        """The one route. It belongs into `bot.web.application`, which reads no body that is too long."""
        return web.post(PATH, self.answer)

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to any request. It raises nothing but what aiohttp raises when nobody waits for an answer."""
        outcome = await self._outcome(request)
        if isinstance(outcome, Refusal):
            self._refuse(outcome)
            return web.Response(status=STATUS[outcome])
        return outcome

    def _refuse(self, why: Refusal) -> None:
        """Counts it. That this computer's clock may be wrong is logged: then every genuine request is refused."""
        self.refused[why] += 1
        if why is Refusal.STALE and self._now() - self._said_clock_wrong >= BETWEEN_WARNINGS:
            self._said_clock_wrong = self._now()
            self._log.happened(Happening.CLOCK_WRONG, refused=self.refused[why])

    async def _outcome(self, request: web.Request) -> web.Response | Refusal:
        body = await body_of(request)
        if isinstance(body, NotArrived):
            return Refusal.TOO_LONG if body is NotArrived.TOO_LONG else Refusal.CUT_OFF
        now = self._now()
        signed = verify(request.headers, body, self._secret, now)
        if isinstance(signed, Refusal):
            return signed
        if not self._replays.takes(signed, now):
            return Refusal.REPLAYED
        if "Content-Encoding" in request.headers or request.content_type not in {FORM, JSON}:
            return Refusal.UNKNOWN_KIND
        try:
            asked = bolt_request(body, request.content_type, request.headers)
        except Unreadable:
            return Refusal.UNREADABLE
        return await self._handed_on(asked, signed)

    async def _handed_on(self, asked: AsyncBoltRequest, signed: Signed) -> web.Response:
        try:
            response = _response(await self._app.async_dispatch(asked))
        except Exception as error:  # noqa: BLE001 - whatever it was, Slack must hear that it was not done
            self._log.failed(Happening.TURN_FAILED, error)
            response = web.Response(status=500)
        if response.status >= web.HTTPInternalServerError.status_code:
            self._replays.gives_up(signed)
        return response


def _response(response: BoltResponse) -> web.Response:
    """Bolt's answer as aiohttp sends it. Of its headers only the kind of body matters to Slack."""
    kind = response.first_headers()["content-type"].partition(";")[0]
    return web.Response(status=response.status, text=response.body, content_type=kind)
