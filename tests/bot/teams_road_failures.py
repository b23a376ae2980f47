"""What can go wrong on the way from Teams to the bot: each with canaries in all that is sent."""

import gzip
import json
import socket
from contextlib import suppress

from tests.bot.loud import CANARY
from tests.bot.teams.forged import BAD, headers
from tests.bot.teams_failures import Failure
from tests.bot.teams_stage import LENA, TOM, Stage
from tests.fakes import teams_activities as activities
from tests.fakes.slack_json import Json, Object
from tests.fakes.teams_road import MESSAGES


def said(stage: Stage, **more: Json) -> Object:
    """A message of somebody in their chat with the bot."""
    return {**activities.written(stage.teams, TOM, f"{CANARY} wrote this"), **more}


async def every_token_that_is_bad(stage: Stage) -> None:
    body = said(stage)
    for name, (made, _) in BAD.items():
        given = headers(made, stage.teams.keys.signer)
        stage.ids |= {each for each in given if len(each) > len("Bearer a.token")}
        assert await stage.post(body, given) in {400, 401}, name


async def a_token_that_says_more(stage: Stage) -> None:
    signer = stage.teams.keys.signer
    for token in (signer.token(name=CANARY, iss=CANARY), signer.token(oid=CANARY, aud=CANARY)):
        assert await stage.post(said(stage), token) == 401
    assert await stage.post(said(stage), signer.signed(signer.claims(), kid=CANARY)) == 401
    assert await stage.post(said(stage), (CANARY, f"Bearer {CANARY}")) == 401


async def another_service(stage: Stage) -> None:
    for address in (f"https://{CANARY}.example/", f"http://127.0.0.1:1/{CANARY}/", f"{stage.teams.service_url}../", ""):
        token = stage.teams.keys.signer.token(serviceurl=address)
        assert await stage.post(said(stage, serviceUrl=address), token) == 401
        assert await stage.post(said(stage, serviceUrl=address)) == 401


async def another_channel(stage: Stage) -> None:
    for channel in (CANARY, "emulator", "webchat", None):
        assert await stage.post(said(stage, channelId=channel)) == 401


async def another_tenant(stage: Stage) -> None:
    other: Json = {"tenant": {"id": f"0{CANARY}"}}
    place: Json = {"conversationType": "personal", "tenantId": CANARY, "id": f"a:{CANARY}"}
    assert await stage.post(said(stage, channelData=other)) == 401
    assert await stage.post(said(stage, conversation=place, channelData={})) == 401


async def a_body_that_is_junk(stage: Stage) -> None:
    deep = b'{"canary":' * 40 + b"1" + b"}" * 40
    junk = (b"canary", b"", b'["canary"]', b"\xffcanary", b'{"canary":NaN}', b'{"canary', deep, b'{"type":["canary"]}')
    for body in junk:
        assert await stage.post(body) == 400, body


async def a_body_that_botbuilder_cannot_read(stage: Stage) -> None:
    odd: Json = [CANARY]
    for name in ("timestamp", "localTimestamp", "expiration", "entities", "attachments", "membersAdded", "from"):
        for value in (CANARY, odd, 7):
            assert await stage.post(said(stage, **{name: value})) in {200, 400}, (name, value)


async def a_body_that_is_packed(stage: Stage) -> None:
    packed = gzip.compress(json.dumps(said(stage)).encode())
    assert await stage.post(packed, Content_Encoding="gzip") in {400, 415}
    assert await stage.post(CANARY.encode(), Content_Type=f"text/{CANARY}") == 400


async def a_body_that_is_too_long(stage: Stage) -> None:
    assert await stage.post(CANARY.encode() * 100_000) == 413


async def a_body_that_ends_too_soon(stage: Stage) -> None:
    with suppress(ConnectionError, TimeoutError):
        head = f"POST {MESSAGES} HTTP/1.1\r\nHost: {CANARY}\r\nContent-Length: 500\r\n\r\n{CANARY}"
        with socket.create_connection(("127.0.0.1", stage.port), timeout=10) as connection:
            connection.sendall(head.encode())


async def no_http(stage: Stage) -> None:
    assert b"400" in stage.raw(f"{CANARY} tom says {CANARY}\r\n\r\n".encode())
    assert b"400" in stage.raw(f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX {CANARY}\x00: {CANARY}\r\n\r\n".encode())


async def nowhere(stage: Stage) -> None:
    for path in (f"/{CANARY}?{CANARY}={CANARY}", f"{MESSAGES}/{CANARY}", f"{MESSAGES}?{CANARY}"):
        async with stage.http.get(f"{stage.bot.address}{path}", headers={CANARY: CANARY}) as answer:
            assert answer.status in {404, 405}


async def an_activity_of_no_kind(stage: Stage) -> None:
    names = (CANARY, "task/fetch", "task/submit", "composeExtension/query", "adaptiveCard/action", "")
    place = activities.chat(LENA)
    await stage.tries(
        *(activities.activity(stage.teams, LENA, kind, place) for kind in (CANARY, "event", "typing", "invoke")),
        *(stage.invoked(name, value) for name in names for value in (CANARY, [CANARY], {CANARY: CANARY}, None)),
        {**said(stage), "text": [CANARY], "value": CANARY},
        {**said(stage), "from": {"id": CANARY, "name": CANARY}},
        {**said(stage), "from": CANARY, "recipient": [CANARY]},
    )


async def a_message_with_files_and_reactions(stage: Stage) -> None:
    files: Json = [
        {"contentType": f"image/{CANARY}", "contentUrl": f"https://{CANARY}.example", "name": f"{CANARY}.jpg"}
    ]
    place = activities.chat(TOM)
    await stage.tries(
        said(stage, attachments=files),
        said(stage, text=f"<at>{CANARY}</at> {CANARY}" * 200, textFormat="xml"),
        activities.activity(stage.teams, TOM, "messageReaction", place, reactionsAdded=[{"type": CANARY}]),
        activities.activity(stage.teams, TOM, "messageUpdate", place, text=CANARY, channelData={"eventType": CANARY}),
        activities.activity(stage.teams, TOM, "installationUpdate", place, action="remove"),
    )


async def a_stranger_and_a_guest(stage: Stage) -> None:
    stranger = "e5afe700-0000-4000-8000-00000ca4a4b1"
    stage.teams.names[stranger] = f"{CANARY} Nobody"
    stage.ids.add(stranger)
    await stage.client.command(stranger, "report", activities.elsewhere())
    guest: Json = {"id": f"29:{CANARY}", "name": f"{CANARY} Guest", "userRole": "anonymous"}
    await stage.tries({**said(stage), "from": guest}, {**stage.invoked("task/fetch", {}), "from": guest})


ON_THE_ROAD: tuple[Failure, ...] = (
    every_token_that_is_bad,
    a_token_that_says_more,
    another_service,
    another_channel,
    another_tenant,
    a_body_that_is_junk,
    a_body_that_botbuilder_cannot_read,
    a_body_that_is_packed,
    a_body_that_is_too_long,
    a_body_that_ends_too_soon,
    no_http,
    nowhere,
    an_activity_of_no_kind,
    a_message_with_files_and_reactions,
    a_stranger_and_a_guest,
)
