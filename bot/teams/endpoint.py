"""The address that Teams posts to: nothing behind it runs unless Microsoft signed for it, for this bot and this tenant.

Until the token has been verified the answer is 401 (413 to what is too long, 400 to what does not arrive, 503 while no
keys can be had to verify it with), and nothing is read. A request that is signed and still cannot be read is answered
with 400. What was handed on is always answered with 200: Teams delivers nothing more to a bot that answers 5xx.
"""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from aiohttp import web
from aiohttp.hdrs import AUTHORIZATION
from botbuilder.schema import Activity

from bot.chat.arriving import NotArrived, body_of
from bot.chat.payload import Json
from bot.log import Happening, Log
from bot.teams.activities import Unreadable, activity_of, read, vouched_for
from bot.teams.sending import in_utf8
from bot.teams.tokens import Refusal, Tokens

PATH = "/api/messages"

STATUS = {
    Refusal.TOO_LONG: 413,
    Refusal.CUT_OFF: 400,
    Refusal.UNSIGNED: 401,
    Refusal.FORGED: 401,
    Refusal.STALE: 401,
    Refusal.FOR_OTHERS: 401,
    Refusal.NO_KEYS: 503,
    Refusal.OTHER_SERVICE: 401,
    Refusal.OTHER_CHANNEL: 401,
    Refusal.OTHER_TENANT: 401,
    Refusal.UNREADABLE: 400,
}


MAY_BE_OURS = frozenset(
    {Refusal.STALE, Refusal.NO_KEYS, Refusal.FOR_OTHERS, Refusal.OTHER_SERVICE, Refusal.OTHER_TENANT}
)
"""What a setting of ours that is wrong would look like, or a clock."""

BETWEEN_WARNINGS = 60.0
"""Seconds between two warnings of one kind."""


class Processes(Protocol):
    """What is behind the endpoint."""

    async def process(self, activity: Activity, sent: Mapping[str, Json]) -> Mapping[str, Json] | None:
        """Does what an activity asks for. `sent` is the JSON as it came. Returns the answer to an invoke, if any."""
        ...


class Endpoint:
    """Verifies, reads and hands on. `refused` counts what was not handed on, by why."""

    def __init__(self, processes: Processes, tokens: Tokens, *, tenant: str, hosts: frozenset[str], log: Log) -> None:
        """`tenant` is the organisation's own, in small letters; `hosts` are those of `service_urls.allowed`.

        Raises ValueError when there is no tenant.
        """
        if not tenant:
            raise ValueError("Without a tenant anybody's Teams could use the bot.")
        self._processes = processes
        self._tokens = tokens
        self._tenant = tenant
        self._hosts = hosts
        self._log = log
        self.refused = Counter[Refusal]()
        self._said: dict[Refusal, float] = {}

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
        """Counts it. What may refuse every genuine request is logged: a wrong clock, keys that are away, wrong ids."""
        self.refused[why] += 1
        now = time.monotonic()
        if why in MAY_BE_OURS and now - self._said.get(why, -BETWEEN_WARNINGS) >= BETWEEN_WARNINGS:
            self._said[why] = now
            happening = Happening.CLOCK_WRONG if why is Refusal.STALE else Happening.TEAMS_REFUSED
            self._log.happened(happening, **{why.value: self.refused[why]})

    async def _outcome(self, request: web.Request) -> web.Response | Refusal:
        body = await body_of(request)
        if isinstance(body, NotArrived):
            return Refusal.TOO_LONG if body is NotArrived.TOO_LONG else Refusal.CUT_OFF
        authorization = request.headers.getall(AUTHORIZATION, [])
        claims = await self._tokens.verify(authorization[0] if len(authorization) == 1 else None)
        if isinstance(claims, Refusal):
            return claims
        try:
            sent = read(body)
            address = vouched_for(sent, claims, self._tenant, self._hosts)
            if isinstance(address, Refusal):
                return address
            activity = activity_of(sent, address)
        except Unreadable:
            return Refusal.UNREADABLE
        return await self._handed_on(activity, sent)

    async def _handed_on(self, activity: Activity, sent: Mapping[str, Json]) -> web.Response:
        try:
            answer = await self._processes.process(activity, sent)
            body = b"" if answer is None else in_utf8(answer)
        except Exception as error:  # noqa: BLE001 - whatever it was, Teams would stop delivering
            self._log.failed(Happening.TURN_FAILED, error)
            return web.Response()
        return web.Response(body=body, content_type="application/json") if body else web.Response()
