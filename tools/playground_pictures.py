"""Takes the pictures of docs/pictures/teams that begin with `playground`: the bot in Microsoft's own stand-in client.

The bot, the signing of everything that is sent, and the people are those of `tests.servers.bot_in_playground`.
"""

import tempfile
from pathlib import Path

from playwright.async_api import Browser, ViewportSize

from bot.teams.ids import Command
from tests.browser.teams_playground import DESKTOP, AtPlayground, at_their_teams
from tests.browser.teams_report import AND_SENDS, TO_THE_REVIEW, TO_WHOM_IT_IS_ABOUT, Screen, goes_through
from tests.fakes.teams_workspace import PEOPLE
from tests.servers.bot_in_playground import in_playground
from tests.servers.playground import CHANNEL_NAME
from tools.teams_pictures import FOLDER

ASHA, TOM = PEOPLE[0], PEOPLE[6]
PHONE: ViewportSize = {"width": 390, "height": 844}
"""As wide as a phone: of the Playground, only dialogs fit there."""
SIZES = {"desktop": DESKTOP, "phone": PHONE}
TO_THE_TOP = "dialog => [dialog, ...dialog.querySelectorAll('*')].forEach(each => { each.scrollTop = 0; })"


async def take_all(browser: Browser) -> None:
    """Every picture. See `playground.can_run`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with (
            in_playground(Path(folder) / "playground", (ASHA, TOM)) as bot,
            at_their_teams(browser, bot.clients[ASHA]) as asha,
            at_their_teams(browser, bot.clients[TOM]) as tom,
        ):
            await picked_up(asha, tom)
            await reported_from_a_message(tom)


async def picked_up(asha: AtPlayground, tom: AtPlayground) -> None:
    """A report, its alert, and what its reporter hears."""
    first, *others = TO_THE_REVIEW
    await asha.looks_at(CHANNEL_NAME)
    await tom.writes("Somebody sends my learner horrible messages")
    await tom.reads("nobody has been told")
    await _take(tom, "playground-1-written-to-the-bot")
    await tom.commands(Command.REPORT)
    await _take_dialog(tom, "playground-2-first-screen")
    await goes_through(tom, first, *others)
    await _take_dialog(tom, "playground-3-review")
    await goes_through(tom, AND_SENDS)
    await _take_dialog(tom, "playground-4-received")
    await tom.closes()
    await asha.reads("S2 ·")
    await _take(asha, "playground-5-alert")
    await asha.page.get_by_role("button", name="Acknowledge").click()
    await asha.page.get_by_role("button", name="Acknowledge").wait_for(state="hidden")
    await _take(asha, "playground-6-picked-up")
    await tom.reads("was picked up at")
    await _take(tom, "playground-7-reporter-hears")


async def reported_from_a_message(tom: AtPlayground) -> None:
    """What stands in a message is in the report that begins there."""
    await tom.looks_at("General")
    await tom.posts("nobody likes you, do not come back")
    await tom.commands_on("nobody likes you", Command.REPORT_MESSAGE)
    await goes_through(tom, *TO_WHOM_IT_IS_ABOUT, Screen())
    await _take_dialog(tom, "playground-8-message-that-is-reported")


async def _take_dialog(person: AtPlayground, name: str) -> None:
    """Take a picture of the dialog in front of somebody, from its top; also as wide as a phone."""
    for device, size in SIZES.items():
        await person.page.set_viewport_size(size)
        await person.dialog.evaluate(TO_THE_TOP)
        await _take(person, name, device)
    await person.page.set_viewport_size(DESKTOP)


async def _take(person: AtPlayground, name: str, device: str = "desktop") -> None:
    await person.page.screenshot(path=FOLDER / f"{name}-{device}.png", animations="disabled", caret="hide")
