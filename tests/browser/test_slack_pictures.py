"""What the bot sends to Slack, drawn in a real browser: everything that it says can be read, and nothing sticks out."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, ViewportSize

from bot.slack import messages
from bot.slack.home import home_view
from bot.slack.views import modal
from dialogs.alerts import Message
from handlers.reply import Reply
from tests import needs
from tests.browser import slack_drawing as drawing
from tests.browser.slack_drawing import Sheet
from tests.fakes import canned
from tests.fakes.slack_json import Object

pytestmark = pytest.mark.untraced

LONDON = ZoneInfo("Europe/London")
PHONE: ViewportSize = {"width": 390, "height": 844}
REPLIES: Mapping[str, Reply] = {
    "danger": canned.DANGER,
    "fields": canned.ABOUT,
    "problems": canned.WRONG,
    "review": canned.REVIEW,
    "received": canned.RECEIVED,
    "not taken": canned.NOT_TAKEN,
    "case": canned.CASE,
}
ALERT = Message(
    ("S1 · ES-7K4M · Online contact · Hanley · 10:31", "*Not bold* _or_ `code` <b> & so on"), canned.CASE_BUTTONS
)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    """Every kind of thing that stands in Slack."""
    if not drawing.can_draw():
        needs.could_not_run("slack-blocks-to-jsx is not here: install npm, then `make node_modules/installed`")
    return {
        **{name: drawing.of_view(modal(reply, zone=LONDON)) for name, reply in REPLIES.items()},
        "home": drawing.of_view(home_view(canned.HOME)),
        "alert": drawing.of_message(messages.message(ALERT), where="", time=""),
    }


@pytest.mark.parametrize("phone", [False, True])
async def test_everything_that_is_sent_to_slack_can_be_read(
    page: Page, sheets: dict[str, Sheet], *, phone: bool
) -> None:
    if phone:
        await page.set_viewport_size(PHONE)
    for (name, sheet), html in zip(sheets.items(), drawing.pages(list(sheets.values()), phone=phone), strict=True):
        await page.set_content(html)
        assert await drawing.unseen(page, sheet) == [], name


async def test_a_block_that_is_not_drawn_is_missed(page: Page, sheets: dict[str, Sheet]) -> None:
    unknown: Object = {"type": "blackboard", "text": {"type": "plain_text", "text": "Ring 999 now"}}
    sheet = Sheet("modal", [*sheets["danger"].blocks, unknown])
    await page.set_content(drawing.pages([sheet])[0])
    assert await drawing.unseen(page, sheet) == ["Ring 999 now"]


async def test_what_is_too_wide_for_a_phone_is_missed(page: Page, sheets: dict[str, Sheet]) -> None:
    button: Object = {
        "type": "button",
        "text": {"type": "plain_text", "text": "W" * 75},
        "action_id": "a",
        "value": "v",
    }
    sheet = Sheet("modal", [*sheets["danger"].blocks, {"type": "actions", "elements": [button]}])
    await page.set_viewport_size(PHONE)
    await page.set_content(drawing.pages([sheet], phone=True)[0])
    assert any(each.startswith("sticks out") for each in await drawing.unseen(page, sheet))
