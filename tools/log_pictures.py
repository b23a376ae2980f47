"""Takes the pictures of the incident log: 400 made-up cases of a year, and how some of them are chosen."""

from playwright.async_api import Browser

from bot.config import Config
from bot.prepared import keyring, load
from dialogs.alerts import Press
from storage.database import Database
from tests.fakes import many_cases
from tests.fakes.desk import TUESDAY_MORNING
from tools.camera import DESKTOP, PHONE, Photographer, photographer

LOG = "93-incident-log"
CHOOSING = "94-choosing-of-the-log"
LETTING_IN = "95-let-in-by-two"
TO_FETCH, GONE = "96-file-to-fetch", "97-file-is-gone"
TALLEST = 2400
"""Where the picture of the log ends: what follows is more of the same."""


async def four_hundred(settings: Config) -> None:
    """Puts them into the data folder that the bot will find."""
    policy, _, organisation = load(settings)
    database = await Database.open(settings.database_url, await keyring(settings))
    await many_cases.keep(database, policy, organisation, TUESDAY_MORNING)
    await database.close()


async def take_all(browser: Browser) -> None:
    """Each on a desktop and on a phone."""
    for device in (DESKTOP, PHONE):
        async with photographer(browser, device, before=four_hundred) as at:
            await at.people.goes_to("asha", "/as/asha/log")
            await at.take(LOG, "asha", TALLEST)
            await at.people.goes_to("asha", "/as/asha/log/form")
            await at.take(CHOOSING, "asha", TALLEST)
            await at.people.goes_to("asha", "/as/asha/let-in/ask")
            await at.take(LETTING_IN, "asha", TALLEST)
            await _fetched(at)


async def _fetched(at: Photographer) -> None:
    """The log is fetched as a file; then its link is good for nothing more."""
    await at.people.goes_to("asha", "/as/asha/log")
    await at.people.presses_here("asha", Press.TAKE)
    page = await at.people.tab("asha")
    await page.locator("a[href*='/file/']").click()
    await at.take(TO_FETCH, "asha")
    async with page.expect_download():
        await page.locator("main button").click()
    await page.reload()
    await at.take(GONE, "asha")
