"""Slack's Web API, as much of it as this bot uses, with every failure told in the words of `handlers.messenger`.

Nothing is tried again here: the outbox does that, and knows what may have arrived. Every method raises NotDelivered
when Slack did not do it or did not say that it had. Source of methods and fields: docs.slack.dev/reference/methods.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.payload import Json
from bot.slack.blocks import Payload, View
from bot.slack.failures import EXPECTED, TriggerExpired, error_code, failure
from handlers.messenger import NotDelivered
from storage.outbox import Problem

SLACK = "https://slack.com/api/"

ANSWERING = 1.2
"""Seconds for whatever a person waits for.

Slack must have its acknowledgement within three, and the turn before it may have taken `in_time.LONGEST`.
"""

SENDING = 5.0
"""Seconds for everything else: less than a lease leaves for it (`handlers.alerts`)."""

PAGE = 200
MOST_PAGES = 100
"""A channel of twenty thousand people. More pages than that, and Slack is giving out the same ones again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a channel is. `shared`: with another organisation. `member`: this bot is in it."""

    private: bool
    member: bool
    archived: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this bot is: ids of its workspace, of its user and of itself, and the scopes that it was granted."""

    team: str
    user: str
    bot: str
    scopes: frozenset[str]


@contextlib.asynccontextmanager
async def connect(token: str, url: str = SLACK, *, seconds: float = SENDING) -> AsyncIterator["SlackApi"]:
    """The Web API, on a session of its own that is closed at the end. No call takes longer than `seconds`."""
    timeout = ClientTimeout(total=seconds, connect=seconds / 2)
    async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), trust_env=False) as session:
        client = AsyncWebClient(token, url, session=session, retry_handlers=[], logger=_silent())
        client.proxy = None  # otherwise it takes one from the environment
        yield SlackApi(client, seconds)


class SlackApi:
    """The methods. `client` is the one client that Bolt uses too; no call takes longer than `seconds`."""

    def __init__(self, client: AsyncWebClient, seconds: float = SENDING) -> None:
        self.client = client
        self._seconds = seconds

    async def open_view(self, trigger_id: str, view: View) -> None:
        """Show somebody a modal. Raises TriggerExpired when it is too late for that."""
        await self._call("views.open", {"trigger_id": trigger_id, "view": view}, within=ANSWERING)

    async def update_view(self, view_id: str, view: View, hash: str = "") -> None:  # noqa: A002 - Slack's name
        """Put a view in the place of one that is open; with `hash`, only of the very one that had it.

        When somebody was faster, theirs stays and nothing is raised.
        """
        body: dict[str, Json] = {"view_id": view_id, "view": view}
        if hash:
            body["hash"] = hash
        await self._call("views.update", body, within=ANSWERING, fine="hash_conflict")

    async def publish_home(self, user: str, view: View) -> None:
        """Show somebody this in their Home tab."""
        await self._call("views.publish", {"user_id": user, "view": view}, within=ANSWERING)

    async def post(self, channel: str, payload: Payload) -> str:
        """Post a message to a channel, or to a person by their id. Returns 'channel:ts', for `change`."""
        answer = await self._call("chat.postMessage", {**payload, "channel": channel})
        posted, ts = _text(answer.data, "channel"), _text(answer.data, "ts")
        if not posted or not ts:
            raise NotDelivered(Problem.SERVER_ERROR)
        return f"{posted}:{ts}"

    async def change(self, channel: str, ts: str, payload: Payload) -> None:
        """Put a message in the place of one that was posted. When that has been deleted there is nothing to do."""
        await self._call("chat.update", {**payload, "channel": channel, "ts": ts}, fine="message_not_found")

    async def post_ephemeral(self, channel: str, user: str, payload: Payload) -> None:
        """Show one person in a channel a message that nobody else sees."""
        await self._call("chat.postEphemeral", {**payload, "channel": channel, "user": user}, within=ANSWERING)

    async def members(self, channel: str) -> frozenset[str]:
        """The user ids of everybody in the channel now, bots included."""
        found: set[str] = set()
        cursor = ""
        for _ in range(MOST_PAGES):
            page: dict[str, str] = {"channel": channel, "limit": str(PAGE)} | ({"cursor": cursor} if cursor else {})
            data = (await self._call("conversations.members", params=page)).data
            members = data.get("members")
            if not isinstance(members, list):
                raise NotDelivered(Problem.SERVER_ERROR)
            found.update(member for member in members if isinstance(member, str))
            cursor = _text(data.get("response_metadata"), "next_cursor")
            if not cursor:
                return frozenset(found)
        raise NotDelivered(Problem.SERVER_ERROR)

    async def facts(self, channel: str) -> Facts:
        """What the channel is."""
        told = (await self._call("conversations.info", params={"channel": channel})).data.get("channel")
        if not isinstance(told, dict):
            raise NotDelivered(Problem.SERVER_ERROR)
        flags = {name for name, value in told.items() if value is True}
        shared = bool(flags & {"is_ext_shared", "is_pending_ext_shared"})
        return Facts("is_private" in flags, "is_member" in flags, "is_archived" in flags, shared)

    async def identity(self) -> Identity:
        """Who this bot is, by its token."""
        answer = await self._call("auth.test")
        scopes = answer.headers.get("x-oauth-scopes", "").split(",")
        granted = frozenset(scope.strip() for scope in scopes if scope.strip())
        team, user, bot = (_text(answer.data, key) for key in ("team_id", "user_id", "bot_id"))
        return Identity(team, user, bot, granted)

    async def _call(
        self,
        method: str,
        body: dict[str, Json] | None = None,
        params: dict[str, str] | None = None,
        *,
        within: float = SENDING,
        fine: str = "",
    ) -> "_Answer":
        """One call, of at most `within` seconds. Slack's error `fine` is none: the answer is then empty."""
        failed: NotDelivered | TriggerExpired
        try:
            async with asyncio.timeout(min(within, self._seconds)):
                return await self._answer(method, body, params)
        except EXPECTED as error:
            if fine and error_code(error) == fine:
                return _Answer({}, {})
            failed = failure(error)
        raise failed  # outside, so that what came back does not travel with it

    async def _answer(self, method: str, body: dict[str, Json] | None, params: dict[str, str] | None) -> "_Answer":
        session = self.client.session
        if session is None or session.closed:  # slack_sdk would open another
            raise NotDelivered(Problem.UNREACHABLE)
        response = await self.client.api_call(method, http_verb="GET" if params else "POST", json=body, params=params)
        if not isinstance(response.data, dict):
            raise NotDelivered(Problem.SERVER_ERROR)
        return _Answer(response.data, response.headers)


@dataclass(frozen=True, slots=True)
class _Answer:
    data: Mapping[str, Json]
    headers: Mapping[str, str]


def _text(data: Json, key: str) -> str:
    value = data.get(key) if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else ""


def _silent() -> logging.Logger:
    """A logger that nobody hears: slack_sdk writes messages into its own, at DEBUG."""
    return logging.Logger("slack", level=logging.CRITICAL + 1)  # noqa: LOG001 - one of the tree could be turned up
