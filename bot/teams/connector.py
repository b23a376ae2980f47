"""One request to Teams' connector: with the bot's token, in time, and asked again where that can do no harm.

It goes to no address that is not allowed, follows no redirect, takes no proxy from the environment and keeps no cookie.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import SystemRandom
from urllib.parse import quote

from aiohttp import ClientSession, ClientTimeout
from aiohttp.hdrs import AUTHORIZATION, CONTENT_TYPE
from yarl import URL

from bot.chat.network import EXPECTED, problem_of, retry_after
from bot.chat.payload import Json, mapping
from bot.teams.failures import MAY_BE_ASKED_AGAIN, NOT_PROCESSED, UNAUTHORISED, Answer, failure
from bot.teams.login import Login, LoginFailed
from bot.teams.sending import in_utf8
from bot.teams.service_urls import allowed
from handlers.messenger import NotDelivered
from storage.outbox import Problem

PAUSES = (0.25, 0.75)
"""Seconds before Teams is asked again, where it does not say how many. There are as many tries more."""

JITTER = 0.4
"""How much of such a pause is added at most by chance, so that those who were stopped together do not come together."""

LONGEST_PAUSE = 1.0
"""Seconds that are waited here where Teams says for how long. For longer, others go first: the outbox does that."""

ROOM = 0.25
"""What must be left of a call's time for another try. One that is cut short may have arrived, and nobody knows."""

SHORTEST = 0.01
CHANCE = SystemRandom()


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked for, below an address. `parts` of the path may hold anything. `again`: even if it may come twice.

    Teams' error `fine` is none.
    """

    verb: str
    parts: tuple[str, ...]
    body: Mapping[str, Json] | None = field(default=None, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    fine: str = ""

    def url(self, address: str) -> URL:
        """Where it goes: every part is escaped, and leads nowhere else. Raises NotDelivered for one that would."""
        if any(not part.strip(".") for part in self.parts):
            raise NotDelivered(Problem.NO_ADDRESS)
        path = "/".join(quote(part, safe="", errors="replace") for part in ("v3", "conversations", *self.parts))
        return URL(address + path, encoded=True).update_query(self.query)


class Connector:
    """Makes calls. `login` gives the token for them, `hosts` are allowed besides Microsoft's own."""

    def __init__(self, session: ClientSession, login: Login, hosts: frozenset[str]) -> None:
        self._session = session
        self._login = login
        self._hosts = hosts

    async def ask(self, service_url: str, call: Call, seconds: float) -> Mapping[str, Json]:
        """What Teams answers within so many seconds, everything that is tried again in them included.

        Raises NotDelivered.
        """
        address = allowed(service_url, self._hosts)
        if not address or self._session.closed:
            raise NotDelivered(Problem.UNREACHABLE)
        answer = await self._patiently(call, call.url(address), _now() + seconds, seconds * ROOM)
        if answer.done:
            return mapping(answer.data)
        if call.fine and answer.code == call.fine:
            return {}
        raise failure(answer)

    async def _patiently(self, call: Call, url: URL, ends: float, room: float) -> Answer:
        answer = await self._authorised(call, url, ends)
        for pause in PAUSES:
            wait = retry_after(answer.headers)
            wait = (pause if wait is None else wait) + CHANCE.uniform(0, JITTER * pause)
            again = answer.status in (MAY_BE_ASKED_AGAIN if call.again else NOT_PROCESSED)
            if not again or wait > LONGEST_PAUSE + JITTER or _now() + wait + room > ends:
                break
            await asyncio.sleep(wait)
            answer = await self._authorised(call, url, ends)
        return answer

    async def _authorised(self, call: Call, url: URL, ends: float) -> Answer:
        """With the token; and if that is refused, once more with another: it may have ended, or been revoked."""
        token = await self._token()
        answer = await self._exchange(call, url, token, ends)
        if answer.status != UNAUTHORISED:
            return answer
        self._login.forget(token)
        return await self._exchange(call, url, await self._token(), ends)

    async def _token(self) -> str:
        """The token. Without one nothing is known of the place that was to be asked: not that it takes nothing."""
        try:
            return await self._login.token()
        except NotDelivered as error:
            failed = LoginFailed(Problem.UNREACHABLE, error.retry_after)
        raise failed  # outside, as below

    async def _exchange(self, call: Call, url: URL, token: str, ends: float) -> Answer:
        left = max(ends - _now(), SHORTEST)
        failed: NotDelivered
        try:
            async with self._session.request(
                call.verb,
                url,
                data=None if call.body is None else in_utf8(call.body),
                headers={AUTHORIZATION: f"Bearer {token}", CONTENT_TYPE: "application/json; charset=utf-8"},
                timeout=ClientTimeout(total=left, connect=left / 2),
                allow_redirects=False,
            ) as response:
                return Answer(response.status, response.headers, _json(await response.read()))
        except EXPECTED as error:
            failed = NotDelivered(problem_of(error))
        raise failed  # outside, so that what came back does not travel with it


def _json(body: bytes) -> Json:
    """What came back: None if that is not JSON, and an empty object if it is nothing."""
    try:
        value: Json = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return None
    return value


def _now() -> float:
    return asyncio.get_running_loop().time()
