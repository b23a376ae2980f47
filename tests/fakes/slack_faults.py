"""What can go wrong between the bot and Slack's Web API, to be planted in the fake Slack.

`slack.faults.append(Fault(How.RESET, "chat.postMessage", times=2))`: the next two such calls meet it, the third does
not. With `processed=True` Slack has done what was asked before the answer is lost.
"""

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass
from enum import Enum, auto

from aiohttp import web

NEVER = 30.0
"""Seconds after which even a call that hangs is ended."""


class How(Enum):
    """What goes wrong."""

    RATE_LIMITED = auto()
    """429, with `retry_after` as it stands (none if it is empty)."""
    STATUS = auto()
    """This `status`, with a page that says nothing."""
    HTML = auto()
    """200, and a page instead of JSON."""
    REFUSED = auto()
    """200 and ok: false, with this `error`."""
    HANG = auto()
    """No answer, until the caller gives up."""
    RESET = auto()
    """The connection is reset."""
    HALF_CLOSE = auto()
    """The connection ends in the middle of the answer."""
    DRIP = auto()
    """A byte of the answer each `seconds`."""
    ECHO = auto()
    """This `status`, and a page that repeats all that was sent: the address, the headers and the body."""


@dataclass
class Fault:
    """One fault, met by the next `times` calls of `method` (of any, if it is empty)."""

    how: How
    method: str = ""
    times: int = 1
    processed: bool = False
    status: int = 500
    error: str = "internal_error"
    retry_after: str = "1"
    seconds: float = 0.05

    def meets(self, method: str) -> bool:
        """Whether a call of that method meets it."""
        return self.times > 0 and self.method in {"", method}


async def answer(fault: Fault, request: web.Request) -> web.StreamResponse:
    """Answer as the fault has it."""
    match fault.how:
        case How.RATE_LIMITED:
            headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        case How.STATUS:
            return web.Response(status=fault.status, text="<html>trouble</html>", content_type="text/html")
        case How.HTML:
            return web.Response(text="<html>Slack is having trouble</html>", content_type="text/html")
        case How.REFUSED:
            return web.json_response({"ok": False, "error": fault.error})
        case How.HANG:
            return await _hang(request)
        case How.RESET:
            return _reset(request)
        case How.HALF_CLOSE:
            return await _half_close(request)
        case How.DRIP:
            return await _drip(request, fault.seconds)
        case How.ECHO:
            return await _echo(request, fault.status)


async def _echo(request: web.Request, status: int) -> web.StreamResponse:
    said = f"{request.method} {request.rel_url}\n{request.headers}\n{await request.text()}"
    return web.Response(text=said, status=status, content_type="text/html", headers={"X-Trouble": said[:20]})


async def _hang(request: web.Request) -> web.StreamResponse:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(NEVER):
            while request.transport is not None and not request.transport.is_closing():
                await asyncio.sleep(0.01)
    return web.Response(status=504)


def _reset(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        connection: socket.socket = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()


async def _half_close(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    if request.transport is not None:
        request.transport.close()
    return response


async def _drip(request: web.Request, seconds: float) -> web.StreamResponse:
    body = b'{"ok": true, "ts": "1700000000.000001", "channel": "C0"}' + b" " * 500
    response = web.StreamResponse(headers={"Content-Length": str(len(body)), "Content-Type": "application/json"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        for each in body:
            await response.write(bytes([each]))
            await asyncio.sleep(seconds)
    return response
