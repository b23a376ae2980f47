"""Takes the pictures of docs/pictures/teams that begin with `playground`: the bot in Microsoft's own stand-in client.

The bot, the signing of everything that is sent, and the people are those of `tests.servers.bot_in_playground`.
"""

import tempfile
from pathlib import Path

from playwright.async_api import Browser, ViewportSize

from bot.teams.ids import Command
from tests.browser.teams_playground import AtPlayground, at_their_teams
from tests.browser.teams_report import AND_SENDS, TO_THE_REVIEW, TO_WHOM_IT_IS_ABOUT, Screen, goes_through
from tests.fakes.teams_workspace import PEOPLE
from tests.servers.bot_in_playground import in_playground
from tests.servers.playground import CHANNEL_NAME
from tools.teams_pictures import FOLDER

NASTY = "nobody likes you, do not come back"
ASHA, TOM = PEOPLE[0], PEOPLE[6]
PHONE: ViewportSize = {"width": 390, "height": 844}
"""As wide as a phone: of the Playground, only dialogs fit there."""
TO_THE_TOP = """() => {
    document.activeElement.blur();
    document.querySelectorAll("[role=dialog], [role=dialog] *").forEach(each => { each.scrollTop = 0; });
}"""


async def take_all(browser: Browser) -> None:
    """Every picture. See `playground.can_run`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with in_playground(Path(folder) / "playground", (ASHA, TOM)) as bot:
            async with (
                at_their_teams(browser, bot.clients[ASHA]) as asha,
                at_their_teams(browser, bot.clients[TOM]) as tom,
            ):
                await picked_up(asha, tom)
            async with at_their_teams(browser, bot.clients[TOM], PHONE) as tom:
                await reported(tom, "phone")


async def picked_up(asha: AtPlayground, tom: AtPlayground) -> None:
    """What is typed, a report and its alert, what its reporter hears, and a report that begins with a message."""
    await asha.looks_at(CHANNEL_NAME)
    await tom.writes(NASTY)
    await tom.reads("nobody has been told")
    await _take(tom, "1-written-to-the-bot")
    await reported(tom)
    await asha.reads("S2 ·")
    await _take(asha, "5-alert")
    await asha.page.get_by_role("button", name="Acknowledge").click()
    await asha.page.get_by_role("button", name="Acknowledge").wait_for(state="hidden")
    await _take(asha, "6-picked-up")
    await tom.reads("was picked up at")
    await _take(tom, "7-reporter-hears")
    await tom.commands_on(NASTY, Command.REPORT_MESSAGE)
    await goes_through(tom, *TO_WHOM_IT_IS_ABOUT, Screen())
    await _take(tom, "8-message-that-is-reported")


async def reported(tom: AtPlayground, device: str = "desktop") -> None:
    """A report in a dialog, from the first screen until it is received."""
    await tom.commands(Command.REPORT)
    await _take(tom, "2-first-screen", device)
    await goes_through(tom, *TO_THE_REVIEW)
    await _take(tom, "3-review", device)
    await goes_through(tom, AND_SENDS)
    await _take(tom, "4-received", device)
    await tom.closes()


async def _take(person: AtPlayground, name: str, device: str = "desktop") -> None:
    """Take a picture; of a dialog, of its top."""
    await person.page.evaluate(TO_THE_TOP)
    await person.page.screenshot(path=FOLDER / f"playground-{name}-{device}.png", animations="disabled", caret="hide")
