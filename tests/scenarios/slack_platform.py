"""Slack as a platform of conversations: people at a fake Slack, and the running bot behind it.

Everything is done as a person would do it, by what stands in the views and messages.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import aiohttp

from bot import organisation as organisation_file
from dialogs.alerts import Press
from tests.fakes.slack_client import SlackClient, found
from tests.fakes.slack_json import Object, object_of, parsed, text_of
from tests.fakes.slack_roads import Answer
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView, buttons
from tests.fakes.slack_workspace import CHANNEL, Posted, direct
from tests.scenarios.conversation import Answers, Kind, Seen
from tests.scenarios.meant import PRESSED, is_meant
from tests.scenarios.practice_platform import steps
from tests.scenarios.quiet import until_nothing_is_due

EXAMPLE = Path(__file__).parent.parent.parent / "organisation.example.yaml"
REPORT, ESAFETY = "/report-incident", "/esafety"
SECONDS_TO_BE_SHOWN = 5.0
MOST_PAGES = 20


class MovableClock(Protocol):
    """The clock of the desk."""

    def move_on(self, by: timedelta) -> None:
        """Let that much time pass at once."""
        ...


@dataclass
class SlackPlatform:
    """Several people at Slack. `address` is where the bot itself is served, for its figures."""

    slack: FakeSlack
    client: SlackClient
    clock: MovableClock
    address: str
    http: aiohttp.ClientSession

    def __post_init__(self) -> None:
        people = organisation_file.load(EXAMPLE).people
        self._users = {key: person.slack for key, person in people.items() if person.slack}

    async def starts(self, person: str) -> Seen:
        """Types the slash command."""
        return await self._does(person, lambda user: self.client.command(user, REPORT))

    async def tells(self, person: str) -> Seen:
        """Types the slash command to tell someone."""
        return await self._does(person, lambda user: self.client.command(user, ESAFETY, "tell"))

    async def has_a_code(self, person: str) -> Seen:
        """Types the slash command for those who have a code."""
        return await self._does(person, lambda user: self.client.command(user, ESAFETY, "code"))

    async def asks(self, person: str) -> Seen:
        """Presses the button of their Home tab to ask a question."""
        return await self._presses_at_home(person, "ask")

    async def presses_here(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the modal in front of them."""
        modal = self._modal(person)
        while not _about(modal.view, PRESSED[press], about):
            await self._turns(modal, "page:previous")
        return await self._presses_in(modal, PRESSED[press], _about(modal.view, PRESSED[press], about))

    async def presses_at_home(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of their Home tab."""
        return await self._presses_at_home(person, PRESSED[press], about)

    async def answers(self, person: str, values: Answers) -> Seen:
        """Fills in the screen in front of them and submits it."""
        modal = self._modal(person)
        await self.client.fill(modal, values)
        return self._after(modal, await self.client.submit(modal)) or await self._reads_on(modal)

    async def goes_back(self, person: str, values: Answers) -> Seen:
        """Presses Back, with what had been entered."""
        modal = self._modal(person)
        await self.client.fill(modal, values)
        return await self._presses_in(modal, "back")

    async def changes(self, person: str, screen: str) -> Seen:
        """Presses Change beside an answer on the review."""
        return await self._presses_in(self._modal(person), "change", screen)

    async def sends_again(self, person: str) -> Seen:
        """The last thing that they did arrives again."""
        modal = self._modal(person)
        return self._after(modal, await self.client.again(self._users[person])) or await self._reads_on(modal)

    async def resumes(self, person: str) -> Seen:
        """Goes on with the first draft in their Home tab."""
        return await self._presses_at_home(person, PRESSED[Press.RESUME])

    async def presses(self, person: str, press: Press, about: str = "") -> Seen:
        """Presses a button of the newest message that has it, in the direct messages or else in the channel."""
        user = self._users[person]
        await self.quiet()
        posted = self._with_button(user, PRESSED[press], about)
        value = _about(posted.message, PRESSED[press], about)
        return await self._does(person, lambda user: self.client.press_in(user, posted, PRESSED[press], value))

    async def presses_in_anothers(self, person: str, press: Press, whose: str) -> Seen:
        """Presses a button of the newest message to somebody else that has it, as if it were their own."""
        posted = self._with_button(self._users[whose], PRESSED[press])
        return await self._does(person, lambda user: self.client.press_in(user, posted, PRESSED[press]))

    async def home(self, person: str) -> Seen:
        """Looks at their Home tab."""
        await self._opens_home(person)
        return await self._reads_on(self.slack.homes[self._users[person]])

    async def waits(self, time: timedelta) -> None:
        """Time passes, in steps in which everything that fell due is done."""
        await self.quiet()
        for step, _ in steps(time):
            self.clock.move_on(step)
            await self.quiet()

    async def messages(self, person: str) -> tuple[str, ...]:
        """The direct messages of a person, the newest first."""
        return await self._posted(direct(self._users[person]))

    async def channel(self) -> tuple[str, ...]:
        """The safeguarding channel, the newest first."""
        return await self._posted(CHANNEL)

    async def _posted(self, place: str) -> tuple[str, ...]:
        await self.quiet()
        return tuple(_on_one_line(each.text) for each in reversed(self.slack.to(place)))

    def _modal(self, person: str) -> ShownView:
        return self.slack.modal(self._users[person])

    def _with_button(self, user: str, action: str, about: str = "") -> Posted:
        places = [direct(user), *(name for name, channel in self.slack.channels.items() if user in channel.members)]
        for place in places:
            for posted in reversed(self.slack.to(place)):
                if _about(posted.message, action, about):
                    return posted
        raise AssertionError(f"{user} has no message with the button {action} {about}")

    async def _presses_at_home(self, person: str, action: str, about: str = "") -> Seen:
        await self._opens_home(person)
        home = self.slack.homes[self._users[person]]
        value = _about(home.view, action, about)
        return await self._does(person, lambda _user: self.client.press(home, action, value))

    async def _opens_home(self, person: str) -> None:
        user = self._users[person]
        before = self._home_changes(user)
        _taken(await self.client.opens_home(user))
        await self._until(lambda: self._home_changes(user) > before, "no Home tab was published")

    def _home_changes(self, user: str) -> int:
        return self.slack.homes[user].changes if user in self.slack.homes else 0

    async def _does(self, person: str, what: Callable[[str], Awaitable[Answer]]) -> Seen:
        """Does something that opens a modal."""
        user = self._users[person]
        before = self.slack.shown(user)
        _taken(await what(user))
        await self._until(lambda: self.slack.shown(user) > before, "nothing was shown")
        return await self._reads_on(self.slack.modal(user))

    async def _presses_in(self, shown: ShownView, action: str, value: str = "") -> Seen:
        """Presses a button of a view, which may stand on an earlier page of it."""
        while not _has(shown.view, action, value):
            await self._turns(shown, "page:previous")
        await self._turns(shown, action, value)
        return await self._reads_on(shown)

    async def _turns(self, shown: ShownView, action: str, value: str = "") -> None:
        before = shown.changes
        _taken(await self.client.press(shown, action, value))
        await self._until(lambda: shown.changes > before, f"{action} changed nothing")

    async def _reads_on(self, shown: ShownView) -> Seen:
        """Reads every page, to the last one."""
        texts = [shown.text]
        for _ in range(MOST_PAGES):
            if not _has(shown.view, "page:next"):
                break
            await self._turns(shown, "page:next")
            texts.append(shown.text)
        return _seen(shown, "\n".join(texts))

    def _after(self, modal: ShownView, answer: Answer) -> Seen | None:
        """What is seen of a submission that was not taken: the same screen with what is wrong. Else None."""
        _taken(answer)
        assert not modal.closed, "the modal was closed without a word"
        return _seen(modal, modal.text) if modal.errors else None

    async def quiet(self) -> None:
        """Waits until nothing that is due is left undone."""
        await until_nothing_is_due(self._figures)

    async def _figures(self) -> str:
        async with self.http.get(f"{self.address}/metrics") as response:
            return await response.text()

    async def _until(self, so: Callable[[], bool], otherwise: str) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_BE_SHOWN):
                while not so():
                    await asyncio.sleep(0.002)
        except TimeoutError:
            self.slack.must_have_been_right()
            raise AssertionError(otherwise) from None


def carried(view: Object) -> Object:
    """What the bot wrote into a view for itself: that names the kind of what is seen, and the screen's id."""
    return object_of(parsed(text_of(view.get("private_metadata"))))


def _seen(shown: ShownView, text: str) -> Seen:
    problems = tuple(shown.errors.values())
    metadata = carried(shown.view)
    kind = Kind(text_of(metadata.get("kind")))
    return Seen(kind, _on_one_line("\n".join((text, *problems))), text_of(metadata.get("screen")), problems)


def _about(blocks: Object, action: str, wanted: str) -> str:
    """What the first button is about that does this and is the one that is wanted; nothing if there is none."""
    for _, each in buttons(blocks):
        label, value = text_of(object_of(each.get("text")).get("text")), text_of(each.get("value"))
        if text_of(each.get("action_id")).partition(":")[0] == action and is_meant(wanted, label, value):
            return value
    return ""


def _has(blocks: Object, action: str, value: str = "") -> bool:
    try:
        found(blocks, action, value)
    except AssertionError:
        return False
    return True


def _taken(answer: Answer) -> None:
    assert answer.status == 200, answer


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
