"""The two ways from Slack to the bot: signed requests over HTTP, and envelopes over the websocket."""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack_json import Json, Object, object_of, parsed, written
from tests.fakes.slack_socket import SECONDS_TO_ACKNOWLEDGE, SocketEnd

EVENTS = "/slack/events"


class Sending(StrEnum):
    """What is sent, by its name in Socket Mode."""

    SLASH = "slash_commands"
    INTERACTIVE = "interactive"
    EVENT = "events_api"


@dataclass(frozen=True)
class Answer:
    """What the bot answered. `body` is empty unless it is a JSON object; `text` is as it came."""

    status: int
    body: Object
    text: str = ""


class Road(Protocol):
    """A way to the bot."""

    async def carry(self, kind: Sending, payload: Object, *, retry: int = 0) -> Answer:
        """Send it, and return what is answered. Raises TimeoutError after three seconds, as Slack gives up then.

        `retry` counts Slack's own repetitions of an event.
        """
        ...


@dataclass
class HttpRoad:
    """Signed requests to the bot at `address`. `slowest` is the longest that an answer took, in seconds."""

    address: str
    signing_secret: str
    http: aiohttp.ClientSession
    now: Callable[[], float] = time.time
    slowest: float = field(default=0.0)
    _signatures: set[str] = field(default_factory=set)

    async def carry(self, kind: Sending, payload: Object, *, retry: int = 0) -> Answer:
        """Sign and send it."""
        body = _body(kind, payload)
        headers = self._signed(body)
        headers["Content-Type"] = "application/json" if kind is Sending.EVENT else "application/x-www-form-urlencoded"
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        began = time.monotonic()
        limit = aiohttp.ClientTimeout(total=SECONDS_TO_ACKNOWLEDGE)
        address = f"{self.address}{EVENTS}"
        async with self.http.post(address, data=body, headers=headers, timeout=limit) as response:
            text = await response.text()
            self.slowest = max(self.slowest, time.monotonic() - began)
            return Answer(response.status, _object(text), text)

    def _signed(self, body: bytes) -> dict[str, str]:
        """Never the same signature twice: what Slack sends again it signs again, at least a second later."""
        now = self.now()
        while (headers := signed(body, self.signing_secret, now))["X-Slack-Signature"] in self._signatures:
            now += 1
        self._signatures.add(headers["X-Slack-Signature"])
        return headers


@dataclass
class SocketRoad:
    """Envelopes over the websocket that the bot holds open to the fake Slack."""

    socket: SocketEnd

    async def carry(self, kind: Sending, payload: Object, *, retry: int = 0) -> Answer:
        """Put it into an envelope and send it."""
        body = await self.socket.deliver(kind, payload, accepts=kind is not Sending.EVENT, retry=retry)
        return Answer(200, body, written(body) if body else "")


def signed(body: bytes, secret: str, now: float) -> dict[str, str]:
    """The headers with which Slack vouches for a body.

    Source: docs.slack.dev/authentication/verifying-requests-from-slack.
    """
    timestamp = str(int(now))
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _body(kind: Sending, payload: Object) -> bytes:
    match kind:
        case Sending.SLASH:
            return urlencode(_fields(payload)).encode()
        case Sending.INTERACTIVE:
            return urlencode({"payload": written(payload)}).encode()
        case Sending.EVENT:
            return written(payload).encode()


def _fields(payload: Object) -> Mapping[str, str]:
    return {name: str(value) for name, value in payload.items()}


def _object(text: str) -> Object:
    try:
        value: Json = parsed(text)
    except ValueError:
        return {}
    return object_of(value)
