"""Tests of the address that Teams posts to, over real HTTP, with keys that are fetched over real HTTP."""

import json
import logging
import time
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from bot.chat.payload import Json
from bot.log import Log
from bot.teams.endpoint import PATH, Endpoint
from bot.teams.keys import AGAIN, OLD
from bot.teams.tokens import Refusal
from bot.web import MOST_BYTES
from tests.bot.slack.behind import Line
from tests.bot.slack.posts import Post
from tests.bot.teams.behind import Notes, refuses, refuses_activity, served
from tests.bot.teams.forged import BAD, GOOD, headers
from tests.bot.teams.posts import ACTIVITIES, CHAT, NOW, post, with_body
from tests.bot.teams.test_tokens import TOKENS
from tests.fakes.teams_keys import SERVICE, Fault, Key

CANARY = "canary"
MESSAGE = ACTIVITIES["message"]


def bearing(given: tuple[str, ...]) -> Post:
    """A message with these Authorization headers."""
    plain = post(MESSAGE, "").without("Authorization")
    return replace(plain, headers=(*plain.headers, *(("Authorization", each) for each in given)))


@pytest.mark.parametrize("shape", ACTIVITIES)
async def test_whatever_teams_sends_is_handed_on_as_botbuilders_activity_and_as_it_came(shape: str) -> None:
    async with served() as serving:
        assert await serving.status(serving.signer.token(), ACTIVITIES[shape]) == 200
        [activity], [sent] = serving.notes.ran, serving.notes.sent
        assert sent == ACTIVITIES[shape]
        assert (activity.type, activity.id, activity.service_url) == (sent["type"], sent["id"], SERVICE)
        assert activity.conversation is not None
        assert activity.conversation.id in {CHAT["id"], "19:safe@thread.tacv2;messageid=1795344000000"}


async def test_every_bad_token_is_answered_with_401_and_nothing_runs() -> None:
    async with served() as serving:
        for name, (made, why) in BAD.items():
            before = serving.endpoint.refused[why]
            assert await serving.post(bearing(headers(made, serving.signer))) == 401, name
            assert serving.endpoint.refused[why] == before + 1, name
        assert serving.notes.ran == []
        assert serving.logged == ""


async def test_what_a_wrong_setting_would_look_like_is_logged_once_a_minute_by_its_name() -> None:
    async with served() as serving:
        for _ in range(3):
            await serving.status(serving.signer.token(aud="somebody-else"))
        assert serving.out.getvalue().count("requests-of-teams-were-refused for_others=1") == 1
        assert len(serving.out.getvalue().splitlines()) == 1


async def test_every_good_token_is_answered_with_200() -> None:
    async with served() as serving:
        for name, made in GOOD.items():
            assert await serving.post(bearing(headers(made, serving.signer))) == 200, name
        assert len(serving.notes.ran) == len(GOOD)


async def test_a_token_that_is_longer_than_a_header_may_be_is_refused_before_it_is_read() -> None:
    async with served() as serving:
        assert await serving.status("a" * 100_000 + ".b.c") == 400
        assert serving.notes.ran == []


DEEP = json.dumps(MESSAGE)[:-1] + ', "deep": '
UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"type": "\xff"}',
    "another encoding": json.dumps(MESSAGE).encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf" + json.dumps(MESSAGE).encode(),
    "a list": json.dumps([MESSAGE]).encode(),
    "a text": b'"message"',
    "null": b"null",
    "a number that is too long": DEEP.encode() + b"1" * 5000 + b"}",
    "no number": DEEP.encode() + b"NaN}",
    "no end": DEEP.encode() + b"-Infinity}",
    "too deep": (DEEP + "[" * 32 + "]" * 32 + "}").encode(),
    "far too deep": (DEEP + "[" * 100_000 + "]" * 100_000 + "}").encode(),
    "no type": json.dumps({**MESSAGE, "type": None}).encode(),
    "a type that is no text": json.dumps({**MESSAGE, "type": ["message"]}).encode(),
    "an empty type": json.dumps({**MESSAGE, "type": ""}).encode(),
    "no id": json.dumps({**MESSAGE, "id": None}).encode(),
    "an id that is no text": json.dumps({**MESSAGE, "id": 7}).encode(),
    "a time that is none": json.dumps({**MESSAGE, "timestamp": "yesterday"}).encode(),
    "members that are none": json.dumps({**MESSAGE, "membersAdded": ["Tom"]}).encode(),
    "a conversation that is none": json.dumps({**MESSAGE, "conversation": "a:1"}).encode(),
    "a sender that is none": json.dumps({**MESSAGE, "from": "Tom"}).encode(),
}


@pytest.mark.parametrize("why", UNREADABLE)
async def test_what_teams_never_sends_is_refused_though_it_is_signed(why: str) -> None:
    async with served() as serving:
        await refuses(serving, with_body(UNREADABLE[why], serving.signer.token()), 400, Refusal.UNREADABLE)
        assert serving.logged == ""


async def test_thirty_two_levels_are_not_too_deep() -> None:
    async with served() as serving:
        body = (DEEP + "[" * 31 + "]" * 31 + "}").encode()
        assert await serving.post(with_body(body, serving.signer.token())) == 200


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
async def test_a_packed_body_is_not_unpacked(packing: str) -> None:
    async with served() as serving:
        packed = with_body(b"\x1f\x8b\x08", serving.signer.token()).with_header("Content-Encoding", packing)
        await refuses(serving, packed, 400, Refusal.UNREADABLE)


async def test_a_body_over_256_kib_is_refused() -> None:
    async with served() as serving:
        long = with_body(json.dumps(MESSAGE).encode().ljust(MOST_BYTES + 1), serving.signer.token())
        await refuses(serving, long, 413, Refusal.TOO_LONG)
        await refuses(serving, replace(long, chunked=True), 413, Refusal.TOO_LONG)
        await refuses(serving, replace(long, body=b"", claims=MOST_BYTES + 1), 413, Refusal.TOO_LONG)


async def test_ten_megabytes_are_refused_at_once() -> None:
    async with served() as serving:
        begun = time.perf_counter()
        await refuses(serving, with_body(b" " * 10_000_000, serving.signer.token()), 413, Refusal.TOO_LONG)
        assert time.perf_counter() - begun < 0.5, "50 ms on a quiet machine"


async def test_a_body_of_256_kib_is_read() -> None:
    async with served() as serving:
        body = json.dumps(MESSAGE).encode().ljust(MOST_BYTES)
        assert await serving.post(with_body(body, serving.signer.token())) == 200


async def test_a_body_that_does_not_arrive_is_refused() -> None:
    async with served() as serving:
        lie = replace(with_body(b"7\r\n{", serving.signer.token()), bare=True)
        assert await Line(serving.port).status(lie.wire(), whole=False) in {0, 400}
        assert serving.notes.ran == []


async def test_while_no_keys_can_be_had_the_answer_is_503_and_what_has_no_token_is_401() -> None:
    async with served() as serving:
        serving.keys.fault = Fault.ERROR
        await refuses_activity(serving, MESSAGE, 503, Refusal.NO_KEYS)
        await refuses(serving, bearing(()), 401, Refusal.UNSIGNED)


async def test_a_key_that_rolls_over_is_taken_and_the_old_one_no_longer() -> None:
    moment = [NOW]
    async with served(lambda: moment[0]) as serving:
        old = serving.signer.token()
        assert await serving.status(old) == 200
        serving.signer.roll_over()
        moment[0] += AGAIN
        assert await serving.status(serving.signer.token()) == 200
        assert await serving.status(old) == 401


async def test_keys_that_cannot_be_had_any_more_go_on_being_used() -> None:
    moment = [NOW]
    async with served(lambda: moment[0]) as serving:
        assert await serving.status(serving.signer.token()) == 200
        serving.keys.fault = Fault.ERROR
        for _ in range(5):
            moment[0] += OLD
            assert await serving.status(serving.signer.token()) == 200


async def test_what_an_invoke_is_answered_with_is_the_answer() -> None:
    dialog: Json = {"task": {"type": "continue", "value": {"title": "Was ist geschehen? \N{PENSIVE FACE}"}}}
    async with served() as serving, ClientSession() as client:
        serving.notes.answer = dialog if isinstance(dialog, dict) else None
        invoked = post(ACTIVITIES["dialog opened"], serving.signer.token())
        url = f"http://127.0.0.1:{serving.port}{PATH}"
        async with client.post(url, data=invoked.body, headers=invoked.headers) as answer:
            assert (answer.status, answer.content_type) == (200, "application/json")
            assert await answer.json() == dialog


async def test_an_invoke_may_be_answered_with_an_empty_object_and_what_is_none_with_nothing() -> None:
    async with served() as serving, ClientSession() as client:
        invoked = post(ACTIVITIES["dialog opened"], serving.signer.token())
        for answer, body in (({}, b"{}"), (None, b"")):
            serving.notes.answer = answer
            url = f"http://127.0.0.1:{serving.port}{PATH}"
            async with client.post(url, data=invoked.body, headers=invoked.headers) as response:
                assert (response.status, await response.read()) == (200, body)


async def test_what_fails_behind_it_is_logged_without_a_word_and_answered_with_200() -> None:
    async with served() as serving:
        serving.notes.breaks = 1
        assert await serving.status(serving.signer.token()) == 200
        assert "a-turn-failed error=Broken" in serving.out.getvalue()
        assert "words" not in serving.out.getvalue()


async def test_an_answer_that_cannot_be_written_is_logged_and_answered_with_200() -> None:
    async with served() as serving:
        serving.notes.answer = {"card": [[]]}
        cards = serving.notes.answer["card"]
        if isinstance(cards, list):
            cards.append(cards)  # it contains itself
        assert await serving.status(serving.signer.token(), ACTIVITIES["dialog opened"]) == 200
        assert "a-turn-failed error=ValueError" in serving.out.getvalue()


async def test_a_refusal_says_nothing() -> None:
    async with served() as serving, ClientSession() as client:
        async with client.post(f"http://127.0.0.1:{serving.port}{PATH}", data=CANARY) as answer:
            assert (answer.status, await answer.read()) == (401, b"")
        assert serving.logged == ""


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
async def test_it_is_only_posted_to(method: str) -> None:
    async with served() as serving:
        assert await serving.post(replace(post(MESSAGE, serving.signer.token()), method=method)) == 405


async def test_nothing_of_a_body_or_a_token_is_logged_even_at_debug(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = json.dumps(MESSAGE).replace("Tom Reed", CANARY).encode()
    async with served() as serving:
        good = serving.signer.token(jti=CANARY)
        serving.notes.breaks = 1
        await serving.post(with_body(said, good))
        for made, _ in BAD.values():
            await serving.post(replace(bearing(headers(made, serving.signer)), body=said))
        for body in (*UNREADABLE.values(), json.dumps({**MESSAGE, "channelId": CANARY}).encode()):
            await serving.post(with_body(body.replace(b"Tom Reed", CANARY.encode()), good))
        serving.keys.fault = Fault.JUNK
        await serving.post(with_body(said, serving.signer.signed(serving.signer.claims(jti=CANARY), Key(3))))
        logging.getLogger("control").debug("what would be found")
        written = caplog.text + serving.out.getvalue()
    assert "what would be found" in written
    assert not [said for said in (CANARY, "nobody likes", "eyJ") if said in written]


def test_without_a_tenant_there_is_no_endpoint() -> None:
    with pytest.raises(ValueError, match="tenant"):
        Endpoint(Notes(), TOKENS, tenant="", hosts=frozenset(), log=Log())
