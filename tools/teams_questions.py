"""Somebody asks a person what the policy does not say, in Teams: what their pictures show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.chat.doing import Do, do_of
from bot.teams.ids import ANSWER, FIELD, Command
from dialogs.alerts import Press
from handlers import guidance
from tests.fakes.teams_workspace import PEOPLE
from tests.scenarios.conversation import Answers
from tests.servers.bot_on_teams import OnTeams
from tools.question_pictures import EVERYBODY, asked_of_a_person
from tools.slack_questions import NUMBERS

USERS = dict(zip(EVERYBODY, PEOPLE, strict=True))


class TeamsAlbum(Protocol):
    """Where the pictures are kept."""

    @property
    def on(self) -> OnTeams:
        """Everybody, and the bot."""
        ...

    def dialog(self, name: str, user: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep what is in front of somebody."""
        ...

    def newest(self, name: str, place: str, *, phone: bool = False, night: bool = False) -> None:
        """Keep the newest message to a person."""
        ...

    async def presses(self, user: str, do: str) -> None:
        """Press a button of the newest message that has it."""
        ...


@dataclass(frozen=True, slots=True)
class Asking:
    """Everybody, each with a dialog."""

    album: TeamsAlbum

    async def asks(self, person: str, question: str) -> None:
        """Choose the command."""
        client = self.album.on.client
        await client.command(USERS[person], Command.ASK)
        await self.fills_in(person, {guidance.TEXT: question})
        await client.press_in(USERS[person], ANSWER)

    async def presses(self, person: str, press: Press) -> None:
        """Press a button of the dialog, on whichever part of it that stands."""
        user, on, part = USERS[person], self.album.on, 0
        while not on.teams.dialog(user).card.has(do_of(press)):
            part += 1
            await on.client.press_in(user, Do.PAGE, str(part))
        await on.client.press_in(user, do_of(press))

    async def opens(self, person: str, press: Press) -> None:
        """Press a button of their newest message."""
        await self.album.presses(USERS[person], do_of(press))

    async def goes_home(self, person: str) -> None:
        """Look at what there is for them."""
        await self.album.presses(USERS[person], Do.MENU)

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the dialog."""
        self.album.on.client.fill(USERS[person], {f"{FIELD}{name}": value for name, value in values.items()})

    async def goes_on(self, person: str) -> None:
        """Send it."""
        await self.album.on.client.press_in(USERS[person], ANSWER)

    async def waits(self, time: timedelta) -> None:
        """Let time pass."""
        await self.album.on.platform.waits(time)

    async def shows(self, name: str, person: str, *, night: bool = False) -> None:
        """Keep the dialog."""
        self.album.dialog(f"{NUMBERS[name]}-{name}", USERS[person], phone=True, night=night)

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to them."""
        await self.album.on.platform.messages(person)
        self.album.newest(f"{NUMBERS[name]}-{name}", USERS[person], phone=True)


async def asked(album: TeamsAlbum) -> None:
    """Somebody asks a person."""
    await asked_of_a_person(Asking(album))
