"""Teams' connector, as much of it as this bot uses, with every failure told in the words of `handlers.messenger`.

What Teams was too busy to begin is asked again within the call's own time. Everything else the outbox tries again: it
knows what may have arrived. Every method raises NotDelivered when Teams did not do it or did not say that it had.
Source of methods and fields: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.
"""

import contextlib
from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientSession, DummyCookieJar

from bot.chat.payload import Json, items, mapping, text
from bot.teams.connector import Call, Connector
from bot.teams.failures import DELETED
from bot.teams.login import LONGEST, Login
from bot.teams.settings import TeamsSettings
from handlers.messenger import NotDelivered
from storage.outbox import Problem

SENDING = 5.0
"""Seconds for a call: less than a lease leaves for it (`handlers.alerts`)."""

PAGE = 500
MOST_PAGES = 100
"""A channel of fifty thousand people. More pages than that, and Teams is giving out the same ones again."""

Fields = Mapping[str, Json]


@contextlib.asynccontextmanager
async def connect(settings: TeamsSettings, *, seconds: float = SENDING) -> AsyncIterator["TeamsApi"]:
    """The connector, on a session of its own that is closed at the end. No call takes longer than `seconds`."""
    login = Login(settings, seconds=min(seconds, LONGEST))
    async with ClientSession(cookie_jar=DummyCookieJar(), trust_env=False) as session:
        yield TeamsApi(Connector(session, login, settings.hosts), login, seconds)


class TeamsApi:
    """The methods. `login` is that of the connector; no call takes longer than `seconds`."""

    def __init__(self, connector: Connector, login: Login, seconds: float = SENDING) -> None:
        self.login = login
        self._connector = connector
        self._seconds = seconds

    async def post(self, service_url: str, conversation: str, activity: Fields, *, again: bool = False) -> str:
        """Post an activity where there is a conversation. Returns its id, for `change`.

        With `again` it may come twice rather than not at all: for an answer that somebody waits for.
        """
        call = Call("POST", (conversation, "activities"), activity, again=again)
        posted = text((await self._connector.ask(service_url, call, self._seconds)).get("id"))
        if not posted:
            raise NotDelivered(Problem.SERVER_ERROR)
        return posted

    async def change(self, service_url: str, conversation: str, activity_id: str, activity: Fields) -> None:
        """Put an activity in the place of one that was posted. When that has been deleted there is nothing to do."""
        call = Call("PUT", (conversation, "activities", activity_id), activity, again=True, fine=DELETED)
        await self._connector.ask(service_url, call, self._seconds)

    async def converse(self, service_url: str, parameters: Fields, *, within: float = SENDING) -> tuple[str, str]:
        """Begin a conversation, or find somebody's own with the bot. Returns its id, and that of the activity in it.

        The second is empty if no activity was given, or Teams does not say.
        """
        call = Call("POST", (), parameters)
        begun = await self._connector.ask(service_url, call, min(within, self._seconds))
        conversation = text(begun.get("id"))
        if not conversation:
            raise NotDelivered(Problem.SERVER_ERROR)
        return conversation, text(begun.get("activityId"))

    async def members(self, service_url: str, conversation: str) -> frozenset[str]:
        """The object ids in Microsoft Entra of everybody in the conversation now, in small letters.

        Whoever has none is among them by their id on Teams.
        """
        found: set[str] = set()
        query = {"pageSize": str(PAGE)}
        for _ in range(MOST_PAGES):
            call = Call("GET", (conversation, "pagedmembers"), query=query, again=True)
            page = await self._connector.ask(service_url, call, self._seconds)
            found.update(_members(page))
            token = text(page.get("continuationToken"))
            if not token:
                return frozenset(found)
            query = {"pageSize": str(PAGE), "continuationToken": token}
        raise NotDelivered(Problem.SERVER_ERROR)


def _members(page: Fields) -> frozenset[str]:
    """The people on a page of a roster. Raises NotDelivered if it is none, or somebody on it has no name at all."""
    if not isinstance(page.get("members"), list):
        raise NotDelivered(Problem.SERVER_ERROR)
    people = [mapping(each) for each in items(page["members"])]
    found = frozenset(_known_by(each) for each in people)
    if "" in found:
        raise NotDelivered(Problem.SERVER_ERROR)
    return found


def _known_by(member: Fields) -> str:
    object_id = text(member.get("aadObjectId")) or text(member.get("objectId"))
    return object_id.lower() or text(member.get("id"))
