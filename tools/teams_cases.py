"""A case is worked in Teams: what its pictures show."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.chat import words
from bot.chat.doing import Do
from bot.teams.ids import FIELD
from tests.browser.teams_drawing import Sheet
from tests.fakes.slack_json import Object, objects_in, text_of
from tests.fakes.teams_cards import ShownCard
from tests.scenarios.conversation import Answers
from tests.scenarios.teams_platform import TeamsPlatform, carried
from tests.servers.bot_on_teams import OnTeams
from tools import case_pictures, record_pictures
from tools.case_pictures import CaseAlbum
from tools.slack_cases import FIRST, TO_THE_END, WHOLE, numbered
from tools.teams_questions import USERS


class TeamsAlbum(Protocol):
    """Where the pictures are kept."""

    @property
    def on(self) -> OnTeams:
        """Everybody, and the bot."""
        ...

    def dialog(self, name: str, user: str, *, phone: bool = False) -> None:
        """Keep what is in front of somebody."""
        ...

    def keep(self, name: str, sheet: Sheet) -> None:
        """Keep a picture of this."""
        ...

    def newest(self, name: str, place: str) -> None:
        """Keep the newest message to a person."""
        ...


@dataclass(frozen=True, slots=True)
class CasesInTeams:
    """The pictures of whoever works a case, kept in an album."""

    album: TeamsAlbum

    @property
    def people(self) -> TeamsPlatform:
        """Everybody."""
        return self.album.on.platform

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in the dialog in front of them."""
        entered = {f"{FIELD}{name}": value for name, value in values.items()}
        self.album.on.client.fill(USERS[person], entered)

    async def shows(self, name: str, person: str, *, phone: bool = False) -> None:
        """Keep the dialog in front of them, from its first part."""
        page = carried(self._card(person)).get("page")
        for earlier in reversed(range(page if isinstance(page, int) else 0)):
            await self._turns(person, earlier)
        part, called = 0, numbered(FIRST, name)
        self.album.dialog(called, USERS[person], phone=phone)
        while self._card(person).has(Do.PAGE, str(part + 1)):
            part += 1
            await self._turns(person, part)
            if name in WHOLE:
                self.album.dialog(f"{called}-part-{part + 1}", USERS[person], phone=phone)
        if name in TO_THE_END:
            dialog = self.album.on.teams.dialog(USERS[person])
            self.album.keep(f"{called}-chronology", Sheet("dialog", _from_chronology(dialog.card.card), dialog.title))

    async def home(self, name: str, person: str) -> None:
        """Keep what there is for them."""
        await self.people.home(person)
        await self.shows(name, person)

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to them."""
        await self.people.messages(person)
        self.album.newest(numbered(FIRST, name), USERS[person])

    def _card(self, person: str) -> ShownCard:
        return self.album.on.teams.dialog(USERS[person]).card

    async def _turns(self, person: str, part: int) -> None:
        await self.album.on.client.press_in(USERS[person], Do.PAGE, str(part))


def _from_chronology(card: Object) -> Object:
    body = objects_in(card.get("body"))
    headings = [text_of(each.get("text")) for each in body]
    return {**card, "body": body[headings.index(words.CHRONOLOGY) :]}


def _kept(journey: Callable[[CaseAlbum], Awaitable[None]]) -> Callable[[TeamsAlbum], Awaitable[None]]:
    async def seen(album: TeamsAlbum) -> None:
        await journey(CasesInTeams(album))

    return seen


JOURNEYS = tuple(map(_kept, (*case_pictures.JOURNEYS, *record_pictures.JOURNEYS)))
"""Everything that is kept of cases."""
LOGGED = _kept(record_pictures.logged)
"""What is kept of the incident log, which has hundreds of cases already."""
