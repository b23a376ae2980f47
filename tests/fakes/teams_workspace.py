"""A made-up tenant of Microsoft Teams: its people, its one team, messages and dialogs. `teams_server` serves it."""

import hashlib
import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.fakes.slack_json import Object, text_of
from tests.fakes.teams_cards import ShownCard, card_of
from tests.fakes.teams_keys import APP

TENANT = "e5afe700-0000-4000-8000-0000000000ff"
TEAM = "19:0teamexample@thread.tacv2"
CHANNEL = "19:0safeexample@thread.tacv2"
BOT = f"28:{APP}"
PEOPLE = tuple(f"e5afe700-0000-4000-8000-{number:012d}" for number in range(1, 9))
"""Their object ids in Microsoft Entra."""
HANDLERS = PEOPLE[:3]
NAMES = ("Asha Patel", "Ben Okafor", "Carys Jones", "Dilys Ward", "Ewan Reid", "Farah Malik", "Tom Baker", "Lena Kovac")
THREAD = ";messageid="


@dataclass
class Posted:
    """A message as people see it now. `person` is whose chat it stands in, else empty; `at` is a monotonic time.

    `changes` counts how often the bot has put another in its place.
    """

    conversation: str
    person: str
    id: str
    activity: Object
    at: float
    changes: int = 0
    seen: dict[str, ShownCard] = field(default_factory=dict)
    """What stands there for one person alone: what they entered, or what answered their pressing."""

    @property
    def text(self) -> str:
        """What everybody can read."""
        return ShownCard(card_of(self.activity)).text or text_of(self.activity.get("text"))

    def change(self, activity: Object) -> None:
        """Put another in its place, for everybody."""
        self.activity = activity
        self.changes += 1
        self.seen.clear()

    def card(self, user: str) -> ShownCard:
        """Its card as this person sees it."""
        return self.seen.setdefault(user, ShownCard(card_of(self.activity)))


@dataclass
class Dialog:
    """A dialog in front of somebody. `command` is the message-extension command that opened it, empty for a button.

    `about` is what else Teams sends with everything that is done in it: the message that a command was chosen on.
    """

    user: str
    title: str
    card: ShownCard
    conversation: Object
    command: str = ""
    about: Object = field(default_factory=dict)
    changes: int = 0
    closed: bool = False
    said: str = ""
    """The words with which it was closed."""

    def show(self, title: str, card: Object) -> None:
        """Put another card in its place. Nothing that was entered stays."""
        self.title, self.card, self.changes = title, ShownCard(card), self.changes + 1


@dataclass(repr=False)
class Workspace:
    """Everything that Teams remembers. `wrong` lists what was sent that Teams, or this bot's rules, would not have."""

    password: str = "example-password"
    names: dict[str, str] = field(default_factory=lambda: dict(zip(PEOPLE, NAMES, strict=True)))
    installed: set[str] = field(default_factory=lambda: set(PEOPLE))
    """Who has the app: nobody else can be written to."""
    members: set[str] = field(default_factory=lambda: set(HANDLERS))
    """Who is in the team, and so reads the channel."""
    in_the_team: bool = True
    """Whether the app has been added to the team."""
    members_a_page: int = 2
    posted: list[Posted] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    """Conversations of the channel: the channel's id with that of the first message."""
    dialogs: dict[str, Dialog] = field(default_factory=dict)
    """The last dialog of each person, closed or not."""
    typed: list[str] = field(default_factory=list)
    """Everything that people have entered: their words may stand in no place that reads marks out of them."""
    wrong: list[str] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(int(time.time() * 1000)))

    def number(self) -> str:
        """The next id of a message: milliseconds since 1970, never the same twice."""
        return str(next(self._numbers))

    def to(self, place: str) -> tuple[Posted, ...]:
        """What was posted in that channel or thread, or to that person, the oldest first."""
        return tuple(
            each
            for each in self.posted
            if place in {each.person, each.conversation, each.conversation.split(THREAD)[0]}
        )

    def dialog(self, user: str) -> Dialog:
        """The dialog in front of a person. Raises AssertionError when there is none."""
        assert self.has_dialog(user), f"{user} has no dialog open"
        return self.dialogs[user]

    def has_dialog(self, user: str) -> bool:
        """Whether a dialog is in front of that person."""
        return user in self.dialogs and not self.dialogs[user].closed

    def person(self, member: str) -> str:
        """The object id of the person whom the bot names by that or by their id in Teams; empty for a stranger."""
        return next((user for user in self.names if member in {user, member_id(user)}), "")

    def whose(self, conversation: str) -> str:
        """The object id of the person whose chat with the bot this is, or an empty text."""
        return next((user for user in self.names if conversation == chat_of(user)), "")


def member_id(user: str) -> str:
    """How Teams names a person to this bot."""
    return f"29:1{_made_up(user)}"


def chat_of(user: str) -> str:
    """The id of the chat between a person and the bot."""
    return f"a:1{_made_up('chat ' + user)}"


def account(names: Mapping[str, str], user: str) -> Object:
    """A person as they stand in an activity."""
    return {"id": member_id(user), "name": names.get(user, ""), "aadObjectId": user}


def _made_up(text: str) -> str:
    """Letters, digits, hyphens and underscores, always the same for the same text, as such ids are."""
    return f"{hashlib.sha256(text.encode()).hexdigest()}-_{len(text)}"
