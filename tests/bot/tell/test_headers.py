"""What the learners' page says in its headers, to the byte."""

import asyncio

import pytest

from bot.pages.headers import HEADERS
from bot.web import serve
from tests.bot.tell.learner_world import LearnerWorld

BEGIN = b"POST /tell HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
PAGES = {
    "first page": (b"GET /tell HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"200 OK", b"text/html"),
    "form": (BEGIN + b"Content-Length: 8\r\n\r\ndo=start", b"200 OK", b"text/html"),
    "style": (b"GET /tell/style.css HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"200 OK", b"text/css"),
    "nothing": (b"GET /tell/no HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404 Not Found", b"text/html"),
    "refused": (
        BEGIN + b"Content-Length: 8\r\nOrigin: http://y\r\n\r\ndo=start",
        b"403 Forbidden",
        b"text/html",
    ),
}


async def spoken(request: bytes) -> bytes:
    """The head of the answer to a request, from the server that the bot uses."""
    runner = await serve(LearnerWorld().app, host="127.0.0.1", port=0)
    try:
        reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
        writer.write(request)
        head, _, _ = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        return head
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("name", PAGES)
async def test_the_headers_are_these_and_no_others(name: str) -> None:
    request, status, kind = PAGES[name]
    first, *lines = (await spoken(request)).split(b"\r\n")
    assert first == b"HTTP/1.1 " + status
    headers = dict(line.split(b": ", 1) for line in lines)
    assert headers.pop(b"Content-Type") == kind + b"; charset=utf-8"
    assert headers.pop(b"Content-Length").isdigit()
    assert headers.pop(b"Connection") == b"close"
    assert headers.pop(b"Date")
    assert headers == {name.encode(): value.encode() for name, value in HEADERS.items()}
    assert len(headers) + 4 == len(lines)


def test_nothing_is_let_in_or_told_or_kept() -> None:
    assert HEADERS["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["Cache-Control"] == "no-store"
    assert not {"Server", "Set-Cookie", "ETag", "Last-Modified"} & set(HEADERS)
