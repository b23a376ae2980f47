"""Walks through the practice page in a real browser: without JavaScript, and with the keyboard alone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.turn import Acknowledged, Answered, WantedToChange, WentBack, Who
from tests.browser.visiting import Visit
from tests.fakes import canned

pytestmark = pytest.mark.untraced

TOM = Who("tom", "Tom Reed")


@pytest.fixture
async def plain_page(browser: Browser) -> AsyncIterator[Page]:
    """A page in a browser that runs no JavaScript."""
    context = await browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield await context.new_page()
    await context.close()


async def test_a_report_is_made_without_javascript(plain_page: Page, visit: Visit) -> None:
    page = plain_page
    await page.goto(visit.url)
    await page.get_by_role("link", name="Tom Reed").click()
    visit.world.handlers.reply = None
    await page.goto(f"{visit.url}/as/tom")
    await page.get_by_role("button", name="Start a report").click()
    await page.get_by_label("Not sure").check()
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_label("In their words").fill("She was sent a message.\nShe is worried.")
    await page.get_by_role("button", name="Go on").click()
    await page.get_by_role("button", name="Send it now").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Received")
    await expect(page.locator(".reference")).to_have_text("ES-7K4M")
    answers = [turn for turn in visit.world.handlers.turns if isinstance(turn, Answered)]
    assert [(turn.screen, turn.told) for turn in answers] == [
        ("safety", "told-1"),
        ("about", "told-2"),
        ("review", "told-3"),
    ]
    assert answers[0].values == {"danger": ("not_sure",)}
    assert answers[1].values["account"] == ("She was sent a message.\nShe is worried.",)


async def test_back_and_change_carry_what_is_needed(plain_page: Page, visit: Visit) -> None:
    page = plain_page
    await visit.open(page, "fields")
    await page.get_by_label("Who is it about?").fill("Jo B")
    await page.get_by_role("button", name="Back").click()
    went_back = visit.world.handlers.turns[-1]
    assert isinstance(went_back, WentBack)
    assert went_back.values["learner"] == ("Jo B",)
    await visit.open(page, "review")
    await page.get_by_role("button", name="Change In their words").click()
    assert visit.world.handlers.turns[-1] == WantedToChange(TOM, "d1", "about", {})


async def test_return_in_a_box_goes_on_and_not_back(page: Page, visit: Visit) -> None:
    await visit.open(page, "fields")
    await page.get_by_label("Who is it about?").press("Enter")
    assert isinstance(visit.world.handlers.turns[-1], Answered)


async def test_the_first_screen_is_answered_with_the_keyboard_alone(page: Page, visit: Visit) -> None:
    await visit.open(page, "danger")
    visit.world.handlers.reply = None
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("main").get_by_role("link", name="999")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_label("Not sure")).to_be_checked()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("What happened?")
    assert visit.world.handlers.turns[-1] == Answered(TOM, "d1", "safety", {"danger": ("not_sure",)}, "told-1")


async def test_what_is_wrong_is_where_the_keyboard_is_and_leads_to_the_field(page: Page, visit: Visit) -> None:
    await visit.open(page, "problems")
    await expect(page.get_by_role("alert")).to_be_focused()
    assert (await page.title()).startswith("Error: ")
    await page.get_by_role("link", name="Write a line about what happened.").click()
    await page.keyboard.type("It began on Monday.")
    await expect(page.get_by_label("In their words")).to_have_value("It began on Monday.")


async def test_an_alert_is_acknowledged_from_the_channel_with_the_keyboard(page: Page, visit: Visit) -> None:
    await visit.send_some_messages()
    visit.world.handlers.reply = None
    await page.goto(f"{visit.url}/as/asha/channel")
    await page.get_by_role("button", name="Acknowledge").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(canned.SAID.title)
    assert Acknowledged(Who("asha", "Asha Patel"), "c1") in visit.world.handlers.turns


async def test_moving_the_clock_on_comes_back_to_the_same_page(page: Page, visit: Visit) -> None:
    await visit.open(page, "messages")
    await page.get_by_role("button", name="30 minutes").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your messages")
    await expect(page.get_by_text("It is 30 minutes ahead of real time.")).to_be_visible()


async def test_nothing_is_asked_of_another_computer_and_nothing_is_left_behind(page: Page, visit: Visit) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for view in ("choose", "fields", "case", "channel"):
        await visit.open(page, view)
    assert all(address.startswith(visit.url) for address in asked)
    assert await page.context.cookies() == []


async def test_received_is_printed_without_what_is_only_for_the_screen(page: Page, visit: Visit) -> None:
    await visit.open(page, "received")
    await page.emulate_media(media="print")
    await expect(page.locator(".reference")).to_be_visible()
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await expect(page.locator(".clock")).to_be_hidden()
