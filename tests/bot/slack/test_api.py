"""Slack's Web API: what is asked for, and what every way of going wrong is called."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.slack.api import Facts, Identity, SlackApi, connect
from bot.slack.failures import TriggerExpired
from handlers.messenger import NotDelivered
from storage.outbox import Problem
from tests.fakes import faulty_slack
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
from tests.fakes.faulty_slack import FaultySlack, method_of, refuses, status

HTML = b"<html>A person's words</html>"
VIEW = {"type": "modal", "blocks": []}
PAYLOAD = {"text": "S1 \N{MIDDLE DOT} ES-7K4M2P", "blocks": []}

ANSWERS_WITHIN = 2.0
"""Seconds: half of it is for connecting, and a machine that is busy takes its time even for that."""


@pytest.fixture
async def slack() -> AsyncIterator[FaultySlack]:
    async with faulty_slack.running() as slack:
        yield slack


@pytest.fixture
async def api(slack: FaultySlack) -> AsyncIterator[SlackApi]:
    async with connect("xoxb-example", slack.api_url, seconds=ANSWERS_WITHIN) as api:
        yield api


async def problem_of(api: SlackApi) -> NotDelivered:
    with pytest.raises(NotDelivered) as failed:
        await api.post("C1", PAYLOAD)
    return failed.value


async def test_a_message_is_posted_once_with_the_token_and_known_by_where_and_when(
    api: SlackApi, slack: FaultySlack
) -> None:
    assert await api.post("C1", PAYLOAD) == "C1:1.000100"
    [asked] = slack.asked
    assert asked.fields == {**PAYLOAD, "channel": "C1"}
    assert asked.headers["authorization"] == "Bearer xoxb-example"


async def test_a_person_gets_a_message_where_slack_says_that_they_got_it(api: SlackApi, slack: FaultySlack) -> None:
    slack.says["chat.postMessage"] = [{"channel": "D7", "ts": "5.000200"}]
    assert await api.post("U07", PAYLOAD) == "D7:5.000200"


async def test_views_and_messages_are_asked_for_in_slacks_own_fields(api: SlackApi, slack: FaultySlack) -> None:
    await api.open_view("12.34", VIEW)
    await api.update_view("V1", VIEW)
    await api.update_view("V1", VIEW, "hash1")
    await api.publish_home("U1", VIEW)
    await api.change("C1", "1.000100", PAYLOAD)
    await api.post_ephemeral("C1", "U1", PAYLOAD)
    assert [(method_of(asked), asked.fields) for asked in slack.asked] == [
        ("views.open", {"trigger_id": "12.34", "view": VIEW}),
        ("views.update", {"view_id": "V1", "view": VIEW}),
        ("views.update", {"view_id": "V1", "view": VIEW, "hash": "hash1"}),
        ("views.publish", {"user_id": "U1", "view": VIEW}),
        ("chat.update", {**PAYLOAD, "channel": "C1", "ts": "1.000100"}),
        ("chat.postEphemeral", {**PAYLOAD, "channel": "C1", "user": "U1"}),
    ]


async def test_everybody_in_a_channel_is_found_however_many_pages_there_are(api: SlackApi, slack: FaultySlack) -> None:
    slack.says["conversations.members"] = [
        {"members": ["U1", "U2"], "response_metadata": {"next_cursor": "next="}},
        {"members": ["U3"], "response_metadata": {"next_cursor": ""}},
    ]
    assert await api.members("C1") == {"U1", "U2", "U3"}
    assert [asked.fields.get("cursor") for asked in slack.asked] == [None, "next="]


async def test_pages_that_never_end_are_no_list_of_members(api: SlackApi, slack: FaultySlack) -> None:
    slack.says["conversations.members"] = [{"members": ["U1"], "response_metadata": {"next_cursor": "again"}}]
    with pytest.raises(NotDelivered):
        await api.members("C1")


async def test_what_a_channel_is_can_be_asked(api: SlackApi, slack: FaultySlack) -> None:
    slack.says["conversations.info"] = [
        {"channel": {"is_private": True, "is_member": True, "is_archived": False}},
        {"channel": {"is_private": False, "is_archived": True, "is_ext_shared": True}},
    ]
    assert await api.facts("C1") == Facts(private=True, member=True, archived=False, shared=False)
    assert await api.facts("C1") == Facts(private=False, member=False, archived=True, shared=True)


async def test_the_token_says_who_this_bot_is_and_what_it_may(api: SlackApi, slack: FaultySlack) -> None:
    slack.says["auth.test"] = [{"team_id": "T1", "user_id": "U0", "bot_id": "B0"}]
    slack.headers["X-OAuth-Scopes"] = "chat:write, commands,groups:read"
    granted = frozenset({"chat:write", "commands", "groups:read"})
    assert await api.identity() == Identity("T1", "U0", "B0", granted)


@pytest.mark.parametrize("answer", [{"members": None}, {"members": "U1"}, {}], ids=str)
async def test_a_list_of_members_that_is_not_there_is_not_an_empty_one(
    api: SlackApi, slack: FaultySlack, answer: dict[str, None]
) -> None:
    slack.says["conversations.members"] = [answer]
    with pytest.raises(NotDelivered):
        await api.members("C1")


async def test_a_channel_of_which_nothing_is_said_is_not_taken_for_private(api: SlackApi) -> None:
    with pytest.raises(NotDelivered):
        await api.facts("C1")


WRONG: dict[str, tuple[Behaviour, Problem, float | None]] = {
    "429": (status(429, Retry_After="30"), Problem.RATE_LIMITED, 30.0),
    "429 without a time": (status(429), Problem.RATE_LIMITED, None),
    "429 as a page": (body(HTML, "text/html", 429), Problem.RATE_LIMITED, None),
    "429 as no JSON": (body(HTML, "application/json", 429), Problem.RATE_LIMITED, None),
    "ratelimited": (refuses("ratelimited"), Problem.RATE_LIMITED, None),
    "503 with a time": (status(503, Retry_After="9"), Problem.SERVER_ERROR, 9.0),
    "page": (body(HTML, "text/html"), Problem.SERVER_ERROR, None),
    "no JSON": (body(HTML), Problem.SERVER_ERROR, None),
    "text": (body(HTML, "text/plain"), Problem.SERVER_ERROR, None),
    "gzip": (body(HTML, "application/gzip"), Problem.SERVER_ERROR, None),
    "list": (body(b"[1]"), Problem.SERVER_ERROR, None),
    "null": (body(b"null"), Problem.SERVER_ERROR, None),
    "nothing": (body(b""), Problem.SERVER_ERROR, None),
    "no text": (body(b"\xff\xfe"), Problem.SERVER_ERROR, None),
    "too deep": (body(b"[" * 100_000), Problem.SERVER_ERROR, None),
    "no id": (body(b'{"ok":true}'), Problem.SERVER_ERROR, None),
    "odd error": (body(b'{"ok":false,"error":{"words":1}}'), Problem.SERVER_ERROR, None),
    "400 of somebody else": (body(b'{"ok":false}', code=400), Problem.UNREACHABLE, None),
    "403 as a page": (body(HTML, "text/html", 403), Problem.UNREACHABLE, None),
    "404 as no JSON": (body(HTML, code=404), Problem.UNREACHABLE, None),
    "407 as a page": (body(HTML, "text/html", 407), Problem.UNREACHABLE, None),
    "403 of Slack's": (body(b'{"ok":false,"error":"invalid_auth"}', code=403), Problem.REFUSED, None),
    "no HTTP": (talks_nonsense, Problem.SERVER_ERROR, None),
    "reset": (resets, Problem.DROPPED, None),
    "reset after": (after(resets), Problem.DROPPED, None),
    "half-close": (half_closes, Problem.DROPPED, None),
    "half an answer": (breaks_off, Problem.DROPPED, None),
    "silence": (silent, Problem.TIMED_OUT, None),
    "silence after": (after(silent), Problem.TIMED_OUT, None),
    "slow drip": (drips, Problem.TIMED_OUT, None),
}
WRONG |= {f"{code}": (status(code), Problem.SERVER_ERROR, None) for code in (500, 502, 503, 504)}
WRONG |= {
    code: (refuses(code), problem, None)
    for problem, codes in {
        Problem.SERVER_ERROR: ("internal_error", "fatal_error", "service_unavailable", "request_timeout"),
        Problem.NO_ADDRESS: ("channel_not_found", "user_not_found", "not_in_channel", "is_archived"),
        Problem.REFUSED: ("invalid_auth", "missing_scope", "invalid_blocks"),
    }.items()
    for code in codes
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_every_way_of_going_wrong_has_its_name_and_quotes_nothing(
    api: SlackApi, slack: FaultySlack, wrong: str
) -> None:
    behaviour, problem, wait = WRONG[wrong]
    slack.planned = [behaviour]
    failed = await problem_of(api)
    assert (failed.problem, failed.retry_after) == (problem, wait)
    assert str(failed) == problem.value
    assert failed.__context__ is None
    assert len(slack.asked) == 1, "nothing is tried again here"


async def test_after_anything_that_went_wrong_the_next_message_goes_through(api: SlackApi, slack: FaultySlack) -> None:
    for behaviour in (status(500), resets, half_closes, drips, body(HTML, "text/html")):
        slack.planned = [behaviour]
        await problem_of(api)
        assert await api.post("C1", PAYLOAD)


@pytest.mark.parametrize("url", ["http://slack.invalid/api/", "http://127.0.0.1:1/api/", "http://"])
async def test_a_slack_that_cannot_be_reached_cannot_have_got_it(url: str) -> None:
    async with connect("xoxb-example", url, seconds=2) as api:
        assert (await problem_of(api)).problem is Problem.UNREACHABLE


async def test_a_connection_that_is_never_made_cannot_have_brought_it() -> None:
    waiting = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with waiting:
        port = waiting.sockets[0].getsockname()[1]
        async with connect("xoxb-example", f"https://127.0.0.1:{port}/api/", seconds=ANSWERS_WITHIN) as api:
            assert (await problem_of(api)).problem is Problem.UNREACHABLE


async def test_nothing_is_sent_once_it_is_closed(slack: FaultySlack) -> None:
    async with connect("xoxb-example", slack.api_url) as api:
        pass
    assert (await problem_of(api)).problem is Problem.UNREACHABLE
    assert slack.asked == []


@pytest.mark.parametrize(
    "code",
    ["expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id"],
)
async def test_a_trigger_that_is_too_old_is_told_apart(api: SlackApi, slack: FaultySlack, code: str) -> None:
    slack.planned = [refuses(code)]
    with pytest.raises(TriggerExpired) as expired:
        await api.open_view("12.34", VIEW)
    assert str(expired.value) == ""


async def test_a_view_that_somebody_changed_faster_stays_theirs(api: SlackApi, slack: FaultySlack) -> None:
    slack.planned = [refuses("hash_conflict"), refuses("not_found")]
    await api.update_view("V1", VIEW, "old")
    with pytest.raises(NotDelivered):
        await api.update_view("V1", VIEW, "old")


async def test_a_message_that_was_deleted_need_not_be_changed(api: SlackApi, slack: FaultySlack) -> None:
    slack.planned = [refuses("message_not_found"), refuses("cant_update_message")]
    await api.change("C1", "1.000100", PAYLOAD)
    with pytest.raises(NotDelivered):
        await api.change("C1", "1.000100", PAYLOAD)


@pytest.mark.usefixtures("a_proxy_in_the_environment")
async def test_a_proxy_of_the_environment_does_not_see_anything(slack: FaultySlack) -> None:
    async with connect("xoxb-example", slack.api_url) as api:
        assert await api.post("C1", PAYLOAD)


async def test_what_slack_refuses_is_written_down_nowhere(
    api: SlackApi, slack: FaultySlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(1)
    slack.planned = [refuses("invalid_blocks"), body(HTML), body(HTML, "text/html"), status(500)]
    for _ in range(4):
        await problem_of(api)
    await api.post("C1", PAYLOAD)
    words = json.dumps([record.getMessage() for record in caplog.records])
    assert "ES-7K4M2P" not in words
    assert "person" not in words
