"""Tests of the bot on Slack as a program of its own: `python -m bot run` with Slack's settings."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from bot.slack.checking import NO_ENTRY
from tests.bot.slack.walking import ASHA, TOM, to_the_review
from tests.fakes import slack_server
from tests.fakes.slack_client import SlackClient
from tests.fakes.slack_json import object_of
from tests.fakes.slack_roads import HttpRoad, SocketRoad
from tests.fakes.slack_server import FakeSlack
from tests.scenarios.slack_platform import carried
from tests.servers.bot_on_slack import AtSlack, environment
from tests.servers.bot_program import Running, running, say, settings

pytestmark = pytest.mark.untraced


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A fake Slack that also holds the bot to its own rules."""
    async with slack_server.serving() as slack:
        slack.house_rules = True
        yield slack


@asynccontextmanager
async def program(slack: FakeSlack, data: Path, *, socket_mode: bool) -> AsyncIterator[tuple[Running, AtSlack]]:
    """The program, and people who speak to it."""
    env = settings(data, **environment(slack, data, socket_mode=socket_mode))
    async with running(env, command=["run"]) as bot, aiohttp.ClientSession() as http:
        road = SocketRoad(slack.socket) if socket_mode else HttpRoad(bot.address, slack.signing_secret, http)
        yield bot, AtSlack(slack, SlackClient(slack, road))


async def test_a_token_that_slack_refuses_ends_it_in_one_sentence(slack: FakeSlack, tmp_path: Path) -> None:
    given = environment(slack, tmp_path) | {"SLACK_BOT_TOKEN": "xoxb-canary"}
    said = await asyncio.to_thread(say, "run", env=settings(tmp_path, **given))
    assert (said.code, said.out) == (1, "")
    *before, last = said.err.splitlines()
    assert last == NO_ENTRY
    assert [line.partition(" ")[0] for line in before] == ["The"], "only the new keyring"
    assert "canary" not in said.err


async def test_a_keyring_that_is_lost_is_asked_for_and_nobody_is_told_that_one_was_made(
    slack: FakeSlack, tmp_path: Path
) -> None:
    async with program(slack, tmp_path, socket_mode=False) as (bot, _):
        bot.process.terminate()
        await bot.ends()
    (tmp_path / "keyring.json").unlink()
    said = await asyncio.to_thread(say, "run", env=settings(tmp_path, **environment(slack, tmp_path)))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("There is no keyring at")
    assert not (tmp_path / "keyring.json").exists()


@pytest.mark.parametrize("socket_mode", [False, True])
async def test_the_practice_page_does_not_start_beside_slacks_secrets(
    slack: FakeSlack, tmp_path: Path, *, socket_mode: bool
) -> None:
    given = environment(slack, tmp_path, socket_mode=socket_mode)
    said = await asyncio.to_thread(say, "run", "--practice", env=settings(tmp_path, **given))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "SLACK_BOT_TOKEN" in said.err
    assert "Nothing was started" in said.err
    assert list(tmp_path.iterdir()) == []
    assert slack.calls == []


@pytest.mark.parametrize(("socket_mode", "words"), [(False, "for requests from Slack"), (True, "over Socket Mode")])
async def test_what_is_in_work_when_it_is_told_to_stop_is_finished_and_answered(
    slack: FakeSlack, tmp_path: Path, words: str, *, socket_mode: bool
) -> None:
    async with program(slack, tmp_path, socket_mode=socket_mode) as (bot, people):
        assert f"E-safety is ready {words}: {bot.address}" in bot.out[0]
        modal = await to_the_review(people, TOM)
        with closing(sqlite3.connect(tmp_path / "esafety.db", isolation_level=None)) as another:
            another.execute("BEGIN EXCLUSIVE")
            sending = asyncio.create_task(people.client.submit(modal))
            await asyncio.sleep(0.3)  # by now it waits for the database
            bot.process.terminate()
            await asyncio.sleep(0.3)
            another.execute("ROLLBACK")
        answer = await sending
        assert carried(object_of(answer.body["view"]))["kind"] == "received"
        assert await bot.ends() == 0
    assert "Traceback" not in bot.err[0]

    async with program(slack, tmp_path, socket_mode=socket_mode) as (bot, people):
        await people.client.opens_home(ASHA)
        assert "ES-" in slack.homes[ASHA].text
        bot.process.terminate()
        assert await bot.ends() == 0
