"""Which platform a message goes by when there are several."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    assert sent.startswith(f"{platform}|m")
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


REFUSED, UNREACHABLE, NO_ADDRESS = Problem.REFUSED, Problem.UNREACHABLE, Problem.NO_ADDRESS
ASHA = PersonPlace("asha")


def failing(name: str, problem: Problem) -> FakeMessenger:
    return FakeMessenger(fails_to={name: NotDelivered(problem)})


@pytest.mark.parametrize("problem", [REFUSED, UNREACHABLE, NO_ADDRESS])
async def test_who_cannot_be_told_on_the_first_platform_is_told_on_the_next_and_changed_there(problem: Problem) -> None:
    slack, teams = failing("asha", problem), FakeMessenger()
    routed = RoutedMessenger(BOTH, {"slack": slack, "teams": teams}, None)
    sent = await routed.send(ASHA, ALERT, key="k")
    await routed.change(ASHA, sent, ALERT)
    assert (slack.sent, slack.changed) == ([], [])
    assert teams.sent == teams.changed == [("asha", ALERT)]


@pytest.mark.parametrize("problem", sorted(set(Problem) - {REFUSED, UNREACHABLE, NO_ADDRESS}))
async def test_nobody_is_told_twice_for_a_platform_that_may_have_told_them_or_soon_will(problem: Problem) -> None:
    teams = FakeMessenger()
    with pytest.raises(NotDelivered) as failed:
        await RoutedMessenger(BOTH, {"slack": failing("asha", problem), "teams": teams}, None).send(ASHA, ALERT, key="")
    assert failed.value.problem is problem
    assert teams.sent == []


@pytest.mark.parametrize(
    ("slack", "teams", "raised"),
    [
        (REFUSED, NO_ADDRESS, REFUSED),
        (NO_ADDRESS, REFUSED, NO_ADDRESS),
        (UNREACHABLE, REFUSED, UNREACHABLE),
        (REFUSED, UNREACHABLE, UNREACHABLE),
        (REFUSED, Problem.TIMED_OUT, Problem.TIMED_OUT),
        (REFUSED, Problem.RATE_LIMITED, Problem.RATE_LIMITED),
    ],
)
async def test_it_is_given_up_only_if_no_platform_will_ever_take_it(
    slack: Problem, teams: Problem, raised: Problem
) -> None:
    chats = {"slack": failing("asha", slack), "teams": failing("asha", teams)}
    with pytest.raises(NotDelivered) as failed:
        await RoutedMessenger(BOTH, chats, None).send(ASHA, ALERT, key="k")
    assert failed.value.problem is raised


async def test_the_channel_is_that_of_the_first_platform_even_while_that_refuses() -> None:
    teams = FakeMessenger()
    with pytest.raises(NotDelivered):
        await RoutedMessenger(BOTH, {"slack": failing("#", REFUSED), "teams": teams}, None).send(
            ChannelPlace(), ALERT, key="k"
        )
    assert teams.sent == []


@dataclass
class Changing(FakeMessenger):
    """Remembers under which ids messages were changed."""

    ids: list[str] = field(default_factory=list)

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Remember the id."""
        del to, message
        self.ids.append(platform_id)


@pytest.mark.parametrize(
    ("stored", "changed"),
    [
        ("slack|D1:1.2", {"slack": ["D1:1.2"], "teams": []}),
        ("teams|19:x;messageid=7 7", {"slack": [], "teams": ["19:x;messageid=7 7"]}),
        ("D1:1.2", {"slack": ["D1:1.2"], "teams": []}),
        ("a|b:1.2", {"slack": ["a|b:1.2"], "teams": []}),
    ],
)
async def test_a_message_is_changed_where_it_stands(stored: str, changed: Mapping[str, list[str]]) -> None:
    chats = {"slack": Changing(), "teams": Changing()}
    await RoutedMessenger(BOTH, chats, None).change(ASHA, stored, ALERT)
    assert {name: chat.ids for name, chat in chats.items()} == changed


async def test_what_stands_on_a_platform_that_is_not_served_any_more_is_not_changed_on_another() -> None:
    slack = Changing()
    with pytest.raises(NotDelivered) as failed:
        await RoutedMessenger(BOTH, {"slack": slack}, None).change(ASHA, "teams|a:1 2", ALERT)
    assert (failed.value.problem, slack.ids) == (NO_ADDRESS, [])
