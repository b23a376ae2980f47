"""The fake Teams: it must do and refuse what Teams does and refuses, or what it accepts says nothing."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import quote

import aiohttp
import pytest

from tests.fakes import teams_activities, teams_server, teams_small_bot
from tests.fakes.slack_json import Object, at, objects_in, text_of, written
from tests.fakes.teams_cards import CannotEnter
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_faults import Fault, How
from tests.fakes.teams_keys import Signer
from tests.fakes.teams_road import Road
from tests.fakes.teams_server import Call, FakeTeams
from tests.fakes.teams_small_bot import SmallBot, message
from tests.fakes.teams_workspace import CHANNEL, HANDLERS, PEOPLE, TENANT, chat_of, member_id

ASHA, TOM = PEOPLE[0], PEOPLE[6]
CONVERSATIONS = "v3/conversations"
THREAD: Object = {"isGroup": True, "channelData": {"channel": {"id": CHANNEL}}, "tenantId": TENANT}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with teams_server.serving() as teams:
        yield teams


@pytest.fixture
async def served(teams: FakeTeams) -> AsyncIterator[tuple[SmallBot, Road]]:
    async with teams_small_bot.serving(teams) as served:
        yield served


@pytest.fixture
def bot(served: tuple[SmallBot, Road]) -> SmallBot:
    return served[0]


@pytest.fixture
def client(teams: FakeTeams, served: tuple[SmallBot, Road]) -> TeamsClient:
    return TeamsClient(teams, served[1])


def chat_with(member: str) -> Object:
    return {"isGroup": False, "members": [{"id": member}], "tenantId": TENANT}


def path(conversation: str, *more: str) -> str:
    return "/".join((CONVERSATIONS, quote(conversation, safe=""), *more))


class TestConnector:
    """What a bot asks of Microsoft."""

    async def test_a_token_is_given_for_the_right_bot_secret_and_scope_alone(
        self, teams: FakeTeams, bot: SmallBot
    ) -> None:
        assert (await bot.logs_in())[0] == 200
        for name, error in [
            ("client_secret", "invalid_client"),
            ("scope", "invalid_scope"),
            ("client_id", "unauthorized_client"),
            ("grant_type", "unsupported_grant_type"),
        ]:
            status, answer = await bot.logs_in(**{name: "other"})
            assert (status >= 400, answer["error"]) == (True, error)

        assert teams.tokens.given == 1
        assert len(teams.called(Call.LOGIN)) == 5

    async def test_without_a_good_token_nothing_is_done(self, teams: FakeTeams, bot: SmallBot) -> None:
        assert (await bot.says(chat_of(TOM), message("Hello")))[0] == 201
        teams.tokens.revoke()
        assert (await bot.says(chat_of(TOM), message("Hello")))[0] == 401
        assert len(teams.to(TOM)) == 1

    async def test_the_keys_are_served_by_which_a_bot_knows_who_sends(self, teams: FakeTeams) -> None:
        async with aiohttp.ClientSession() as http, http.get(teams.keys.metadata) as response:
            found: Object = await response.json()
            async with http.get(text_of(found["jwks_uri"])) as keys:
                assert [key["kid"] for key in objects_in((await keys.json())["keys"])] == ["key-0"]

    async def test_a_chat_is_found_by_either_id_of_its_person_and_is_always_the_same(self, bot: SmallBot) -> None:
        for member in (TOM, member_id(TOM), TOM):
            assert await bot.asks("POST", CONVERSATIONS, chat_with(member)) == (201, {"id": chat_of(TOM)})

    async def test_who_has_not_the_app_cannot_be_written_to(self, teams: FakeTeams, bot: SmallBot) -> None:
        teams.installed.discard(TOM)
        for member in (TOM, "29:nobody"):
            assert (await bot.asks("POST", CONVERSATIONS, chat_with(member)))[0] == 403
        assert (await bot.says(chat_of(TOM), message("Hello")))[0] == 403

    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ({**chat_with(TOM), "tenantId": "other"}, 403),
            ({**chat_with(TOM), "isGroup": True}, 400),
            ({**chat_with(TOM), "members": [{"id": TOM}, {"id": ASHA}]}, 400),
            (THREAD, 400),
            ({**THREAD, "activity": message("Hello"), "isGroup": False}, 400),
            ({**THREAD, "activity": message("Hello"), "channelData": {"channel": {"id": "19:other"}}}, 404),
        ],
    )
    async def test_a_conversation_that_teams_does_not_begin(self, bot: SmallBot, asked: Object, status: int) -> None:
        assert (await bot.asks("POST", CONVERSATIONS, asked))[0] == status

    async def test_a_thread_begins_with_a_message_that_can_be_changed(self, teams: FakeTeams, bot: SmallBot) -> None:
        status, begun = await bot.asks("POST", CONVERSATIONS, {**THREAD, "activity": message("Hello")})
        thread, first = text_of(begun["id"]), text_of(begun["activityId"])
        assert (status, thread) == (201, f"{CHANNEL};messageid={first}")

        assert (await bot.says(thread, message("More")))[0] == 201
        assert await bot.asks("PUT", path(thread, "activities", first), message("Other")) == (200, {"id": first})

        assert [each.text.splitlines()[0] for each in teams.to(CHANNEL)] == ["Other", "More"]
        assert [each.changes for each in teams.to(CHANNEL)] == [1, 0]
        assert (await bot.asks("PUT", path(thread, "activities", "1"), message("Other")))[0] == 404
        assert (await bot.says(f"{CHANNEL};messageid=1", message("More")))[0] == 404

    async def test_a_team_without_the_app_has_no_channel_for_it(self, teams: FakeTeams, bot: SmallBot) -> None:
        teams.in_the_team = False
        assert (await bot.asks("POST", CONVERSATIONS, {**THREAD, "activity": message("Hello")}))[0] == 403
        assert (await bot.asks("GET", path(CHANNEL, "pagedmembers") + "?pageSize=500"))[0] == 403

    async def test_members_come_a_page_at_a_time_by_either_name_of_their_id(self, bot: SmallBot) -> None:
        found: list[str] = []
        pages, token = 0, ""
        while not pages or token:
            query = f"?pageSize=500&continuationToken={quote(token)}"
            _, page = await bot.asks("GET", path(CHANNEL, "pagedmembers") + query)
            found += [text_of(each.get("aadObjectId", each.get("objectId"))) for each in objects_in(page["members"])]
            pages, token = pages + 1, text_of(page.get("continuationToken"))

        assert (found, pages) == (list(HANDLERS), 2)
        for size in ("49", "501", ""):
            assert (await bot.asks("GET", path(CHANNEL, "pagedmembers") + f"?pageSize={size}"))[0] == 400

    @pytest.mark.parametrize("how", [How.RESET, How.HALF_CLOSE, How.DRIP, How.HANG, How.HTML, How.STATUS])
    async def test_a_planted_fault_is_met_once(self, teams: FakeTeams, bot: SmallBot, how: How) -> None:
        teams.faults.append(Fault(how, Call.POST, processed=True))
        with pytest.raises(Exception):  # noqa: B017, PT011 - which one it is differs, that there is one does not
            await asyncio.wait_for(bot.says(chat_of(TOM), message("first")), 0.3)
        await bot.says(chat_of(TOM), message("second"))

        assert [each.text.splitlines()[0] for each in teams.to(TOM)] == ["first", "second"]

    async def test_a_refusal_has_the_name_and_the_status_that_teams_gives_it(
        self, teams: FakeTeams, bot: SmallBot
    ) -> None:
        teams.faults += [
            Fault(How.RATE_LIMITED, Call.POST, retry_after="2"),
            Fault(How.REFUSED, Call.POST, status=412, error="PreconditionFailed"),
        ]
        for status, code in [(429, "Throttled"), (412, "PreconditionFailed"), (201, None)]:
            answered, body = await bot.says(chat_of(TOM), message("Hello"))
            assert (answered, at(body, "error", "code")) == (status, code)

    async def test_what_is_too_large_is_refused_and_remembered(self, teams: FakeTeams, bot: SmallBot) -> None:
        assert (await bot.says(chat_of(TOM), message("x" * 80 * 1024)))[0] == 413
        with pytest.raises(AssertionError, match="bytes"):
            teams.must_have_been_right()
        teams.wrong.clear()


class TestPeople:
    """What people do, and what they see of it."""

    async def test_somebody_writes_and_is_answered_in_their_chat(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        assert (await client.writes(TOM, "help")).status == 200
        assert [each.person for each in teams.posted] == [TOM]
        assert at(bot.heard[0], "from", "aadObjectId") == TOM
        assert at(bot.heard[0], "conversation", "conversationType") == "personal"

    async def test_who_mentions_the_bot_in_the_channel_is_answered_in_their_thread(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        await client.mentions(ASHA, "hello")
        assert text_of(bot.heard[0]["text"]) == "<at>E-safety</at> hello"
        assert [each.conversation for each in teams.to(CHANNEL)] == [f"{CHANNEL};messageid={bot.heard[0]['id']}"]

    async def test_a_button_is_sent_as_it_says_itself(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        await client.writes(TOM, "help")
        [posted] = teams.to(TOM)
        await client.press(TOM, posted, "take")
        assert at(bot.heard[-1], "value", "action", "verb") == "take"
        assert (posted.card(TOM).text, posted.text.splitlines()[0]) == ("Taken", "Hello")

        await client.press(ASHA, posted, "open")
        assert teams.dialog(ASHA).title == "At first"
        await client.press(ASHA, posted, "plain")
        assert (bot.heard[-1]["type"], at(bot.heard[-1], "value", "esafety", "do")) == ("message", "plain")

    async def test_a_teams_that_knows_no_execute_takes_what_the_button_has_instead(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        await client.writes(TOM, "help")
        client.executes = False
        await client.press(TOM, teams.to(TOM)[0], "take")
        assert (bot.heard[-1]["type"], at(bot.heard[-1], "value", "esafety", "do")) == ("message", "take")

    async def test_a_dialog_of_a_button_is_filled_in_and_sent(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        await client.writes(TOM, "help")
        await client.press(TOM, teams.to(TOM)[0], "open")
        client.fill(TOM, {"f.word": "some words"})
        await client.press_in(TOM, "answer")
        assert (bot.heard[-1]["name"], teams.dialog(TOM).title) == ("task/submit", "Then")
        assert "You said some words" in teams.dialog(TOM).card.text

        with pytest.raises(CannotEnter):
            await client.press_in(TOM, "discard")
        teams.dialog(TOM).card.unfold("Throw away")
        await client.press_in(TOM, "discard")
        assert not teams.has_dialog(TOM)

    @pytest.mark.parametrize("from_a_message", [False, True])
    async def test_a_dialog_of_a_command_answers_by_that_command(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient, *, from_a_message: bool
    ) -> None:
        if from_a_message:
            await client.message_command(TOM, "about", teams_activities.reported(teams, ASHA, "<p>Words</p>"))
        else:
            await client.command(TOM, "about", teams_activities.elsewhere())
        await client.press_in(TOM, "answer")

        asked = bot.heard[-1]
        assert (asked["name"], at(asked, "value", "commandId")) == ("composeExtension/submitAction", "about")
        content = at(asked, "value", "messagePayload", "body", "content")
        assert content == ("<p>Words</p>" if from_a_message else None)

    async def test_the_app_is_added_with_the_two_activities_that_teams_sends(
        self, teams: FakeTeams, bot: SmallBot, client: TeamsClient
    ) -> None:
        teams.installed.clear()
        await client.installs(TOM)
        await client.installs_in_team(ASHA)
        assert [each["type"] for each in bot.heard] == ["conversationUpdate", "installationUpdate"] * 2
        assert [(each.person, each.conversation.split(";")[0]) for each in teams.posted] == [
            (TOM, chat_of(TOM)),
            ("", CHANNEL),
        ]

    async def test_what_was_done_last_arrives_again_with_the_same_id_or_another(
        self, bot: SmallBot, client: TeamsClient
    ) -> None:
        await client.command(TOM, "report")
        await client.again(TOM)
        await client.again(TOM, new_id=True)
        first, second, third = bot.heard
        assert first == second
        assert first["id"] != third["id"]
        assert first["value"] == third["value"]

    async def test_what_teams_did_not_sign_is_not_heard(self, teams: FakeTeams, served: tuple[SmallBot, Road]) -> None:
        bot, road = served
        road.signer = Signer(app="somebody else's", service=teams.service_url)
        assert (await TeamsClient(teams, road).writes(TOM, "help")).status == 401
        assert not bot.heard

    async def test_a_wrong_card_is_remembered(self, teams: FakeTeams, bot: SmallBot) -> None:
        await bot.says(chat_of(TOM), {**message("Hello"), "text": "Hello"})
        with pytest.raises(AssertionError, match="beside a card"):
            teams.must_have_been_right()
        assert "Hello" in written(teams.posted[0].activity)
        teams.wrong.clear()
