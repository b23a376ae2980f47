"""Which platform a message goes by when there are several."""

from dataclasses import replace

import pytest

from bot.routing import RoutedMessenger
from dialogs.alerts import Message
from dialogs.organisation import Channels
from handlers.messenger import ChannelPlace, Destination, NotDelivered, PersonPlace
from storage.outbox import Problem
from tests.fakes.desk import FakeMessenger
from tests.handlers.office import EXAMPLE

ALERT = Message(("S1",))
TOM = EXAMPLE.people["tom"]
PEOPLE = {
    **EXAMPLE.people,
    "tom": replace(TOM, slack="U1", teams=""),
    "lena": replace(EXAMPLE.people["lena"], slack="", teams="0f"),
    "asha": replace(EXAMPLE.people["asha"], slack="U2", teams="0a"),
    "dilys": replace(EXAMPLE.people["dilys"], slack="", teams=""),
}
BOTH = replace(EXAMPLE, people=PEOPLE, channels=Channels(slack="C1", teams="19:x", teams_tenant="t"))


@pytest.mark.parametrize(
    ("to", "platform"),
    [
        (PersonPlace("tom"), "slack"),
        (PersonPlace("lena"), "teams"),
        (PersonPlace("asha"), "slack"),
        (PersonPlace("slack:T1:U9"), "slack"),
        (PersonPlace("teams:t:0b"), "teams"),
        (ChannelPlace(), "slack"),
    ],
    ids=str,
)
async def test_a_message_goes_by_the_first_platform_on_which_they_are(to: Destination, platform: str) -> None:
    chats = {"slack": FakeMessenger(), "teams": FakeMessenger()}
    routed = RoutedMessenger(BOTH, chats, None)
    sent = await routed.send(to, ALERT, key="k")
    await routed.change(to, sent, ALERT)
    assert [name for name, chat in chats.items() if chat.sent and chat.changed] == [platform]


async def test_without_a_channel_on_slack_it_is_that_on_teams() -> None:
    chats = {"slack": FakeMessenger(), "teams": FakeMessenger(in_the_channel=frozenset({"asha"}))}
    routed = RoutedMessenger(replace(BOTH, channels=Channels(teams="19:x")), chats, None)
    assert await routed.readers(ChannelPlace()) == frozenset({"asha"})


@pytest.mark.parametrize("key", ["dilys", "lena", "teams:t:0b", "nobody"])
async def test_who_is_on_no_platform_that_is_served_has_no_address(key: str) -> None:
    with pytest.raises(NotDelivered) as failed:
        await RoutedMessenger(BOTH, {"slack": FakeMessenger()}, None).send(PersonPlace(key), ALERT, key="k")
    assert failed.value.problem is Problem.NO_ADDRESS
