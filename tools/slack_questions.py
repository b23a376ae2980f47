"""Somebody asks a person what the policy does not say, in Slack: what their pictures show."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.chat.doing import do_of
from dialogs.alerts import Press
from tests.fakes.slack_workspace import PEOPLE, Posted, direct
from tests.scenarios.conversation import Answers
from tests.servers.bot_on_slack import OnSlack
from tools.question_pictures import EVERYBODY, asked_of_a_person

USERS = dict(zip(EVERYBODY, PEOPLE, strict=True))
NUMBERS = {
    "ask-a-person": 48,
    "question-kept": 49,
    "kept-and-urgent": 50,
    "your-questions": 51,
    "a-question-waits": 52,
    "an-urgent-question-waits": 53,
    "answer-a-question": 54,
    "answer-kept": 55,
    "a-question-has-an-answer": 56,
    "read-the-answer": 57,
    "home-of-whoever-answers": 58,
    "questions": 59,
    "add-a-question": 60,
    "added": 61,
}
"""What each picture is numbered."""
A_MOMENT = 0.01


class SlackAlbum(Protocol):
    """Where the pictures are kept."""

    @property
    def on(self) -> OnSlack:
        """Everybody, and the bot."""
        ...

    def modal(self, name: str, user: str, *, phone: bool = False) -> None:
        """Keep what is in front of somebody."""
        ...

    def newest(self, name: str, place: str, *, phone: bool = False) -> None:
        """Keep the newest message to a person."""
        ...

    async def home(self, name: str, person: str, user: str, *, phone: bool = False) -> None:
        """Keep somebody's Home tab."""
        ...


@dataclass
class Asking:
    """Everybody, with what each looks at: the Home tab if they are `at_home`, else a modal."""

    album: SlackAlbum
    at_home: bool = False

    async def asks(self, person: str, question: str) -> None:
        """Type the slash command."""
        await self.album.on.client.command(USERS[person], "/esafety", f"ask {question}")

    async def presses(self, person: str, press: Press) -> None:
        """Press a button of what they look at, and wait for what it shows."""
        user, on = USERS[person], self.album.on
        before = on.slack.shown(user)
        await on.client.press(on.slack.homes[user] if self.at_home else on.modal(user), do_of(press))
        await self._shown(user, before)

    async def opens(self, person: str, press: Press) -> None:
        """Press a button of their newest message."""
        user, on = USERS[person], self.album.on
        before = on.slack.shown(user)
        await on.client.press_in(user, self._newest(user), do_of(press))
        await self._shown(user, before)

    async def goes_home(self, person: str) -> None:
        """Look at the Home tab."""
        await self.album.on.platform.home(person)
        self.at_home = True

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the modal."""
        on = self.album.on
        await on.client.fill(on.modal(USERS[person]), values)

    async def goes_on(self, person: str) -> None:
        """Submit it."""
        await self.album.on.goes_on(USERS[person])

    async def waits(self, time: timedelta) -> None:
        """Let time pass."""
        await self.album.on.platform.waits(time)

    async def shows(self, name: str, person: str, *, night: bool = False) -> None:  # noqa: ARG002
        """Keep what they look at. Slack is drawn by day only."""
        numbered = f"{NUMBERS[name]}-{name}"
        if self.at_home:
            await self.album.home(numbered, person, USERS[person], phone=True)
        else:
            self.album.modal(numbered, USERS[person], phone=True)

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to them."""
        await self.album.on.platform.messages(person)
        self.album.newest(f"{NUMBERS[name]}-{name}", direct(USERS[person]), phone=True)

    def _newest(self, user: str) -> Posted:
        return self.album.on.slack.to(direct(user))[-1]

    async def _shown(self, user: str, before: int) -> None:
        self.at_home = False
        while self.album.on.slack.shown(user) == before:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(A_MOMENT)


async def asked(album: SlackAlbum) -> None:
    """Somebody asks a person."""
    await asked_of_a_person(Asking(album))
