"""Sends the bot's messages on Slack: to the safeguarding channel, and to people directly."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import assert_never

from bot.chat.network import of_nothing_said
from bot.chat.pacing import Pacing
from bot.slack.api import SlackApi
from bot.slack.blocks import Payload
from dialogs.alerts import Message
from dialogs.organisation import Organisation
from handlers.messenger import ChannelPlace, Destination, EverybodyPlace, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem

POST, CHANGE, MEMBERS = "chat.postMessage", "chat.update", "conversations.members"


class SlackMessenger:
    """Implements `handlers.messenger.Messenger`. `team` and `bot` are the workspace's id and the bot's own user id.

    `render` makes Slack's form of a message. What would come too soon after the last one is not sent, and NotDelivered
    says when it can be: `pacing` remembers that for this process.
    """

    def __init__(
        self,
        api: SlackApi,
        organisation: Organisation,
        render: Callable[[Message], Payload],
        *,
        team: str,
        bot: str,
        pacing: Pacing | None = None,
    ) -> None:
        self._api = api
        self._organisation = organisation
        self._render = render
        self._team = team
        self._bot = bot
        self._pacing = pacing or Pacing()

    def is_known_as(self, *, team: str, bot: str) -> None:
        """Say who the bot is, where that was not known when it started."""
        self._team, self._bot = team, bot

    async def send(self, to: Destination, message: Message, *, key: str) -> str:  # noqa: ARG002 - Slack knows no repeats
        """Post the message. Returns 'channel:ts'. Raises NotDelivered."""
        place = self._address(to)
        async with self._paced(f"{POST} {place}"):
            self._pacing.posted(f"{POST} {place}")
            return await self._api.post(place, self._render(message))

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:  # noqa: ARG002 - the id says where
        """Put the message in the place of one that was posted. Raises NotDelivered."""
        channel, _, ts = platform_id.partition(":")
        async with self._paced(CHANGE):
            await self._api.change(channel, ts, self._render(message))

    async def readers(self, to: ChannelPlace) -> frozenset[str]:
        """The keys of everybody in the safeguarding channel now, without this bot. Raises NotDelivered.

        It is asked before each posting there, so it is not even looked up while it is too early to post.
        """
        channel = self._address(to)
        self._pacing.check(f"{POST} {channel}")
        try:
            async with self._paced(MEMBERS):
                members = await self._api.members(channel)
        except NotDelivered as failed:
            raise of_nothing_said(failed) from None
        known = {person.slack: person.key for person in self._organisation.people.values() if person.slack}
        return frozenset(known.get(user, f"slack:{self._team}:{user}") for user in members - {self._bot})

    @asynccontextmanager
    async def _paced(self, what: str) -> AsyncIterator[None]:
        """Does not even ask while Slack is to be left alone, and remembers when Slack says so."""
        self._pacing.check(what)
        try:
            yield
        except NotDelivered as failed:
            if failed.problem is Problem.RATE_LIMITED:
                self._pacing.limited(what, failed.retry_after)
            raise

    def _address(self, to: Destination) -> str:
        """The channel's or the user's id. Raises NotDelivered if there is none."""
        match to:
            case ChannelPlace():
                address = self._organisation.channels.slack
            case PersonPlace(key):
                address = self._user(key)
            case EverybodyPlace():
                reminder = self._organisation.anonymous.reminder
                address = reminder.channels.slack if reminder else ""
            case MailPlace():
                address = ""
            case _:
                assert_never(to)
        if not address:
            raise NotDelivered(Problem.NO_ADDRESS)
        return address

    def _user(self, key: str) -> str:
        person = self._organisation.people.get(key)
        if person:
            return person.slack
        platform, _, rest = key.partition(":")
        return rest.partition(":")[2] if platform == "slack" else ""
