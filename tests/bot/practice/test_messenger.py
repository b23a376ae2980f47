"""Tests of the practice messenger: what it took is there, once, whatever happens to the process."""

import resource
from pathlib import Path

import pytest

from bot.practice.messenger import PracticeMessenger
from dialogs.alerts import Button, Message, Press
from handlers.messenger import ChannelPlace, NotDelivered, PersonPlace
from storage.outbox import Problem
from tests.fakes.canned import NOON, TickingClock

ALERT = Message(("S1 · ES-7K4M", "Nobody has it"), (Button(Press.ACKNOWLEDGE, "Acknowledge", "c1"),))
TAKEN = Message(("S1 · ES-7K4M", "Asha Patel has it"))


def messenger_on(folder: Path) -> PracticeMessenger:
    return PracticeMessenger(folder / "messages.jsonl", TickingClock())


async def test_each_place_has_its_own_messages_the_newest_first(tmp_path: Path) -> None:
    messenger = messenger_on(tmp_path)
    first = await messenger.send(ChannelPlace(), ALERT, key="a")
    second = await messenger.send(ChannelPlace(), ALERT, key="b")
    direct = await messenger.send(PersonPlace("asha"), ALERT, key="c")
    assert [sent.id for sent in messenger.messages(ChannelPlace())] == [second, first]
    assert [sent.id for sent in messenger.messages(PersonPlace("asha"))] == [direct]
    assert messenger.messages(PersonPlace("ben")) == ()
    assert messenger.messages(ChannelPlace())[0].sent == NOON


async def test_a_repeat_with_the_same_key_is_the_same_message(tmp_path: Path) -> None:
    messenger = messenger_on(tmp_path)
    first = await messenger.send(ChannelPlace(), ALERT, key="a")
    assert await messenger.send(ChannelPlace(), ALERT, key="a") == first
    assert len(messenger.messages(ChannelPlace())) == 1


async def test_a_changed_message_remembers_what_it_said(tmp_path: Path) -> None:
    messenger = messenger_on(tmp_path)
    sent = await messenger.send(ChannelPlace(), ALERT, key="a")
    await messenger.change(ChannelPlace(), sent, TAKEN)
    [message] = messenger.messages(ChannelPlace())
    assert message.now == TAKEN
    assert [wording.message for wording in message.wordings] == [ALERT, TAKEN]


async def test_a_message_that_was_never_sent_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(NotDelivered) as refused:
        await messenger_on(tmp_path).change(ChannelPlace(), "m9", TAKEN)
    assert refused.value.problem is Problem.REFUSED


async def test_everything_is_still_there_after_a_restart(tmp_path: Path) -> None:
    before = messenger_on(tmp_path)
    sent = await before.send(ChannelPlace(), ALERT, key="a")
    await before.change(ChannelPlace(), sent, TAKEN)
    await before.send(PersonPlace("asha"), ALERT, key="b")
    after = messenger_on(tmp_path)
    assert after.messages(ChannelPlace()) == before.messages(ChannelPlace())
    assert after.messages(PersonPlace("asha")) == before.messages(PersonPlace("asha"))
    assert await after.send(ChannelPlace(), ALERT, key="a") == sent


async def test_a_line_that_was_cut_short_is_taken_off_and_sent_again(tmp_path: Path) -> None:
    before = messenger_on(tmp_path)
    await before.send(ChannelPlace(), ALERT, key="a")
    await before.send(ChannelPlace(), ALERT, key="b")
    file = tmp_path / "messages.jsonl"
    file.write_bytes(file.read_bytes()[:-7])
    after = messenger_on(tmp_path)
    assert len(after.messages(ChannelPlace())) == 1
    await after.send(ChannelPlace(), ALERT, key="b")
    assert len(messenger_on(tmp_path).messages(ChannelPlace())) == 2


async def test_while_it_is_made_to_fail_nothing_is_taken(tmp_path: Path) -> None:
    messenger = messenger_on(tmp_path)
    sent = await messenger.send(ChannelPlace(), ALERT, key="a")
    messenger.failing = True
    with pytest.raises(NotDelivered) as refused:
        await messenger.send(ChannelPlace(), ALERT, key="b")
    with pytest.raises(NotDelivered):
        await messenger.change(ChannelPlace(), sent, TAKEN)
    assert refused.value.problem is Problem.UNREACHABLE
    assert refused.value.retry_after is None
    assert [message.now for message in messenger_on(tmp_path).messages(ChannelPlace())] == [ALERT]


async def test_a_message_that_the_disk_cannot_hold_spoils_none_that_comes_after(tmp_path: Path) -> None:
    messenger = messenger_on(tmp_path)
    await messenger.send(ChannelPlace(), ALERT, key="a")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / "messages.jsonl").stat().st_size + 40, usual[1]))
    try:
        with pytest.raises(NotDelivered):
            await messenger.send(ChannelPlace(), ALERT, key="b")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    await messenger.send(ChannelPlace(), ALERT, key="b")

    assert len(messenger_on(tmp_path).messages(ChannelPlace())) == 2
