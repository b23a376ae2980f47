"""A server that fails in the ways that servers and networks do: on raw sockets, so that it can be cut off anywhere.

What it is asked for and does it remembers. `faulty_slack` and `faulty_teams` are what each platform makes of it.
"""

import asyncio
import contextlib
import json
import socket
import ssl
import struct
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.slack_json import Json, Object, object_of, parsed

BETWEEN_DROPS = 0.02
CUT_AT_ONCE = struct.pack("ii", 1, 0)
A_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """What was asked for. `path` is as it came; `fields` are those of the query, of a form and of JSON."""

    verb: str
    path: str
    fields: Object
    headers: Mapping[str, str]


@dataclass
class FaultyServer(ABC):
    """`asked` is every request in order, `done` those that it carried out. `headers` go with its own answers."""

    url: str = ""
    asked: list[Request] = field(default_factory=list)
    done: list[Request] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @abstractmethod
    def behaviour(self, request: Request) -> "Behaviour":
        """What it does with that request."""

    @abstractmethod
    def carries_out(self, request: Request) -> Object:
        """Does what it is asked, and returns the answer."""

    def does(self, request: Request) -> Object:
        """The same, and remembers that it did."""
        self.done.append(request)
        return self.carries_out(request)


@dataclass
class Exchange:
    """One request and the connection that it came on."""

    server: FaultyServer
    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """Answers."""
        lines = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        self.writer.write(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + body)
        await self.writer.drain()

    async def hangs(self) -> None:
        """Waits until the other side goes away."""
        while await self.reader.read(1024):
            pass


Behaviour = Callable[[Exchange], Awaitable[None]]


async def well(exchange: Exchange) -> None:
    """Does what it is asked and says so."""
    answer = exchange.server.does(exchange.request)
    await exchange.says(200, json.dumps(answer).encode(), **exchange.server.headers)


def body(text: bytes, kind: str = "application/json", code: int = 200, **headers: str) -> Behaviour:
    """Answers with these bytes, whatever they are."""
    return lambda exchange: exchange.says(code, text, kind, **headers)


def after(behaviour: Behaviour) -> Behaviour:
    """Does what it is asked, and only then goes wrong."""

    async def goes_wrong_afterwards(exchange: Exchange) -> None:
        exchange.server.does(exchange.request)
        await behaviour(exchange)

    return goes_wrong_afterwards


async def silent(exchange: Exchange) -> None:
    """Never answers."""
    await exchange.hangs()


async def resets(exchange: Exchange) -> None:
    """Cuts the connection."""
    sock: socket.socket = exchange.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CUT_AT_ONCE)
    exchange.writer.transport.abort()


async def half_closes(exchange: Exchange) -> None:
    """Has nothing more to say, and listens on."""
    exchange.writer.write_eof()
    await exchange.hangs()


async def breaks_off(exchange: Exchange) -> None:
    """Ends in the middle of an answer."""
    exchange.writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"ok":')
    await exchange.writer.drain()
    exchange.writer.close()


async def talks_nonsense(exchange: Exchange) -> None:
    """Answers in no language of the web."""
    exchange.writer.write(b"SSH-2.0-Somebody else\r\n\r\n")
    await exchange.writer.drain()
    await exchange.hangs()


async def drips(exchange: Exchange) -> None:
    """Answers a byte at a time, each in good time, and does not come to an end."""
    exchange.writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
    while not exchange.reader.at_eof():
        exchange.writer.write(b" ")
        await exchange.writer.drain()
        await asyncio.sleep(BETWEEN_DROPS)


@asynccontextmanager
async def serving(server: FaultyServer, certificate: ssl.SSLContext | None = None) -> AsyncIterator[None]:
    """Serves it on a free port of this computer until the block ends; with a certificate, over TLS."""
    open_now: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while (request := await _request(reader)) is not None:
                server.asked.append(request)
                await server.behaviour(request)(Exchange(server, request, reader, writer))

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=certificate)
    server.url = f"{'https' if certificate else 'http'}://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield
    finally:
        listening.close()
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)
        await asyncio.sleep(0)  # a closed transport lets go of its socket one turn of the loop later


async def _request(reader: asyncio.StreamReader) -> Request | None:
    first = await reader.readline()
    if not first:
        return None
    verb, place, _ = first.decode().split(" ")
    headers: dict[str, str] = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    sent = await reader.readexactly(int(headers.get("content-length", "0")))
    target = urlsplit(place)
    fields: dict[str, Json] = dict(parse_qsl(target.query))
    if sent and headers.get("content-type") == A_FORM:
        fields.update(parse_qsl(sent.decode()))
    elif sent:
        fields.update(object_of(parsed(sent)))
    return Request(verb, target.path, fields, headers)
