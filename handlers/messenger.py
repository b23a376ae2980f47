"""What every handler may ask of a platform's messages: send one, and change one that was sent.

Each platform brings its own; whoever sends never learns which. Nothing is remembered or tried again here: what is owed
is remembered in the outbox, and a delivery that failed is tried again from there.
"""

from dataclasses import dataclass
from typing import Protocol

from dialogs.alerts import Message
from storage.outbox import Problem


@dataclass(frozen=True, slots=True)
class ChannelPlace:
    """The safeguarding channel."""


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """One person's direct messages. `key` is theirs, as in `handlers.turn.Who`."""

    key: str


@dataclass(frozen=True, slots=True)
class MailPlace:
    """The second route to one person: their e-mail. `key` is theirs."""

    key: str


@dataclass(frozen=True, slots=True)
class EverybodyPlace:
    """The channel of one platform that everybody reads."""

    platform: str


Destination = ChannelPlace | PersonPlace | MailPlace | EverybodyPlace


class NotDelivered(Exception):
    """The platform did not take a message; it may be tried again.

    `problem` says why, for whoever runs the bot: it names no person and quotes no message. `retry_after` is how many
    seconds the platform asks to be left alone, or None if it does not say.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.retry_after = retry_after


class Messenger(Protocol):
    """Sends messages on one platform."""

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Send a message and return the platform's id for it.

        `key` is the same whenever the same obligation is tried again, for platforms that can tell a repeat by it.
        Raises NotDelivered when the platform did not take it, or did not say that it had.
        """
        ...

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """The keys of everybody who can read what is posted there now, except this bot: as in `handlers.turn.Who`.

        None where the platform itself sees to it that those who may read it do, and nobody else. Raises NotDelivered
        when the platform does not say.
        """
        ...

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before; `platform_id` is what `send` returned.

        Raises NotDelivered when the platform did not take it.
        """
        ...
