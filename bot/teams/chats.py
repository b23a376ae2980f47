"""Where the bot speaks of its own accord: in a new thread of a channel, or in somebody's own chat with it."""

from collections.abc import Mapping
from typing import Protocol

from bot.chat.network import of_nothing_said
from bot.chat.payload import Json
from bot.teams.api import TeamsApi
from bot.teams.settings import TeamsSettings
from handlers.messenger import NotDelivered
from storage.outbox import Problem

BEGINNING = 2.5
"""Seconds to find somebody's chat, so that enough of a lease is left to say something in it."""

MOST_KNOWN = 10_000
"""Chats that are remembered. One that is forgotten is found again."""

THREAD = ";messageid="
"""Stands in the id of a channel's thread before that of its first message."""

Fields = Mapping[str, Json]


class Address(Protocol):
    """Where Teams is reached."""

    async def current(self) -> str:
        """The base address of the service."""
        ...


class Chats:
    """Posts in channels and to people. Every method returns the conversation's id and the activity's.

    Raises NotDelivered.
    """

    def __init__(self, api: TeamsApi, address: Address, settings: TeamsSettings) -> None:
        self._api = api
        self._address = address
        self._bot = {"id": f"28:{settings.app_id}"}
        self._tenant = settings.tenant
        self._known: dict[str, str] = {}

    async def in_channel(self, channel: str, activity: Fields) -> tuple[str, str]:
        """Begin a thread with this. The second id is empty if nobody can tell it."""
        conversation, posted = await self._api.converse(
            await self._address.current(),
            {
                "isGroup": True,
                "bot": self._bot,
                "tenantId": self._tenant,
                "channelData": {"channel": {"id": channel}, "tenant": {"id": self._tenant}},
                "activity": activity,
            },
        )
        return conversation, posted or conversation.partition(THREAD)[2]

    async def to_person(self, member: str, activity: Fields) -> tuple[str, str]:
        """Post this in their chat. `member` is their object id in Microsoft Entra, or their id on Teams."""
        url = await self._address.current()
        known = self._known.get(member, "")
        posted = await self._where_it_was(url, known, activity) if known else ""
        if posted:
            return known, posted
        conversation = await self._begun(url, member)
        self._remember(member, conversation)
        return conversation, await self._api.post(url, conversation, activity)

    async def _where_it_was(self, url: str, conversation: str, activity: Fields) -> str:
        """The activity's id, or an empty text if there is no such chat any more: somebody may delete theirs."""
        try:
            return await self._api.post(url, conversation, activity)
        except NotDelivered as failed:
            if failed.problem is not Problem.NO_ADDRESS:
                raise
            return ""

    async def _begun(self, url: str, member: str) -> str:
        """The id of somebody's chat. Whatever goes wrong with that, nothing has been said in it."""
        asked: Fields = {
            "isGroup": False,
            "bot": self._bot,
            "members": [{"id": member}],
            "tenantId": self._tenant,
            "channelData": {"tenant": {"id": self._tenant}},
        }
        failed: NotDelivered
        try:
            conversation, _ = await self._api.converse(url, asked, within=BEGINNING)
        except NotDelivered as failure:
            failed = of_nothing_said(failure)
        else:
            return conversation
        raise failed

    def _remember(self, member: str, conversation: str) -> None:
        self._known.pop(member, None)
        self._known[member] = conversation
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]
