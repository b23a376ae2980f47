"""Whole reports in a real browser to the real bot: picked up, left alone, kept from somebody; by keys and by phone."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.browser_platform import BrowserPlatform
from tests.browser.inspecting import Inspection, ill_fitting
from tests.browser.keyboard import Keyboard
from tests.browser.running import practice_bot
from tests.scenarios.alerting import DANGER_NOW, LEFT_ALONE
from tests.scenarios.conversation import Answers, Conversation, hold
from tests.scenarios.reports import ABOUT_THE_COORDINATOR, NOBODY_LEFT, RECEIVED_AND_PICKED_UP, UNDER_18_IMAGE

pytestmark = pytest.mark.untraced

REFERENCE = re.compile(r"ES-[0-9A-Z]{4,}")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a running bot with nothing in it, on a Tuesday morning."""
    async with practice_bot(tmp_path) as address:
        yield address


@pytest.fixture
async def desktop(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context
    await context.close()


@pytest.fixture(scope="module")
def inspection(axe_source: str) -> Inspection:
    """One for all journeys, so that what they share is looked at once; `test_accessibility` looks at every view."""
    return Inspection(axe_source) if "CAMPAIGN" in os.environ else Inspection(axe_source, widths=[390])


@pytest.mark.parametrize(
    "conversation",
    [
        pytest.param(RECEIVED_AND_PICKED_UP, id="received, opened, picked up, and its reporter told"),
        pytest.param(
            LEFT_ALONE,
            id="left alone on a restricted route: each rung told in order",
            marks=pytest.mark.campaign,
        ),
        pytest.param(DANGER_NOW, id="one line with somebody in danger: each rung told in order"),
        pytest.param(UNDER_18_IMAGE, id="a picture of somebody under 18", marks=pytest.mark.campaign),
        pytest.param(NOBODY_LEFT, id="about everybody who could read it", marks=pytest.mark.campaign),
    ],
)
async def test_a_journey_goes_as_written_and_keeps_nobody_out(
    conversation: Conversation, bot: str, desktop: BrowserContext, inspection: Inspection
) -> None:
    inspection.found.clear()

    await hold(conversation, BrowserPlatform(bot, desktop, inspection.look))

    assert inspection.found == {}


async def test_a_report_about_the_coordinator_is_on_no_page_that_she_or_the_channel_has(
    bot: str, desktop: BrowserContext, inspection: Inspection
) -> None:
    inspection.found.clear()
    people = BrowserPlatform(bot, desktop, inspection.look)

    await hold(ABOUT_THE_COORDINATOR, people)

    reference = REFERENCE.search((await people.messages("carys"))[0])
    assert reference is not None
    case = (await people.tab("carys")).url.rsplit("/", 1)[-1]
    for person in ("asha", "ben"):
        for path in ("", "/messages", "/channel", f"/case/{case}", "/case/no-such-case"):
            page = await people.goes_to("", f"/as/{person}{path}")
            assert reference[0] not in await page.content(), f"{person}{path}"
    hers = await (await people.goes_to("asha", f"/as/asha/case/{case}")).get_by_role("main").inner_html()
    none = await (await people.goes_to("asha", "/as/asha/case/no-such-case")).get_by_role("main").inner_html()
    assert hers == none
    assert inspection.found == {}


async def test_the_whole_report_fits_a_phone(bot: str, browser: Browser) -> None:
    phone = await browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    found: dict[str, list[str]] = {}

    async def look(page: Page, name: str) -> None:
        found[name] = found.get(name, []) + await ill_fitting(page)

    await hold(RECEIVED_AND_PICKED_UP, BrowserPlatform(bot, phone, look))
    await phone.close()

    assert {"danger", "about", "who", "account", "review", "received", "case"} <= set(found)
    assert {name: faults for name, faults in found.items() if faults} == {}


async def test_the_whole_report_is_made_with_the_keyboard_alone(bot: str, desktop: BrowserContext) -> None:
    page = await desktop.new_page()
    keys = Keyboard(page)
    await page.goto(f"{bot}/as/tom")
    await keys.press("Start a report")
    await keys.press("Continue")
    await expect(page.get_by_role("alert")).to_be_focused()
    await keys.press("")
    await expect(page.get_by_label("Yes")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_label("No", exact=True)).to_be_checked()
    await keys.press("Continue")
    await keys.choose("Messages or posts", "Messages or posts")
    await keys.press("Continue")
    await keys.choose("A threat", "Nasty messages")
    await keys.press("Continue")
    await keys.choose("Yes", "No")
    await keys.press("Continue")
    await keys.write("Who is it about?", "Mia Example")
    await keys.choose("Under 16", "16 or 17")
    await keys.press("Continue")
    await keys.write("What happened", "She showed me a message.")
    await keys.press("Continue")
    await keys.tick("Kept evidence")
    await keys.press("Continue")
    await keys.press("Asha Patel")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Read it through, then send it")
    await keys.press("Send")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Received")
    await expect(page.locator(".reference")).to_have_text(REFERENCE)


async def test_a_screen_reader_hears_what_is_asked_and_what_is_sent(bot: str, desktop: BrowserContext) -> None:
    people = BrowserPlatform(bot, desktop)
    await people.starts("tom")
    page = await people.tab("tom")
    await expect(page.get_by_role("main")).to_match_aria_snapshot(FIRST_SCREEN)
    for values in TO_THE_REVIEW:
        await people.answers("tom", values)
    await expect(page.get_by_role("main")).to_match_aria_snapshot(REVIEW)


FIRST_SCREEN = """
- heading "First, is everybody safe?" [level=1]
- paragraph: /If anyone may be in danger, ring 999 now/
- list:
  - listitem:
    - link "999"
- group "Is anyone in danger right now?":
  - radio "Yes"
  - radio "Not sure"
  - radio "No"
- button "Continue"
"""
TO_THE_REVIEW: tuple[Answers, ...] = (
    {"danger": "no"},
    {"tile": "messages"},
    {"messages_kind": "sent"},
    {"staff_involved": "no"},
    {"subject": "Mia Example"},
    {},
    {},
)
REVIEW = """
- heading "Read it through, then send it" [level=1]
- paragraph: /This goes to Asha Patel/
- term: Is anyone in danger right now?
- definition: "No"
- definition:
  - button "Change Is anyone in danger right now?"
- term: Who is it about?
- definition: Mia Example
- definition:
  - button "Change Who is it about?"
- heading "Left empty" [level=2]
- list "Left empty":
  - listitem:
    - button "How old is the learner?"
- group /Is it about one of them/:
  - checkbox "Asha Patel"
- button "Send"
- button "Back"
"""
