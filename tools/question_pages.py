"""Takes the pictures of docs/pictures in which somebody asks a person on the practice page."""

from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import Browser

from bot.practice.views import control_of
from dialogs.alerts import Button, Press
from tests.scenarios.conversation import Answers
from tools.camera import AT_NIGHT, DESKTOP, PHONE, Device, Photographer, photographer
from tools.question_pictures import asked_of_a_person

NUMBERS = {
    "ask-a-person": 65,
    "question-kept": 66,
    "kept-and-urgent": 67,
    "your-questions": 68,
    "a-question-waits": 69,
    "an-urgent-question-waits": 70,
    "answer-a-question": 71,
    "answer-kept": 72,
    "a-question-has-an-answer": 73,
    "read-the-answer": 74,
    "home-of-whoever-answers": 75,
    "questions": 76,
    "add-a-question": 77,
    "added": 78,
}
"""What each picture is numbered."""
WHOLE = 2200
"""Where a picture ends: every kind of list stands above it."""


@dataclass(frozen=True, slots=True)
class QuestionPages:
    """People at the practice page, whose pictures somebody takes."""

    at: Photographer

    async def asks(self, person: str, question: str) -> None:
        """Ask what the policy says."""
        await self.at.people.goes_to(person, f"/as/{person}/ask")
        await self.at.people.answers(person, {"question": question})

    async def presses(self, person: str, press: Press) -> None:
        """Press a button of the page in front of them."""
        page = await self.at.people.tab(person)
        path = control_of(Button(press, "", "")).path
        await page.locator(f"main form[action$='/{path}'] button, main a[href*='/{path}']").first.click()
        await page.wait_for_load_state()

    async def opens(self, person: str, press: Press) -> None:
        """Press a button of their newest message."""
        await self.at.people.goes_to(person, f"/as/{person}/messages")
        await self.presses(person, press)

    async def goes_home(self, person: str) -> None:
        """Look at the home page."""
        await self.at.people.home(person)

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the page in front of them."""
        await self.at.people.fills(person, values)

    async def goes_on(self, person: str) -> None:
        """Press its main button."""
        await self.at.people.answers(person, {})

    async def waits(self, time: timedelta) -> None:
        """Move the practice clock on."""
        await self.at.people.waits(time)

    async def shows(self, name: str, person: str, *, night: bool = False) -> None:
        """Take a picture of the page in front of them, by night only of some."""
        if night or self.at.device is not AT_NIGHT:
            await self.at.take(f"{NUMBERS[name]}-{name}", person, WHOLE)

    async def alerts(self, name: str, person: str) -> None:
        """Take a picture of their messages."""
        if self.at.device is not AT_NIGHT:
            await self.at.take_at(f"{NUMBERS[name]}-{name}", f"/as/{person}/messages")


async def take_all(browser: Browser) -> None:
    """Every picture, on a desktop and on a phone, some of them dark too."""
    for device in (DESKTOP, PHONE, AT_NIGHT):
        await _taken(browser, device)


async def _taken(browser: Browser, device: Device) -> None:
    async with photographer(browser, device) as at:
        await asked_of_a_person(QuestionPages(at))
