"""Every view of the practice page, in a real browser: no barrier, nothing cut off, nothing too small to touch."""

import pytest
from playwright.async_api import Browser

from tests.browser.inspecting import Inspection, ill_fitting
from tests.browser.visiting import VIEWS, Visit

pytestmark = pytest.mark.untraced


async def test_no_view_keeps_anybody_out_on_a_desktop_or_a_phone_by_day_or_night(
    browser: Browser, visit: Visit, axe_source: str
) -> None:
    await visit.send_some_messages()
    inspection = Inspection(axe_source)
    page = await browser.new_page()
    for view in VIEWS:
        await visit.open(page, view)
        await inspection.look(page, view)
    await page.close()
    assert inspection.found == {}
    assert inspection.runs == 4 * len(inspection.known) > len(VIEWS)


async def test_everything_fits_and_can_be_touched_on_the_narrowest_phone(browser: Browser, visit: Visit) -> None:
    await visit.send_some_messages()
    page = await browser.new_page(viewport={"width": 320, "height": 900})
    for view in VIEWS:
        await visit.open(page, view)
        assert (view, await ill_fitting(page)) == (view, [])
    await page.close()


async def test_each_view_has_one_heading_of_the_first_level_and_a_main_part(browser: Browser, visit: Visit) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    for view in VIEWS:
        await visit.open(page, view)
        counts = (await page.locator("h1").count(), await page.get_by_role("main").locator("h1").count())
        assert (view, counts) == (view, (1, 1))
        assert await page.locator("html").get_attribute("lang") == "en-GB"
    await context.close()
