"""Takes pictures of the practice page and of the plain page for learners, as somebody walks through the real bot."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, Page

from bot.config import Config
from tests.browser.browser_platform import BrowserPlatform
from tests.browser.running import practice_bot

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
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
    """Walks through one bot as several people, and takes a picture where it is told to.

    `within` is what the pictures' names begin with, and `only` names those that are taken, where it is not all of them.
    """

    device: Device
    people: BrowserPlatform
    within: str = ""
    only: frozenset[str] = frozenset()

    async def take(self, name: str, person: str, tallest: int = TALLEST) -> None:
        """Take a picture of what stands in this person's tab, and of no more than `tallest` pixels of the page."""
        if self.only and name not in self.only:
            return
        path = FOLDER / f"{self.within}{name}-{self.device.name}.png"
        page = await self.people.tab(person)
        await page.bring_to_front()
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        height = min(await _height(page), tallest)
        await page.set_viewport_size({"width": self.device.width, "height": height})
        await page.screenshot(path=path, animations="disabled")
        await page.set_viewport_size({"width": self.device.width, "height": self.device.height})

    async def take_at(self, name: str, path: str) -> None:
        """Take a picture of the page at this path."""
        await self.people.goes_to("", path)
        await self.take(name, "")


@asynccontextmanager
async def photographer(
    browser: Browser,
    device: Device,
    platform: type[BrowserPlatform] = BrowserPlatform,
    before: Callable[[Config], Awaitable[None]] | None = None,
) -> AsyncIterator[Photographer]:
    """Somebody with a camera at a bot of their own, who walks through it like `platform`. `before` fills it first."""
    with tempfile.TemporaryDirectory() as folder:
        async with practice_bot(Path(folder), before=before) as address:
            context = await browser.new_context(
                viewport={"width": device.width, "height": device.height},
                device_scale_factor=device.scale,
                color_scheme=device.scheme,
                reduced_motion="reduce",
                locale="en-GB",
            )
            yield Photographer(device, platform(address, context))
            await context.close()


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


def shrink() -> None:
    """Leaves every picture 256 colours: it takes a third of the room, and looks the same."""
    for file in FOLDER.rglob("*.png"):
        with Image.open(file) as picture:
            fewer = None if picture.mode == "P" else picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        if fewer is not None:
            fewer.save(file, optimize=True)
