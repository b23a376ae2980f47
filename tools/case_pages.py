"""Takes the pictures of docs/pictures in which a case is worked on the practice page."""

from dataclasses import dataclass

from playwright.async_api import Browser

from tests.browser.browser_platform import BrowserPlatform
from tests.scenarios.conversation import Answers
from tools import case_pictures, record_pictures
from tools.camera import DESKTOP, PHONE, Photographer, photographer
from tools.case_pictures import NAMES

FIRST = 19
"""What the first picture is numbered."""
MOST, WHOLE = 2400, 7000
"""Where a picture ends: everything of `TO_THE_END` stands above it, and some of the steps of other cases."""
TO_THE_END = frozenset({"case-of-an-image", "closed-case", "half-worked"})


@dataclass(frozen=True, slots=True)
class CasePages:
    """People at the practice page, whose pictures somebody takes."""

    at: Photographer

    @property
    def people(self) -> BrowserPlatform:
        """Everybody."""
        return self.at.people

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the page in front of them."""
        await self.at.people.fills(person, values)

    async def shows(self, name: str, person: str, *, phone: bool = False) -> None:
        """Take a picture of the page in front of them, on a phone only of some."""
        if phone or self.at.device is DESKTOP:
            await self.at.take(
                _numbered(name), person, WHOLE if name in TO_THE_END and self.at.device is DESKTOP else MOST
            )

    async def home(self, name: str, person: str) -> None:
        """Take a picture of their home page."""
        await self.at.people.home(person)
        await self.shows(name, person)

    async def alerts(self, name: str, person: str) -> None:
        """Take a picture of their messages."""
        if self.at.device is DESKTOP:
            await self.at.take_at(_numbered(name), f"/as/{person}/messages")


def _numbered(name: str) -> str:
    return f"{FIRST + NAMES.index(name)}-{name}"


async def take_all(browser: Browser) -> None:
    """Every picture, on a desktop and, some of them, on a phone, each journey on a bot of its own."""
    for device in (DESKTOP, PHONE):
        for journey in (*case_pictures.JOURNEYS, *record_pictures.JOURNEYS):
            async with photographer(browser, device) as at:
                await journey(CasePages(at))
