"""Tests of which published keys are used, and from where."""

import json
from collections.abc import Callable

import pytest
from aiohttp import ClientSession

from bot.chat.payload import Json
from bot.teams.published import MOST_KEYS, NotPublished, published
from tests.fakes.teams_keys import ISSUER, KEYS, METADATA, TEAMS, Key, KeyServer, serving_keys


async def published_by(server: KeyServer) -> list[str]:
    """The ids of the keys that can be used; none when NotPublished is raised."""
    async with ClientSession() as session:
        try:
            return list(await published(session, server.metadata))
        except NotPublished:
            return []


def instead(**metadata: Json) -> bytes:
    """A metadata document."""
    return json.dumps({"issuer": ISSUER, **metadata}).encode()


@pytest.mark.parametrize(
    "where",
    ["", "http://example.com/keys", "/keys", "file:///etc/passwd", "http://10.0.0.1/", "https://@/", 7, None],
)
async def test_keys_are_not_fetched_from_where_they_could_not_be_believed(where: Json) -> None:
    async with serving_keys() as server:
        server.instead[METADATA] = instead(jwks_uri=where)
        assert await published_by(server) == []
        assert server.asked == [METADATA]


async def test_keys_without_an_issuer_are_not_used() -> None:
    async with serving_keys() as server:
        for issuer in ("", 7, None, [ISSUER]):
            server.instead[METADATA] = instead(jwks_uri=server.url + KEYS, issuer=issuer)
            assert await published_by(server) == []


GOOD = Key().served()
UNUSABLE: dict[str, Callable[[], Json]] = {
    "no object": lambda: "key-0",
    "no id": lambda: {**GOOD, "kid": ""},
    "an id that is no text": lambda: {**GOOD, "kid": 7},
    "no number": lambda: {**GOOD, "n": ""},
    "a number that is none": lambda: {**GOOD, "n": "%%%"},
    "a number that is no text": lambda: {**GOOD, "n": 7},
    "too short": lambda: {**GOOD, "n": str(GOOD["n"])[:171]},
    "too long": lambda: {**GOOD, "n": "_" * 1400},
    "an even exponent": lambda: {**GOOD, "e": "AQAA"},
    "no exponent": lambda: {**GOOD, "e": ""},
    "another kind": lambda: {**GOOD, "kty": "EC"},
    "symmetric": lambda: {"kty": "oct", "kid": "key-0", "k": "AAAA"},
}


@pytest.mark.parametrize("why", UNUSABLE)
async def test_a_key_that_cannot_be_used_is_passed_over(why: str) -> None:
    async with serving_keys() as server:
        server.instead[KEYS] = json.dumps({"keys": [UNUSABLE[why](), Key(1).served()]}).encode()
        assert await published_by(server) == ["key-1"]


@pytest.mark.parametrize("document", [b"[]", b"{}", b'{"keys": 7}', b'{"keys": []}', b"\xff", b"", b"[" * 100_000])
async def test_a_document_without_keys_is_none(document: bytes) -> None:
    async with serving_keys() as server:
        server.instead[KEYS] = document
        assert await published_by(server) == []


async def test_of_two_keys_with_one_name_the_first_counts_and_no_more_are_read_than_there_can_be() -> None:
    async with serving_keys() as server:
        named: list[Json] = [{**GOOD, "kid": f"k{number}"} for number in range(MOST_KEYS + 10)]
        server.instead[KEYS] = json.dumps({"keys": [GOOD, {**GOOD, "endorsements": []}, *named]}).encode()
        async with ClientSession() as session:
            keys = await published(session, server.metadata)
        assert len(keys) == MOST_KEYS - 1
        assert keys["key-0"].endorsements == frozenset(TEAMS)
