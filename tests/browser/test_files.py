"""The page at the end of a link to a file, in a real browser: by keys alone, without scripts, on a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.web import serve
from dialogs import wording_downloads as say
from tests.bot.fetch.file_world import AT, TABLE, FileWorld
from tests.browser.inspecting import Inspection
from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.untraced


async def test_a_file_is_fetched_by_keys_alone_and_nothing_keeps_anybody_out(
    browser: Browser, axe_source: str, tmp_path: Path
) -> None:
    runner = await serve(FileWorld().app, host="127.0.0.1", port=0)
    inspection = Inspection(axe_source, widths=(1280, 320))
    page = await browser.new_page()
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}{AT}")
    await inspection.look(page, "offered")
    await Keyboard(page).reach(say.GET)
    async with page.expect_download() as download:
        await page.keyboard.press("Enter")
    file = await download.value
    await file.save_as(tmp_path / file.suggested_filename)
    assert (tmp_path / TABLE.name).read_bytes() == TABLE.content
    await page.get_by_role("button", name=say.GET).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(say.GONE)
    await inspection.look(page, "gone")
    await page.close()
    await runner.cleanup()
    assert (inspection.found, inspection.runs) == ({}, 8)


async def test_it_needs_no_script(browser: Browser) -> None:
    runner = await serve(FileWorld().app, host="127.0.0.1", port=0)
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}{AT}")
    async with page.expect_download() as download:
        await page.get_by_role("button", name=say.GET).click()
    assert (await download.value).suggested_filename == TABLE.name
    await context.close()
    await runner.cleanup()
