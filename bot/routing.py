"""One messenger out of several: e-mail goes by e-mail, and everything else by the platform that somebody is on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.mail import Mailer
from dialogs.alerts import Message
from dialogs.organisation import Organisation
from handlers.messenger import ChannelPlace, Destination, MailPlace, Messenger, NotDelivered, PersonPlace
from storage.outbox import Problem


@dataclass(frozen=True, slots=True)
class RoutedMessenger:
    """Implements `handlers.messenger.Messenger` with those of the chat platforms and, for a second route, a mailer.

    `chats` are by the platform's name, and the first on which somebody can be reached is theirs. There is one
    safeguarding channel: that of the first platform on which one is set.
    """

    organisation: Organisation
    chats: Mapping[str, Messenger]
    mail: Mailer | None

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Send it there, and return that route's id for it. Raises NotDelivered."""
        if isinstance(to, MailPlace):
            if self.mail is None:
                raise NotDelivered(Problem.NO_ADDRESS)
            return await self.mail.send(to, message, key=key)
        return await self._chat(to).send(to, message, key=key)

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """The keys of everybody who can read what is posted there. Raises NotDelivered."""
        return await self._chat(to).readers(to)

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before; what was sent by e-mail stays. Raises NotDelivered."""
        if isinstance(to, MailPlace):
            raise NotDelivered(Problem.REFUSED)
        await self._chat(to).change(to, platform_id, message)

    def _chat(self, to: ChannelPlace | PersonPlace) -> Messenger:
        """The platform on which that is. Raises NotDelivered when it is on none."""
        match to:
            case ChannelPlace():
                channels = self.organisation.channels
                ids = {"slack": channels.slack, "teams": channels.teams}
            case PersonPlace(key):
                person = self.organisation.people.get(key)
                ids = {"slack": person.slack, "teams": person.teams} if person else {key.partition(":")[0]: key}
            case _:
                assert_never(to)
        found = next((chat for platform, chat in self.chats.items() if ids.get(platform)), None)
        if found is None:
            raise NotDelivered(Problem.NO_ADDRESS)
        return found
