"""Tests of what is typed to the bot: it is answered, once and only to its writer, and nothing of it is kept."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.chat import words
from tests.bot.slack.walking import ASHA, BEN, LENA, TOM
from tests.fakes import slack_payloads
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Json, Object, written
from tests.fakes.slack_payloads import said
from tests.fakes.slack_roads import Answer, Sending
from tests.fakes.slack_views import buttons, read
from tests.fakes.slack_workspace import BOT, BOT_USER, CHANNEL, direct
from tests.servers.bot_on_slack import OnSlack

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "canary: he has a knife"


def direct_message(bot: OnSlack, writer: str, **more: Json) -> Object:
    """The event of a direct message to the bot."""
    where: Object = {"channel": direct(writer), "channel_type": "im"}
    return slack_payloads.event(bot.slack, {**said(bot.slack, writer, SECRET), **where, **more})


async def happens(bot: OnSlack, event: Object, retry: int = 0) -> Answer:
    """Slack sends an event."""
    return await bot.client.road.carry(Sending.EVENT, event, retry=retry)


async def test_a_direct_message_is_answered_with_the_numbers_and_every_way_on(here: OnSlack) -> None:
    assert (await here.client.writes(LENA, "...")).status == 200
    (answer,) = here.slack.to(direct(LENA))
    assert answer.text.splitlines()[: len(words.TYPED)] == list(words.TYPED)
    assert "Emergency services: 999" in answer.text
    assert [button["action_id"] for _, button in buttons(answer.message)] == ["tell", "help", "check", "ask", "report"]


async def test_the_answer_is_the_same_whoever_writes_it(here: OnSlack) -> None:
    await here.client.writes(LENA, "???")
    await here.client.writes(ASHA, "")
    (to_lena,), (to_asha,) = here.slack.to(direct(LENA)), here.slack.to(direct(ASHA))
    assert to_lena.text == to_asha.text


async def test_what_is_typed_is_neither_stored_nor_logged_nor_sent_anywhere(here: OnSlack) -> None:
    before = here.log.getvalue()
    await here.client.writes(LENA, SECRET)
    await here.client.mentions(ASHA, SECRET, CHANNEL)
    for file in here.settings.data_dir.iterdir():
        assert b"canary" not in file.read_bytes()
    assert here.log.getvalue() == before
    assert "canary" not in written([dict(given) for _, given in here.slack.calls])
    await here.client.opens_home(LENA)
    assert "Not finished" not in here.slack.homes[LENA].text


PERSON: Mapping[str, dict[str, Json]] = {
    "with files": {"subtype": "file_share", "files": [{"id": "F1", "name": "canary.jpg"}]},
    "in a thread that the channel sees": {"subtype": "thread_broadcast"},
}


@pytest.mark.parametrize("kind", PERSON)
async def test_whatever_a_person_writes_is_answered(kind: str, here: OnSlack) -> None:
    assert (await happens(here, direct_message(here, LENA, **PERSON[kind]))).status == 200
    assert len(here.slack.to(direct(LENA))) == 1


NO_PERSON: Mapping[str, dict[str, Json]] = {
    "an edit": {"subtype": "message_changed", "message": {"text": SECRET, "user": LENA}},
    "a deletion": {"subtype": "message_deleted", "previous_message": {"text": SECRET, "user": LENA}},
    "another app": {"subtype": "bot_message", "bot_id": "B0OTHER"},
    "its own message": {"user": BOT_USER, "bot_id": BOT},
    "nobody": {"user": None},
    "a channel": {"channel_type": "channel", "channel": CHANNEL},
    "a private channel": {"channel_type": "group", "channel": CHANNEL},
}


@pytest.mark.parametrize("what", NO_PERSON)
async def test_what_no_person_writes_to_the_bot_is_not_answered(what: str, here: OnSlack) -> None:
    assert (await happens(here, direct_message(here, LENA, **NO_PERSON[what]))).status == 200
    assert (here.slack.posted, here.slack.whispered) == ([], [])


async def test_a_mention_in_a_channel_is_answered_to_its_writer_only(here: OnSlack) -> None:
    assert (await here.client.mentions(ASHA, SECRET, CHANNEL)).status == 200
    ((channel, user, answer),) = here.slack.whispered
    assert (channel, user, here.slack.posted) == (CHANNEL, ASHA, [])
    assert "Nobody has been told" in read(answer["blocks"])
    assert "Emergency services: 999" in read(answer["blocks"])
    await here.client.press_whispered(ASHA, "report")
    assert here.kind(ASHA) == "screen"


async def test_an_event_that_arrives_three_times_is_answered_once(here: OnSlack) -> None:
    await here.client.writes(LENA, SECRET)
    for retry in (1, 2):
        assert (await here.client.again(LENA, retry=retry)).status == 200
    assert len(here.slack.to(direct(LENA))) == 1


async def test_an_event_that_arrives_again_while_it_is_being_answered_is_answered_once(here: OnSlack) -> None:
    here.slack.faults.append(Fault(How.DRIP, "chat.postMessage", processed=True, seconds=0.0005))
    event = direct_message(here, LENA)
    answers = await asyncio.gather(*(happens(here, event, retry) for retry in range(3)))
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(here.slack.to(direct(LENA))) == 1


@pytest.mark.parametrize("how", [How.STATUS, How.RESET, How.RATE_LIMITED])
async def test_an_event_that_could_not_be_answered_is_answered_when_it_comes_again(how: How, here: OnSlack) -> None:
    here.slack.faults.append(Fault(how, "chat.postMessage"))
    assert (await here.client.writes(LENA, SECRET)).status == 500
    assert here.slack.to(direct(LENA)) == ()
    assert (await here.client.again(LENA, retry=1)).status == 200
    assert len(here.slack.to(direct(LENA))) == 1


async def test_who_cannot_be_answered_for_good_is_tried_once(here: OnSlack) -> None:
    assert (await here.client.mentions(TOM, SECRET, CHANNEL)).status == 200, "tom is not in that channel"
    assert (await here.client.again(TOM, retry=1)).status == 200
    assert len(here.slack.called("chat.postEphemeral")) == 1


async def test_two_events_without_an_id_are_both_answered(here: OnSlack) -> None:
    for _ in range(2):
        await happens(here, {key: value for key, value in direct_message(here, BEN).items() if key != "event_id"})
    assert len(here.slack.to(direct(BEN))) == 2


@pytest.mark.parametrize("kind", ["reaction_added", "team_join", "message", "app_uninstalled"])
async def test_an_event_that_nobody_asked_for_is_taken_and_passed_over(kind: str, here: OnSlack) -> None:
    event = slack_payloads.event(here.slack, {"type": kind, "user": LENA})
    assert (await happens(here, event)).status == 200
    assert here.slack.calls == []
