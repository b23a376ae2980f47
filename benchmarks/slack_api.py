"""A Web API of Slack that costs as little as it can: it looks at a call's method and nothing else.

`python -m benchmarks.slack_api` serves it and prints its address. What a call should hold is checked in the tests.
"""

import asyncio
from collections.abc import Mapping

from tests.fakes.slack_json import Object, written
from tests.fakes.slack_workspace import BOT, BOT_USER, CHANNEL, SCOPES, TEAM

MEMBERS = ["U01EXAMPLE", "U03EXAMPLE", BOT_USER]
"""Who is in the channel: two of the example's people who may read there, and the bot."""

ANSWERS: Mapping[str, Object] = {
    "auth.test": {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT},
    "conversations.members": {"members": MEMBERS, "response_metadata": {"next_cursor": ""}},
    "conversations.info": {"channel": {"id": CHANNEL, "is_private": True, "is_member": True}},
    "chat.postMessage": {"channel": CHANNEL, "ts": "1.000001"},
}
HEAD = (
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-OAuth-Scopes: {scopes}\r\nContent-Length: {length}\r\n\r\n"
)


def whole(answer: Object) -> bytes:
    """An answer as it goes over the wire."""
    body = written(answer)
    return (HEAD.format(scopes=",".join(sorted(SCOPES)), length=len(body)) + body).encode()


PREPARED = {method: whole({"ok": True, **answer}) for method, answer in ANSWERS.items()}
OTHERWISE = whole({"ok": True})


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
            self._transport.write(PREPARED.get(method_of(head), OTHERWISE))


def length_of(head: bytes) -> int:
    """How long the body is that follows these headers."""
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n")[0]) if found else 0


def method_of(head: bytes) -> str:
    """Which of Slack's methods is called."""
    return head.split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/")[2].decode()


async def main() -> None:
    """Serve until the program is ended."""
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
