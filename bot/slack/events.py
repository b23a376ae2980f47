"""Events: somebody opens the Home tab, writes to the bot, or mentions it. What they typed is neither kept nor read."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from bot.chat import words
from bot.chat.payload import items, mapping, text
from bot.slack import messages
from bot.slack.blocks import Payload
from bot.slack.ids import Event
from bot.slack.people import user_id
from bot.slack.talk import Body, Talk
from handlers.messenger import NotDelivered
from handlers.reply import Number
from handlers.retrying import FOR_GOOD

MOST_REMEMBERED = 10_000
"""Events that were answered. Slack sends one again for five minutes at most."""

TYPED_BY_A_PERSON = frozenset({"", "file_share", "thread_broadcast"})
"""Message subtypes that are a person writing; the others are changes, deletions and the like."""


class Events:
    """Answers events, each once. `numbers` are those to ring at any time."""

    def __init__(self, talk: Talk, numbers: Callable[[], tuple[Number, ...]]) -> None:
        self._talk = talk
        self._numbers = numbers
        self._answered: OrderedDict[str, None] = OrderedDict()
        self._underway: dict[str, asyncio.Lock] = {}

    async def happened(self, body: Body) -> None:
        """An event. Raises NotDelivered when it could not be answered, so that Slack sends it again.

        Slack also sends it again when the answer takes long: that waits for what becomes of the first.
        """
        name = text(body.get("event_id"))
        lock = self._underway.setdefault(name, asyncio.Lock()) if name else asyncio.Lock()
        try:
            async with lock:
                await self._once(name, body)
        finally:
            self._underway.pop(name, None)

    async def _once(self, name: str, body: Body) -> None:
        if name in self._answered:
            return
        try:
            await self._answer(body)
        except NotDelivered as failed:
            if failed.problem not in FOR_GOOD:
                raise
        self._remember(name)

    async def _answer(self, body: Body) -> None:
        event = mapping(body.get("event"))
        match text(event.get("type")):
            case Event.HOME_OPENED if text(event.get("tab")) == "home":
                await self._talk.publishes(body)
            case "message" if text(event.get("channel_type")) == "im":
                await self._written(body)
            case Event.MENTION:
                said = self._menu(words.MENTIONED)
                await self._talk.api.post_ephemeral(text(event.get("channel")), user_id(body), said)
            case _:
                pass

    async def _written(self, body: Body) -> None:
        """Somebody writes to the bot: one kind answer, always the same."""
        event = mapping(body.get("event"))
        by_a_person = text(event.get("subtype")) in TYPED_BY_A_PERSON and not event.get("bot_id")
        if by_a_person and user_id(body):
            has_files = bool(items(event.get("files"))) or text(event.get("subtype")) == "file_share"
            said = self._menu(words.TYPED, words.NO_PICTURES if has_files else "")
            await self._talk.api.post(text(event.get("channel")) or user_id(body), said)

    def _menu(self, said: tuple[str, ...], then: str = "") -> Payload:
        """What is said, whom to ring, and only then everything else."""
        numbers = (words.number(each.name, each.contact) for each in self._numbers() if each.contact)
        return messages.menu((*said, "\n".join(numbers), then, words.PRESS))

    def _remember(self, name: str) -> None:
        if name:
            self._answered[name] = None
        if len(self._answered) > MOST_REMEMBERED:
            self._answered.popitem(last=False)
