"""Somebody writes to the bot, mentions it or adds it.

What they typed is heard once, to answer it: it is kept nowhere, logged nowhere, and stands in no answer.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat import words
from bot.chat.doing import Do
from bot.chat.payload import Json, items, mapping, text
from bot.chat.written import can_be_heard, to_a_writer
from bot.teams import messages, teams_words
from bot.teams.guided import in_a_chat
from bot.teams.pressing import in_a_message, sent_with_a_button
from bot.teams.talk import Sent, Talk
from bot.teams.typed import question, typed
from handlers.reply import Asked, Guided, Way
from handlers.turn import WantedHelp, WantedToAsk

Card = Mapping[str, Json]

MOST_REMEMBERED = 10_000
"""Messages that were answered. Teams sends one again within minutes, or not at all."""

GREETINGS = frozenset({"", "hi", "hello", "hey", "good morning", "good afternoon", "home", "menu", "start"})
COMMANDS = GREETINGS | {Do.HELP, Do.ASK, Do.REPORT, Do.TELL, Do.CHECK, "code"}
"""What is answered in its own way, and asks nothing."""
LONGEST_COMMAND = 40
ASKING = (Way.ASK, Way.HELP)


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


async def written(talk: Talk, sent: Sent) -> tuple[Card, ...]:
    """The answer to what somebody writes in their own chat with the bot: a command, or something that they ask."""
    if isinstance(sent.get("value"), Mapping):
        return ((await sent_with_a_button(talk, sent)).card,)
    if _has_files(sent):
        return (_menu(talk, (*words.TYPED, words.NO_PICTURES), then=words.PRESS),)
    said = typed(sent)
    commanded = await _commanded(talk, sent, _command(said))
    if commanded is not None:
        return (commanded,)
    return await _heard(talk, sent, said) or (_menu(talk, words.TYPED, then=words.PRESS),)


async def mentioned(talk: Talk, sent: Sent) -> tuple[Card, ...]:
    """What somebody reads, in their own chat, who mentioned the bot elsewhere."""
    said = typed(sent)
    known = _has_files(sent) or _command(said) in COMMANDS
    heard = () if known else await _heard(talk, sent, said, after=(teams_words.NOT_IN_THE_CHANNEL,))
    return heard or (_menu(talk, teams_words.MENTIONED, then=words.PRESS),)


async def _commanded(talk: Talk, sent: Sent, command: str) -> Card | None:
    """The answer to a command or a greeting, if it is one."""
    match command:
        case Do.HELP:
            return in_a_message(await talk.answer(WantedHelp(talk.who(sent))))
        case Do.ASK:
            reply = await talk.answer(WantedToAsk(talk.who(sent)))
            return _menu(talk, teams_words.ASK_WHAT, ASKING) if isinstance(reply, Asked) else in_a_message(reply)
        case Do.REPORT:
            return _menu(talk, (words.REPORT_WHAT,), (Way.REPORT, Way.HELP))
        case Do.TELL:
            return _menu(talk, (words.TELL_WHAT, teams_words.IN_THE_FORM), (Way.TELL, Way.CHECK, Way.HELP))
        case Do.CHECK | "code":
            return _menu(talk, (teams_words.CODE_WHAT, teams_words.IN_THE_FORM), (Way.CHECK, Way.TELL, Way.HELP))
        case _:
            return welcome(talk) if command in GREETINGS else None


async def _heard(talk: Talk, sent: Sent, said: str, *, after: Sequence[str] = ()) -> tuple[Card, ...]:
    """What is answered to something that is no command; nothing if nobody can tell what it means."""
    asked = question(said)
    reply = await talk.answer(WantedToAsk(talk.who(sent), asked)) if can_be_heard(asked) else None
    if not isinstance(reply, Guided):
        return ()
    answer = to_a_writer(reply)
    return in_a_chat(replace(answer, after=(*answer.after, *after)))


def _has_files(sent: Sent) -> bool:
    """Whether something was sent besides words. Teams attaches these once more, as they look."""
    kinds = (text(mapping(each).get("contentType")) for each in items(sent.get("attachments")))
    return any(not kind.startswith("text/") for kind in kinds)


def welcome(talk: Talk) -> Card:
    """What somebody reads first."""
    return _menu(talk, teams_words.WELCOME)


def _menu(talk: Talk, said: Sequence[str], ways: Sequence[Way] = tuple(Way), *, then: str = "") -> Card:
    """What is said, whom to ring, and only `then` what can be pressed."""
    numbers = (words.number(each.name, each.contact) for each in talk.numbers() if each.contact)
    return messages.menu((*said, *numbers, *((then,) if then else ())), ways=ways)


def _command(said: str) -> str:
    """What was typed if it can be a command or a greeting, else a question mark: it is none."""
    line = said.strip().strip("/.!").lower()
    return line if len(line) <= LONGEST_COMMAND else "?"
