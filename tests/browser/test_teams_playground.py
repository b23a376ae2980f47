"""The bot in Microsoft's own stand-in for Teams, in a real browser, with every token checked."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from bot.teams.ids import Command
from tests import needs
from tests.browser.teams_client import TeamsClient, at_their_teams
from tests.fakes.teams_workspace import PEOPLE
from tests.servers import playground
from tests.servers.bot_in_playground import InPlayground, in_playground

ASHA, TOM = PEOPLE[0], PEOPLE[6]
REFERENCE = re.compile(r"ES-[0-9A-Z]{4,}")


@dataclass(frozen=True, slots=True)
class Stage:
    """Tom, who reports, and Asha, who reads the channel."""

    bot: InPlayground
    asha: TeamsClient
    tom: TeamsClient


@pytest.fixture
async def stage(tmp_path: Path, browser: Browser) -> AsyncIterator[Stage]:
    if not playground.can_run():
        needs.could_not_run("the Agents Playground is not here: install npm, then `make node_modules/installed`")
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(in_playground(tmp_path, (ASHA, TOM)))
        asha = await stack.enter_async_context(at_their_teams(browser, bot.clients[ASHA]))
        tom = await stack.enter_async_context(at_their_teams(browser, bot.clients[TOM]))
        yield Stage(bot, asha, tom)


async def test_a_report_is_received_alerted_and_picked_up(stage: Stage) -> None:
    asha, tom = stage.asha, stage.tom
    await asha.opens_the_channel()
    await tom.commands(Command.REPORT)
    for screen in REPORT:
        await screen_is_answered(tom, screen)
    raise AssertionError
    print(await tom.dialog.aria_snapshot())
    await asha.page.get_by_text("Nasty").first.wait_for()
    print(await asha.page.locator("body").aria_snapshot())
    await asha.page.screenshot(path="/tmp/pg/p2.png")
    await asha.page.get_by_role("button", name="Acknowledge").click()
    await asha.page.wait_for_timeout(2000)
    print(await asha.page.locator("body").aria_snapshot())
    await asha.page.screenshot(path="/tmp/pg/p3.png")
    await tom.closes()
    await tom.page.wait_for_timeout(2000)
    print(await tom.page.locator("body").aria_snapshot())
    await tom.page.screenshot(path="/tmp/pg/p4.png")


@dataclass(frozen=True)
class Screen:
    """A screen of a report: what stands above it, what is ticked and written, and what is pressed then."""

    title: str
    ticked: tuple[str, ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    press: str = "Continue"


REPORT = (
    Screen("First, is everybody safe?", ("No",)),
    Screen("What is it about?", ("Messages or posts",)),
)

async def screen_is_answered(person: TeamsClient, screen: Screen) -> None:
    await person.sees(screen.title)
    print(await person.dialog.inner_html())
    await person.chooses(*screen.ticked)
    await person.enters(dict(screen.written))
    await person.presses(screen.press)
