"""Takes the pictures of docs/pictures/slack: what people meet in Slack, on a desktop and on a phone.

The bot is the real one behind a made-up Slack, and the people are made up; every block is the bot's own. Slack's part
of a picture is drawn by `tests.browser.slack_drawing`, and so is only like Slack.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, FloatRect, Page, ViewportSize

from dialogs.alerts import Press
from tests.browser import slack_drawing as drawing
from tests.browser.slack_drawing import Sheet
from tests.fakes import slack_payloads, slack_server
from tests.fakes.slack_faults import Fault, How
from tests.fakes.slack_json import Object, object_of
from tests.fakes.slack_workspace import CHANNEL, direct
from tests.scenarios.conversation import Answers
from tests.scenarios.meant import PRESSED
from tests.scenarios.slack_platform import SlackPlatform
from tests.servers.bot_on_slack import OnSlack, on_slack, settings
from tools import slack_cases, slack_questions, telling_pictures
from tools.log_pictures import four_hundred
from tools.pictured_reports import ABOUT_EVERYBODY, ACCOUNT, IMAGE_SHARED, NASTY
from tools.slack_questions import A_MOMENT, USERS

FOLDER = Path(__file__).parent.parent / "docs" / "pictures" / "slack"
ASHA, TOM, LENA = "U01EXAMPLE", "U07EXAMPLE", "U08EXAMPLE"
IN_THE_CHANNEL, ONLY_THEM = "🔒 safeguarding", "Only visible to you"
PHONE_WIDTH, DESKTOP_WIDTH, MARGIN = 390, 800, 20
QUESTIONS = {
    "43-answer": "can I use my phone in class",
    "44-closest-three": "what is the procedure when a learner has been harassed by email",
    "46-procedure": "what do I do if a learner gets nasty texts",
    "47-not-in-the-policy": "is youtube blocked at college?",
}
"""By the names of their pictures."""
TALLEST = 1600.0
"""Where a picture ends, in pixels of the page. On a desktop a second one goes on from there, and ends there too."""


@dataclass(frozen=True, slots=True)
class Album:
    """What is to be drawn of one bot, in the order in which it was seen. `phones` names what a phone shows as well."""

    on: OnSlack
    sheets: dict[str, Sheet] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)

    def keep(self, name: str, sheet: Sheet, *, phone: bool = False) -> None:
        """Keep a picture of this."""
        self.sheets[name] = sheet
        if phone:
            self.phones.add(name)

    def modal(self, name: str, user: str = TOM, *, phone: bool = False) -> None:
        """Keep what is in front of somebody, as they have filled it in."""
        self.keep(name, drawing.as_filled_in(self.on.modal(user)), phone=phone)

    def opened(self, name: str, *, phone: bool = False) -> None:
        """Keep the modal that was opened last, as it was opened: its first part."""
        self.keep(name, drawing.of_view(object_of(self.on.slack.called("views.open")[-1]["view"])), phone=phone)

    def newest(self, name: str, place: str, *, phone: bool = False) -> None:
        """Keep the newest message in the channel, or to a person."""
        where = IN_THE_CHANNEL if place == CHANNEL else ""
        self._message(name, self.on.slack.to(place)[-1].message, where, phone=phone)

    def whispered(self, name: str) -> None:
        """Keep the newest message that only one person sees."""
        _, _, message = self.on.slack.whispered[-1]
        self._message(name, message, ONLY_THEM, phone=False)

    async def home(self, name: str, person: str, user: str, *, phone: bool = False) -> None:
        """Keep somebody's Home tab."""
        await self.on.platform.home(person)
        self.keep(name, drawing.of_view(self.on.slack.homes[user].view), phone=phone)

    async def answers(self, *several: Answers) -> None:
        """Tom answers one screen after the other."""
        for values in several:
            await self.on.platform.answers("tom", values)

    async def fills(self, values: Answers) -> None:
        """Tom fills in the screen in front of him, and does not send it yet."""
        await self.on.client.fill(self.on.modal(TOM), values)

    def _message(self, name: str, message: Object, where: str, *, phone: bool) -> None:
        self.keep(name, drawing.of_message(message, where=where, time="10:00"), phone=phone)


async def picked_up(album: Album) -> None:
    """A report, from the first screen until its reporter hears who has it."""
    people = album.on.platform
    await people.starts("tom")
    album.modal("01-first-screen", phone=True)
    await album.answers({})
    album.modal("02-wrong-beside-a-field")
    await album.answers({"danger": "no"})
    album.modal("03-what-is-it-about", phone=True)
    await album.answers({"tile": "messages"}, {"messages_kind": "sent"}, {"staff_involved": "no"})
    await album.fills({"subject": "Mia Example", "age": "16_17", "centre": "hanley"})
    album.modal("06-who-is-it-about")
    await album.answers({})
    await album.fills({"account": ACCOUNT, "ongoing": "yes"})
    album.modal("07-what-happened", phone=True)
    await album.answers({})
    await album.fills({"done": ["told_not_reply", "kept_evidence"]})
    album.modal("08-what-was-done")
    await album.answers({})
    album.modal("09-review", phone=True)
    await album.answers({})
    album.modal("10-received", phone=True)
    await people.channel()
    album.newest("11-alert-in-the-channel", CHANNEL, phone=True)
    await people.presses("asha", Press.OPEN)
    album.opened("13-case", phone=True)
    await people.presses("asha", Press.ACKNOWLEDGE)
    album.opened("15-acknowledged")
    await people.channel()
    album.newest("12-alert-picked-up", CHANNEL, phone=True)
    album.newest("16-reporter-hears", direct(TOM))


async def at_home(album: Album) -> None:
    """What stands on the Home tabs of a reporter and of the coordinator."""
    people = album.on.platform
    for then in (timedelta(hours=5), timedelta(0), timedelta(0)):
        await people.starts("tom")
        await album.answers(*NASTY, {})
        await people.waits(then)
    await people.presses("asha", Press.ACKNOWLEDGE)
    await people.starts("tom")
    await album.answers({"danger": "no"}, {"tile": "photos"})
    await album.home("17-home-of-a-reporter", "tom", TOM, phone=True)
    await album.home("18-home-of-the-coordinator", "asha", ASHA, phone=True)


async def image_of_somebody_under_18(album: Album) -> None:
    """A picture of somebody under 18: it must not be looked at."""
    await album.on.platform.starts("tom")
    await album.answers({"danger": "no"}, {"tile": "photos"})
    album.modal("04-picture-of-somebody-under-18", phone=True)
    await album.answers({"image_guard": "yes"})
    album.modal("05-picture-what-now", phone=True)
    await album.answers(*IMAGE_SHARED)
    await album.on.platform.messages("asha")
    await album.on.platform.presses("asha", Press.OPEN)
    album.opened("14-case-with-suspended-steps")


async def in_danger(album: Album) -> None:
    """Somebody may be in danger: one line is enough."""
    await album.on.platform.starts("tom")
    await album.answers({"danger": "yes"})
    album.modal("19-one-line-is-enough", phone=True)
    await album.answers({"line": "A learner has a knife in the canteen"})
    album.modal("20-received-go-on-if-you-can")
    await album.on.platform.channel()
    album.newest("21-alert-of-danger", CHANNEL, phone=True)


async def not_taken(album: Album) -> None:
    """A report about everybody who could read it."""
    await album.on.platform.starts("tom")
    await album.answers(*ABOUT_EVERYBODY)
    album.modal("22-not-sent", phone=True)


async def other_ways_in(album: Album) -> None:
    """The menu of /esafety, help, somebody who tells something, a message that is reported, and what is typed."""
    on = album.on
    await on.client.command(LENA, "/esafety")
    album.opened("23-menu")
    await on.client.command(LENA, "/esafety", "help")
    album.opened("24-help-now", phone=True)
    await on.client.command(LENA, "/esafety", "tell")
    album.opened("25-tell-someone", phone=True)
    await on.client.command(LENA, "/esafety", "ask")
    album.opened("26-ask")
    await on.client.writes(LENA, "hello, can I tell you something")
    await on.platform.messages("lena")
    album.newest("27-written-to-the-bot", direct(LENA), phone=True)
    on.slack.faults.append(Fault(How.REFUSED, "views.open", error="expired_trigger_id"))
    await on.client.command(LENA, "/report-incident", "somebody sends my friend horrible messages", CHANNEL)
    album.whispered("28-too-late")
    said = slack_payloads.said(on.slack, LENA, "nobody likes you, don't come back")
    await on.client.message_action(TOM, "report_message", CHANNEL, said)
    await album.answers({"danger": "no"}, {"tile": "messages"}, {"messages_kind": "sent"}, {"staff_involved": "no"}, {})
    album.modal("29-message-that-is-reported")


async def asking(album: Album) -> None:
    """What somebody reads who asks what the policy says, or writes to the bot."""
    on = album.on
    for name, question in QUESTIONS.items():
        await on.client.command(LENA, "/esafety", f"ask {question}")
        album.opened(name, phone=True)
    await on.client.writes(LENA, "i want to kill myself")
    await on.platform.messages("lena")
    album.newest("45-written-in-trouble", direct(LENA), phone=True)


@dataclass(frozen=True, slots=True)
class Telling:
    """The pictures of whoever tells someone, kept in an album."""

    album: Album

    @property
    def people(self) -> SlackPlatform:
        """Everybody."""
        return self.album.on.platform

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the modal in front of somebody."""
        await self.album.on.client.fill(self.album.on.modal(USERS[person]), values)

    async def pauses(self, person: str) -> None:
        """Press the button on their Home tab."""
        user, on = USERS[person], self.album.on
        await self.people.home(person)
        before = on.slack.shown(user)
        await on.client.press(on.slack.homes[user], PRESSED[Press.PAUSE])
        while on.slack.shown(user) == before:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(A_MOMENT)

    def shows(self, name: str, person: str, *, phone: bool = False, night: bool = False) -> None:  # noqa: ARG002
        """Keep the modal in front of somebody. Slack is drawn by day only."""
        self.album.modal(name, USERS[person], phone=phone)

    def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to a person."""
        self.album.newest(name, direct(USERS[person]))


async def told(album: Album) -> None:
    """Somebody tells someone with a code, and reads the answer."""
    await telling_pictures.told(Telling(album))


async def told_in_danger(album: Album) -> None:
    """Somebody tells someone while they are in danger; then the form rests."""
    await telling_pictures.in_danger(Telling(album))


TELLING = (told, told_in_danger, picked_up, at_home, image_of_somebody_under_18, in_danger, not_taken)
JOURNEYS = (*TELLING, other_ways_in, asking, slack_questions.asked, *slack_cases.JOURNEYS, slack_cases.LOGGED)


@asynccontextmanager
async def album(*, full: bool = False) -> AsyncIterator[Album]:
    """An empty album at a bot of its own, which has a year of cases if it is `full`."""
    with tempfile.TemporaryDirectory() as folder:
        async with slack_server.serving() as slack:
            where = settings(slack, Path(folder) / "bot", PUBLIC_URL="https://esafety.example.org")
            if full:
                await four_hundred(where)
            async with on_slack(slack, where) as on:
                yield Album(on)


async def take_all(browser: Browser) -> None:
    """Every picture, each journey on a bot of its own. Raises AssertionError when something cannot be read."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for journey in JOURNEYS:
        async with album(full=journey is slack_cases.LOGGED) as seen:
            await journey(seen)
        on_phones = {name: sheet for name, sheet in seen.sheets.items() if name in seen.phones}
        await _draw(browser, seen.sheets, phone=False)
        await _draw(browser, on_phones, phone=True)


async def _draw(browser: Browser, sheets: dict[str, Sheet], *, phone: bool) -> None:
    size: ViewportSize = {"width": PHONE_WIDTH if phone else DESKTOP_WIDTH, "height": 800}
    page = await browser.new_page(viewport=size, locale="en-GB")
    for (name, sheet), html in zip(sheets.items(), drawing.pages(list(sheets.values()), phone=phone), strict=True):
        await page.set_content(html)
        if missing := await drawing.unseen(page, sheet):
            raise AssertionError(f"{name}: {missing}")
        await _take(page, f"{name}-phone" if phone else f"{name}-desktop")
    await page.close()


async def _take(page: Page, name: str) -> None:
    """Take a picture; of what is too tall for one, on a desktop also what follows, so far as a second one shows it."""
    box = await page.locator(".picture").bounding_box()
    if box is None:
        raise AssertionError(f"{name}: nothing is drawn")
    for start, suffix in ((0.0, ""), *([(TALLEST, "-goes-on")] if name.endswith("desktop") else [])):
        height = min(box["height"] - start, TALLEST)
        if height > MARGIN:
            clip: FloatRect = {**box, "y": start, "height": height}
            await page.screenshot(path=FOLDER / f"{name}{suffix}.png", clip=clip, full_page=True)
