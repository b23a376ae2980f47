"""A request to Teams' connector: with a token that is right, to no other place, and again where that does no harm."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.api import TeamsApi, connect
from bot.teams.connector import Call as Asked
from bot.teams.login import LoginFailed
from handlers.messenger import NotDelivered
from storage.outbox import Problem
from tests.fakes import certificates, faulty_teams
from tests.fakes.faulty_http import Exchange, after, body, silent, well
from tests.fakes.faulty_teams import UNAUTHORISED, Call, FaultyTeams, login_refuses, refuses
from tests.fakes.slack_json import Object

HTML = b"<html>A person's words</html>"
CHAT = "a:chat of somebody"
CHANNEL = "19:0safeexample@thread.tacv2"
ACTIVITY: Object = {"type": "message", "summary": "S1 \N{MIDDLE DOT} ES-7K4M2P", "attachments": []}
THREAD = {"channelData": {"channel": {"id": CHANNEL}}, "activity": ACTIVITY}
ANSWERS_WITHIN = 2.0
"""Seconds: half of it is for connecting, and a machine that is busy takes its time even for that."""


@pytest.fixture
async def api(teams: FaultyTeams) -> AsyncIterator[TeamsApi]:
    async with connect(teams.settings, seconds=ANSWERS_WITHIN) as api:
        yield api


async def fails(api: TeamsApi, teams: FaultyTeams) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await api.post(teams.service_url, CHAT, ACTIVITY)
    return failed.value


BUSY = {
    "412": refuses(412, "PreconditionFailed"),
    "429": body(b"", code=429),
    "429 for a moment": refuses(429, "Throttled", Retry_After="0"),
}


@pytest.mark.parametrize("busy", BUSY)
async def test_what_teams_was_too_busy_to_begin_is_asked_again_at_once(
    api: TeamsApi, teams: FaultyTeams, busy: str
) -> None:
    teams.planned[Call.SEND] = [BUSY[busy]]
    assert await api.post(teams.service_url, CHAT, ACTIVITY)
    assert (len(teams.asked_for(Call.SEND)), len(teams.posted)) == (2, 1)


@pytest.mark.parametrize("busy", BUSY)
async def test_a_teams_that_stays_busy_is_left_alone_in_time_and_has_done_nothing(
    teams: FaultyTeams, busy: str
) -> None:
    teams.planned[Call.SEND] = [BUSY[busy]] * 10
    begun = time.monotonic()
    async with connect(teams.settings) as api:
        failed = await fails(api, teams)
    assert failed.problem is Problem.RATE_LIMITED
    assert len(teams.asked_for(Call.SEND)) == 3
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("code", [502, 504])
async def test_an_answer_that_somebody_waits_for_may_come_twice_rather_than_not_at_all(
    api: TeamsApi, teams: FaultyTeams, code: int
) -> None:
    teams.planned[Call.SEND] = [after(body(HTML, "text/html", code))]
    assert await api.post(teams.service_url, CHAT, ACTIVITY, again=True)
    assert len(teams.posted) == 2


async def test_what_does_nothing_or_the_same_again_is_asked_again(api: TeamsApi, teams: FaultyTeams) -> None:
    teams.planned[Call.CHANGE], teams.planned[Call.MEMBERS] = [body(b"", code=502)], [body(b"", code=504)]
    await api.change(teams.service_url, CHAT, "2", ACTIVITY)
    assert await api.members(teams.service_url, CHANNEL) == frozenset()


async def test_a_token_that_ended_meanwhile_is_replaced_once_however_many_are_refused(
    api: TeamsApi, teams: FaultyTeams
) -> None:
    await api.login.token()
    teams.token = ""
    posted = await asyncio.gather(*(api.post(teams.service_url, CHAT, ACTIVITY) for _ in range(50)))
    assert len(set(posted)) == len(teams.posted) == 50
    assert len(teams.asked_for(Call.LOGIN)) == 2
    assert len(teams.asked_for(Call.SEND)) <= 100


async def test_a_bot_that_is_refused_with_any_token_asks_for_one_more_and_stops(
    api: TeamsApi, teams: FaultyTeams
) -> None:
    teams.planned[Call.SEND] = [UNAUTHORISED, UNAUTHORISED]
    assert (await fails(api, teams)).problem is Problem.REFUSED
    assert (len(teams.asked_for(Call.LOGIN)), len(teams.asked_for(Call.SEND))) == (2, 2)


async def test_without_a_token_nothing_is_sent(api: TeamsApi, teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN] = [login_refuses(401, "invalid_client"), silent]
    failed = [await fails(api, teams), await fails(api, teams)]
    assert [each.problem for each in failed] == [Problem.UNREACHABLE] * 2, "it says nothing about the place"
    assert all(isinstance(each, LoginFailed) and each.__context__ is None for each in failed)
    assert teams.asked_for(Call.SEND) == []


async def takes_a_while(exchange: Exchange) -> None:
    await asyncio.sleep(0.5)
    await well(exchange)


async def test_a_call_takes_no_longer_than_it_may_with_everything_in_it(teams: FaultyTeams) -> None:
    teams.planned[Call.LOGIN], teams.planned[Call.SEND] = [takes_a_while], [silent]
    begun = time.monotonic()
    async with connect(teams.settings, seconds=ANSWERS_WITHIN) as api:
        assert (await fails(api, teams)).problem is Problem.TIMED_OUT
    assert time.monotonic() - begun < ANSWERS_WITHIN + 0.45


ELSEWHERE = (
    "https://smba.example.org/teams/",
    "http://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net.example.org/",
    "https://smba.trafficmanager.net@example.org/",
    "http://127.0.0.1:1/teams/",
    "http://[::1]/teams/",
    "file:///etc/passwd",
    "",
)


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_the_token_goes_to_no_address_that_is_not_allowed(api: TeamsApi, teams: FaultyTeams, url: str) -> None:
    for call in (api.post(url, CHAT, ACTIVITY), api.change(url, CHAT, "2", ACTIVITY), api.converse(url, THREAD)):
        with pytest.raises(NotDelivered) as failed:
            await call
        assert failed.value.problem is Problem.UNREACHABLE
    with pytest.raises(NotDelivered):
        await api.members(url, CHANNEL)
    assert teams.asked == [], "not even a token was got for it"


@pytest.mark.parametrize("conversation", ["", ".", "..", "..."])
async def test_an_id_that_leads_elsewhere_is_no_address(api: TeamsApi, teams: FaultyTeams, conversation: str) -> None:
    with pytest.raises(NotDelivered) as failed:
        await api.post(teams.service_url, conversation, ACTIVITY)
    assert failed.value.problem is Problem.NO_ADDRESS
    assert teams.asked == []


@given(st.text(min_size=1))
def test_no_id_leads_out_of_its_place_in_the_path(conversation: str) -> None:
    try:
        url = Asked("POST", (conversation, "activities")).url("https://smba.trafficmanager.net/teams/")
    except NotDelivered:
        assert not conversation.strip(".")
        return
    assert url.host == "smba.trafficmanager.net"
    assert not url.raw_query_string
    assert not url.raw_fragment
    assert [url.raw_parts[at] for at in (0, 1, 2, 3, 5)] == ["/", "teams", "v3", "conversations", "activities"]
    assert url.parts[4] == conversation


async def test_a_teams_that_cannot_be_reached_cannot_have_got_it(teams: FaultyTeams) -> None:
    settings = teams.settings
    async with connect(settings, seconds=2) as api:
        await api.login.token()
    async with faulty_teams.running() as gone:
        closed = gone.service_url
    hosts = settings.hosts | {closed.split("/")[2], "teams.invalid"}
    for url in (closed, "https://teams.invalid/teams/"):
        async with connect(replace(settings, hosts=hosts), seconds=2) as api:
            with pytest.raises(NotDelivered) as failed:
                await api.post(url, CHAT, ACTIVITY)
        assert failed.value.problem is Problem.UNREACHABLE


async def test_somebody_who_only_claims_to_be_teams_is_shown_nothing(tmp_path: Path, teams: FaultyTeams) -> None:
    async with faulty_teams.running(certificates.made_in(tmp_path).shown) as somebody:
        hosts = teams.settings.hosts | somebody.settings.hosts
        async with connect(replace(teams.settings, hosts=hosts), seconds=2) as api:
            with pytest.raises(NotDelivered) as failed:
                await api.post(somebody.service_url, CHAT, ACTIVITY)
        assert failed.value.problem is Problem.UNREACHABLE
        assert somebody.asked == []


async def test_nothing_is_sent_once_it_is_closed(teams: FaultyTeams) -> None:
    async with connect(teams.settings) as api:
        pass
    assert (await fails(api, teams)).problem is Problem.UNREACHABLE
    assert teams.asked == []


@pytest.mark.usefixtures("a_proxy_in_the_environment")
async def test_a_proxy_of_the_environment_does_not_see_anything(api: TeamsApi, teams: FaultyTeams) -> None:
    assert await api.post(teams.service_url, CHAT, ACTIVITY)


async def test_no_cookie_is_kept(api: TeamsApi, teams: FaultyTeams) -> None:
    teams.headers["Set-Cookie"] = "who=somebody; Path=/"
    await api.post(teams.service_url, CHAT, ACTIVITY)
    await api.post(teams.service_url, CHAT, ACTIVITY)
    assert not [asked for asked in teams.asked if "cookie" in asked.headers]
