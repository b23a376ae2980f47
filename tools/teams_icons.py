"""Draws the icons of the Teams app anew: each PNG in bot/teams/app_package from the SVG beside it, with Chromium."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from tests.servers import chromium

FOLDER = Path(__file__).parent.parent / "bot" / "teams" / "app_package"
SIZES = {"color": 192, "outline": 32}
PAGE = "<!doctype html><style>html,body{{margin:0;background:none}}svg{{display:block}}</style>{svg}"


async def draw() -> None:
    """Writes every icon."""
    program = chromium.program()
    if program is None:
        sys.exit("The icons need Chromium: `make servers` installs it where it may.")
    with chromium.running(program) as endpoint:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(endpoint)
            for name, size in SIZES.items():
                page = await browser.new_page(viewport={"width": size, "height": size})
                await page.set_content(PAGE.format(svg=(FOLDER / f"{name}.svg").read_text(encoding="utf-8")))
                await page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
                await page.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(draw()))
