"""Somebody tells someone in a real browser: with a code, in danger by keys alone, and on the learners' plain page."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.browser_platform import BrowserPlatform
from tests.browser.inspecting import Inspection, ill_fitting
from tests.browser.keyboard import Keyboard
from tests.browser.running import practice_bot
from tests.browser.tell_platform import TellPlatform
from tests.scenarios.conversation import AnswersIt, Conversation, GoesBack, Screen, Tells, code_in, hold
from tests.scenarios.telling import AS_FAR_AS_THE_STORY, IN_DANGER, TOLD_WITH_A_CODE
from tests.storage.examples import QUICK

pytestmark = pytest.mark.untraced

LOOKED_AT = frozenset({"tell", "saved", "code", "more", "reply"})
"""Screens that are built of something new; other journeys look at the rest."""
PHONE: ViewportSize = {"width": 390, "height": 844}
AFTER_WHO = next(place for place, (_, seen) in enumerate(AS_FAR_AS_THE_STORY) if seen == Screen("about")) + 1
AFTER_MORE = next(
    place for place, (does, _) in enumerate(TOLD_WITH_A_CODE) if isinstance(does, AnswersIt) and "more" in does.values
)
WITH_A_CODE_ONLY: Conversation = [
    (Tells("lena"), Screen("danger", says=("999", "0800 1111"))),
    (AnswersIt("lena", {"danger": "no"}), Screen("who")),
    (GoesBack("lena", {"who": "friend"}), Screen("danger")),
    (AnswersIt("lena", {"danger": "no"}), Screen("about")),
    *TOLD_WITH_A_CODE[AFTER_WHO : AFTER_MORE + 1],
]
"""The same where nobody is asked how they want to tell us, until more is written with the code."""


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a running bot with nothing in it, on a Tuesday morning."""
    async with practice_bot(tmp_path, QUICK) as address:
        yield address


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, reduced_motion="reduce")
    yield context
    await context.close()


@pytest.fixture
async def plain_phone(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone whose browser runs no JavaScript."""
    context = await browser.new_context(viewport=PHONE, java_script_enabled=False, reduced_motion="reduce")
    yield context
    await context.close()


async def test_whoever_tells_with_a_code_reads_the_answer_and_nothing_keeps_anybody_out(
    bot: str, phone: BrowserContext, axe_source: str
) -> None:
    inspection = Inspection(axe_source, widths=[390], schemes=["light"])

    async def look(page: Page, name: str) -> None:
        if name in LOOKED_AT:
            await inspection.look(page, name)

    await hold(TOLD_WITH_A_CODE, BrowserPlatform(bot, phone, look))

    assert inspection.found == {}
    assert inspection.runs


@pytest.mark.parametrize(
    "conversation",
    [
        pytest.param(WITH_A_CODE_ONLY, id="told with a code, and answered"),
        pytest.param(IN_DANGER, id="told in danger"),
    ],
)
async def test_the_plain_page_does_the_same_without_javascript_and_fits_a_phone(
    conversation: Conversation, bot: str, plain_phone: BrowserContext
) -> None:
    found: dict[str, list[str]] = {}

    async def look(page: Page, name: str) -> None:
        found[name] = found.get(name, []) + await ill_fitting(page)

    await hold(conversation, TellPlatform(bot, plain_phone, look))

    assert {"danger", "tell", "saved"} <= set(found)
    assert {name: faults for name, faults in found.items() if faults} == {}


async def test_on_a_phone_the_numbers_come_first_and_the_code_is_seen_without_scrolling(
    bot: str, plain_phone: BrowserContext
) -> None:
    people = TellPlatform(bot, plain_phone)
    page = await people.tab("lena")

    await people.tells("lena")
    await people.answers("lena", {"danger": "yes"})
    await expect(page.get_by_role("link", name="999").first).to_be_in_viewport(ratio=1)
    await people.answers("lena", {"account": "He is outside the centre now."})

    await expect(page.locator("output.code")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("link", name="999").first).to_be_in_viewport(ratio=1)


async def test_in_danger_one_line_is_sent_with_the_keyboard_alone(bot: str, page: Page) -> None:
    keys = Keyboard(page)
    await page.goto(f"{bot}/as/lena")
    await keys.press("Tell someone")
    await keys.choose("Yes", "Yes")
    await keys.press("Next")
    await keys.write("Tell us what happened", "He is outside the centre now.")
    await keys.press("Send")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    code = code_in(await page.locator("output.code").inner_text())
    assert re.fullmatch(r"([a-z]+ ){6}[0-9]{2}", code)
    await keys.press("I've saved it")
    assert code_in(await page.locator("output.code").inner_text()) == code
