"""Takes the pictures of docs/pictures: the practice page, Slack and Teams as people meet them, on desktops and phones.

The bot is the real one, on a data folder that is thrown away, with its made-up people; nothing is drawn by hand.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

from dialogs.alerts import Press
from tests.browser import slack_drawing, teams_drawing
from tests.browser.browser_platform import BrowserPlatform
from tests.browser.running import practice_bot
from tests.scenarios.conversation import Answers
from tests.servers import chromium, playground
from tools import playground_pictures, slack_pictures, teams_pictures

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
MINUTES = timedelta(minutes=1)
TALLEST = 1400
"""Where a picture ends, in pixels of the page: what follows is more of the same."""


@dataclass(frozen=True, slots=True)
class Device:
    """What the pictures are taken on: the size of its window, and how many pixels of a picture make one of the page."""

    name: str
    width: int
    height: int
    scale: float
    scheme: Literal["light", "dark"] = "light"


DESKTOP = Device("desktop", 1280, 900, 1)
PHONE = Device("phone", 390, 844, 1.5)
AT_NIGHT = Device("phone-dark", 390, 844, 1.5, "dark")


@dataclass(frozen=True, slots=True)
class Photographer:
    """Walks through one bot as several people, and takes a picture where it is told to."""

    device: Device
    people: BrowserPlatform

    async def take(self, name: str, person: str) -> None:
        """Take a picture of what stands in this person's tab."""
        page = await self.people.tab(person)
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        height = min(await _height(page), TALLEST)
        await page.set_viewport_size({"width": self.device.width, "height": height})
        await page.screenshot(path=FOLDER / f"{name}-{self.device.name}.png", animations="disabled")
        await page.set_viewport_size({"width": self.device.width, "height": self.device.height})

    async def take_at(self, name: str, path: str) -> None:
        """Take a picture of the page at this path."""
        await self.people.goes_to("", path)
        await self.take(name, "")


@asynccontextmanager
async def photographer(browser: Browser, device: Device) -> AsyncIterator[Photographer]:
    """Somebody with a camera at a bot of their own."""
    with tempfile.TemporaryDirectory() as folder:
        async with practice_bot(Path(folder)) as address:
            context = await browser.new_context(
                viewport={"width": device.width, "height": device.height},
                device_scale_factor=device.scale,
                color_scheme=device.scheme,
                reduced_motion="reduce",
                locale="en-GB",
            )
            yield Photographer(device, BrowserPlatform(address, context))
            await context.close()


async def picked_up(at: Photographer) -> None:
    """A report from the first screen until its reporter hears who has it."""
    people = at.people
    await at.take_at("01-choose-who", "/")
    await people.starts("tom")
    await at.take("02-first-screen", "tom")
    await people.answers("tom", {"danger": "no"})
    await at.take("03-what-is-it-about", "tom")
    await people.answers("tom", {"tile": "messages"})
    await people.answers("tom", {"messages_kind": "sent"})
    await people.answers("tom", {"staff_involved": "no"})
    await people.answers("tom", {})
    await people.goes_back("tom", {})
    await people.fills("tom", {"subject": "Mia Example", "age": "16_17", "centre": "hanley"})
    await at.take("05-who-is-it-about", "tom")
    await people.answers("tom", {})
    await people.fills("tom", {"account": ACCOUNT, "ongoing": "yes"})
    await at.take("06-what-happened", "tom")
    await people.answers("tom", {})
    await people.answers("tom", {"done": ["told_not_reply", "kept_evidence"]})
    await at.take("07-review", "tom")
    await people.answers("tom", {})
    await at.take("08-received", "tom")
    await at.take_at("09-alert-in-the-channel", "/as/asha/channel")
    await people.presses("asha", Press.OPEN)
    await people.waits(12 * MINUTES)
    await people.presses("asha", Press.ACKNOWLEDGE)
    await at.take_at("10-alert-picked-up", "/as/asha/channel")
    await people.presses("asha", Press.OPEN)
    await at.take("11-case", "asha")
    await at.take_at("12-reporter-hears", "/as/tom/messages")


async def left_alone(at: Photographer) -> None:
    """A report of the most private kind, which nobody picks up."""
    people = at.people
    await people.starts("tom")
    await people.answers("tom", {"danger": "no"})
    await people.answers("tom", {"tile": "photos"})
    await people.answers("tom", {"image_guard": "yes"})
    await at.take("04-picture-of-somebody-under-18", "tom")
    for values in IMAGE_SHARED:
        await people.answers("tom", values)
    await people.waits(30 * MINUTES)
    await at.take_at("13-nobody-has-picked-it-up", "/as/tom/messages")
    await at.take_at("14-the-next-person-is-told", "/as/ben/messages")
    await people.waits(90 * MINUTES)
    await at.take_at("15-the-last-person-is-told", "/as/dilys/messages")
    await people.presses("dilys", Press.OPEN)
    await at.take("16-case-with-suspended-steps", "dilys")


async def in_danger(at: Photographer) -> None:
    """Somebody may be in danger: one line is enough."""
    await at.people.starts("tom")
    await at.people.answers("tom", {"danger": "yes"})
    await at.take("17-one-line-is-enough", "tom")


async def not_taken(at: Photographer) -> None:
    """A report about everybody who could read it."""
    people = at.people
    await people.starts("tom")
    for values in ABOUT_EVERYBODY:
        await people.answers("tom", values)
    await at.take("18-not-sent", "tom")


async def at_night(at: Photographer) -> None:
    """The first screen on a phone that shows dark pages."""
    await at.people.starts("tom")
    await at.take("02-first-screen", "tom")


ACCOUNT = (
    'Mia showed me a group chat this morning. One message says "nobody likes you, don\'t come back". '
    "Three learners from her group are in it. She has not answered."
)
IMAGE_SHARED: tuple[Answers, ...] = (
    {"image_more": "shared"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {"account": "Mia says that it was passed round a group chat last night."},
    {"done": "nothing"},
    {},
)
ABOUT_EVERYBODY: tuple[Answers, ...] = (
    {"danger": "no"},
    {"tile": "staff"},
    {"staff_kind": "behaviour"},
    {"subject": "The whole safeguarding team", "centre": "hanley"},
    {"account": 'Ben said "we all agreed to keep it quiet" about a learner\'s complaint.'},
    {"done": "nothing"},
    {"about_readers": ["carys", "dilys"]},
)


async def take_all() -> None:
    """Every picture, each journey on a bot of its own."""
    program = chromium.program()
    if program is None:
        sys.exit("There is no Chromium here, so no picture was taken: `make servers` installs it.")
    if not (slack_drawing.can_draw() and teams_drawing.can_draw() and playground.can_run()):
        sys.exit("Slack and Teams cannot be drawn here, so no picture was taken: install npm, then do it again.")
    FOLDER.mkdir(exist_ok=True)
    with chromium.running(program) as endpoint:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(endpoint)
            for device in (DESKTOP, PHONE):
                for journey in (picked_up, left_alone, in_danger, not_taken):
                    async with photographer(browser, device) as at:
                        await journey(at)
            async with photographer(browser, AT_NIGHT) as at:
                await at_night(at)
            for tool in (slack_pictures, teams_pictures, playground_pictures):
                await tool.take_all(browser)
            await browser.close()


async def _height(page: Page) -> int:
    """Where the picture ends: the practice clock and the numbers below every page are shown once."""
    height: int = await page.evaluate(
        """() => {
            if (document.querySelector("main").dataset.page === "choose") return document.documentElement.scrollHeight;
            const last = document.querySelector("main > :last-child").getBoundingClientRect().bottom;
            return Math.ceil(last + scrollY) + 40;
        }"""
    )
    return height


if __name__ == "__main__":
    asyncio.run(take_all())
