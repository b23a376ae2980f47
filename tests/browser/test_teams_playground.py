"""The bot in Microsoft's own stand-in for Teams, in a real browser, with every token checked."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from bot.teams.ids import Command
from tests import needs
from tests.browser.teams_playground import PATIENCE, AtPlayground, at_their_teams
from tests.browser.teams_report import AND_SENDS, TO_THE_REVIEW, TO_WHOM_IT_IS_ABOUT, Screen, goes_through
from tests.fakes.teams_workspace import PEOPLE
from tests.servers import playground
from tests.servers.bot_in_playground import in_playground
from tests.servers.playground import CHANNEL_NAME

pytestmark = pytest.mark.untraced

ASHA, TOM = PEOPLE[0], PEOPLE[6]
REFERENCE = re.compile(r"ES-[0-9A-Z]{4,}")
NASTY = "nobody likes you, do not come back"


def must_run() -> None:
    """Says loudly if there is no Playground here."""
    if not playground.can_run():
        needs.could_not_run("the Agents Playground is not here: install npm, then `make node_modules/installed`")


@pytest.fixture
async def tom(tmp_path: Path, browser: Browser) -> AsyncIterator[AtPlayground]:
    """Tom, who reports, alone with the bot."""
    must_run()
    async with in_playground(tmp_path, (TOM,)) as bot, at_their_teams(browser, bot.clients[TOM]) as tom:
        yield tom


async def test_a_report_is_received_alerted_and_picked_up(tmp_path: Path, browser: Browser) -> None:
    must_run()
    async with (
        in_playground(tmp_path, (ASHA, TOM)) as bot,
        at_their_teams(browser, bot.clients[ASHA]) as asha,
        at_their_teams(browser, bot.clients[TOM]) as tom,
    ):
        await asha.looks_at(CHANNEL_NAME)
        await tom.commands(Command.REPORT)
        await goes_through(tom, *TO_THE_REVIEW, AND_SENDS)
        await tom.reads("Your reference")
        reference = REFERENCE.search(await tom.dialog.inner_text())
        assert reference is not None

        await asha.reads(f"S2 · {reference[0]}")
        await asha.page.get_by_role("button", name="Acknowledge").click()
        await asha.reads("Picked up by Asha Patel")
        await asha.page.get_by_role("button", name="Acknowledge").wait_for(state="hidden")
        assert "Mia" not in await asha.page.locator("body").inner_text()

        await tom.closes()
        await tom.reads(f"{reference[0]} was picked up at")


async def test_a_message_is_reported_from_its_own_menu(tom: AtPlayground) -> None:
    await tom.writes(NASTY)
    await tom.reads("nobody has been told")
    await tom.commands_on(NASTY, Command.REPORT_MESSAGE)
    await goes_through(tom, *TO_WHOM_IT_IS_ABOUT, Screen())
    await expect(tom.dialog.get_by_label("What happened")).to_have_value(re.compile(NASTY), timeout=PATIENCE)


async def test_what_is_typed_is_answered_with_numbers_and_ways_on(tom: AtPlayground) -> None:
    await tom.writes("Whom do I ring when a learner is in danger?")
    await tom.reads("nobody has been told")
    for way in ("Report an incident", "Tell someone", "Help now"):
        await expect(tom.page.get_by_role("button", name=way)).to_have_count(2, timeout=PATIENCE)


async def test_without_a_token_nobody_is_heard(tmp_path: Path) -> None:
    activity = {"type": "message", "id": "1", "text": "hello", "channelId": "msteams"}
    async with (
        in_playground(tmp_path, ()) as bot,
        aiohttp.ClientSession() as http,
        http.post(f"{bot.address}/api/messages", json=activity) as answer,
    ):
        assert answer.status == 401
