"""What is to be seen on Slack beside the conversations that every platform has: Socket Mode, and PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import slack_server
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import read
from tests.fakes.slack_workspace import PEOPLE
from tests.scenarios.bots import must_be_whole, on_slack, over_http, over_socket_mode
from tests.scenarios.conversation import hold
from tests.scenarios.every import EVERY
from tests.scenarios.slack_platform import REPORT, carried

pytestmark = pytest.mark.untraced

TOM = PEOPLE[6]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A fake Slack that also holds the bot to its own rules."""
    async with slack_server.serving() as slack:
        slack.house_rules = True
        yield slack


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator", "told in danger"])
async def test_a_conversation_goes_the_same_way_over_socket_mode(name: str, slack: FakeSlack, tmp_path: Path) -> None:
    settings = over_socket_mode(slack, tmp_path / "slack")
    async with on_slack(slack, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)


async def test_a_conversation_goes_on_when_slack_renews_the_connection(slack: FakeSlack, tmp_path: Path) -> None:
    conversation = EVERY["received and picked up"]
    async with on_slack(slack, over_socket_mode(slack, tmp_path / "slack")) as platform:
        await hold(conversation[:3], platform)
        await slack.socket.disconnect()
        await hold(conversation[3:], platform)

    assert slack.socket.connections == 2


async def test_somebody_for_whom_slack_was_too_slow_is_shown_how_to_go_on(slack: FakeSlack, tmp_path: Path) -> None:
    slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))
    async with on_slack(slack, over_http(slack, tmp_path / "slack")) as platform:
        await platform.client.command(TOM, REPORT)
        [(_, person, message)] = slack.whispered
        assert person == TOM
        assert "999" in read(message["blocks"])

        await platform.client.press_whispered(TOM, "report")
        assert carried(slack.modal(TOM).view)["screen"] == "danger"


@pytest.mark.parametrize("name", ["received and picked up", "danger now", "about the coordinator"])
async def test_a_conversation_goes_the_same_way_on_postgresql(
    name: str, slack: FakeSlack, tmp_path: Path, postgres_url: str
) -> None:
    settings = replace(over_http(slack, tmp_path / "slack"), database_url=postgres_url)
    async with on_slack(slack, settings) as platform:
        await hold(EVERY[name], platform)
    await must_be_whole(settings)
