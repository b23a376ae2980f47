"""What the bot sends to Teams, drawn in a real browser: everything that it says can be read, and nothing sticks out."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, ViewportSize

from bot.teams import messages, teams_words, views
from dialogs.alerts import Message
from handlers.reply import Reply
from tests import needs
from tests.browser import teams_drawing as drawing
from tests.browser.teams_drawing import Scheme, Sheet
from tests.fakes import canned, canned_guided
from tests.fakes.slack_json import Json, Object

pytestmark = pytest.mark.untraced

LONDON = ZoneInfo("Europe/London")
DESKTOP: ViewportSize = {"width": 800, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
REPLIES: Mapping[str, Reply] = {
    "danger": canned.DANGER,
    "fields": canned.ABOUT,
    "problems": canned.WRONG,
    "review": canned.REVIEW,
    "received": canned.RECEIVED,
    "not taken": canned.NOT_TAKEN,
    "said": canned.SAID,
    "case": canned.CASE,
    "home": canned.HOME,
    **canned_guided.ANSWERS,
}
ALERT = Message(
    ("S1 · ES-7K4M · Online contact · Hanley · 10:31", "*Not bold* _or_ `code` <b> & so on"), canned.CASE_BUTTONS
)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    """Every kind of thing that stands in Teams."""
    if not drawing.can_draw():
        needs.could_not_run("adaptivecards is not here: install npm, then `make node_modules/installed`")
    return {
        **{name: Sheet("dialog", views.dialog(reply, zone=LONDON)) for name, reply in REPLIES.items()},
        "alert": Sheet("message", messages.message(ALERT)),
        "menu": Sheet("message", messages.menu(teams_words.WELCOME)),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True])
async def test_everything_that_is_sent_to_teams_can_be_read(
    page: Page, sheets: dict[str, Sheet], *, phone: bool, scheme: Scheme
) -> None:
    await page.set_viewport_size(PHONE if phone else DESKTOP)
    for name, sheet in sheets.items():
        await drawing.draw(page, sheet, phone=phone, scheme=scheme)
        assert await drawing.unseen(page, sheet) == [], name


async def test_an_element_that_is_not_drawn_is_missed(page: Page, sheets: dict[str, Sheet]) -> None:
    unknown: Object = {"type": "Blackboard", "items": [{"type": "TextBlock", "text": "Ring 999 now"}]}
    sheet = with_more(sheets["danger"], unknown)
    await drawing.draw(page, sheet)
    assert await drawing.unseen(page, sheet) == ["Ring 999 now"]


async def test_what_is_too_long_for_a_button_on_a_phone_is_missed(page: Page, sheets: dict[str, Sheet]) -> None:
    button: Object = {"type": "Action.Submit", "title": "Go on with the report " * 3}
    sheet = with_more(sheets["danger"], {"type": "ActionSet", "actions": [button]})
    await page.set_viewport_size(PHONE)
    await drawing.draw(page, sheet, phone=True)
    assert [each for each in await drawing.unseen(page, sheet) if each.startswith("cut off: Go on")]


def with_more(sheet: Sheet, element: Object) -> Sheet:
    body = sheet.card["body"]
    assert isinstance(body, list)
    more: list[Json] = [*body, element]
    return Sheet("dialog", {**sheet.card, "body": more})
