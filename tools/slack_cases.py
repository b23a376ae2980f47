"""A case is worked in Slack: what its pictures show."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.chat import words
from tests.browser import slack_drawing as drawing
from tests.browser.slack_drawing import Sheet
from tests.fakes.slack_json import at, text_of
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import direct
from tests.scenarios.conversation import Answers
from tests.scenarios.slack_platform import SlackPlatform
from tests.servers.bot_on_slack import OnSlack
from tools import case_pictures, record_pictures
from tools.case_pictures import NAMES, CaseAlbum
from tools.slack_questions import A_MOMENT, USERS

FIRST = 62
"""What the first picture is numbered."""
WHOLE = frozenset({"case-of-an-image"})
"""What is kept to its last part: the steps that wait stand there."""
TO_THE_END = frozenset({"closed-case"})
"""What is kept once more from where its chronology begins."""
EARLIER, LATER = "page:previous", "page:next"


class SlackAlbum(Protocol):
    """Where the pictures are kept."""

    @property
    def on(self) -> OnSlack:
        """Everybody, and the bot."""
        ...

    def keep(self, name: str, sheet: Sheet, *, phone: bool = False) -> None:
        """Keep a picture of this."""
        ...

    def newest(self, name: str, place: str, *, phone: bool = False) -> None:
        """Keep the newest message to a person."""
        ...


@dataclass(frozen=True, slots=True)
class CasesInSlack:
    """The pictures of whoever works a case, kept in an album."""

    album: SlackAlbum

    @property
    def people(self) -> SlackPlatform:
        """Everybody."""
        return self.album.on.platform

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the modal in front of them."""
        await self.album.on.client.fill(self._modal(person), values)

    async def shows(self, name: str, person: str, *, phone: bool = False) -> None:
        """Keep the modal in front of them, from its first part."""
        await self._keep(name, self._modal(person), phone=phone)

    async def home(self, name: str, person: str) -> None:
        """Keep their Home tab."""
        await self.people.home(person)
        await self._keep(name, self.album.on.slack.homes[USERS[person]], phone=False)

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to them."""
        await self.people.messages(person)
        self.album.newest(numbered(FIRST, name), direct(USERS[person]))

    def _modal(self, person: str) -> ShownView:
        return self.album.on.modal(USERS[person])

    async def _keep(self, name: str, shown: ShownView, *, phone: bool) -> None:
        while _has(shown, EARLIER):
            await self._turns(shown, EARLIER)
        called, part = numbered(FIRST, name), 1
        self.album.keep(called, drawing.as_filled_in(shown), phone=phone)
        while _has(shown, LATER):
            part += 1
            await self._turns(shown, LATER)
            if name in WHOLE:
                self.album.keep(f"{called}-part-{part}", drawing.as_filled_in(shown), phone=phone)
        if name in TO_THE_END:
            self.album.keep(f"{called}-chronology", _from_chronology(drawing.as_filled_in(shown)))

    async def _turns(self, shown: ShownView, button: str) -> None:
        before = shown.changes
        await self.album.on.client.press(shown, button)
        while shown.changes == before:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(A_MOMENT)


def numbered(first: int, name: str) -> str:
    """What a picture is called, if those of cases are numbered from `first`."""
    return f"{first + NAMES.index(name)}-{name}"


def _from_chronology(sheet: Sheet) -> Sheet:
    headings = [text_of(at(block, "text", "text")) for block in sheet.blocks]
    return replace(sheet, blocks=sheet.blocks[headings.index(words.CHRONOLOGY) :])


def _has(shown: ShownView, action: str) -> bool:
    return any(text_of(button.get("action_id")) == action for _, button in buttons(shown.view))


def _kept(journey: Callable[[CaseAlbum], Awaitable[None]]) -> Callable[[SlackAlbum], Awaitable[None]]:
    async def seen(album: SlackAlbum) -> None:
        await journey(CasesInSlack(album))

    return seen


JOURNEYS = tuple(map(_kept, (*case_pictures.JOURNEYS, *record_pictures.JOURNEYS)))
"""Everything that is kept of cases."""
LOGGED = _kept(record_pictures.logged)
"""What is kept of the incident log, which has hundreds of cases already."""
