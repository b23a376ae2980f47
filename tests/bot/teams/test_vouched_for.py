"""Tests that a good token carries nothing but what it vouches for: its service, Teams, and our tenant."""

import asyncio

import pytest

from bot.chat.payload import Json
from bot.teams.tokens import Refusal
from tests.bot.teams import sockets
from tests.bot.teams.behind import refuses, refuses_activity, served
from tests.bot.teams.posts import ACTIVITIES, CHAT, OTHER_TENANT, TENANT, post
from tests.bot.teams.tricks import TRICKS
from tests.fakes.teams_keys import SERVICE, Key

MESSAGE = ACTIVITIES["message"]


@pytest.mark.parametrize("trick", TRICKS, ids=ascii)
async def test_no_socket_is_opened_for_a_service_that_is_none_though_it_is_signed(trick: str) -> None:
    async with served() as serving:
        assert await serving.status(serving.signer.token()) == 200
        with sockets.noted() as attempts:
            signed = post({**MESSAGE, "serviceUrl": trick}, serving.signer.token(serviceurl=trick))
            await refuses(serving, signed, 401, Refusal.OTHER_SERVICE)
        assert attempts == []


async def test_what_counts_sockets_would_have_seen_one() -> None:
    with sockets.noted() as attempts, pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", 1)
    assert attempts


OTHER_SERVICES: dict[str, tuple[Json, Json]] = {
    "another service": (SERVICE, "https://smba.trafficmanager.net/amer/"),
    "the same without a slash": (SERVICE, SERVICE.rstrip("/")),
    "the same in capitals": (SERVICE, SERVICE.upper()),
    "no service in the token": (None, SERVICE),
    "no service in the activity": (SERVICE, None),
    "no service at all": (None, None),
    "an empty one": ("", ""),
    "one that is no text": (7, 7),
    "a list": ([SERVICE], [SERVICE]),
    "text and a list": (SERVICE, [SERVICE]),
}


@pytest.mark.parametrize("why", OTHER_SERVICES)
async def test_an_activity_of_another_service_than_its_tokens_is_refused(why: str) -> None:
    claimed, named = OTHER_SERVICES[why]
    async with served() as serving:
        signed = post({**MESSAGE, "serviceUrl": named}, serving.signer.token(serviceurl=claimed))
        await refuses(serving, signed, 401, Refusal.OTHER_SERVICE)


async def test_a_service_that_the_operator_added_is_answered_at_its_address() -> None:
    service = "http://127.0.0.1:56150"
    async with served(hosts=frozenset({"127.0.0.1:56150"})) as serving:
        assert await serving.status(serving.signer.token(serviceurl=service), {**MESSAGE, "serviceUrl": service}) == 200
        assert serving.notes.ran[0].service_url == f"{service}/"


@pytest.mark.parametrize("channel", ["webchat", "emulator", "directline", "MSTEAMS", "msteams ", "", None, ["msteams"]])
async def test_what_does_not_come_from_teams_is_refused(channel: Json) -> None:
    async with served() as serving:
        await refuses_activity(serving, {**MESSAGE, "channelId": channel}, 401, Refusal.OTHER_CHANNEL)


@pytest.mark.parametrize("endorsements", [(), ("webchat",), ("MSTeams",), ("msteams2", "")])
async def test_a_key_that_is_not_endorsed_for_teams_signs_nothing_for_teams(endorsements: tuple[str, ...]) -> None:
    async with served() as serving:
        serving.signer.keys[0] = Key(0, endorsements)
        await refuses_activity(serving, MESSAGE, 401, Refusal.OTHER_CHANNEL)


def in_tenants(conversation: Json, channel: Json) -> Json:
    """A message that names these tenants."""
    return {**MESSAGE, "conversation": {**CHAT, "tenantId": conversation}, "channelData": {"tenant": {"id": channel}}}


@pytest.mark.parametrize("tenants", [(TENANT, TENANT), (TENANT, None), (None, TENANT)])
async def test_one_tenant_is_enough_and_both_must_be_ours(tenants: tuple[Json, Json]) -> None:
    async with served() as serving:
        assert await serving.status(serving.signer.token(), in_tenants(*tenants)) == 200


OTHER_TENANTS: dict[str, Json] = {
    "another": in_tenants(OTHER_TENANT, OTHER_TENANT),
    "another, and ours": in_tenants(OTHER_TENANT, TENANT),
    "ours, and another": in_tenants(TENANT, OTHER_TENANT),
    "another alone": in_tenants(OTHER_TENANT, None),
    "none": in_tenants(None, None),
    "an empty one": in_tenants("", ""),
    "ours, and an empty one": in_tenants(TENANT, ""),
    "a list": in_tenants([TENANT], [TENANT]),
    "ours, and a list": in_tenants(TENANT, [TENANT]),
    "the beginning of ours": in_tenants(TENANT[:8], TENANT[:8]),
    "nothing where it stands": {**MESSAGE, "conversation": {"id": "a:1"}, "channelData": None},
    "in the wrong place": {**MESSAGE, "conversation": {"id": "a:1"}, "channelData": {"tenantId": TENANT}},
}


@pytest.mark.parametrize("why", OTHER_TENANTS)
async def test_another_tenants_activity_is_refused(why: str) -> None:
    async with served() as serving:
        await refuses_activity(serving, OTHER_TENANTS[why], 401, Refusal.OTHER_TENANT)
