"""Somebody at their Teams in a real browser, which is a Playground: they press what they see."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, Locator, Page, Route, ViewportSize

from bot.teams import teams_words
from tests.servers.playground import TEAM_NAME

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 30_000.0
"""Milliseconds for something to be seen."""
ANOTHER_DIALOG = "before => ![before, undefined].includes(document.querySelector('[role=dialog]')?.innerText)"
MENU = "Show more information"
THIS_MACHINE = "http://127.0.0.1:"


@dataclass(frozen=True, slots=True)
class AtPlayground:
    """One person's page."""

    page: Page

    @property
    def dialog(self) -> Locator:
        """The dialog in front of them."""
        return self.page.get_by_role("dialog")

    async def writes(self, text: str) -> None:
        """Writes to the bot in their own chat, and waits until that stands there.

        When it comes, the Playground draws every message anew, and a dialog of one of them is lost.
        """
        await self.page.get_by_role("textbox").fill(text)
        await self.page.get_by_role("button", name="Send Message").click()
        await self._message(text).wait_for()

    async def commands(self, command: str) -> None:
        """Chooses a command below the box where messages are written."""
        await self.page.get_by_role("button", name="Trigger Message Extension App").click()
        await self._chooses(command)

    async def commands_on(self, text: str, command: str) -> None:
        """Chooses a command in the menu of the message that says this."""
        await self._message(text).get_by_role("button", name=MENU).click()
        await self._chooses(command)

    async def chooses(self, *options: str) -> None:
        """Ticks these options of the dialog, which may have a description after a dash."""
        for option in options:
            await self.dialog.get_by_text(re.compile(rf"^{re.escape(option)}( – .*)?$")).click()

    async def enters(self, values: Mapping[str, str]) -> None:
        """Writes into the boxes whose labels begin so."""
        for label, value in values.items():
            await self.dialog.get_by_label(label).fill(value)

    async def presses(self, button: str) -> None:
        """Presses a button of the dialog, and waits until something else stands there."""
        before = await self.dialog.inner_text()
        await self.dialog.get_by_role("button", name=button, exact=True).last.click()
        await self.page.wait_for_function(ANOTHER_DIALOG, arg=before)

    async def closes(self) -> None:
        """Presses the dialog's cross."""
        await self.dialog.get_by_role("button", name="Close").first.click()
        await self.dialog.wait_for(state="hidden")

    async def looks_at(self, channel: str) -> None:
        """Opens a channel of the team, and waits for the bot's greeting there."""
        await self.page.get_by_role("treeitem", name=f"{TEAM_NAME} - {channel}").click()
        await self.reads(teams_words.ADDED_TO_A_TEAM[0])

    async def reads(self, words: str) -> None:
        """Waits until these words stand somewhere, in one style."""
        await self.page.get_by_text(words).last.wait_for()

    def _message(self, text: str) -> Locator:
        """What holds both these words and a menu, and nothing else does that within it."""
        menu = self.page.get_by_role("button", name=MENU)
        return self.page.locator("div").filter(has_text=text).filter(has=menu).last

    async def _chooses(self, command: str) -> None:
        await self.page.get_by_role("menuitem", name="Action Command").click()
        await self.page.get_by_role("textbox", name="Command ID").fill(command)
        await self.presses("Create")


@asynccontextmanager
async def at_their_teams(browser: Browser, address: str, size: ViewportSize = DESKTOP) -> AsyncIterator[AtPlayground]:
    """Somebody who has opened the Playground at that address, and has been welcomed. Nothing is asked of elsewhere."""
    context = await browser.new_context(
        viewport=size, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce"
    )
    await context.route("**/*", _only_this_machine)
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_role("button", name="Hide log panel").click()
    await page.get_by_role("button", name="Report an incident").wait_for()
    yield AtPlayground(page)
    await context.close()


async def _only_this_machine(route: Route) -> None:
    await (route.continue_() if route.request.url.startswith(THIS_MACHINE) else route.abort())
