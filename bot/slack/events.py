"""Events: somebody opens the Home tab, writes to the bot, or mentions it. What they typed is kept nowhere."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from bot.chat import words, written
from bot.chat.payload import items, mapping, text
from bot.slack import guided, messages, quoting
from bot.slack.blocks import Payload
from bot.slack.ids import Event
from bot.slack.people import user_id
from bot.slack.talk import Body, Talk
from handlers.messenger import NotDelivered
from handlers.reply import Guided, Number, Reply
from handlers.retrying import FOR_GOOD
from handlers.turn import WantedToAsk

MOST_REMEMBERED = 10_000
"""Events that were answered. Slack sends one again for five minutes at most."""

TYPED_BY_A_PERSON = frozenset({"", "file_share", "thread_broadcast"})
"""Message subtypes that are a person writing; the others are changes, deletions and the like."""


class Events:
    """Answers events, each once. `numbers` are those to ring at any time; `failed` is told what went wrong."""

    def __init__(
        self, talk: Talk, numbers: Callable[[], tuple[Number, ...]], failed: Callable[[BaseException], None]
    ) -> None:
        self._talk = talk
        self._numbers = numbers
        self._failed = failed
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
                said = await self._saying(body, words.MENTIONED)
                await self._talk.api.post_ephemeral(text(event.get("channel")), user_id(body), said)
            case _:
                pass

    async def _written(self, body: Body) -> None:
        """Somebody writes to the bot."""
        event = mapping(body.get("event"))
        by_a_person = text(event.get("subtype")) in TYPED_BY_A_PERSON and not event.get("bot_id")
        if by_a_person and user_id(body):
            said = await self._saying(body, words.TYPED)
            await self._talk.api.post(text(event.get("channel")) or user_id(body), said)

    async def _saying(self, body: Body, otherwise: tuple[str, ...]) -> Payload:
        """What there is to say to what somebody typed: one kind answer, always the same, where nothing can be found."""
        event = mapping(body.get("event"))
        if items(event.get("files")) or text(event.get("subtype")) == "file_share":
            return self._menu(otherwise, words.NO_PICTURES)
        question = quoting.question(self._talk.organisation, text(event.get("text")))
        reply = await self._heard(body, question) if written.can_be_heard(question) else None
        return guided.message(written.to_a_writer(reply)) if isinstance(reply, Guided) else self._menu(otherwise)

    async def _heard(self, body: Body, question: str) -> Reply | None:
        try:
            return await self._talk.answer(WantedToAsk(self._talk.who(body), question))
        except Exception as error:  # noqa: BLE001 - whatever it was, whoever writes reads whom to ring
            self._failed(error)
            return None

    def _menu(self, said: tuple[str, ...], then: str = "") -> Payload:
        """What is said, whom to ring, and only then everything else."""
        numbers = (words.number(each.name, each.contact) for each in self._numbers() if each.contact)
        return messages.menu((*said, "\n".join(numbers), then, words.PRESS))

    def _remember(self, name: str) -> None:
        if name:
            self._answered[name] = None
        if len(self._answered) > MOST_REMEMBERED:
            self._answered.popitem(last=False)
