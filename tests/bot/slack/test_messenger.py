"""Messages on Slack: where they go, how often, and who reads the channel."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.chat.pacing import AFTER_A_LIMIT, BETWEEN_POSTS, Pacing
from bot.slack.api import connect
from bot.slack.blocks import Payload
from bot.slack.messenger import SlackMessenger
from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, Destination, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem
from tests.fakes import faulty_slack
from tests.fakes.faulty_http import silent
from tests.fakes.faulty_slack import FaultySlack, refuses, status
from tests.handlers.office import EXAMPLE

ALERT = Message(("S1 \N{MIDDLE DOT} ES-7K4M2P",))
CHANNEL = ChannelPlace()
ASHA, BEN = PersonPlace("asha"), PersonPlace("ben")


def drawn(message: Message) -> Payload:
    return {"text": "\n".join(message.lines)}


@dataclass
class Seconds:
    """A clock of seconds that stands still until it is moved."""

    at: float = 1000.0

    def now(self) -> float:
        return self.at


@dataclass
class Bot:
    """The messenger on a Slack that fails when it is told to."""

    messenger: SlackMessenger
    slack: FaultySlack
    seconds: Seconds

    async def sends(self, to: Destination) -> str:
        return await self.messenger.send(to, ALERT, key="key")

    async def fails(self, to: Destination) -> tuple[Problem, float | None]:
        with pytest.raises(NotDelivered) as failed:
            await self.sends(to)
        return failed.value.problem, failed.value.retry_after


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    seconds = Seconds()
    async with faulty_slack.running() as slack, connect("xoxb-example", slack.api_url, seconds=2.0) as api:
        pacing = Pacing(seconds.now)
        messenger = SlackMessenger(api, EXAMPLE, drawn, team="T0EXAMPLE", bot="U0BOT", pacing=pacing)
        yield Bot(messenger, slack, seconds)


@pytest.mark.parametrize(
    ("to", "channel"),
    [
        (CHANNEL, "C0SAFEEXAMPLE"),
        (ASHA, "U01EXAMPLE"),
        (PersonPlace("slack:T0EXAMPLE:U99"), "U99"),
    ],
    ids=str,
)
async def test_a_message_goes_to_the_channel_or_straight_to_the_person(bot: Bot, to: Destination, channel: str) -> None:
    assert await bot.sends(to) == f"{channel}:1.000100"
    assert bot.slack.did("chat.postMessage") == [{"channel": channel, "text": ALERT.lines[0]}]


@pytest.mark.parametrize(
    "to",
    [
        PersonPlace("nobody"),
        PersonPlace("teams:T1:U1"),
        PersonPlace("slack:T1"),
        PersonPlace("slack"),
        PersonPlace(""),
        MailPlace("asha"),
    ],
    ids=str,
)
async def test_what_has_no_place_on_slack_is_not_sent(bot: Bot, to: Destination) -> None:
    assert await bot.fails(to) == (Problem.NO_ADDRESS, None)
    assert bot.slack.asked == []


async def test_a_message_is_changed_where_it_was_posted(bot: Bot) -> None:
    posted = await bot.sends(ASHA)
    await bot.messenger.change(ASHA, posted, Message(("Asha Patel has it",)))
    assert bot.slack.did("chat.update") == [{"channel": "U01EXAMPLE", "ts": "1.000100", "text": "Asha Patel has it"}]


async def test_a_second_message_to_the_same_place_is_told_how_long_to_wait(bot: Bot) -> None:
    await bot.sends(CHANNEL)
    bot.seconds.at += BETWEEN_POSTS / 4
    assert await bot.fails(CHANNEL) == (Problem.NOT_YET, BETWEEN_POSTS * 3 / 4)
    await bot.sends(ASHA)
    await bot.sends(BEN)
    bot.seconds.at += BETWEEN_POSTS * 3 / 4
    await bot.sends(CHANNEL)
    assert len(bot.slack.asked) == 4


async def test_a_message_that_failed_was_one_for_slack(bot: Bot) -> None:
    bot.slack.planned = [status(500)]
    assert (await bot.fails(CHANNEL))[0] is Problem.SERVER_ERROR
    assert (await bot.fails(CHANNEL))[0] is Problem.NOT_YET


async def test_slack_is_left_alone_for_as_long_as_it_asks(bot: Bot) -> None:
    bot.slack.planned = [status(429, Retry_After="30")]
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, 30.0)
    bot.seconds.at += 10
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, 20.0)
    await bot.sends(ASHA)
    bot.seconds.at += 20
    await bot.sends(CHANNEL)
    assert len(bot.slack.asked) == 3


async def test_without_a_time_slack_is_left_alone_for_a_second(bot: Bot) -> None:
    bot.slack.planned = [refuses("ratelimited")]
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, None)
    assert await bot.fails(CHANNEL) == (Problem.RATE_LIMITED, AFTER_A_LIMIT)


async def test_changes_wait_for_each_other_and_for_nothing_else(bot: Bot) -> None:
    bot.slack.planned = [status(429, Retry_After="5")]
    for left in (5.0, 3.0):
        with pytest.raises(NotDelivered) as failed:
            await bot.messenger.change(CHANNEL, "C1:1.0", ALERT)
        assert failed.value.retry_after == left
        bot.seconds.at += 2
    await bot.sends(CHANNEL)
    assert bot.slack.did("chat.update") == []


async def test_whoever_is_in_the_channel_reads_it_but_for_the_bot_itself(bot: Bot) -> None:
    members = ["U01EXAMPLE", "U02EXAMPLE", "U0BOT", "U99"]
    bot.slack.says["conversations.members"] = [{"members": members}]
    assert await bot.messenger.readers(CHANNEL) == {"asha", "ben", "slack:T0EXAMPLE:U99"}


async def test_a_slack_that_does_not_say_who_reads_has_not_said_nobody(bot: Bot) -> None:
    bot.slack.planned = [silent]
    with pytest.raises(NotDelivered):
        await bot.messenger.readers(CHANNEL)


async def test_nobody_asks_who_reads_what_cannot_be_posted_yet(bot: Bot) -> None:
    await bot.sends(CHANNEL)
    with pytest.raises(NotDelivered) as failed:
        await bot.messenger.readers(CHANNEL)
    assert failed.value.problem is Problem.NOT_YET
    assert bot.slack.did("conversations.members") == []


async def test_slack_is_not_asked_who_reads_while_that_is_too_often(bot: Bot) -> None:
    bot.slack.planned = [status(429, Retry_After="5")]
    for _ in range(2):
        with pytest.raises(NotDelivered) as failed:
            await bot.messenger.readers(CHANNEL)
        assert failed.value.retry_after == 5.0
    assert len(bot.slack.asked) == 1
