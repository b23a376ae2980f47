"""One messenger out of several: e-mail goes by e-mail, and everything else by the platform that somebody is on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.mail import Mailer
from dialogs.alerts import Message
from dialogs.organisation import Organisation
from handlers.messenger import (
    ChannelPlace,
    Destination,
    EverybodyPlace,
    MailPlace,
    Messenger,
    NotDelivered,
    PersonPlace,
)
from handlers.retrying import FOR_GOOD
from storage.outbox import Problem

PLATFORMS = ("slack", "teams")

BETWEEN = "|"
"""Stands between the name of the platform and its own id of a message. In neither platform's ids is one."""

SURELY_NOT_THERE = FOR_GOOD | {Problem.UNREACHABLE}
"""Why a platform has taken nothing and will not soon, so that another may be tried and nobody is told twice."""


@dataclass(frozen=True, slots=True)
class RoutedMessenger:
    """Implements `handlers.messenger.Messenger` with those of the chat platforms and, for a second route, a mailer.

    `chats` are by the platform's name. Somebody who is on several is told on the first, and while that takes nothing on
    the next. There is one safeguarding channel: that of the first platform on which one is set.
    """

    organisation: Organisation
    chats: Mapping[str, Messenger]
    mail: Mailer | None

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Send it there, and return that route's id for it: '<platform>|<id>' in a chat. Raises NotDelivered."""
        if isinstance(to, MailPlace):
            if self.mail is None:
                raise NotDelivered(Problem.NO_ADDRESS)
            return await self.mail.send(to, message, key=key)
        failures: list[NotDelivered] = []
        for platform in self._platforms(to):
            try:
                return f"{platform}{BETWEEN}{await self.chats[platform].send(to, message, key=key)}"
            except NotDelivered as failed:
                failures.append(failed)
                if isinstance(to, ChannelPlace) or failed.problem not in SURELY_NOT_THERE:
                    raise
        raise _most_hopeful(failures)

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """The keys of everybody who can read what is posted there. Raises NotDelivered."""
        return await self.chats[self._first(to)].readers(to)

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before; what was sent by e-mail stays. Raises NotDelivered.

        It is changed where it stands. An id without a platform was stored by an earlier version.
        """
        if isinstance(to, MailPlace):
            raise NotDelivered(Problem.REFUSED)
        platform, _, theirs = platform_id.partition(BETWEEN)
        if platform not in PLATFORMS:
            platform, theirs = self._first(to), platform_id
        if platform not in self.chats:
            raise NotDelivered(Problem.NO_ADDRESS)
        await self.chats[platform].change(to, theirs, message)

    def _first(self, to: ChannelPlace | PersonPlace | EverybodyPlace) -> str:
        """The platform on which that is before all. Raises NotDelivered when it is on none."""
        found = next(self._platforms(to), None)
        if found is None:
            raise NotDelivered(Problem.NO_ADDRESS)
        return found

    def _platforms(self, to: ChannelPlace | PersonPlace | EverybodyPlace) -> Iterator[str]:
        """The platforms on which that is, of those that are served."""
        match to:
            case ChannelPlace():
                channels = self.organisation.channels
                ids = {"slack": channels.slack, "teams": channels.teams}
            case EverybodyPlace(platform):
                ids = {platform: platform}
            case PersonPlace(key):
                person = self.organisation.people.get(key)
                ids = {"slack": person.slack, "teams": person.teams} if person else {key.partition(":")[0]: key}
            case _:
                assert_never(to)
        return (platform for platform in self.chats if ids.get(platform))


def _most_hopeful(failures: Sequence[NotDelivered]) -> NotDelivered:
    """What is raised when no platform took it: what is for good only if it is so everywhere."""
    if not failures:
        return NotDelivered(Problem.NO_ADDRESS)
    return min(failures, key=lambda failed: failed.problem in FOR_GOOD)
