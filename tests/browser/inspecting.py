"""Looks a page over for whatever keeps somebody out: barriers, what is cut off, what is too small to touch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import Page

from tests.accessibility import barriers_again, bring_rules

WIDTHS = (1280, 390)
"""A desktop and a phone, in pixels."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SKELETON = """() => [...document.querySelectorAll("main, main *")]
    .map(each => each.tagName + "." + each.className + (each.type ?? "")).join(" ")"""
TOO_SMALL = """() => [...document.querySelectorAll(
    "button, .button, .tile, input[type=text], textarea, nav a, summary, .contact a, .practice a, .being a, a.what"
)].filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44).map(each => each.outerHTML)"""


@dataclass
class Inspection:
    """Looks at every page that is new to it, and remembers what it found; `runs` counts how often axe-core was asked.

    A page is new when it is built of other elements than any page before it. `widths` and `schemes` say how it is seen.
    """

    axe_source: str
    widths: Sequence[int] = WIDTHS
    schemes: Sequence[Literal["light", "dark"]] = SCHEMES
    known: set[str] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)
    runs: int = 0

    async def look(self, page: Page, name: str) -> None:
        """Look at the page that is open, if it is new."""
        skeleton: str = await page.evaluate(SKELETON)
        if skeleton not in self.known:
            self.known.add(skeleton)
            self.found |= await self._faults(page, name)

    async def _faults(self, page: Page, name: str) -> dict[str, list[str]]:
        """What is wrong with the page at each width, on light ground and on dark."""
        before = page.viewport_size
        found: dict[str, list[str]] = {}
        await bring_rules(page, self.axe_source)
        for width in self.widths:
            await page.set_viewport_size({"width": width, "height": 900})
            found[f"{name}, {width} wide"] = await ill_fitting(page)
            for scheme in self.schemes:
                await page.emulate_media(color_scheme=scheme)
                found[f"{name}, {width} wide, {scheme}"] = await barriers_again(page)
                self.runs += 1
        await page.emulate_media(color_scheme="null")
        if before is not None:
            await page.set_viewport_size(before)
        return {where: faults for where, faults in found.items() if faults}


async def ill_fitting(page: Page) -> list[str]:
    """By how much the page is wider than its window, and everything to press that is less than 44 pixels high."""
    wider: int = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    too_small: list[str] = await page.evaluate(TOO_SMALL)
    return [*([f"{wider} pixels too wide"] if wider > 0 else []), *(f"too small: {each}" for each in too_small)]
