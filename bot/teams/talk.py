"""What every part that answers Teams is given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.chat.payload import Json
from bot.teams.people import who
from dialogs.organisation import Organisation
from handlers.reply import Number, Reply
from handlers.turn import Turn, Who

Sent = Mapping[str, Json]
"""An activity as it came, verified to be Teams' and of the bot's own tenant."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The handlers, and the organisation whose people are spoken to. `numbers` are those to ring at any time.

    `failed` is told of a turn that went wrong, and gives what its person is shown instead.
    """

    handle: Callable[[Turn], Awaitable[Reply]]
    failed: Callable[[Turn, Exception], Reply]
    organisation: Organisation
    tenant: str
    numbers: Callable[[], tuple[Number, ...]]

    async def answer(self, turn: Turn) -> Reply:
        """The reply to a turn, whatever becomes of it: Teams shows somebody who gets none that the app is broken."""
        try:
            return await self.handle(turn)
        except Exception as error:  # noqa: BLE001 - whatever it was, its person reads whom to ring
            return self.failed(turn, error)

    def who(self, sent: Sent) -> Who:
        """The person whom an activity is from."""
        return who(self.organisation, sent, self.tenant)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.organisation.hours.time_zone
