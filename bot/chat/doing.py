"""What a button or a menu does: the names by which a platform tells us, and the turns that they are."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from bot.chat.carried import Carried
from handlers.reply import CaseShown, NoSuchCase, Reply, Said
from handlers.turn import (
    Acknowledged,
    CannotTake,
    ClosedCode,
    Discarded,
    OpenedCase,
    OpenedHome,
    Resumed,
    Turn,
    WantedHelp,
    WantedToAsk,
    WantedToChange,
    WantedToComeBack,
    WantedToPause,
    WantedToReply,
    WantedToReport,
    WantedToTell,
    WentBack,
    Who,
)
from handlers.values import Values

MOST_DIGITS = 3
"""Of the number of a part: no view has more parts."""


class Do(StrEnum):
    """What a button does. What it is about stands in its value."""

    REPORT = "report"
    TELL = "tell"
    CHECK = "check"
    ASK = "ask"
    HELP = "help"
    MENU = "menu"
    RESUME = "resume"
    BACK = "back"
    CHANGE = "change"
    DISCARD = "discard"
    PAGE = "page"
    """Shows another part of what is too long for one view; the value is its number, from 0."""
    ACKNOWLEDGE = "acknowledge"
    OPEN = "open"
    CANNOT_TAKE = "cannot_take"
    REPLY = "reply"
    NO_MORE = "no_more"
    PAUSE = "pause"


ABOUT_A_CASE = frozenset({Do.ACKNOWLEDGE, Do.CANNOT_TAKE, Do.OPEN, Do.REPLY, Do.NO_MORE})


def way(name: str, who: Who, words: str = "") -> Turn:
    """What a word after a command, or a button, asks for. What is not known gets the menu.

    `words` follow it: they begin the account of a report, or are the question that is asked.
    """
    match name:
        case Do.REPORT:
            return WantedToReport(who, words)
        case Do.TELL:
            return WantedToTell(who)
        case Do.CHECK:
            return WantedToComeBack(who)
        case Do.ASK:
            return WantedToAsk(who, words)
        case Do.HELP:
            return WantedHelp(who)
        case _:
            return OpenedHome(who)


def turn_of(who: Who, action: Do, value: str, carried: Carried, values: Values) -> Turn:
    """The turn that a button is, in a view that `carried` this and held these values."""
    match action:
        case Do.BACK:
            return WentBack(who, carried.draft, carried.screen, values)
        case Do.CHANGE:
            return WantedToChange(who, carried.draft, value, values)
        case Do.DISCARD:
            return Discarded(who, value)
        case Do.RESUME:
            return Resumed(who, value)
        case Do.OPEN:
            return OpenedCase(who, value)
        case Do.ACKNOWLEDGE:
            return Acknowledged(who, value)
        case Do.CANNOT_TAKE:
            return CannotTake(who, value)
        case Do.REPLY:
            return WantedToReply(who, value)
        case Do.NO_MORE:
            return ClosedCode(who, value)
        case Do.PAUSE:
            return WantedToPause(who)
        case _:
            return way(action, who)


async def turned(answer: Callable[[Turn], Awaitable[Reply]], who: Who, carried: Carried, values: Values) -> Reply:
    """What is looked at, again, to see another part of it. A first screen is stored nowhere: it begins anew.

    What only could not be shown now is said, with the way back to it: nobody is to think that it is gone.
    """
    if carried.case:
        return await answer(OpenedCase(who, carried.case))
    if carried.screen:
        reply = await answer(WantedToChange(who, carried.draft, carried.screen, values))
        gone = isinstance(reply, Said) and not reply.resume
        return await answer(WantedToReport(who)) if gone else reply
    return await answer(Resumed(who, carried.draft) if carried.draft else OpenedHome(who))


def case_of(action: Do, value: str, reply: Reply) -> str:
    """The id of the case that a short answer is about, so that it can be opened from there; else nothing."""
    return value if action in ABOUT_A_CASE and not isinstance(reply, CaseShown | NoSuchCase) else ""


def number_of(value: str) -> int:
    """The number of a part, as a button gives it."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else 0
