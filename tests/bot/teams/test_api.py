"""Teams' connector: what is asked for, and what every way of going wrong is called."""

import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.payload import Json
from bot.teams.api import TeamsApi, connect
from bot.teams.failures import Answer, failure
from handlers.messenger import NotDelivered
from storage.outbox import Problem
from tests.fakes.faulty_http import (
    Behaviour,
    after,
    body,
    breaks_off,
    drips,
    half_closes,
    resets,
    silent,
    talks_nonsense,
)
from tests.fakes.faulty_teams import SECRET, Call, FaultyTeams, refuses
from tests.fakes.slack_json import Object

HTML = b"<html>A person's words</html>"
CHAT = "a:chat of somebody"
CHANNEL = "19:0safeexample@thread.tacv2"
ACTIVITY: Object = {"type": "message", "summary": "S1 \N{MIDDLE DOT} ES-7K4M2P", "attachments": []}
ANSWERS_WITHIN = 2.0
"""Seconds: half of it is for connecting, and a machine that is busy takes its time even for that."""

THREAD = {"channelData": {"channel": {"id": CHANNEL}}, "activity": ACTIVITY}


@pytest.fixture
async def api(teams: FaultyTeams) -> AsyncIterator[TeamsApi]:
    async with connect(teams.settings, seconds=ANSWERS_WITHIN) as api:
        yield api


async def fails(api: TeamsApi, teams: FaultyTeams) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await api.post(teams.service_url, CHAT, ACTIVITY)
    return failed.value


async def test_a_message_is_posted_once_with_the_token_and_known_by_its_id(api: TeamsApi, teams: FaultyTeams) -> None:
    assert await api.post(teams.service_url, CHAT, ACTIVITY) == "2"
    [asked] = teams.asked_for(Call.SEND)
    assert asked.fields == ACTIVITY
    assert asked.path == "/teams/v3/conversations/a%3Achat%20of%20somebody/activities"
    assert asked.headers["authorization"] == "Bearer token-1"


async def test_characters_are_sent_as_they_were_weighed_and_what_cannot_be_sent_is_a_mark(
    api: TeamsApi, teams: FaultyTeams
) -> None:
    words = {**ACTIVITY, "summary": "\N{CYRILLIC SMALL LETTER SHA}" * 1_000 + "\ud800"}
    assert await api.post(teams.service_url, CHAT, words)
    [asked] = teams.asked_for(Call.SEND)
    assert asked.fields["summary"] == "\N{CYRILLIC SMALL LETTER SHA}" * 1_000 + "?"
    assert int(asked.headers["content-length"]) < 2_100
    assert asked.headers["content-type"] == "application/json; charset=utf-8"


async def test_a_thread_is_begun_and_somebodys_chat_is_found(api: TeamsApi, teams: FaultyTeams) -> None:
    assert await api.converse(teams.service_url, THREAD) == (f"{CHANNEL};messageid=2", "2")
    assert await api.converse(teams.service_url, {"members": [{"id": "somebody"}]}) == (CHAT, "")
    assert [asked.fields for asked in teams.asked[1:]] == [THREAD, {"members": [{"id": "somebody"}]}]


async def test_a_message_is_changed_where_it_stands(api: TeamsApi, teams: FaultyTeams) -> None:
    await api.change(teams.service_url, f"{CHANNEL};messageid=2", "2", ACTIVITY)
    [asked] = teams.asked_for(Call.CHANGE)
    thread = "19%3A0safeexample%40thread.tacv2%3Bmessageid%3D2"
    assert (asked.verb, asked.path) == ("PUT", f"/teams/v3/conversations/{thread}/activities/2")


async def test_a_message_that_was_deleted_need_not_be_changed(api: TeamsApi, teams: FaultyTeams) -> None:
    gone = [refuses(404, "ActivityNotFoundInConversation"), refuses(404, "ConversationNotFound")]
    teams.planned[Call.CHANGE] = [*gone, body(b"")]
    await api.change(teams.service_url, CHAT, "2", ACTIVITY)
    with pytest.raises(NotDelivered):
        await api.change(teams.service_url, CHAT, "2", ACTIVITY)
    await api.change(teams.service_url, CHAT, "2", ACTIVITY)


def page(*members: Json, then: str = "") -> Behaviour:
    return body(json.dumps({"members": members, "continuationToken": then}).encode())


async def test_everybody_in_a_channel_is_found_however_many_pages_there_are(api: TeamsApi, teams: FaultyTeams) -> None:
    teams.planned[Call.MEMBERS] = [
        page({"id": "29:1", "aadObjectId": "E5AFE700-1"}, {"id": "29:2", "objectId": "e5afe700-2"}, then="next="),
        page({"id": "29:3", "aadObjectId": None}),
    ]
    assert await api.members(teams.service_url, CHANNEL) == {"e5afe700-1", "e5afe700-2", "29:3"}
    asked = teams.asked_for(Call.MEMBERS)
    assert [each.fields.get("continuationToken") for each in asked] == [None, "next="]


async def test_pages_that_never_end_are_no_list_of_members(api: TeamsApi, teams: FaultyTeams) -> None:
    teams.planned[Call.MEMBERS] = [page(then="again")] * 101
    with pytest.raises(NotDelivered):
        await api.members(teams.service_url, CHANNEL)


@pytest.mark.parametrize("answer", ['{"members":null}', '{"members":"x"}', "{}", '{"members":[{}]}', '{"members":[1]}'])
async def test_a_list_of_members_that_is_not_there_is_not_an_empty_one(
    api: TeamsApi, teams: FaultyTeams, answer: str
) -> None:
    teams.planned[Call.MEMBERS] = [body(answer.encode())]
    with pytest.raises(NotDelivered) as failed:
        await api.members(teams.service_url, CHANNEL)
    assert failed.value.problem is Problem.SERVER_ERROR


WRONG: dict[str, tuple[Behaviour, Problem, float | None]] = {
    "429 for long": (refuses(429, "Throttled", Retry_After="30"), Problem.RATE_LIMITED, 30.0),
    "503 with a time": (body(b"", code=503, Retry_After="9"), Problem.SERVER_ERROR, 9.0),
    "page": (body(HTML, "text/html"), Problem.SERVER_ERROR, None),
    "no JSON": (body(HTML), Problem.SERVER_ERROR, None),
    "list": (body(b"[1]"), Problem.SERVER_ERROR, None),
    "null": (body(b"null"), Problem.SERVER_ERROR, None),
    "nothing": (body(b""), Problem.SERVER_ERROR, None),
    "no text": (body(b"\xff\xfe"), Problem.SERVER_ERROR, None),
    "too deep": (body(b"[" * 100_000), Problem.SERVER_ERROR, None),
    "no id": (body(b'{"activityId":1}'), Problem.SERVER_ERROR, None),
    "elsewhere": (body(b"{}", code=307, Location="/teams/v3/conversations"), Problem.UNREACHABLE, None),
    "400 of somebody else": (body(b"{}", code=400), Problem.UNREACHABLE, None),
    "403 as a page": (body(HTML, "text/html", 403), Problem.UNREACHABLE, None),
    "404 as a page": (body(HTML, "text/html", 404), Problem.UNREACHABLE, None),
    "407 as a page": (body(HTML, "text/html", 407), Problem.UNREACHABLE, None),
    "bad card": (refuses(400, "BadArgument"), Problem.REFUSED, None),
    "too large": (body(HTML, "text/html", 413), Problem.REFUSED, None),
    "disabled": (refuses(403, "BotDisabledByAdmin"), Problem.REFUSED, None),
    "wrong cloud": (refuses(403, "InvalidBotApiHost"), Problem.REFUSED, None),
    "not allowed": (refuses(403, "NotEnoughPermissions"), Problem.REFUSED, None),
    "not there": (refuses(403, "BotNotInConversationRoster"), Problem.NO_ADDRESS, None),
    "blocked": (refuses(403, "ConversationBlockedByUser"), Problem.NO_ADDRESS, None),
    "not installed": (refuses(403, "ForbiddenOperationException"), Problem.NO_ADDRESS, None),
    "blocked, older": (body(b'{"errorCode":209,"message":"{}"}', code=403), Problem.NO_ADDRESS, None),
    "no such chat": (refuses(404, "ConversationNotFound"), Problem.NO_ADDRESS, None),
    "no HTTP": (talks_nonsense, Problem.SERVER_ERROR, None),
    "reset": (resets, Problem.DROPPED, None),
    "reset after": (after(resets), Problem.DROPPED, None),
    "half-close": (half_closes, Problem.DROPPED, None),
    "half an answer": (breaks_off, Problem.DROPPED, None),
    "silence": (silent, Problem.TIMED_OUT, None),
    "silence after": (after(silent), Problem.TIMED_OUT, None),
    "slow drip": (drips, Problem.TIMED_OUT, None),
}
WRONG |= {f"{code}": (body(HTML, "text/html", code), Problem.SERVER_ERROR, None) for code in (408, 500, 502, 503, 504)}


@pytest.mark.parametrize("wrong", WRONG)
async def test_every_way_of_going_wrong_has_its_name_and_quotes_nothing(teams: FaultyTeams, wrong: str) -> None:
    behaviour, problem, wait = WRONG[wrong]
    async with connect(teams.settings, seconds=ANSWERS_WITHIN) as api:
        teams.planned[Call.SEND] = [behaviour]
        failed = await fails(api, teams)
    assert (failed.problem, failed.retry_after) == (problem, wait)
    assert str(failed) == problem.value
    assert failed.__context__ is None
    assert len(teams.asked_for(Call.SEND)) == 1, "nothing that may have arrived is tried again here"


async def test_after_anything_that_went_wrong_the_next_message_goes_through(teams: FaultyTeams) -> None:
    async with connect(teams.settings, seconds=ANSWERS_WITHIN) as api:
        for behaviour in (body(HTML, code=500), resets, half_closes, drips, body(HTML, "text/html")):
            teams.planned[Call.SEND] = [behaviour]
            await fails(api, teams)
            assert await api.post(teams.service_url, CHAT, ACTIVITY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(("error", "code", "errorCode", "id")) | st.text(), inner)
    ),
)


@pytest.mark.untraced
@given(st.integers(100, 599), st.dictionaries(st.just("Retry-After"), st.text()), JSON)
def test_whatever_is_answered_is_either_done_or_has_a_name(status: int, headers: dict[str, str], data: Json) -> None:
    answer = Answer(status, headers, data)
    failed = failure(answer)
    assert answer.done == (200 <= status < 300 and isinstance(data, dict))
    assert not failed.problem.may_have_arrived or 200 <= status < 300 or status == 408 or status >= 500
    assert failed.retry_after is None or 0 <= failed.retry_after <= 3600


async def test_what_teams_refuses_is_written_down_nowhere(
    api: TeamsApi, teams: FaultyTeams, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    teams.planned[Call.SEND] = [refuses(400, "BadArgument"), body(HTML), body(HTML, "text/html"), body(HTML, code=500)]
    for _ in range(4):
        await fails(api, teams)
    await api.post(teams.service_url, CHAT, ACTIVITY)
    words = json.dumps([record.getMessage() for record in caplog.records])
    assert not [word for word in ("ES-7K4M2P", "person", SECRET, teams.token, "somebody") if word in words]
