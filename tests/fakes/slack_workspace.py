"""A made-up Slack workspace: its people, channels, messages and open views. `slack_server` serves it."""

import itertools
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.fakes.slack_json import Object, text_of
from tests.fakes.slack_views import ShownView, read

TEAM = "T0EXAMPLE"
APP = "A0EXAMPLE"
BOT_USER = "U0BOTEXAMPLE"
BOT = "B0EXAMPLE"
CHANNEL = "C0SAFEEXAMPLE"
PEOPLE = tuple(f"U0{number}EXAMPLE" for number in range(1, 9))
HANDLERS = PEOPLE[:3]
SCOPES = frozenset({"chat:write", "commands", "im:history", "app_mentions:read", "groups:read"})
TRIGGER_LIFE = 3.0
"""Seconds for which a trigger id can be exchanged for a view."""


@dataclass
class Channel:
    """A channel. A direct message to the bot is one with a person alone."""

    id: str
    members: set[str]
    name: str = "safeguarding"
    private: bool = True
    archived: bool = False
    shared: bool = False


@dataclass
class Posted:
    """A message as people see it now. `person` is whose direct message it is, else empty; `at` is a monotonic time."""

    channel: str
    person: str
    ts: str
    message: Object
    at: float
    changes: int = 0

    @property
    def text(self) -> str:
        """What can be read: its blocks, and only if it has none its text."""
        return read(self.message.get("blocks")) or text_of(self.message.get("text"))


@dataclass
class Trigger:
    """What lets a bot open one view for one person, for a short time."""

    user: str
    made: float
    used: bool = False


@dataclass(repr=False)
class Workspace:
    """Everything that Slack remembers. `wrong` lists what was sent that Slack, or this bot's rules, would not have."""

    bot_token: str = "xoxb-example-bot-token"
    app_token: str = "xapp-example-app-token"
    signing_secret: str = "8f742231b10e8888abcd9911122285a5"
    scopes: frozenset[str] = SCOPES
    people: set[str] = field(default_factory=lambda: set(PEOPLE))
    channels: dict[str, Channel] = field(default_factory=lambda: {CHANNEL: Channel(CHANNEL, {*HANDLERS, BOT_USER})})
    members_a_page: int = 2
    house_rules: bool = False
    posted: list[Posted] = field(default_factory=list)
    whispered: list[tuple[str, str, Object]] = field(default_factory=list)
    """Messages that only one person sees: the channel, the person, the message."""
    views: dict[str, ShownView] = field(default_factory=dict)
    homes: dict[str, ShownView] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    now: float = field(default_factory=time.time)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def number(self) -> int:
        """The next number, never the same twice."""
        return next(self._numbers)

    def ts(self) -> str:
        """A new message's time, which is its id in the channel."""
        return f"{int(self.now)}.{self.number():06d}"

    def trigger(self, user: str) -> str:
        """A new trigger id for something that this person just did."""
        trigger = f"{self.number()}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[trigger] = Trigger(user, time.monotonic())
        return trigger

    def expire(self) -> None:
        """Every trigger that was given out is too old from now on."""
        for trigger in self.triggers.values():
            trigger.made -= TRIGGER_LIFE

    def modal(self, user: str) -> ShownView:
        """The modal in front of a person. Raises AssertionError when there is none."""
        open_now = [view for view in self.views.values() if view.user == user and not view.closed]
        assert open_now, f"{user} has no modal open"
        return open_now[-1]

    def has_modal(self, user: str) -> bool:
        """Whether a modal is in front of that person."""
        return any(view.user == user and not view.closed for view in self.views.values())

    def shown(self, user: str) -> int:
        """Goes up whenever what this person has in front of them changes."""
        theirs = [view for view in self.views.values() if view.user == user]
        return sum(view.changes for view in theirs)

    def to(self, place: str) -> tuple[Posted, ...]:
        """What was posted in that channel, or to that person, the oldest first."""
        return tuple(each for each in self.posted if place in {each.person, each.channel})

    def channel_named(self, name: str) -> Channel | None:
        """The channel with that id, or the direct messages of the person with that user or channel id."""
        if name in self.channels:
            return self.channels[name]
        person = name if name.startswith("U") else f"U{name[1:]}"
        if name[:1] not in {"D", "U"} or person not in self.people:
            return None
        return Channel(direct(person), {person, BOT_USER}, name="directmessage")


def direct(user: str) -> str:
    """The id of the direct messages between a person and the bot."""
    return f"D{user[1:]}"


def names(user: str) -> Mapping[str, str]:
    """How Slack names a person in a payload."""
    name = user.lower()
    return {"id": user, "username": name, "name": name, "team_id": TEAM}
