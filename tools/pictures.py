"""Takes the pictures of docs/pictures: the practice page, Slack and Teams as people meet them, on desktops and phones.

The bot is the real one, on a data folder that is thrown away, with its made-up people; nothing is drawn by hand.
"""

import asyncio
import sys
from datetime import timedelta

from playwright.async_api import async_playwright

from dialogs.alerts import Press
from tests.browser import slack_drawing, teams_drawing
from tests.servers import chromium, playground
from tools import (
    case_pages,
    learner_pictures,
    log_pictures,
    paper_pictures,
    playground_pictures,
    question_pages,
    slack_pictures,
    teams_pictures,
)
from tools.camera import AT_NIGHT, DESKTOP, FOLDER, PHONE, Photographer, photographer, shrink
from tools.pictured_reports import ABOUT_EVERYBODY, ACCOUNT, IMAGE_SHARED

MINUTES = timedelta(minutes=1)
QUESTIONS = {
    "60-answer": "can i take photos of learners",
    "61-closest": "do I need consent to film a lesson",
    "62-crisis": "I can't go on, I want to die",
    "63-procedure": "what do I do if a learner gets nasty texts",
    "64-silent": "how long are the incident records kept",
}
"""What is asked, by the names of the pictures."""
WHOLE = 2200
"""Where the picture of an answer ends: whom to ring stands above it, and what can be done below."""


async def picked_up(at: Photographer) -> None:
    """A report from the first screen until its reporter hears who has it."""
    people = at.people
    await at.take_at("01-choose-who", "/")
    await people.starts("tom")
    await at.take("02-first-screen", "tom")
    await people.answers("tom", {"danger": "no"})
    await at.take("03-what-is-it-about", "tom")
    await people.answers("tom", {"tile": "messages"})
    await people.answers("tom", {"messages_kind": "sent"})
    await people.answers("tom", {"staff_involved": "no"})
    await people.answers("tom", {})
    await people.goes_back("tom", {})
    await people.fills("tom", {"subject": "Mia Example", "age": "16_17", "centre": "hanley"})
    await at.take("05-who-is-it-about", "tom")
    await people.answers("tom", {})
    await people.fills("tom", {"account": ACCOUNT, "ongoing": "yes"})
    await at.take("06-what-happened", "tom")
    await people.answers("tom", {})
    await people.answers("tom", {"done": ["told_not_reply", "kept_evidence"]})
    await at.take("07-review", "tom")
    await people.answers("tom", {})
    await at.take("08-received", "tom")
    await at.take_at("09-alert-in-the-channel", "/as/asha/channel")
    await people.presses("asha", Press.OPEN)
    await people.waits(12 * MINUTES)
    await people.presses("asha", Press.ACKNOWLEDGE)
    await at.take_at("10-alert-picked-up", "/as/asha/channel")
    await people.presses("asha", Press.OPEN)
    await at.take("11-case", "asha")
    await at.take_at("12-reporter-hears", "/as/tom/messages")


async def left_alone(at: Photographer) -> None:
    """A report of the most private kind, which nobody picks up."""
    people = at.people
    await people.starts("tom")
    await people.answers("tom", {"danger": "no"})
    await people.answers("tom", {"tile": "photos"})
    await people.answers("tom", {"image_guard": "yes"})
    await at.take("04-picture-of-somebody-under-18", "tom")
    for values in IMAGE_SHARED:
        await people.answers("tom", values)
    await people.waits(30 * MINUTES)
    await at.take_at("13-nobody-has-picked-it-up", "/as/tom/messages")
    await at.take_at("14-the-next-person-is-told", "/as/ben/messages")
    await people.waits(90 * MINUTES)
    await at.take_at("15-the-last-person-is-told", "/as/dilys/messages")
    await people.presses("dilys", Press.OPEN)
    await at.take("16-case-with-suspended-steps", "dilys")


async def in_danger(at: Photographer) -> None:
    """Somebody may be in danger: one line is enough."""
    await at.people.starts("tom")
    await at.people.answers("tom", {"danger": "yes"})
    await at.take("17-one-line-is-enough", "tom")


async def not_taken(at: Photographer) -> None:
    """A report about everybody who could read it."""
    people = at.people
    await people.starts("tom")
    for values in ABOUT_EVERYBODY:
        await people.answers("tom", values)
    await at.take("18-not-sent", "tom")


async def asked(at: Photographer) -> None:
    """What the policy says to questions, and what it does not say."""
    for name, question in QUESTIONS.items():
        await at.people.goes_to("lena", "/as/lena/ask")
        await at.people.answers("lena", {"question": question})
        await at.take(name, "lena", WHOLE)


async def at_night(at: Photographer) -> None:
    """The first screen on a phone that shows dark pages, and the answers."""
    await at.people.starts("tom")
    await at.take("02-first-screen", "tom")
    await asked(at)


async def take_all() -> None:
    """Every picture, each journey on a bot of its own."""
    program = chromium.program()
    if program is None:
        sys.exit("There is no Chromium here, so no picture was taken: `make servers` installs it.")
    if not (slack_drawing.can_draw() and teams_drawing.can_draw() and playground.can_run()):
        sys.exit("Slack and Teams cannot be drawn here, so no picture was taken: install npm, then do it again.")
    FOLDER.mkdir(exist_ok=True)
    with chromium.running(program) as endpoint:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(endpoint)
            for device in (DESKTOP, PHONE):
                for journey in (picked_up, left_alone, in_danger, not_taken, asked):
                    async with photographer(browser, device) as at:
                        await journey(at)
            async with photographer(browser, AT_NIGHT) as at:
                await at_night(at)
            for tool in (
                question_pages,
                case_pages,
                log_pictures,
                learner_pictures,
                slack_pictures,
                teams_pictures,
                playground_pictures,
            ):
                await tool.take_all(browser)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(paper_pictures.take_all())
    asyncio.run(take_all())
    shrink()
