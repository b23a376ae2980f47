"""One messenger out of two: what goes by e-mail goes by e-mail, and everything else goes by chat."""

from dataclasses import dataclass

from bot.mail import Mailer
from dialogs.alerts import Message
from handlers.messenger import ChannelPlace, Destination, MailPlace, Messenger, NotDelivered
from storage.outbox import Problem


@dataclass(frozen=True, slots=True)
class RoutedMessenger:
    """Implements `handlers.messenger.Messenger` with a chat platform's and, if there is a second route, a mailer."""

    chat: Messenger
    mail: Mailer | None

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Send it there, and return that route's id for it. Raises NotDelivered."""
        if not isinstance(to, MailPlace):
            return await self.chat.send(to, message, key=key)
        if self.mail is None:
            raise NotDelivered(Problem.NO_ADDRESS)
        return await self.mail.send(to, message, key=key)

    async def readers(self, to: ChannelPlace) -> frozenset[str] | None:
        """The keys of everybody who can read what is posted there. Raises NotDelivered."""
        return await self.chat.readers(to)

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before; what was sent by e-mail stays. Raises NotDelivered."""
        if isinstance(to, MailPlace):
            raise NotDelivered(Problem.REFUSED)
        await self.chat.change(to, platform_id, message)
