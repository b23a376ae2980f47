"""Microsoft Teams as a platform of conversations: people at a fake Teams, and the running bot behind it.

Everything is done as a person would do it, by what stands in the cards.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import aiohttp

from bot import organisation as organisation_file
from dialogs.alerts import Press
from tests.fakes.slack_json import Object, at, everything_in, object_of, objects_in, text_of
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_road import Answer
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL, Posted
from tests.scenarios.conversation import Answers, Kind, Seen
from tests.scenarios.meant import PRESSED, is_meant
from tests.scenarios.practice_platform import steps
from tests.scenarios.quiet import until_nothing_is_due
from tests.scenarios.slack_platform import EXAMPLE

REPORT, TELL, CHECK, ASK = "report", "tell", "check", "ask"
FIELD, SEARCH = "f.", "s."
ANSWER, BACK, CHANGE, FIND, MENU, PAGE, RESUME = "answer", "back", "change", "find", "menu", "page", "resume"
WRONG = "attention"
"""The colour of the words above a field that say what is wrong with it."""
MOST_PAGES = 20


class MovableClock(Protocol):
    """The clock of the desk."""

    def move_on(self, by: timedelta) -> None:
        """Let that much time pass at once."""
        ...


@dataclass
class TeamsPlatform:
    """Several people at Teams. `address` is where the bot itself is served, for its figures.

    What answers somebody in their chat is no message that the bot had to send: it counts for none.
    """

    teams: FakeTeams
    client: TeamsClient
    clock: MovableClock
    address: str
    http: aiohttp.ClientSession
    _answers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        people = organisation_file.load(EXAMPLE).people
        self._users = {key: person.teams for key, person in people.items() if person.teams}

    async def everybody_adds_the_app(self) -> None:
        """Everybody adds the app, and is welcomed."""
        for user in self._users.values():
            await self._asks(user, self.client.installs(user))

    async def starts(self, person: str) -> Seen:
        """Chooses the command below the box where messages are written."""
        return await self._does(person, self.client.command(self._users[person], REPORT))

    async def tells(self, person: str) -> Seen:
        """Chooses the command to tell someone."""
        return await self._does(person, self.client.command(self._users[person], TELL))

    async def has_a_code(self, person: str) -> Seen:
        """Chooses the command for those who have a code."""
        return await self._does(person, self.client.command(self._users[person], CHECK))

    async def asks(self, person: str) -> Seen:
        """Chooses the command to ask a question."""
        return await self._does(person, self.client.command(self._users[person], ASK))

    async def presses_here(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the dialog in front of them, and what it asks to be sure."""
        if about:
            while not _meant(self._card(person), PRESSED[press], about):
                await self._turns(person, -1)
            return await self._presses(person, PRESSED[press], _meant(self._card(person), PRESSED[press], about))
        while not _unfolded(self._card(person), PRESSED[press]):
            await self._turns(person, -1)
        return await self._presses(person, PRESSED[press])

    async def presses_at_home(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of what there is for them."""
        await self.home(person)
        return await self.presses_here(person, press, about)

    async def answers(self, person: str, values: Answers) -> Seen:
        """Fills in the screen in front of them and goes on."""
        await self._fills(person, values)
        return await self._presses(person, ANSWER)

    async def goes_back(self, person: str, values: Answers) -> Seen:
        """Presses Back, with what had been entered."""
        await self._fills(person, values)
        return await self._presses(person, BACK)

    async def changes(self, person: str, screen: str) -> Seen:
        """Presses Change beside an answer on the review."""
        return await self._presses(person, CHANGE, screen)

    async def sends_again(self, person: str) -> Seen:
        """The last thing that they did arrives again, as Teams sends it again after a while: as if it were new."""
        await self._does(person, self.client.again(self._users[person]))
        return await self._does(person, self.client.again(self._users[person], new_id=True))

    async def resumes(self, person: str) -> Seen:
        """Goes on with the first draft that they are shown."""
        await self.home(person)
        return await self._presses(person, RESUME)

    async def presses(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the newest message that has it, in their chat or else in the channel."""
        user = self._users[person]
        await self.quiet()
        posted = self._with_button(user, PRESSED[press], about)
        value = _meant(posted.card(user), PRESSED[press], about) if about else ""
        in_its_place = posted.card(user).button(PRESSED[press])["type"] == "Action.Execute"
        pressing = self.client.press(user, posted, PRESSED[press], value)
        return _in_its_place(await pressing) if in_its_place else await self._does(person, pressing)

    async def presses_in_anothers(self, person: str, press: Press, whose: str) -> Seen:
        """Presses a button of the newest message to somebody else that has it, as if it were their own."""
        posted = self._with_button(self._users[whose], PRESSED[press])
        return await self._does(person, self.client.press(self._users[person], posted, PRESSED[press]))

    async def home(self, person: str) -> Seen:
        """Looks at what there is for them, by the button that every menu has."""
        user = self._users[person]
        if not any(each.card(user).has(MENU) for each in self.teams.to(user)):
            await self._asks(user, self.client.writes(user, "hello"))
        return await self._does(person, self.client.press(user, self._with_button(user, MENU), MENU))

    async def waits(self, time: timedelta) -> None:
        """Time passes, in steps in which everything that fell due is done."""
        await self.quiet()
        for step, _ in steps(time):
            self.clock.move_on(step)
            await self.quiet()

    async def messages(self, person: str) -> tuple[str, ...]:
        """What the bot sent a person of its own accord, the newest first."""
        return await self._posted(self._users[person])

    async def channel(self) -> tuple[str, ...]:
        """The safeguarding channel, the newest first."""
        return await self._posted(CHANNEL)

    async def _posted(self, place: str) -> tuple[str, ...]:
        await self.quiet()
        sent = (each for each in reversed(self.teams.to(place)) if each.id not in self._answers)
        return tuple(_on_one_line(each.text) for each in sent)

    async def _asks(self, user: str, does: Awaitable[Answer | None]) -> None:
        """Does something that is answered in their chat."""
        await self.quiet()
        before = len(self.teams.to(user))
        answer = await does
        if answer is not None:
            taken(answer)
        self._answers |= {each.id for each in self.teams.to(user)[before:]}

    def _with_button(self, user: str, do: str, about: str = "") -> Posted:
        for place in (user, *([CHANNEL] if user in self.teams.members else [])):
            for posted in reversed(self.teams.to(place)):
                if _meant(posted.card(user), do, about) if about else posted.card(user).has(do):
                    return posted
        raise AssertionError(f"{user} has no message with the button {do} {about}")

    async def _fills(self, person: str, values: Answers) -> None:
        """Enters values by field. What is not offered may have to be looked for first."""
        user = self._users[person]
        for name, value in values.items():
            for wanted in [value] if isinstance(value, str) else value:
                if not _offers(self._card(person), name, wanted):
                    self.client.fill(user, {f"{SEARCH}{name}": wanted})
                    await self._presses(person, FIND, name)
            self.client.fill(user, {f"{FIELD}{name}": value})

    async def _does(self, person: str, does: Awaitable[Answer]) -> Seen:
        """Does something that shows a dialog."""
        taken(await does)
        dialog = self.teams.dialogs.get(self._users[person])
        assert dialog is not None
        assert not dialog.closed, f"the dialog was closed: {dialog.said!r}"
        return await self._reads_on(person)

    async def _presses(self, person: str, do: str, value: str = "") -> Seen:
        """Presses a button of the dialog, which may stand on an earlier part of it."""
        while not self._card(person).has(do, value):
            await self._turns(person, -1)
        return await self._does(person, self.client.press_in(self._users[person], do, value))

    async def _reads_on(self, person: str) -> Seen:
        """Reads every part, to the last one."""
        texts = [self._card(person).text]
        for _ in range(MOST_PAGES):
            if not self._card(person).has(PAGE, self._part(person, 1)):
                break
            await self._turns(person, 1)
            texts.append(self._card(person).text)
        return _seen(self._card(person), "\n".join(texts))

    async def _turns(self, person: str, by: int) -> None:
        taken(await self.client.press_in(self._users[person], PAGE, self._part(person, by)))

    def _part(self, person: str, by: int) -> str:
        page = carried(self._card(person)).get("page")
        return str((page if isinstance(page, int) else 0) + by)

    def _card(self, person: str) -> ShownCard:
        return self.teams.dialog(self._users[person]).card

    async def quiet(self) -> None:
        """Waits until nothing that is due is left undone."""
        await until_nothing_is_due(self._figures)

    async def _figures(self) -> str:
        async with self.http.get(f"{self.address}/metrics") as response:
            return await response.text()


def _unfolded(card: ShownCard, do: str) -> bool:
    """Whether there is such a button, if need be below one that asks first whether that is meant."""
    asks = (text_of(each.get("title")) for each in tuple(card.buttons()) if each.get("type") == "Action.ShowCard")
    for title in () if card.has(do) else asks:
        card.unfold(title)
    return card.has(do)


def carried(card: ShownCard) -> Object:
    """What the bot wrote into a card for itself: that names the kind of what is seen, and the screen's id."""
    carrying = (object_of(at(each, "data", "esafety", "carried")) for each in everything_in(card.card))
    return next((each for each in carrying if each.get("kind")), {})


def taken(answer: Answer) -> Answer:
    """The answer, which must be one that Teams takes."""
    assert answer.status == 200, answer
    return answer


def _seen(card: ShownCard, text: str) -> Seen:
    known = carried(card)
    return Seen(Kind(text_of(known.get("kind"))), _on_one_line(text), text_of(known.get("screen")), _problems(card))


def _meant(card: ShownCard, do: str, wanted: str) -> str:
    """What the first button is about that does this and is the one that is wanted; nothing if there is none."""
    for each in card.buttons():
        value = text_of(at(each, "data", "esafety", "value"))
        if at(each, "data", "esafety", "do") == do and is_meant(wanted, text_of(each.get("title")), value):
            return value
    return ""


def _in_its_place(answer: Answer) -> Seen:
    """The card that answers a button of a message: a few words."""
    card = ShownCard(object_of(taken(answer).body.get("value")))
    return Seen(Kind.SAID, _on_one_line(card.text))


def _offers(card: ShownCard, name: str, wanted: str) -> bool:
    element = card.inputs().get(f"{FIELD}{name}", {})
    choices = objects_in(element.get("choices"))
    return "choices" not in element or wanted in {each.get("value") for each in choices}


def _problems(card: ShownCard) -> tuple[str, ...]:
    runs = (each for each in everything_in(card.card) if each.get("type") == "TextRun")
    return tuple(text_of(each.get("text")) for each in runs if each.get("color") == WRONG)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
