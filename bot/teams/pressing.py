"""Buttons of a message that are no way to a dialog: somebody takes a case, or cannot."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.carried import Carried
from bot.chat.doing import Do, case_of, turn_of, without_words
from bot.chat.payload import Json, mapping, text
from bot.teams import ids, messages
from bot.teams.reading import pressed
from bot.teams.talk import Sent, Talk
from dialogs import wording
from dialogs.alerts import Button, Press
from handlers.reply import NoSuchCase, Reply, Said, Way

Card = Mapping[str, Json]

ANSWERED_THERE = frozenset({Do.ACKNOWLEDGE, Do.CANNOT_TAKE})
"""What a button does that opens no dialog."""
DONE = frozenset({wording.ACKNOWLEDGED, wording.PASSED_ON})
"""What an answer is called if what was pressed has been done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a button: a card for whoever pressed it, and whether it was done."""

    card: Card
    done: bool


async def card_pressed(talk: Talk, sent: Sent) -> Mapping[str, Json]:
    """A button with an answer of its own: that stands in the place of the card, for whoever pressed it.

    For everybody else the card is changed by what is owed then.
    """
    action = mapping(mapping(sent.get("value")).get("action"))
    outcome = await _outcome(talk, sent, mapping(action.get("data")), text(action.get("verb")))
    return in_its_place(outcome.card)


def in_its_place(card: Card) -> Mapping[str, Json]:
    """The answer that puts a card in the place of the one whose button was pressed."""
    return {"statusCode": 200, "type": ids.CARD, "value": card}


async def sent_with_a_button(talk: Talk, sent: Sent) -> Outcome:
    """The same button where Teams is too old for it: it comes as a message that holds its data."""
    return await _outcome(talk, sent, mapping(sent.get("value")))


async def _outcome(talk: Talk, sent: Sent, data: Mapping[str, Json], verb: str = "") -> Outcome:
    asked = pressed(data)
    action = next((each for each in Do if each == (asked.do or verb)), Do.MENU)
    if action not in ANSWERED_THERE:  # everything else opens a dialog; this was not made by us
        return Outcome(messages.menu(wording.NOT_SHOWN_WHAT_NOW), done=False)
    reply = await talk.answer(turn_of(talk.who(sent), action, asked.value, Carried(), {}))
    done = isinstance(reply, Said) and reply.title in DONE
    return Outcome(in_a_message(reply, about=case_of(action, asked.value, reply)), done)


def in_a_message(reply: Reply, *, about: str = "") -> Card:
    """A short answer as a message. `about` is the id of the case that can be opened from there."""
    opens = (Button(Press.OPEN, wording.OPEN, about),) if about else ()
    match reply:
        case Said():
            numbers = (f"{each.name}: {each.contact}" for each in reply.numbers if each.contact)
            ways = reply.ways or (() if about else tuple(Way))
            first = (*opens, *without_words(reply.buttons))
            return messages.menu((reply.title, *reply.lines, *numbers), first=first, ways=ways)
        case NoSuchCase():
            return messages.menu((wording.NO_SUCH_CASE, wording.NO_SUCH_CASE_WHAT_NOW), ways=())
        case _:
            return messages.menu(wording.NOT_SHOWN_WHAT_NOW, first=opens, ways=())
