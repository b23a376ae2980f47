"""A file is taken along, from the button to the file: on Slack, on Teams and on the practice page, over real HTTP."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from io import StringIO
from pathlib import Path

import aiohttp

from bot import app, config
from bot.log import Log
from dialogs import wording_downloads as say
from dialogs.alerts import Press
from dialogs.downloads import LIFE
from dialogs.wording_copies import MADE, TRANSFER
from tests.fakes import slack_server, teams_server
from tests.fakes.slack_client import found
from tests.fakes.slack_json import text_of
from tests.fakes.slack_workspace import PEOPLE
from tests.fakes.teams_workspace import PEOPLE as ON_TEAMS
from tests.scenarios.conversation import AnswersIt, Kind, Sees, hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES
from tests.scenarios.slack_platform import SlackPlatform
from tests.scenarios.teams_platform import TeamsPlatform
from tests.servers import bot_on_slack, bot_on_teams

PUBLIC = "https://esafety.example.org"
LINK = re.compile(r"/file/[0-9a-f]{64}")
ORIGIN = {"Origin": "null"}


@dataclass
class Visitor:
    """A browser at the bot's web server."""

    http: aiohttp.ClientSession
    address: str

    async def looks(self, path: str) -> tuple[int, str]:
        """The page at the end of a link."""
        async with self.http.get(f"{self.address}{path}") as answer:
            return answer.status, await answer.text()

    async def presses(self, path: str) -> tuple[int, bytes]:
        """The button there."""
        async with self.http.post(f"{self.address}{path}", data={}, headers=ORIGIN) as answer:
            return answer.status, await answer.read()

    async def fetches_it_once(self, path: str) -> bytes:
        """What is in the file: a link to it is good for looking, for one file, and for nothing more."""
        assert LINK.fullmatch(path)
        assert [(await self.looks(path))[0] for _ in range(2)] == [HTTPStatus.OK] * 2
        status, content = await self.presses(path)
        assert status == HTTPStatus.OK
        await self.finds_it_gone(path)
        return content

    async def finds_it_gone(self, path: str) -> None:
        """The link is not good any more, however it is used."""
        (seen, page), (pressed, said) = await self.looks(path), await self.presses(path)
        assert (seen, pressed) == (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)
        assert say.GONE in page
        assert page == said.decode()


async def copies(platform: SlackPlatform | TeamsPlatform | PracticePlatform) -> str:
    """Tom reports something; Asha opens the case and makes a copy of it. What she reads then."""
    await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], platform)
    assert (await platform.presses("asha", Press.OPEN)).kind is Kind.CASE
    await platform.presses_here("asha", Press.WORK, "copy")
    case = await platform.answers("asha", {"version": TRANSFER, "whom": "Millbrook College"})
    assert case.kind is Kind.CASE
    return case.text


@asynccontextmanager
async def visiting(address: str) -> AsyncIterator[Visitor]:
    """A browser of its own."""
    async with aiohttp.ClientSession() as http:
        yield Visitor(http, address)


async def takes(platform: SlackPlatform | TeamsPlatform | PracticePlatform) -> str:
    """Tom reports something; Asha looks at the log and asks for it as a table. What she reads then."""
    await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], platform)
    log = await platform.presses_at_home("asha", Press.LOG)
    assert log.kind is Kind.LISTING
    said = await platform.presses_here("asha", Press.TAKE)
    assert said.kind is Kind.SAID
    return said.text


async def test_on_slack_it_is_a_button_that_leads_to_the_file(tmp_path: Path) -> None:
    async with slack_server.serving() as slack:
        settings = bot_on_slack.settings(slack, tmp_path / "data", PUBLIC_URL=f"{PUBLIC}/")
        async with bot_on_slack.on_slack(slack, settings) as bot, visiting(bot.address) as visitor:
            assert say.ONCE in await takes(bot.platform)
            modal = bot.modal(PEOPLE[0])
            _, button = found(modal.view, "fetch")
            url = text_of(button["url"])
            assert (await bot.client.press(modal, "fetch")).status == HTTPStatus.OK
            assert url.startswith(f"{PUBLIC}/file/")
            assert bot.modal(PEOPLE[0]).view == modal.view, "there is nothing to be shown"
            assert b"Hanley" in await visitor.fetches_it_once(url.removeprefix(PUBLIC))
            assert "/file/" not in str([each.message for each in slack.posted])
            _, figures = await visitor.looks("/metrics")
            token = url.rpartition("/")[2]
            assert token not in figures + bot.log.getvalue()
        slack.must_have_been_right()


async def test_on_teams_it_is_a_button_that_leads_to_the_file(tmp_path: Path) -> None:
    async with teams_server.serving() as teams:
        settings = bot_on_teams.settings(teams, tmp_path / "data", PUBLIC_URL=PUBLIC)
        async with bot_on_teams.on_teams(teams, settings) as bot, visiting(bot.address) as visitor:
            await bot.platform.everybody_adds_the_app()
            assert say.ONCE in await takes(bot.platform)
            card = str(teams.dialog(ON_TEAMS[0]).card.card)
            url = link_in(card)
            assert f"{PUBLIC}{url}" in card
            assert b"Hanley" in await visitor.fetches_it_once(url)
        teams.must_have_been_right()


def link_in(page: str) -> str:
    """The path of the only link to a file."""
    [link] = {found[0] for found in LINK.finditer(page)}
    return link


@asynccontextmanager
async def practising(folder: Path) -> AsyncIterator[tuple[PracticePlatform, Visitor]]:
    """The practice page, and a browser at it."""
    settings = config.read({"ESAFETY_DATA_DIR": str(folder), "PORT": "0"}, folder / ".env").for_practice()
    async with app.practice(settings, Log(StringIO())) as address, visiting(address) as visitor:
        yield PracticePlatform(address, visitor.http), visitor


async def asked_for(visitor: Visitor) -> str:
    """The link that Asha is given."""
    _, page = await visitor.looks("/as/asha/log")
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    form, headers = {"token": token[1], "about": ""}, {"Origin": visitor.address}
    async with visitor.http.post(f"{visitor.address}/as/asha/log/take", data=form, headers=headers) as answer:
        return link_in(await answer.text())


async def test_on_the_practice_page_it_is_a_link_to_the_same_page(tmp_path: Path) -> None:
    async with practising(tmp_path) as (platform, visitor):
        assert say.ONCE in await takes(platform)
        assert b"Hanley" in await visitor.fetches_it_once(await asked_for(visitor))


async def test_a_link_is_over_once_the_clock_has_moved(tmp_path: Path) -> None:
    async with practising(tmp_path) as (platform, visitor):
        link = await asked_for(visitor)
        await platform.waits(LIFE + timedelta(minutes=5))
        await visitor.finds_it_gone(link)


async def test_where_nobody_reaches_the_web_server_there_is_no_link_and_no_page(tmp_path: Path) -> None:
    async with slack_server.serving() as slack:
        settings = bot_on_slack.settings(slack, tmp_path / "data")
        async with bot_on_slack.on_slack(slack, settings) as bot, visiting(bot.address) as visitor:
            await bot.platform.presses_at_home("asha", Press.LOG)
            said = await bot.platform.presses_here("asha", Press.TAKE)
            assert say.BY_HAND in said.text
            assert "--for asha" in said.text
            assert (await visitor.looks(f"/file/{'0' * 64}"))[0] == HTTPStatus.NOT_FOUND
            assert (await visitor.presses(f"/file/{'0' * 64}"))[0] == HTTPStatus.NOT_FOUND


async def test_a_copy_of_a_case_is_made_and_fetched_as_a_pdf_on_slack(tmp_path: Path) -> None:
    async with slack_server.serving() as slack:
        settings = bot_on_slack.settings(slack, tmp_path / "data", PUBLIC_URL=PUBLIC)
        async with bot_on_slack.on_slack(slack, settings) as bot, visiting(bot.address) as visitor:
            said = await copies(bot.platform)
            assert MADE in said
            assert say.ONCE in said
            _, button = found(bot.modal(PEOPLE[0]).view, "fetch")
            content = await visitor.fetches_it_once(text_of(button["url"]).removeprefix(PUBLIC))
            assert content.startswith(b"%PDF-")
        slack.must_have_been_right()


async def test_a_copy_of_a_case_is_made_and_fetched_as_a_pdf_on_teams(tmp_path: Path) -> None:
    async with teams_server.serving() as teams:
        settings = bot_on_teams.settings(teams, tmp_path / "data", PUBLIC_URL=PUBLIC)
        async with bot_on_teams.on_teams(teams, settings) as bot, visiting(bot.address) as visitor:
            await bot.platform.everybody_adds_the_app()
            said = await copies(bot.platform)
            assert MADE in said
            assert say.ONCE in said
            content = await visitor.fetches_it_once(link_in(str(teams.dialog(ON_TEAMS[0]).card.card)))
            assert content.startswith(b"%PDF-")
        teams.must_have_been_right()
