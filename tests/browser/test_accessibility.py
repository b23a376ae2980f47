"""Every view of the practice page, in a real browser: no barrier, nothing cut off, nothing too small to touch."""

import pytest
from playwright.async_api import Browser

from tests.accessibility import barriers
from tests.browser.visiting import VIEWS, WIDTHS, Visit, sticks_out, too_small


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (390, "dark")])
async def test_no_view_keeps_anybody_out(
    browser: Browser, visit: Visit, axe_source: str, width: int, scheme: str
) -> None:
    await visit.send_some_messages()
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = await context.new_page()
    found: dict[str, list[str]] = {}
    for view in VIEWS:
        await visit.open(page, view)
        found[view] = await barriers(page, axe_source)
    await context.close()
    assert found == {view: [] for view in VIEWS}


@pytest.mark.parametrize("width", [*WIDTHS, 320])
async def test_everything_fits_and_can_be_touched(browser: Browser, visit: Visit, width: int) -> None:
    await visit.send_some_messages()
    context = await browser.new_context(viewport={"width": width, "height": 900})
    page = await context.new_page()
    for view in VIEWS:
        await visit.open(page, view)
        assert (view, await sticks_out(page), await too_small(page)) == (view, 0, [])
    await context.close()


async def test_each_view_has_one_heading_of_the_first_level_and_a_main_part(browser: Browser, visit: Visit) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    for view in VIEWS:
        await visit.open(page, view)
        counts = (await page.locator("h1").count(), await page.get_by_role("main").locator("h1").count())
        assert (view, counts) == (view, (1, 1))
        assert await page.locator("html").get_attribute("lang") == "en-GB"
    await context.close()
