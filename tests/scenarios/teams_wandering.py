"""People at Teams who do whatever can be done there, at random: what they are shown must be right all the same."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from random import Random

from tests.fakes.slack_json import Object, at, objects_in, text_of
from tests.fakes.teams_activities import reported
from tests.fakes.teams_cards import ShownCard
from tests.fakes.teams_client import TeamsClient
from tests.fakes.teams_road import Answer
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import CHANNEL, PEOPLE, Posted

WORDS = (
    "",
    "Mia Example",
    "asha patel",
    "He has a *knife* [here](https://example.org)",
    "<at>Everybody</at> &amp; {{DATE(2026-12-01T10:00:00Z)}}",
    "\u202eabc\x07\ud83d",
    "ä" * 3000,
    "First line\n- second\n1. third",
)
COMMANDS = ("report", "tell", "ask", "something else")
TYPED = ("hello", "help", "report", "Somebody sends me messages")


@dataclass
class Wanderer:
    """Does one thing after another. `done` says what was done last, for whoever reads what went wrong."""

    teams: FakeTeams
    client: TeamsClient
    chance: Random
    done: str = ""

    async def does_something(self, user: str) -> Answer:
        """Presses a button of what is in front of them, or mostly; else begins something new."""
        if self.teams.has_dialog(user) and self.chance.random() < 0.8:
            return await self._in_the_dialog(user)
        pressed = self._in_a_message(user) if self.chance.random() < 0.5 else None
        return await (pressed or self._begins(user))

    async def _in_the_dialog(self, user: str) -> Answer:
        card = self.teams.dialog(user).card
        self._fills(user, card)
        for button in list(card.buttons()):
            if button["type"] == "Action.ShowCard" and self.chance.random() < 0.1:
                card.unfold(text_of(button.get("title")))
        do, value = _meant(self._one_of(_ours(card), "answer"))
        return await self.client.press_in(user, do, value)

    def _in_a_message(self, user: str) -> Awaitable[Answer] | None:
        there = (*self.teams.to(user), *(self.teams.to(CHANNEL) if user in self.teams.members else ()))
        buttons: list[tuple[Posted, Object]] = [(each, button) for each in there for button in _ours(each.card(user))]
        if not buttons:
            return None
        posted, button = self.chance.choice(buttons)
        self.client.executes = self.chance.random() < 0.8
        do, value = _meant(button)
        self.done = f"{do} in a message"
        return self.client.press(user, posted, do, value)

    def _begins(self, user: str) -> Awaitable[Answer]:
        self.done = self.chance.choice(("again", "command", "message", "writes"))
        match self.done:
            case "again" if user in self.client.last:
                return self.client.again(user, new_id=self.chance.random() < 0.5)
            case "message":
                message = reported(self.teams, self.chance.choice(PEOPLE), self.chance.choice(WORDS))
                return self.client.message_command(user, "reportMessage", message)
            case "writes":
                return self.client.writes(user, self.chance.choice(TYPED))
            case _:
                return self.client.command(user, self.chance.choice(COMMANDS))

    def _fills(self, user: str, card: ShownCard) -> None:
        for name, element in card.inputs().items():
            offered = [text_of(each.get("value")) for each in objects_in(element.get("choices"))]
            if self.chance.random() < 0.25:
                continue
            if "choices" not in element:
                longest = element.get("maxLength")
                words = self.chance.choice(WORDS)
                self.client.fill(user, {name: words[:longest] if isinstance(longest, int) else words})
            elif offered:
                count = self.chance.randint(0, 2) if element.get("isMultiSelect") else 1
                self.client.fill(user, {name: self.chance.sample(offered, min(count, len(offered)))})

    def _one_of(self, buttons: Sequence[Object], mostly: str) -> Object:
        usual = [each for each in buttons if _meant(each)[0] == mostly]
        button = self.chance.choice(usual if usual and self.chance.random() < 0.6 else buttons)
        self.done = f"{_meant(button)[0]} in a dialog"
        return button


def _ours(card: ShownCard) -> list[Object]:
    return [each for each in card.buttons() if _meant(each)[0]]


def _meant(button: Object) -> tuple[str, str]:
    return text_of(at(button, "data", "esafety", "do")), text_of(at(button, "data", "esafety", "value"))
