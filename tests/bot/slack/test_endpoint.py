"""Tests of the address that Slack posts to, over real HTTP and with a real Bolt app behind it."""

import asyncio
import json
import logging
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.log import Log
from bot.slack.endpoint import PATH, Endpoint
from bot.slack.signing import Refusal
from bot.web import MOST_BYTES
from tests.bot.slack.behind import Line, Listeners, Served, served
from tests.bot.slack.posts import BODIES, EVENTS, FORM, JSON, NOW, PAYLOADS, Post, command, in_a_form, signed

COMMAND = signed(*BODIES["command"])
CANARY = "canary"


async def refuses(serving: Served, post: Post, status: int, why: Refusal) -> None:
    """Refuses it like that, and nothing runs."""
    before = serving.endpoint.refused[why], len(serving.listeners.ran)
    assert await serving.post(post) == status
    assert (serving.endpoint.refused[why] - 1, len(serving.listeners.ran)) == before


@pytest.mark.parametrize("shape", BODIES)
async def test_whatever_slack_sends_is_handed_on(shape: str) -> None:
    async with served() as serving:
        assert await serving.post(signed(*BODIES[shape])) == 200
        assert len(serving.listeners.ran) == 1


async def test_a_command_whose_text_has_the_word_payload_in_it_is_handed_on_whole() -> None:
    text = "He sent the payload to everybody; payload=1 & {more}"
    async with served() as serving:
        assert await serving.post(signed(urlencode(command(text)).encode())) == 200
        assert serving.listeners.texts == [text]


async def test_the_answer_of_bolt_is_sent_as_it_is() -> None:
    async with served() as serving, ClientSession() as client:
        post = signed(json.dumps({"type": "url_verification", "challenge": "abc"}).encode(), JSON)
        url = f"http://127.0.0.1:{serving.port}{PATH}"
        async with client.post(url, data=post.body, headers=post.headers) as answer:
            assert (answer.status, answer.content_type) == (200, JSON)
            assert await answer.json() == {"challenge": "abc"}


async def test_a_replayed_request_has_one_effect() -> None:
    async with served() as serving:
        assert await serving.post(COMMAND) == 200
        await refuses(serving, COMMAND, 401, Refusal.REPLAYED)


async def test_of_copies_that_come_at_once_one_has_an_effect() -> None:
    async with served() as serving:
        lines = [Line(serving.port) for _ in range(20)]
        seen = await asyncio.gather(*(line.status(COMMAND.wire()) for line in lines))
        for line in lines:
            await line.hang_up()
        assert (sorted(seen), len(serving.listeners.ran)) == ([200, *[401] * 19], 1)


async def test_slacks_own_retry_carries_another_time_and_runs() -> None:
    body, kind = BODIES["direct message"]
    retry = signed(body, kind, at=NOW + 60).with_header("X-Slack-Retry-Num", "1")
    async with served(lambda: NOW + 60) as serving:
        assert [await serving.post(signed(body, kind)), await serving.post(retry)] == [200, 200]


@pytest.mark.parametrize("off", [-301, 301])
async def test_with_a_clock_301_seconds_off_nothing_runs_and_nothing_of_the_body_is_logged(
    off: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post = signed(urlencode(command(CANARY)).encode())
    async with served(lambda: NOW + off) as serving:
        await refuses(serving, post, 401, Refusal.STALE)
        assert CANARY not in caplog.text + serving.out.getvalue()


async def test_a_refusal_says_nothing() -> None:
    async with served() as serving, ClientSession() as client:
        async with client.post(f"http://127.0.0.1:{serving.port}{PATH}", data=CANARY) as answer:
            assert (answer.status, await answer.read()) == (401, b"")
        assert serving.out.getvalue() == ""


async def test_a_body_over_256_kib_is_refused() -> None:
    long = signed(b"command=%2Fesafety&text=".ljust(MOST_BYTES + 1, b"x"))
    async with served() as serving:
        await refuses(serving, long, 413, Refusal.TOO_LONG)
        await refuses(serving, replace(long, chunked=True), 413, Refusal.TOO_LONG)
        await refuses(serving, replace(COMMAND, claims=MOST_BYTES + 1), 413, Refusal.TOO_LONG)


async def test_a_body_of_256_kib_is_read() -> None:
    async with served() as serving:
        assert await serving.post(signed(b"command=%2Fesafety&text=".ljust(MOST_BYTES, b"x"))) == 200


async def test_a_body_in_chunks_is_read() -> None:
    async with served() as serving:
        assert await serving.post(replace(COMMAND, chunked=True)) == 200


async def test_chunks_that_are_none_are_refused() -> None:
    async with served() as serving:
        assert await serving.post(replace(COMMAND, body=b"1\r\nabc\r\n0\r\n\r\n", bare=True)) == 400
        assert serving.listeners.ran == []


async def test_a_body_whose_chunks_break_while_it_is_read_is_refused() -> None:
    wire = replace(COMMAND, body=b"7\r\ncommand\r\nnone\r\n", bare=True).wire()
    async with served() as serving:
        serving.line.streams = await asyncio.open_connection("127.0.0.1", serving.port)
        serving.line.streams[1].write(wire[: -len(b"none\r\n")])
        await asyncio.sleep(0.05)
        assert await serving.line.status(b"none\r\n") == 400
        assert (serving.endpoint.refused[Refusal.CUT_OFF], serving.listeners.ran) == (1, [])


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
async def test_only_forms_and_json_are_read(kind: str) -> None:
    async with served() as serving:
        await refuses(serving, COMMAND.with_header("Content-Type", kind), 415, Refusal.UNKNOWN_KIND)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "identity"])
async def test_a_packed_body_is_not_read_even_when_it_is_signed(packing: str) -> None:
    async with served() as serving:
        await refuses(serving, COMMAND.with_header("Content-Encoding", packing), 415, Refusal.UNKNOWN_KIND)


DEEP = json.dumps({"type": "shortcut", "callback_id": "report"})[:-1] + ', "deep": '
UNREADABLE = {
    "no JSON": (b"{", JSON),
    "no UTF-8": (b'{"type": "\xff"}', JSON),
    "no UTF-8 in a form": (b"command=%2Fesafety&text=%ff", FORM),
    "a list": (b"[]", JSON),
    "a number that is too long": (b'{"type": %b}' % (b"1" * 5000), JSON),
    "too deep": ((DEEP + "[" * 32 + "]" * 32 + "}").encode(), JSON),
    "far too deep": ((DEEP + "[" * 100_000 + "]" * 100_000 + "}").encode(), JSON),
    "too many fields": (b"command=%2Fesafety" + b"&a=1" * 100, FORM),
    "no payload": (b"payload=", FORM),
    "nothing": (b"", FORM),
    "no kind": (b"{}", JSON),
    "a kind that is no text": (b'{"type": 7}', JSON),
    "an event that is none": (b'{"type": "event_callback", "event": "message"}', JSON),
    "an event whose kind is no text": (b'{"type": "event_callback", "event": {"type": {}}}', JSON),
    "no actions": (in_a_form({**PAYLOADS["button in a message"], "actions": []}), FORM),
    "an action without an id": (in_a_form({**PAYLOADS["button in a message"], "actions": [{}]}), FORM),
    "a view that is none": (in_a_form({**PAYLOADS["submitted view"], "view": "screen"}), FORM),
    "a user who is none": (in_a_form({**PAYLOADS["submitted view"], "user": {"id": ["U0001"]}}), FORM),
    "authorizations that are none": (json.dumps({**EVENTS["mention"], "authorizations": ["T0001"]}).encode(), JSON),
}


@pytest.mark.parametrize("why", UNREADABLE)
async def test_what_slack_never_sends_is_refused_though_it_is_signed(why: str) -> None:
    async with served() as serving:
        await refuses(serving, signed(*UNREADABLE[why]), 400, Refusal.UNREADABLE)
        assert serving.out.getvalue() == ""


async def test_what_is_null_is_as_good_as_nothing() -> None:
    nulls = dict.fromkeys(("view", "enterprise", "event", "channel", "response_url", "team"))
    async with served() as serving:
        assert await serving.post(signed(in_a_form({**PAYLOADS["button in a message"], **nulls}))) == 200


async def test_thirty_two_levels_are_not_too_deep() -> None:
    async with served() as serving:
        assert await serving.post(signed((DEEP + "[" * 31 + "]" * 31 + "}").encode(), JSON)) == 200


async def test_a_listener_that_fails_is_answered_with_500_and_logged_without_a_word_and_the_retry_runs() -> None:
    async with served() as serving:
        serving.listeners.breaks = 1
        assert await serving.post(COMMAND) == 500
        assert "a-turn-failed error=Broken" in serving.out.getvalue()
        assert "words" not in serving.out.getvalue()
        assert [await serving.post(COMMAND), await serving.post(COMMAND)] == [200, 401]


class Steered:
    """Notes what it is asked, and is not there."""

    def __init__(self) -> None:
        self.asked: list[AsyncBoltRequest] = []

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Unavailable."""
        self.asked.append(req)
        return BoltResponse(status=503)


async def test_no_header_and_no_query_that_slack_does_not_sign_reaches_bolt_but_the_retries() -> None:
    steered = Steered()
    post = replace(COMMAND, path=f"{PATH}?payload=%7B%7D")
    headers = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "f", "X-Slack-Retry-Num": "1"}
    for name, value in headers.items():
        post = post.with_header(name, value)
    async with served(app=steered) as serving:
        assert [await serving.post(post), await serving.post(post)] == [503, 503]
    [asked, _] = steered.asked
    assert (asked.headers, asked.query, asked.lazy_only) == ({"x-slack-retry-num": ["1"]}, {}, False)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
async def test_it_is_only_posted_to(method: str) -> None:
    async with served() as serving:
        assert await serving.post(replace(COMMAND, method=method)) == 405


async def test_a_certificate_check_is_refused_like_anything_unsigned() -> None:
    check = Post(headers=(("Content-Type", FORM),), body=b"ssl_check=1&token=abc")
    async with served() as serving:
        await refuses(serving, check, 401, Refusal.UNSIGNED)
        assert await serving.post(signed(check.body)) == 200
        assert serving.listeners.ran == []


def test_without_a_secret_there_is_no_endpoint() -> None:
    with pytest.raises(ValueError, match="signing secret"):
        Endpoint(Listeners().app(), "", Log())
