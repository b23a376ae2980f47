"""Sends the bot's messages on Teams: to the safeguarding channel, and to people in their own chats with it."""

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import assert_never

from bot.chat.network import of_nothing_said
from bot.chat.pacing import Pacing
from bot.chat.payload import Json, mapping, text
from bot.teams import teams_words
from bot.teams.api import TeamsApi
from bot.teams.cards import Card, attachment
from bot.teams.chats import Address, Chats
from bot.teams.people import of_object_id
from bot.teams.rates import Rates
from bot.teams.settings import TeamsSettings
from dialogs.alerts import Message
from dialogs.organisation import Organisation
from handlers.messenger import ChannelPlace, Destination, EverybodyPlace, MailPlace, NotDelivered, PersonPlace
from storage.outbox import Problem

POST, CHANGE, MEMBERS = "post", "change", "members"

IN_THE_FEED: Mapping[str, Json] = {"channelData": {"notification": {"alert": True}}}
"""What makes Teams show a message in somebody's activity feed too.

Source: learn.microsoft.com/microsoftteams/platform, "Messages in bot conversations", notifications.
"""


class TeamsMessenger:
    """Implements `handlers.messenger.Messenger`.

    `render` makes the card of a message. What would come too soon after others is not sent, and NotDelivered says when
    it can be: this process remembers that, by Teams' own rates, or with so many seconds `between` two to one place.
    `now` counts seconds and never goes back.
    """

    def __init__(
        self,
        api: TeamsApi,
        organisation: Organisation,
        render: Callable[[Message], Card],
        address: Address,
        settings: TeamsSettings,
        *,
        between: float | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api = api
        self._organisation = organisation
        self._render = render
        self._address = address
        self._settings = settings
        self._chats = Chats(api, address, settings)
        self._pacing = Rates(now) if between is None else Pacing(now, between=between)

    async def send(self, to: Destination, message: Message, *, key: str) -> str:  # noqa: ARG002 - Teams knows no repeats
        """Post the message. Returns '<conversation> <activity id>'. Raises NotDelivered."""
        place = self._place(to)
        async with self._paced(POST, place):
            if isinstance(to, ChannelPlace | EverybodyPlace):
                posted = await self._chats.in_channel(place, self._written(message))
            else:
                posted = await self._chats.to_person(place, {**self._written(message), **IN_THE_FEED})
        return " ".join(posted)

    async def change(self, to: Destination, platform_id: str, message: Message) -> None:  # noqa: ARG002 - the id says where
        """Put the message in the place of one that was posted. Raises NotDelivered."""
        conversation, _, activity_id = platform_id.rpartition(" ")
        async with self._paced(CHANGE, conversation):
            url = await self._address.current()
            await self._api.change(url, conversation, activity_id, self._written(message))

    async def readers(self, to: ChannelPlace) -> frozenset[str]:
        """The keys of everybody in the safeguarding channel now, without this bot. Raises NotDelivered.

        It is asked before each posting there, so it is not even looked up while it is too early to post.
        """
        channel = self._place(to)
        self._pacing.check(f"{POST} {channel}")
        try:
            async with self._paced(MEMBERS, channel):
                members = await self._api.members(await self._address.current(), channel)
        except NotDelivered as failed:
            raise of_nothing_said(failed) from None
        return frozenset(self._key(each) for each in members - {f"28:{self._settings.app_id}"})

    async def greets(self, sent: Mapping[str, Json], card: Card) -> None:
        """Send a card to the person whom an activity is from, in their own chat. Raises NotDelivered."""
        sender = mapping(sent.get("from"))
        member = text(sender.get("aadObjectId")).lower() or text(sender.get("id"))
        if not member:
            raise NotDelivered(Problem.NO_ADDRESS)
        async with self._paced(POST, member):
            await self._chats.to_person(member, _activity(card, teams_words.SPOKEN))

    @asynccontextmanager
    async def _paced(self, what: str, place: str) -> AsyncIterator[None]:
        """Does not even ask while Teams is to be left alone, and remembers when Teams says so."""
        kind = f"{what} {place}"
        self._pacing.check(kind)
        self._pacing.posted(kind)
        try:
            yield
        except NotDelivered as failed:
            if failed.problem is Problem.RATE_LIMITED:
                self._pacing.limited(kind, failed.retry_after)
            raise

    def _written(self, message: Message) -> Mapping[str, Json]:
        return _activity(self._render(message), message.lines[0])

    def _place(self, to: Destination) -> str:
        """The id of the channel or of the person. Raises NotDelivered if there is none."""
        match to:
            case ChannelPlace():
                place = self._organisation.channels.teams
            case PersonPlace(key):
                place = self._member(key)
            case EverybodyPlace():
                reminder = self._organisation.anonymous.reminder
                place = reminder.channels.teams if reminder else ""
            case MailPlace():
                place = ""
            case _:
                assert_never(to)
        if not place:
            raise NotDelivered(Problem.NO_ADDRESS)
        return place

    def _member(self, key: str) -> str:
        """The reverse of `bot.teams.people.who`."""
        person = self._organisation.people.get(key)
        if person:
            return person.teams.lower()
        stranger = f"teams:{self._settings.tenant}:"
        return key.removeprefix(stranger) if key.startswith(stranger) else ""

    def _key(self, member: str) -> str:
        person = of_object_id(self._organisation, member)
        return person.key if person else f"teams:{self._settings.tenant}:{member}"


def _activity(card: Card, summary: str) -> Mapping[str, Json]:
    return {"type": "message", "summary": summary, "attachments": [attachment(card)]}
