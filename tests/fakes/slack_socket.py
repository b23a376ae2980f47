"""Slack's end of Socket Mode: tickets, websockets, envelopes and their acknowledgements."""

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.fakes.slack_json import Object, object_of, parsed, text_of, written
from tests.fakes.slack_workspace import APP

SECONDS_TO_ACKNOWLEDGE = 3.0


@dataclass
class SocketEnd:
    """All websockets of the app. `acknowledged` counts envelopes that were.

    While it is `deaf` it answers no ping. `expired`: how many of the next tickets are no good when they are used.
    """

    tickets: set[str] = field(default_factory=set)
    links: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Object]] = field(default_factory=dict)
    acknowledged: int = 0
    connections: int = 0
    deaf: bool = False
    expired: int = 0

    def ticket(self) -> str:
        """What the next connection has to show."""
        ticket = secrets.token_hex(16)
        if self.expired:
            self.expired -= 1
        else:
            self.tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """The websocket itself: hello, then acknowledgements until it is closed."""
        if request.query.get("ticket") not in self.tickets:
            raise web.HTTPUnauthorized
        self.tickets.discard(request.query["ticket"])
        link = web.WebSocketResponse(heartbeat=5, autoping=False)
        await link.prepare(request)
        self.connections += 1
        self.links.append(link)
        try:
            await link.send_str(written(self._hello()))
            await self._read(link)
        finally:
            self.links.remove(link)
        return link

    async def deliver(self, kind: str, payload: Object, *, accepts: bool, retry: int = 0) -> Object:
        """Send one envelope and wait for its acknowledgement's payload. Raises TimeoutError when none comes."""
        envelope_id = f"{secrets.token_hex(4)}-{secrets.token_hex(6)}"
        envelope: dict[str, Object | str | int | bool] = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": accepts,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        self.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await (await self.linked()).send_str(written(envelope))
            return await asyncio.wait_for(self.waiting[envelope_id], SECONDS_TO_ACKNOWLEDGE)
        finally:
            del self.waiting[envelope_id]

    async def linked(self, seconds: float = 5.0) -> web.WebSocketResponse:
        """The newest websocket that is open, as soon as there is one. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not (still_open := [link for link in self.links if not link.closed]):
                await asyncio.sleep(0.005)
        return still_open[-1]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every client to connect anew, as Slack does before it takes a host away, and close."""
        for link in list(self.links):
            with contextlib.suppress(ConnectionError):
                await link.send_str(written({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}}))
                await link.close()

    async def drop(self) -> None:
        """Every connection ends without a word."""
        for link in list(self.links):
            await link.close(code=1011)

    async def ping(self) -> None:
        """Slack asks whether the client is still there."""
        await (await self.linked()).ping(b"Ping from fake")

    def _hello(self) -> Object:
        return {
            "type": "hello",
            "num_connections": len(self.links),
            "debug_info": {"host": "fake", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        }

    async def _read(self, link: web.WebSocketResponse) -> None:
        async for message in link:
            if message.type is WSMsgType.PING and not self.deaf:
                await link.pong(message.data)
            if message.type is not WSMsgType.TEXT:
                continue
            answer = object_of(parsed(message.data))
            waiting = self.waiting.get(text_of(answer.get("envelope_id")))
            if waiting is not None and not waiting.done():
                self.acknowledged += 1
                waiting.set_result(object_of(answer.get("payload")))
