"""A case is worked in Slack: what its pictures show."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from tests.browser import slack_drawing as drawing
from tests.browser.slack_drawing import Sheet
from tests.fakes.slack_json import text_of
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import direct
from tests.scenarios.conversation import Answers
from tests.scenarios.slack_platform import SlackPlatform
from tests.servers.bot_on_slack import OnSlack
from tools.case_pictures import NAMES
from tools.slack_questions import A_MOMENT, USERS

FIRST = 62
"""What the first picture is numbered."""
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
        """Keep the modal in front of them, every part of it."""
        await self._keep(name, self._modal(person), phone=phone)

    async def home(self, name: str, person: str) -> None:
        """Keep their Home tab, every part of it."""
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
        self._keeps(numbered(FIRST, name), shown, phone=phone)
        part = 1
        while _has(shown, LATER):
            part += 1
            await self._turns(shown, LATER)
            self._keeps(f"{numbered(FIRST, name)}-part-{part}", shown, phone=phone)

    def _keeps(self, name: str, shown: ShownView, *, phone: bool) -> None:
        self.album.keep(name, drawing.as_filled_in(shown), phone=phone)

    async def _turns(self, shown: ShownView, button: str) -> None:
        before = shown.changes
        await self.album.on.client.press(shown, button)
        while shown.changes == before:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(A_MOMENT)


def numbered(first: int, name: str) -> str:
    """What a picture is called, if those of cases are numbered from `first`."""
    return f"{first + NAMES.index(name)}-{name}"


def _has(shown: ShownView, action: str) -> bool:
    return any(text_of(button.get("action_id")) == action for _, button in buttons(shown.view))
