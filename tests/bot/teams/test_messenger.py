"""Messages on Teams: where they go, how often, and who reads the channel."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.chat.pacing import AFTER_A_LIMIT
from bot.chat.payload import Json
from bot.teams import ids
from bot.teams.api import connect
from bot.teams.cards import Card
from bot.teams.messenger import TeamsMessenger
from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, Destination, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem
from tests.fakes.faulty_http import Behaviour, after, body, resets, silent
from tests.fakes.faulty_teams import Call, FaultyTeams, place_of, refuses
from tests.fakes.teams_keys import APP
from tests.fakes.teams_workspace import CHANNEL as CHANNEL_ID
from tests.fakes.teams_workspace import PEOPLE, TENANT
from tests.handlers.office import EXAMPLE

ALERT = Message(("S1 \N{MIDDLE DOT} ES-7K4M2P", "Open it."))
CHANNEL = ChannelPlace()
ASHA, BEN = PersonPlace("asha"), PersonPlace("ben")
STRANGER = "0a1b2c3d-0000-4000-8000-000000000000"
LIMITED = refuses(429, "Throttled", Retry_After="30")
BUSY: list[Behaviour] = [refuses(412, "PreconditionFailed")] * 3
GONE = refuses(404, "ConversationNotFound")


def drawn(message: Message) -> Card:
    return {"type": "AdaptiveCard", "body": list(message.lines)}


def activity(*lines: str) -> dict[str, Json]:
    card: Card = {"type": "AdaptiveCard", "body": list(lines)}
    return {"type": "message", "summary": lines[0], "attachments": [{"contentType": ids.CARD, "content": card}]}


@dataclass
class Seconds:
    """A clock of seconds that stands still until it is moved."""

    at: float = 1000.0

    def now(self) -> float:
        return self.at


@dataclass
class At:
    """Where Teams is."""

    url: str

    async def current(self) -> str:
        return self.url


@dataclass
class Bot:
    """The messenger on a Teams that fails when it is told to."""

    messenger: TeamsMessenger
    teams: FaultyTeams
    seconds: Seconds

    async def sends(self, to: Destination) -> str:
        return await self.messenger.send(to, ALERT, key="key")

    async def fails(self, to: Destination) -> tuple[Problem, float | None]:
        with pytest.raises(NotDelivered) as failed:
            await self.sends(to)
        return failed.value.problem, failed.value.retry_after


@pytest.fixture
async def bot(teams: FaultyTeams) -> AsyncIterator[Bot]:
    seconds = Seconds()
    async with connect(teams.settings, seconds=2.0) as api:
        await api.login.token()
        messenger = TeamsMessenger(api, EXAMPLE, drawn, At(teams.service_url), teams.settings, now=seconds.now)
        yield Bot(messenger, teams, seconds)


async def test_an_alert_begins_a_thread_of_its_own_in_the_channel(bot: Bot) -> None:
    assert await bot.sends(CHANNEL) == f"{CHANNEL_ID};messageid=2 2"
    [asked] = bot.teams.did(Call.SEND)
    assert asked.fields == {
        "isGroup": True,
        "bot": {"id": f"28:{APP}"},
        "tenantId": TENANT,
        "channelData": {"channel": {"id": CHANNEL_ID}, "tenant": {"id": TENANT}},
        "activity": activity(*ALERT.lines),
    }


@pytest.mark.parametrize(
    ("to", "member"),
    [
        (ASHA, PEOPLE[0]),
        (PersonPlace(f"teams:{TENANT}:{STRANGER}"), STRANGER),
        (PersonPlace(f"teams:{TENANT}:29:1aB-c"), "29:1aB-c"),
    ],
    ids=str,
)
async def test_a_person_is_told_in_their_own_chat_and_in_their_feed(bot: Bot, to: Destination, member: str) -> None:
    assert await bot.sends(to) == f"a:chat of {member} 2"
    [found] = bot.teams.did(Call.CONVERSE)
    assert found.fields == {
        "isGroup": False,
        "bot": {"id": f"28:{APP}"},
        "members": [{"id": member}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    told = {**activity(*ALERT.lines), "channelData": {"notification": {"alert": True}}}
    assert bot.teams.posted == [(member, told)]


@pytest.mark.parametrize(
    "to",
    [
        PersonPlace("nobody"),
        PersonPlace(f"teams:another:{STRANGER}"),
        PersonPlace(f"slack:{TENANT}:U1"),
        PersonPlace(f"teams:{TENANT}"),
        PersonPlace(f"teams:{TENANT}:"),
        PersonPlace("teams"),
        PersonPlace(""),
        MailPlace("asha"),
    ],
    ids=str,
)
async def test_what_has_no_place_on_teams_is_not_sent(bot: Bot, to: Destination) -> None:
    assert await bot.fails(to) == (Problem.NO_ADDRESS, None)
    assert [each for each in Call if bot.teams.asked_for(each)] == [Call.LOGIN]


async def test_a_chat_is_found_once_and_used_from_then_on(bot: Bot) -> None:
    await bot.sends(ASHA)
    await bot.sends(ASHA)
    assert len(bot.teams.asked_for(Call.CONVERSE)) == 1
    assert [to for to, _ in bot.teams.posted] == [PEOPLE[0]] * 2


async def test_a_chat_that_somebody_deleted_is_found_again_for_the_same_message(bot: Bot) -> None:
    await bot.sends(ASHA)
    bot.teams.planned[Call.SEND] = [GONE]
    await bot.sends(ASHA)
    assert len(bot.teams.asked_for(Call.CONVERSE)) == 2
    assert len(bot.teams.posted) == 2


async def test_somebody_without_the_bot_is_not_asked_for_without_end(bot: Bot) -> None:
    await bot.sends(ASHA)
    bot.teams.planned[Call.SEND] = [GONE, GONE]
    assert (await bot.fails(ASHA))[0] is Problem.NO_ADDRESS
    bot.teams.planned[Call.CONVERSE] = [refuses(403, "ForbiddenOperationException")]
    assert (await bot.fails(BEN))[0] is Problem.NO_ADDRESS


@pytest.mark.parametrize(
    "wrong", [resets, after(resets), silent, body(b"<html>", "text/html"), body(b"", code=500)], ids=range(5)
)
async def test_while_a_chat_is_only_looked_for_nothing_can_have_been_said_in_it(bot: Bot, wrong: Behaviour) -> None:
    bot.teams.planned[Call.CONVERSE] = [wrong]
    with pytest.raises(NotDelivered) as failed:
        await bot.sends(ASHA)
    assert failed.value.problem is Problem.UNREACHABLE
    assert failed.value.__context__ is None
    assert bot.teams.asked_for(Call.SEND) == []


@pytest.mark.parametrize("to", [CHANNEL, ASHA], ids=str)
async def test_a_message_is_changed_where_it_was_posted(bot: Bot, to: Destination) -> None:
    posted = await bot.sends(to)
    await bot.messenger.change(to, posted, Message(("Asha Patel has it",)))
    [changed] = bot.teams.did(Call.CHANGE)
    assert changed.fields == activity("Asha Patel has it")
    conversation, _, activity_id = posted.rpartition(" ")
    assert changed.path.endswith(f"/activities/{activity_id}")
    assert place_of(changed) == conversation


async def test_a_thread_whose_message_teams_does_not_name_is_known_by_the_thread(bot: Bot) -> None:
    bot.teams.planned[Call.SEND] = [
        body(f'{{"id":"{CHANNEL_ID};messageid=77"}}'.encode(), code=201),
        body(f'{{"id":"{CHANNEL_ID}"}}'.encode(), code=201),
    ]
    assert await bot.sends(CHANNEL) == f"{CHANNEL_ID};messageid=77 77"
    unnamed = await bot.sends(CHANNEL)
    with pytest.raises(NotDelivered) as failed:
        await bot.messenger.change(CHANNEL, unnamed, ALERT)
    assert failed.value.problem is Problem.NO_ADDRESS
    assert bot.teams.asked_for(Call.CHANGE) == []


async def test_more_than_teams_allows_to_one_place_are_told_how_long_to_wait(bot: Bot) -> None:
    for _ in range(7):
        await bot.sends(CHANNEL)
    assert await bot.fails(CHANNEL) == (Problem.NOT_YET, 1.0)
    await bot.sends(ASHA)
    bot.seconds.at += 1
    await bot.sends(CHANNEL)
    assert len(bot.teams.posted) == 9


async def test_with_a_pace_of_its_own_it_keeps_to_that(teams: FaultyTeams) -> None:
    async with connect(teams.settings) as api:
        seconds = Seconds()
        messenger = TeamsMessenger(
            api, EXAMPLE, drawn, At(teams.service_url), teams.settings, between=5.0, now=seconds.now
        )
        await messenger.send(CHANNEL, ALERT, key="key")
        with pytest.raises(NotDelivered) as failed:
            await messenger.send(CHANNEL, ALERT, key="key")
    assert failed.value.retry_after == 5.0


async def test_teams_is_left_alone_for_as_long_as_it_asks(bot: Bot) -> None:
    bot.teams.planned[Call.SEND] = [LIMITED]
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, 30.0)
    bot.seconds.at += 10
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, 20.0)
    await bot.sends(ASHA)
    bot.seconds.at += 20
    await bot.sends(CHANNEL)
    assert len(bot.teams.asked_for(Call.SEND)) == 3


async def test_without_a_time_teams_is_left_alone_for_a_second(bot: Bot) -> None:
    bot.teams.planned[Call.SEND] = list(BUSY)
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, None)
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, AFTER_A_LIMIT)


async def test_a_thread_that_may_not_be_changed_yet_delays_nothing_else(bot: Bot) -> None:
    posted, other = await bot.sends(CHANNEL), await bot.sends(CHANNEL)
    bot.teams.planned[Call.CHANGE] = [LIMITED]
    for left in (30.0, 28.0):
        with pytest.raises(NotDelivered) as failed:
            await bot.messenger.change(CHANNEL, posted, ALERT)
        assert failed.value.retry_after == left
        bot.seconds.at += 2
    await bot.messenger.change(CHANNEL, other, ALERT)
    await bot.sends(CHANNEL)
    assert len(bot.teams.did(Call.CHANGE)) == 1


async def test_whoever_is_in_the_channel_reads_it_but_for_the_bot_itself(bot: Bot) -> None:
    bot.teams.members = [
        {"id": "29:1", "aadObjectId": PEOPLE[0].upper()},
        {"id": "29:2", "aadObjectId": PEOPLE[1]},
        {"id": "29:3", "aadObjectId": STRANGER},
        {"id": "29:4"},
        {"id": f"28:{APP}"},
    ]
    strangers = {f"teams:{TENANT}:{STRANGER}", f"teams:{TENANT}:29:4"}
    assert await bot.messenger.readers(CHANNEL) == {"asha", "ben"} | strangers


@pytest.mark.parametrize("wrong", [silent, resets, body(b"{}")], ids=range(3))
async def test_a_teams_that_does_not_say_who_reads_has_not_said_nobody_and_has_posted_nothing(
    bot: Bot, wrong: Behaviour
) -> None:
    bot.teams.planned[Call.MEMBERS] = [wrong, wrong]
    with pytest.raises(NotDelivered) as failed:
        await bot.messenger.readers(CHANNEL)
    assert failed.value.problem is Problem.UNREACHABLE


async def test_nobody_asks_who_reads_what_cannot_be_posted_yet(bot: Bot) -> None:
    for _ in range(7):
        await bot.sends(CHANNEL)
    with pytest.raises(NotDelivered) as failed:
        await bot.messenger.readers(CHANNEL)
    assert failed.value.problem is Problem.NOT_YET
    assert bot.teams.asked_for(Call.MEMBERS) == []


async def test_who_mentioned_the_bot_is_greeted_in_their_own_chat(bot: Bot) -> None:
    card: Card = {"type": "AdaptiveCard", "body": ["Press a button."]}
    await bot.messenger.greets({"from": {"id": "29:1", "aadObjectId": STRANGER.upper()}}, card)
    await bot.messenger.greets({"from": {"id": "29:1aB-c"}}, card)
    assert [to for to, _ in bot.teams.posted] == [STRANGER, "29:1aB-c"]
    with pytest.raises(NotDelivered) as failed:
        await bot.messenger.greets({"from": "nobody"}, card)
    assert failed.value.problem is Problem.NO_ADDRESS


async def test_messages_to_different_people_do_not_wait_for_each_other(bot: Bot) -> None:
    sent = await asyncio.gather(*(bot.sends(PersonPlace(key)) for key in EXAMPLE.people if EXAMPLE.people[key].teams))
    assert len(set(sent)) == len(bot.teams.posted) == 8
