"""What can go wrong on the way from Slack to the bot: on each of the two roads, with canaries in all that is sent."""

import asyncio
import gzip
import socket
import time
from contextlib import suppress

from tests.bot.loud import CANARY
from tests.bot.slack_failures import ON_EITHER_ROAD, Failure, a_database_that_is_busy
from tests.bot.slack_stage import TOM, Stage
from tests.fakes import slack_payloads as payloads
from tests.fakes.slack_faults import How
from tests.fakes.slack_json import written
from tests.fakes.slack_roads import EVENTS, signed

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


async def a_signature_that_is_none(stage: Stage) -> None:
    body = f"text={CANARY}".encode()
    for signature in ("", CANARY, "v0=" + "0" * 64):
        assert await stage.post(body, FORM, X_Slack_Signature=signature) == 401


async def a_clock_that_is_wrong(stage: Stage) -> None:
    body = f"text={CANARY}".encode()
    for off in (-301, 302):
        headers = signed(body, stage.slack.signing_secret, time.time() + off)
        named = {name.replace("-", "_"): value for name, value in headers.items()}
        assert await stage.post(body, FORM, **named) == 401


async def a_request_that_is_replayed(stage: Stage) -> None:
    body = written(payloads.event(stage.slack, {"type": CANARY, "text": CANARY})).encode()
    headers = signed(body, stage.slack.signing_secret, stage.slack.now)
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    assert [await stage.post(body, JSON, **named) for _ in range(2)] == [200, 401]


async def a_body_that_is_junk(stage: Stage) -> None:
    deep = b'{"canary":' * 40 + b"1" + b"}" * 40
    for body in (b"canary", b"payload=canary", b"payload=[%22canary%22]", b"\xffcanary", deep, b'{"type":["canary"]}'):
        for kind in (FORM, JSON):
            assert await stage.post(body, kind) in {200, 400, 404}, body


async def a_body_of_another_kind(stage: Stage) -> None:
    assert await stage.post(CANARY.encode(), f"text/{CANARY}") == 415
    assert await stage.post(gzip.compress(CANARY.encode()), JSON, Content_Encoding="gzip") in {400, 415}


async def a_body_that_is_too_long(stage: Stage) -> None:
    assert await stage.post(CANARY.encode() * 100_000, FORM) == 413


async def a_body_that_ends_too_soon(stage: Stage) -> None:
    with suppress(ConnectionError, TimeoutError):
        head = f"POST {EVENTS} HTTP/1.1\r\nHost: {CANARY}\r\nContent-Length: 500\r\n\r\n{CANARY}"
        with socket.create_connection(("127.0.0.1", stage.port), timeout=10) as connection:
            connection.sendall(head.encode())


async def no_http(stage: Stage) -> None:
    assert b"400" in stage.raw(f"{CANARY} tom says {CANARY}\r\n\r\n".encode())
    assert b"400" in stage.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX {CANARY}\x00: {CANARY}\r\n\r\n".encode())


async def nowhere(stage: Stage) -> None:
    for path in (f"/{CANARY}?{CANARY}={CANARY}", f"{EVENTS}/{CANARY}", f"{EVENTS}?{CANARY}"):
        async with stage.http.get(f"{stage.bot.address}{path}", headers={CANARY: CANARY}) as answer:
            assert answer.status in {404, 405}


OVER_HTTP: tuple[Failure, ...] = (
    *ON_EITHER_ROAD,
    a_database_that_is_busy,
    a_signature_that_is_none,
    a_clock_that_is_wrong,
    a_request_that_is_replayed,
    a_body_that_is_junk,
    a_body_of_another_kind,
    a_body_that_is_too_long,
    a_body_that_ends_too_soon,
    no_http,
    nowhere,
)


# ----------------------------------------------------------------------------------------------- Socket Mode alone

JUNK = (
    CANARY,
    f'{{"{CANARY}',
    f'["{CANARY}"]',
    f'{{"type":"{CANARY}","reason":"{CANARY}"}}',
    f'{{"envelope_id":"{CANARY}","type":"{CANARY}","payload":{{"text":"{CANARY}"}}}}',
    f'{{"envelope_id":["{CANARY}"],"type":"interactive","payload":["{CANARY}"]}}',
    f'{{"envelope_id":"1","type":"events_api","payload":{{"event":["{CANARY}"]}}}}',
)


async def junk_on_the_line(stage: Stage) -> None:
    link = await stage.slack.socket.linked()
    for junk in JUNK:
        await link.send_str(junk)
    await link.send_bytes(b"\xff\x00" + CANARY.encode())
    await asyncio.sleep(0.1)


async def a_line_that_is_renewed(stage: Stage) -> None:
    await stage.slack.socket.disconnect(CANARY)
    await _is_back(stage)


async def a_line_that_is_dropped(stage: Stage) -> None:
    stage.slack.socket.expired = 0
    stage.fails(How.ECHO, "apps.connections.open")
    await stage.slack.socket.drop()
    await _is_back(stage)


async def _is_back(stage: Stage) -> None:
    await stage.slack.socket.linked(15.0)
    assert (await stage.client.command(TOM, "/esafety", CANARY)).status == 200


OVER_SOCKET_MODE: tuple[Failure, ...] = (
    *ON_EITHER_ROAD,
    junk_on_the_line,
    a_line_that_is_renewed,
    a_line_that_is_dropped,
)
