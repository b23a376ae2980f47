"""A fake Slack, and the bot that runs on it: one of its own for each test, or one that a whole module speaks to."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.slack.telling import Telling, telling
from tests.fakes import slack_server
from tests.fakes.slack_server import FakeSlack
from tests.servers.bot_on_slack import OnSlack, on_slack, settings


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A fake Slack that also holds the bot to its own rules."""
    async with slack_server.serving() as slack:
        slack.house_rules = True
        yield slack


@pytest.fixture
async def bot(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[OnSlack]:
    """A bot of the test's own, over HTTP."""
    async with on_slack(slack, settings(slack, tmp_path / "data")) as bot:
        yield bot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OnSlack]:
    """The bot that a module's tests share: what they ask of `here` begins with an empty workspace."""
    async with slack_server.serving() as slack:
        slack.house_rules = True
        async with on_slack(slack, settings(slack, tmp_path_factory.mktemp("shared"))) as bot:
            yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def here(shared: OnSlack) -> AsyncIterator[OnSlack]:
    """The shared bot, and a Slack in which nothing has been said yet."""
    slack = shared.slack
    for each in (slack.posted, slack.whispered, slack.calls, slack.faults, slack.views, slack.homes):
        each.clear()
    yield shared
    slack.must_have_been_right()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_teller() -> AsyncIterator[Telling]:
    """A bot without handlers that a module's tests share: what they ask of `teller` begins with an empty workspace."""
    async with slack_server.serving() as slack, telling(slack) as bot:
        slack.house_rules = True
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def teller(shared_teller: Telling) -> AsyncIterator[Telling]:
    """The shared bot without handlers, and a Slack in which nothing has been said yet."""
    slack = shared_teller.slack
    for each in (slack.posted, slack.whispered, slack.calls, slack.faults, slack.views, slack.homes):
        each.clear()
    shared_teller.turns.clear()
    shared_teller.next.clear()
    yield shared_teller
    slack.must_have_been_right()


@pytest.fixture
def a_proxy_in_the_environment() -> Iterator[None]:
    """Where programs look for a proxy one is named that nobody can reach."""
    before = os.environ.get("HTTPS_PROXY")
    os.environ["HTTPS_PROXY"] = "http://127.0.0.1:1"
    yield
    del os.environ["HTTPS_PROXY"]
    if before is not None:
        os.environ["HTTPS_PROXY"] = before
