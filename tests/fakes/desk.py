"""A clock that stands still until it is moved, chance that repeats itself, and a messenger that only remembers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, Destination, EverybodyPlace, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem

TUESDAY_MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """Says what time it was told."""

    at: datetime = TUESDAY_MORNING

    def now(self) -> datetime:
        """The time it was told, in UTC."""
        return self.at

    def move(self, **time: float) -> None:
        """Lets time pass."""
        self.at += timedelta(**time)


@dataclass
class FakeChance:
    """Counts instead of drawing. `references` are given out before it counts, so that one can be taken already."""

    count: int = 0
    references: list[str] = field(default_factory=list)

    def identifier(self) -> str:
        """A new id: 32 digits."""
        self.count += 1
        return f"{self.count:032d}"

    def reference(self) -> str:
        """The next of `references`, else a new one."""
        self.count += 1
        return self.references.pop(0) if self.references else f"ES-{self.count:06d}"

    def below(self, limit: int) -> int:
        """The next number, beginning again at the limit."""
        self.count += 1
        return self.count % limit


@dataclass
class FakeMessenger:
    """Remembers what was sent where.

    `fails` are problems that the next tries meet, in order. `before_sending` happens once, while one is on its way.
    `in_the_channel` are the keys of those who read it; `before_reading` happens once, before they are told. With
    `only_mail` the chat is away, with `no_mail` the mail server; with `only`, nobody else can be reached in the chat.
    `fails_to` names what goes wrong with whom.
    """

    sent: list[tuple[str, Message]] = field(default_factory=list)
    changed: list[tuple[str, Message]] = field(default_factory=list)
    fails: list[NotDelivered] = field(default_factory=list)
    before_sending: Callable[[], Awaitable[None]] | None = None
    in_the_channel: frozenset[str] | None = None
    before_reading: Callable[[], Awaitable[None]] | None = None
    only_mail: bool = False
    no_mail: bool = False
    only: frozenset[str] | None = None
    fails_to: Mapping[str, NotDelivered] = field(default_factory=dict)
    refuses_changes: bool = False

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Remember it, or fail as was asked for."""
        self._refuse(to)
        if self.fails:
            raise self.fails.pop(0)
        meanwhile, self.before_sending = self.before_sending, None
        if meanwhile is not None:
            await meanwhile()
        self.sent.append((_name(to), message))
        return f"m{len(self.sent)}-{len(key)}"

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """Whoever was put there."""
        del to
        meanwhile, self.before_reading = self.before_reading, None
        if meanwhile is not None:
            await meanwhile()
        return self.in_the_channel

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Remember the change."""
        assert platform_id.startswith("m")
        if self.refuses_changes:
            raise NotDelivered(Problem.REFUSED)
        self.changed.append((_name(to), message))

    def _refuse(self, to: Destination) -> None:
        mail = isinstance(to, MailPlace)
        away = not mail and (self.only_mail or (self.only is not None and _name(to) not in self.only))
        if away or (mail and self.no_mail):
            raise NotDelivered(Problem.UNREACHABLE)
        if _name(to) in self.fails_to:
            raise self.fails_to[_name(to)]

    def to(self, name: str) -> list[Message]:
        """What was sent to a person, or to '#', in order."""
        return [message for each, message in self.sent if each == name]

    def fail(self, times: int, retry_after: float | None = None) -> None:
        """Make the next tries fail."""
        self.fails += [NotDelivered(Problem.UNREACHABLE, retry_after)] * times


def _name(to: Destination) -> str:
    match to:
        case ChannelPlace():
            return "#"
        case PersonPlace(key):
            return key
        case MailPlace(key):
            return f"mail:{key}"
        case EverybodyPlace(platform):
            return f"everybody:{platform}"
