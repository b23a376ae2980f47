"""Somebody writes to the bot, mentions it or adds it. What they typed is neither kept nor passed on."""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from bot.chat import words
from bot.chat.doing import Do, way
from bot.chat.payload import Json, items, mapping, text
from bot.teams import messages, teams_words
from bot.teams.pressing import in_a_message, sent_with_a_button
from bot.teams.talk import Sent, Talk
from handlers.reply import Way

Card = Mapping[str, Json]

MOST_REMEMBERED = 10_000
"""Messages that were answered. Teams sends one again within minutes, or not at all."""

SAID_AT_ONCE = frozenset({Do.ASK, Do.HELP})
"""Commands whose answer is short and needs no dialog."""

A_MENTION = re.compile(r"<at[^>]{0,200}>[^<]{0,200}</at>")
LONGEST_COMMAND = 40


class Repeats:
    """Which messages were answered. It forgets the oldest, and everything when the bot is started again.

    A message has an id of its own only within its conversation.
    """

    def __init__(self) -> None:
        self._answered: OrderedDict[tuple[str, str], None] = OrderedDict()

    def takes(self, conversation: str, message: str) -> bool:
        """Whether this message there has not been answered yet. From now on it has."""
        key = conversation, message
        if key in self._answered:
            return False
        self._answered[key] = None
        if len(self._answered) > MOST_REMEMBERED:
            self._answered.popitem(last=False)
        return True


async def written(talk: Talk, sent: Sent) -> Card:
    """The answer to what somebody writes in their own chat with the bot."""
    if isinstance(sent.get("value"), Mapping):
        return (await sent_with_a_button(talk, sent)).card
    command = _command(text(sent.get("text")))
    if _has_files(sent):
        return _menu(talk, (*words.TYPED, words.NO_PICTURES), then=words.PRESS)
    if command in SAID_AT_ONCE:
        return in_a_message(await talk.answer(way(command, talk.who(sent))))
    match command:
        case Do.REPORT:
            return _menu(talk, (words.REPORT_WHAT,), (Way.REPORT, Way.HELP))
        case Do.TELL:
            return _menu(talk, (words.TELL_WHAT, teams_words.IN_THE_FORM), (Way.TELL, Way.CHECK, Way.HELP))
        case Do.CHECK | "code":
            return _menu(talk, (teams_words.CODE_WHAT, teams_words.IN_THE_FORM), (Way.CHECK, Way.TELL, Way.HELP))
        case "" | "hi" | "hello" | "home" | "menu" | "start":
            return welcome(talk)
        case _:
            return _menu(talk, words.TYPED, then=words.PRESS)


def _has_files(sent: Sent) -> bool:
    """Whether something was sent besides words. Teams attaches these once more, as they look."""
    kinds = (text(mapping(each).get("contentType")) for each in items(sent.get("attachments")))
    return any(not kind.startswith("text/") for kind in kinds)


def welcome(talk: Talk) -> Card:
    """What somebody reads first."""
    return _menu(talk, teams_words.WELCOME)


def mentioned(talk: Talk) -> Card:
    """What somebody reads, in their own chat, who mentioned the bot elsewhere."""
    return _menu(talk, teams_words.MENTIONED, then=words.PRESS)


def _menu(talk: Talk, said: Sequence[str], ways: Sequence[Way] = tuple(Way), *, then: str = "") -> Card:
    """What is said, whom to ring, and only `then` what can be pressed."""
    numbers = (words.number(each.name, each.contact) for each in talk.numbers() if each.contact)
    return messages.menu((*said, *numbers, *((then,) if then else ())), ways=ways)


def _command(typed: str) -> str:
    """What was typed if it can be a command, else a question mark: it is looked at no further."""
    line = A_MENTION.sub("", typed).strip().strip("/.!").lower()
    return line if len(line) <= LONGEST_COMMAND else "?"
