"""Takes the pictures of docs/pictures/teams: what people meet in Teams, on a desktop, on a phone, and at night.

The bot is the real one behind a made-up Teams, and the people are made up; every card is the bot's own. Teams' part of
a picture is drawn by `tests.browser.teams_drawing`, and so is only like Teams; but see `tools.playground_pictures`.
"""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, FloatRect, Page

from bot.teams.ids import FIELD, Command
from dialogs.alerts import Press
from tests.browser import teams_drawing as drawing
from tests.browser.teams_drawing import Scheme, Sheet
from tests.fakes import teams_activities, teams_server
from tests.fakes.teams_cards import card_of
from tests.fakes.teams_workspace import CHANNEL, PEOPLE
from tests.scenarios.conversation import Answers
from tests.scenarios.teams_platform import TeamsPlatform
from tests.servers.bot_on_teams import OnTeams, on_teams, settings
from tools import asking_pictures, teams_cases, teams_questions, telling_pictures
from tools.log_pictures import four_hundred
from tools.pictured_reports import ABOUT_EVERYBODY, ACCOUNT, IMAGE_SHARED, NASTY
from tools.teams_questions import USERS

FOLDER = Path(__file__).parent.parent / "docs" / "pictures" / "teams"
ASHA, BEN, TOM, LENA = PEOPLE[0], PEOPLE[1], PEOPLE[6], PEOPLE[7]
IN_THE_CHANNEL = "Safeguarding › alerts"
MARGIN = 40


@dataclass(frozen=True, slots=True)
class Device:
    """What is drawn, in pixels of the page. What is taller than `tallest` goes on in the next picture, if any."""

    name: str
    width: int
    tallest: int
    pictures: int


DESKTOP = Device("desktop", 800, 900, 2)
PHONE = Device("phone", 390, 1500, 1)


@dataclass(frozen=True, slots=True)
class Album:
    """What is to be drawn of one bot, in the order in which it was seen.

    `phones` names what a phone shows as well, and `nights` what is shown dark as well, on a phone.
    """

    on: OnTeams
    sheets: dict[str, Sheet] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)
    nights: set[str] = field(default_factory=set)

    def keep(self, name: str, sheet: Sheet, *, phone: bool = False, night: bool = False) -> None:
        """Keep a picture of this."""
        self.sheets[name] = sheet
        if phone or night:
            self.phones.add(name)
        if night:
            self.nights.add(name)

    def dialog(self, name: str, user: str = TOM, *, phone: bool = False, night: bool = False) -> None:
        """Keep what is in front of somebody, as they have filled it in."""
        dialog = self.on.teams.dialog(user)
        self.keep(name, drawing.as_filled_in(dialog.card, dialog.title), phone=phone, night=night)

    def newest(self, name: str, place: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep the newest message in the channel, or to a person."""
        where = IN_THE_CHANNEL if place == CHANNEL else ""
        card = card_of(self.on.teams.to(place)[-1].activity)
        self.keep(name, Sheet("message", card, where=where, time="10:00"), phone=phone, night=night)

    async def presses(self, user: str, do: str) -> None:
        """Somebody presses a button of the newest message that has it: the first part of what it opens is kept."""
        places = (user, CHANNEL) if user in self.on.teams.members else (user,)
        posted = [each for place in places for each in reversed(self.on.teams.to(place)) if each.card(user).has(do)]
        await self.on.client.press(user, posted[0], do)

    async def answers(self, *several: Answers) -> None:
        """Tom answers one screen after the other."""
        for values in several:
            await self.on.platform.answers("tom", values)

    def fills(self, values: Answers) -> None:
        """Tom fills in the screen in front of him, and does not send it yet."""
        self.on.client.fill(TOM, {f"{FIELD}{name}": value for name, value in values.items()})


async def picked_up(album: Album) -> None:
    """A report, from the first screen until its reporter hears who has it."""
    people = album.on.platform
    await people.starts("tom")
    album.dialog("01-first-screen", phone=True, night=True)
    await album.answers({})
    album.dialog("02-wrong-beside-a-field", phone=True)
    await album.answers({"danger": "no"})
    album.dialog("03-what-is-it-about", phone=True)
    await album.answers({"tile": "messages"}, {"messages_kind": "sent"}, {"staff_involved": "no"})
    album.fills({"subject": "Mia Example", "age": "16_17", "centre": "hanley"})
    album.dialog("06-who-is-it-about")
    await album.answers({})
    album.fills({"account": ACCOUNT, "ongoing": "yes"})
    album.dialog("07-what-happened", phone=True)
    await album.answers({})
    album.fills({"done": ["told_not_reply", "kept_evidence"]})
    album.dialog("08-what-was-done")
    await album.answers({})
    album.dialog("09-review", phone=True)
    await album.answers({})
    album.dialog("10-received", phone=True, night=True)
    await people.channel()
    album.newest("11-alert-in-the-channel", CHANNEL, phone=True, night=True)
    await album.presses(ASHA, Press.OPEN)
    album.dialog("13-case", ASHA, phone=True, night=True)
    await people.presses("asha", Press.ACKNOWLEDGE)
    await people.channel()
    album.newest("12-alert-picked-up", CHANNEL, phone=True)
    album.newest("16-reporter-hears", TOM)


async def at_home(album: Album) -> None:
    """What stands under "My reports" of a reporter and of the coordinator."""
    people = album.on.platform
    for then in (timedelta(hours=5), timedelta(0), timedelta(0)):
        await people.starts("tom")
        await album.answers(*NASTY, {})
        await people.waits(then)
    await people.presses("asha", Press.ACKNOWLEDGE)
    await people.starts("tom")
    await album.answers({"danger": "no"}, {"tile": "photos"})
    await album.presses(TOM, "menu")
    album.dialog("17-home-of-a-reporter", phone=True)
    await album.presses(ASHA, "menu")
    album.dialog("18-home-of-the-coordinator", ASHA, phone=True, night=True)


async def image_of_somebody_under_18(album: Album) -> None:
    """A picture of somebody under 18: it must not be looked at, and who may know is told alone, one after the other."""
    people = album.on.platform
    await people.starts("tom")
    await album.answers({"danger": "no"}, {"tile": "photos"})
    album.dialog("04-picture-of-somebody-under-18", phone=True)
    await album.answers({"image_guard": "yes"})
    album.dialog("05-picture-what-now", phone=True)
    await album.answers(*IMAGE_SHARED)
    await people.messages("asha")
    await album.presses(ASHA, Press.OPEN)
    album.dialog("14-case-with-suspended-steps", ASHA)
    await people.waits(timedelta(minutes=30))
    album.newest("15-nobody-has-picked-it-up", BEN, phone=True)


async def in_danger(album: Album) -> None:
    """Somebody may be in danger: one line is enough."""
    await album.on.platform.starts("tom")
    await album.answers({"danger": "yes"})
    album.dialog("19-one-line-is-enough", phone=True)
    await album.answers({"line": "A learner has a knife in the canteen"})
    album.dialog("20-received-go-on-if-you-can")
    await album.on.platform.channel()
    album.newest("21-alert-of-danger", CHANNEL, phone=True)


async def not_taken(album: Album) -> None:
    """A report about everybody who could read it."""
    await album.on.platform.starts("tom")
    await album.answers(*ABOUT_EVERYBODY)
    album.dialog("22-not-sent", phone=True)


async def other_ways_in(album: Album) -> None:
    """The welcome, help, somebody who tells something, a message that is reported, and what is typed."""
    on = album.on
    album.newest("23-welcome", LENA, phone=True, night=True)
    await album.presses(LENA, "help")
    album.dialog("24-help-now", LENA, phone=True)
    await album.presses(LENA, "tell")
    album.dialog("25-tell-someone", LENA, phone=True)
    await album.presses(LENA, "ask")
    album.dialog("26-ask", LENA)
    await on.client.writes(LENA, "hello, can I tell you something")
    album.newest("27-written-to-the-bot", LENA, phone=True)
    said = teams_activities.reported(on.teams, LENA, "<p>nobody likes you, don't come back</p>")
    await on.client.message_command(TOM, Command.REPORT_MESSAGE, said)
    await album.answers({"danger": "no"}, {"tile": "messages"}, {"messages_kind": "sent"}, {"staff_involved": "no"}, {})
    album.dialog("29-message-that-is-reported")


@dataclass(frozen=True, slots=True)
class Telling:
    """The pictures of whoever tells someone, kept in an album."""

    album: Album

    @property
    def people(self) -> TeamsPlatform:
        """Everybody."""
        return self.album.on.platform

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the dialog in front of somebody."""
        self.album.on.client.fill(USERS[person], {f"{FIELD}{name}": value for name, value in values.items()})

    async def pauses(self, person: str) -> None:
        """Press the button below their cases."""
        await self.people.home(person)
        await self.people.presses_here(person, Press.PAUSE)

    def shows(self, name: str, person: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep the dialog in front of somebody."""
        self.album.dialog(name, USERS[person], phone=phone, night=night)

    def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to a person."""
        self.album.newest(name, USERS[person])


async def told(album: Album) -> None:
    """Somebody tells someone with a code, and reads the answer."""
    await telling_pictures.told(Telling(album))


async def told_in_danger(album: Album) -> None:
    """Somebody tells someone while they are in danger; then the form rests."""
    await telling_pictures.in_danger(Telling(album))


JOURNEYS = (
    told,
    told_in_danger,
    picked_up,
    at_home,
    image_of_somebody_under_18,
    in_danger,
    not_taken,
    other_ways_in,
    asking_pictures.asked,
    teams_questions.asked,
    *teams_cases.JOURNEYS,
    teams_cases.LOGGED,
)


@asynccontextmanager
async def album(*, full: bool = False) -> AsyncIterator[Album]:
    """An empty album at a bot of its own, whose app everybody has, and which has a year of cases if it is `full`."""
    with tempfile.TemporaryDirectory() as folder:
        async with teams_server.serving() as teams:
            where = settings(teams, Path(folder) / "bot", PUBLIC_URL="https://esafety.example.org")
            if full:
                await four_hundred(where)
            async with on_teams(teams, where) as on:
                await on.platform.everybody_adds_the_app()
                yield Album(on)


async def take_all(browser: Browser) -> None:
    """Every picture, each journey on a bot of its own. Raises AssertionError when something cannot be read."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for journey in JOURNEYS:
        async with album(full=journey is teams_cases.LOGGED) as seen:
            await journey(seen)
        await _draw(browser, seen, set(seen.sheets), DESKTOP)
        await _draw(browser, seen, seen.phones, PHONE)
        await _draw(browser, seen, seen.nights, PHONE, "dark")


async def _draw(browser: Browser, album: Album, names: set[str], device: Device, scheme: Scheme = "light") -> None:
    page = await browser.new_page(viewport={"width": device.width, "height": 800}, locale="en-GB")
    for name, sheet in album.sheets.items():
        if name in names:
            await drawing.draw(page, sheet, phone=device is PHONE, scheme=scheme)
            if missing := await drawing.unseen(page, sheet):
                raise AssertionError(f"{name} {device.name} {scheme}: {missing}")
            await _take(page, device, f"{name}-{device.name}" + ("-dark" if scheme == "dark" else ""))
    await page.close()


async def _take(page: Page, device: Device, name: str) -> None:
    box = await page.locator(".picture").bounding_box()
    if box is None:
        raise AssertionError(f"{name}: nothing is drawn")
    for place in range(device.pictures):
        start = place * device.tallest
        height = min(box["height"] - start, device.tallest)
        if height > MARGIN:
            clip: FloatRect = {**box, "y": start, "height": height}
            await page.screenshot(path=FOLDER / f"{name}{'-goes-on' * place}.png", clip=clip, full_page=True)
