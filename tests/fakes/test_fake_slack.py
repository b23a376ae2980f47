"""The fake Slack against the real Slack SDK: it must refuse what Slack refuses, or what it accepts says nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, Object, at
from tests.fakes.slack_roads import HttpRoad, Sending, SocketRoad
from tests.fakes.slack_server import FakeSlack, serving
from tests.fakes.slack_workspace import BOT_USER, CHANNEL, HANDLERS, PEOPLE, TEAM

TOM = PEOPLE[6]
LINES: dict[str, Json] = {"type": "section", "text": {"type": "plain_text", "text": "Hello"}}


def plain(text: str) -> Object:
    return {"type": "plain_text", "text": text}


def question(*fields: str, **more: Json) -> dict[str, Json]:
    """A modal that asks for these texts."""
    inputs: list[Json] = [
        {
            "type": "input",
            "block_id": f"q.{name}",
            "label": plain(name),
            "element": {"type": "plain_text_input", "action_id": name},
        }
        for name in fields
    ]
    return {"type": "modal", "title": plain("Title"), "submit": plain("Next"), "blocks": inputs, **more}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with serving() as slack:
        yield slack


@pytest.fixture
async def api(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as http:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=http, retry_handlers=[])


@contextlib.asynccontextmanager
async def refused(error: str) -> AsyncIterator[None]:
    with pytest.raises(SlackApiError) as caught:
        yield
    assert caught.value.response["error"] == error


async def test_auth_test_says_who_the_bot_is_and_what_it_may(api: AsyncWebClient) -> None:
    answer = await api.auth_test()

    assert (answer["team_id"], answer["user_id"]) == (TEAM, BOT_USER)
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_wrong_token_is_refused(slack: FakeSlack, api: AsyncWebClient) -> None:
    api.token = "xoxb-other"
    async with refused("invalid_auth"):
        await api.auth_test()
    assert slack.called("auth.test")


async def test_a_scope_that_was_not_granted_is_missing(slack: FakeSlack, api: AsyncWebClient) -> None:
    slack.scopes -= {"groups:read"}
    async with refused("missing_scope"):
        await api.conversations_info(channel=CHANNEL)


async def test_a_trigger_opens_one_view_within_three_seconds(slack: FakeSlack, api: AsyncWebClient) -> None:
    trigger = slack.trigger(TOM)
    await api.views_open(trigger_id=trigger, view=question("a"))
    async with refused("exchanged_trigger_id"):
        await api.views_open(trigger_id=trigger, view=question("a"))

    late = slack.trigger(TOM)
    slack.expire()
    async with refused("expired_trigger_id"):
        await api.views_open(trigger_id=late, view=question("a"))


async def test_what_was_entered_stays_where_the_ids_stay(slack: FakeSlack, api: AsyncWebClient) -> None:
    await api.views_open(trigger_id=slack.trigger(TOM), view=question("a", "b"))
    modal = slack.modal(TOM)
    modal.enter(("q.a", "a"), ["mine"])

    await api.views_update(view_id=modal.id, hash=modal.hash, view=question("a", "c"))

    assert at(modal.state, "values", "q.a", "a", "value") == "mine"
    assert set(modal.values) == {("q.a", "a"), ("q.c", "c")}


async def test_an_old_hash_is_a_conflict(slack: FakeSlack, api: AsyncWebClient) -> None:
    await api.views_open(trigger_id=slack.trigger(TOM), view=question("a"))
    modal = slack.modal(TOM)
    old = modal.hash
    await api.views_update(view_id=modal.id, hash=old, view=question("b"))
    async with refused("hash_conflict"):
        await api.views_update(view_id=modal.id, hash=old, view=question("c"))


async def test_a_wrong_view_is_refused_and_remembered(slack: FakeSlack, api: AsyncWebClient) -> None:
    view = {key: value for key, value in question("a").items() if key != "submit"}
    async with refused("invalid_arguments"):
        await api.views_open(trigger_id=slack.trigger(TOM), view=view)

    with pytest.raises(AssertionError, match="no submit"):
        slack.must_have_been_right()
    slack.wrong.clear()


async def test_a_message_can_be_changed_by_the_ids_that_were_answered(slack: FakeSlack, api: AsyncWebClient) -> None:
    answer = await api.chat_postMessage(channel=TOM, text="Hello", blocks=[LINES])
    async with refused("channel_not_found"):
        await api.chat_update(channel=TOM, ts=answer["ts"], text="Other")
    changed = {**LINES, "text": plain("Other")}
    await api.chat_update(channel=answer["channel"], ts=answer["ts"], text="Other", blocks=[changed])

    assert [each.text for each in slack.to(TOM)] == ["Other"]


async def test_a_channel_must_be_there_and_the_bot_in_it(slack: FakeSlack, api: AsyncWebClient) -> None:
    async with refused("channel_not_found"):
        await api.chat_postMessage(channel="C0OTHER", text="Hello")
    slack.channels[CHANNEL].members.discard(BOT_USER)
    async with refused("not_in_channel"):
        await api.chat_postMessage(channel=CHANNEL, text="Hello")


async def test_members_come_a_page_at_a_time(api: AsyncWebClient) -> None:
    found: set[str] = set()
    cursor = "first"
    pages = 0
    while cursor:
        answer = await api.conversations_members(channel=CHANNEL, cursor=None if cursor == "first" else cursor)
        found |= set(answer["members"])
        cursor = answer["response_metadata"]["next_cursor"]
        pages += 1

    assert found == {*HANDLERS, BOT_USER}
    assert pages == 2


@pytest.mark.parametrize("how", [How.RESET, How.HALF_CLOSE, How.DRIP, How.HANG, How.HTML, How.STATUS])
async def test_a_planted_fault_is_met_once(slack: FakeSlack, api: AsyncWebClient, how: How) -> None:
    slack.faults.append(Fault(how, "chat.postMessage", processed=True))
    with pytest.raises(Exception):  # noqa: B017, PT011 - which one it is differs, that there is one does not
        await asyncio.wait_for(api.chat_postMessage(channel=TOM, text="first"), 0.3)
    await api.chat_postMessage(channel=TOM, text="second")

    assert [each.text for each in slack.to(TOM)] == ["first", "second"]


def echo(slack: FakeSlack, http: aiohttp.ClientSession) -> AsyncApp:
    """A bot that asks one thing, and puts what was answered into the title."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=http, retry_handlers=[])
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)

    @app.command("/echo")
    async def _asked(ack: AsyncAck, body: dict[str, str], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=question("word", callback_id="echo"))
        await ack()

    @app.view("echo")
    async def _answered(ack: AsyncAck, view: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]) -> None:
        word = view["state"]["values"]["q.word"]["word"]["value"]
        if word == "wrong":
            await ack(response_action="errors", errors={"q.word": "Not that"})
        else:
            await ack(response_action="update", view=question("word", callback_id="echo", title=plain(word)))

    return app


async def test_a_person_talks_to_a_bot_over_http(slack: FakeSlack) -> None:
    async with aiohttp.ClientSession() as http:
        bolt = echo(slack, http)

        async def answer(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

        app = web.Application()
        app.router.add_post("/slack/events", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        road = HttpRoad(f"http://127.0.0.1:{runner.addresses[0][1]}", slack.signing_secret, http)
        await _talk(slack, SlackClient(slack, road))
        unsigned = HttpRoad(road.address, "another secret", http)
        assert (await unsigned.carry(Sending.EVENT, {})).status == 401
        await runner.cleanup()


async def test_a_person_talks_to_a_bot_over_socket_mode(slack: FakeSlack) -> None:
    async with aiohttp.ClientSession() as http:
        bolt = echo(slack, http)
        asks = AsyncWebClient(base_url=slack.api_url, session=http)
        handler = AsyncSocketModeHandler(bolt, slack.app_token, web_client=asks)
        await handler.client.connect()  # type: ignore[no-untyped-call]  # slack_sdk gives it no type
        client = SlackClient(slack, SocketRoad(slack.socket))
        await _talk(slack, client)
        await slack.socket.ping()
        await handler.client.close()  # type: ignore[no-untyped-call]  # as above


async def _talk(slack: FakeSlack, client: SlackClient) -> None:
    assert (await client.command(TOM, "/echo")).status == 200
    modal = slack.modal(TOM)
    await client.fill(modal, {"word": "wrong"})
    await client.submit(modal)
    assert modal.errors == {"q.word": "Not that"}
    await client.fill(modal, {"word": "hello"})
    await client.submit(modal)
    assert "hello" in modal.text
