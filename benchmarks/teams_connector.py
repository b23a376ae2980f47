"""Microsoft's servers for as little as they can cost: keys, a log-in and a connector that look at a path and no more.

`python -m benchmarks.teams_connector` serves them and prints two addresses: by http, and by https for MSAL as
botbuilder uses it. CONNECTOR_FOLDER has the server's certificate, and the documents of the keys under the names of
their paths with hyphens for slashes. What a call should hold is checked in the tests.
"""

import asyncio
import os
import ssl
from pathlib import Path

from tests.fakes.slack_json import Object, written
from tests.fakes.teams_keys import KEYS, METADATA
from tests.fakes.teams_login import LIFE
from tests.fakes.teams_workspace import CHANNEL, HANDLERS

CERTIFICATE = "certificate.pem"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"

TOKEN: Object = {"token_type": "Bearer", "expires_in": LIFE, "ext_expires_in": LIFE, "access_token": "a.bench.token"}
POSTED: Object = {"id": "1"}
MEMBERS: Object = {"members": [{"id": f"29:{each}", "aadObjectId": each} for each in HANDLERS]}
BEGUN: Object = {"id": f"{CHANNEL};messageid=1", "activityId": "1"}


def name_of(path: str) -> str:
    """The name of the file with a document."""
    return path.strip("/").replace("/", "-")


def whole(body: bytes) -> bytes:
    """An answer as it goes over the wire."""
    return HEAD.format(length=len(body)).encode() + body


PREPARED = {
    ending: whole(written(answer).encode())
    for ending, answer in {
        "token": TOKEN,
        "activities": POSTED,
        "pagedmembers": MEMBERS,
        "conversations": BEGUN,
    }.items()
}
"""By the last part of the path."""


class Connection(asyncio.Protocol):
    """One connection. A call is answered once all of it is there."""

    def __init__(self) -> None:
        self._come = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is answered on."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every call that is whole."""
        self._come += data
        while (end := self._come.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._come[:end])
            whole_call = end + 4 + length_of(head)
            if len(self._come) < whole_call:
                return
            del self._come[:whole_call]
            self._transport.write(answer(head))


def answer(head: bytes) -> bytes:
    """What a call is answered with."""
    path = head.split(b" ", 2)[1].partition(b"?")[0].decode()
    if path in {METADATA, KEYS}:
        return whole(Path(os.environ["CONNECTOR_FOLDER"], name_of(path)).read_bytes())
    if path.endswith("openid-configuration"):
        return whole(written(directory(header(head, b"host").decode(), path.split("/")[1])).encode())
    return PREPARED.get(path.rpartition("/")[2], PREPARED["activities"])


def directory(host: str, tenant: str) -> Object:
    """Where to log in."""
    base = f"https://{host}/{tenant}"
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/oauth2/authorize",
        "token_endpoint": f"{base}/oauth2/token",
    }


def length_of(head: bytes) -> int:
    """How long the body is that follows these headers."""
    return int(header(head, b"content-length") or b"0")


def header(head: bytes, name: bytes) -> bytes:
    """What stands there under that name, in small letters."""
    return head.lower().partition(b"\r\n" + name + b":")[2].split(b"\r\n")[0].strip()


async def main() -> None:
    """Serve until the program is ended."""
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(Path(os.environ["CONNECTOR_FOLDER"], CERTIFICATE))
    loop = asyncio.get_running_loop()
    plain = await loop.create_server(Connection, "127.0.0.1", 0)
    safe = await loop.create_server(Connection, "127.0.0.1", 0, ssl=secured)
    ports = [server.sockets[0].getsockname()[1] for server in (plain, safe)]
    print(f"http://127.0.0.1:{ports[0]} https://127.0.0.1:{ports[1]}", flush=True)
    await asyncio.gather(plain.serve_forever(), safe.serve_forever())


if __name__ == "__main__":
    asyncio.run(main())
