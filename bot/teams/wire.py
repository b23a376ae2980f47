"""The HTTP that MSAL is given: the bot's own, instead of one that takes as long as it likes.

MSAL is asked in a thread and waits there. What it sends goes through the event loop: every time-out holds, no proxy of
the environment sees anything, and what comes back is in no log.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from aiohttp import ClientResponse, ClientSession

from bot.chat.network import EXPECTED, REQUEST_TIMEOUT, TOO_MANY_REQUESTS, retry_after
from bot.chat.payload import Json
from handlers.messenger import NotDelivered
from storage.outbox import Problem

TOKEN, AUTHORISE = "/oauth2/v2.0/token", "/oauth2/v2.0/authorize"

NEEDED = ("access_token", "token_type", "expires_in", "expires_on", "resource", "client_id", "error")
ANSWERS = {*range(200, 300), *range(400, 500)}
NOT_NOW = frozenset({TOO_MANY_REQUESTS, REQUEST_TIMEOUT, 404, 410})
"""What says that it may work later. 404 and 410: a managed identity is being set up on its machine.

Source: learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the shape in which MSAL wants it."""

    status_code: int
    text: str
    headers: Mapping[str, str]


class Wire:
    """The HTTP client that MSAL is given. It is used from a thread; the session is the event loop's."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self._loop = asyncio.get_running_loop()

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_more: object,
    ) -> Answer:
        """As MSAL wants it. Raises NotDelivered."""
        return self._waits(partial(self._session.get, url, params=params, headers=headers, allow_redirects=False))

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_more: object,
    ) -> Answer:
        """As MSAL wants it. Raises NotDelivered."""
        return self._waits(
            partial(self._session.post, url, params=params, data=data, headers=headers, allow_redirects=False)
        )

    def _waits(self, request: Callable[[], Awaitable[ClientResponse]]) -> Answer:
        return asyncio.run_coroutine_threadsafe(_answer(request), self._loop).result()


class EntraWire(Wire):
    """Sends to one address, and knows what MSAL would first ask there: which address that is.

    MSAL speaks of https only, so it is told of an https address even if this one is the loopback's without.
    """

    def __init__(self, session: ClientSession, login_url: str) -> None:
        super().__init__(session)
        self._login_url = login_url
        self.authority = urlsplit(login_url)._replace(scheme="https").geturl()

    def get(self, *_asked: object, **_more: object) -> Answer:
        """Where tokens are."""
        told = {
            "issuer": self.authority,
            "authorization_endpoint": self.authority + AUTHORISE,
            "token_endpoint": self.authority + TOKEN,
        }
        return Answer(200, json.dumps(told), {})

    def post(
        self,
        url: str,  # noqa: ARG002 - there is only the one
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> Answer:
        """Asks for a token. Raises NotDelivered."""
        return super().post(self._login_url + TOKEN, params, data, headers, **more)


async def _answer(request: Callable[[], Awaitable[ClientResponse]]) -> Answer:
    failed: NotDelivered
    try:
        response = await request()
        async with response:
            text = await response.text("utf-8", "replace")
            if response.status in ANSWERS and response.status not in NOT_NOW:
                return Answer(response.status, _needed(text), {})
            limited = response.status == TOO_MANY_REQUESTS
            failed = NotDelivered(
                Problem.RATE_LIMITED if limited else Problem.UNREACHABLE, retry_after(response.headers)
            )
    except EXPECTED:
        failed = NotDelivered(Problem.UNREACHABLE)
    raise failed  # outside, so that what came back does not travel with it


def _needed(text: str) -> str:
    """What MSAL needs of an answer: it writes the rest into its log. Raises NotDelivered, or ValueError, for none."""
    told: Json = json.loads(text)
    if not isinstance(told, dict):
        raise NotDelivered(Problem.UNREACHABLE)
    return json.dumps({name: told[name] for name in NEEDED if name in told})
