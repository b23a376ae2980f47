"""What a button or a menu does: the names by which a platform tells us, and the turns that they are."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from enum import StrEnum

from bot.chat.carried import Carried
from bot.chat.states import LOG, worked_on
from dialogs.alerts import Button, Press
from handlers.reply import CaseShown, NoSuchCase, Reply, Said
from handlers.turn import (
    Acknowledged,
    CannotTake,
    ClosedCode,
    Discarded,
    OpenedCase,
    OpenedHome,
    OpenedLog,
    OpenedQuestion,
    OpenedQuestions,
    OpenedReport,
    Rated,
    Resumed,
    Turn,
    Untaught,
    WantedHelp,
    WantedToAsk,
    WantedToAskSomebody,
    WantedToBeLetIn,
    WantedToChange,
    WantedToComeBack,
    WantedToFilter,
    WantedToPause,
    WantedToReply,
    WantedToReport,
    WantedToTake,
    WantedToTeach,
    WantedToTell,
    WantedToWork,
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
    HELPED = "helped"
    NOT_HELPED = "not_helped"
    HAND_OVER = "hand_over"
    QUESTIONS = "questions"
    QUESTION = "question"
    TEACH = "teach"
    UNTEACH = "unteach"
    WORK = "work"
    """Does something with a case; the value says what with which."""
    MY_REPORT = "my_report"
    LET_IN = "let_in"
    LOG = "log"
    """Shows those who handle cases all of them; the value says which."""
    FILTER = "filter"
    TAKE = "take"


NOTHING = "-"
"""The value of a button that is about nothing: a platform may not take an empty one."""

LISTING = "listing"
"""What a view says that it shows, if it shows lists."""

OF_LISTS = {
    Press.HELPED: Do.HELPED,
    Press.NOT_HELPED: Do.NOT_HELPED,
    Press.HAND_OVER: Do.HAND_OVER,
    Press.QUESTIONS: Do.QUESTIONS,
    Press.QUESTION: Do.QUESTION,
    Press.TEACH: Do.TEACH,
    Press.UNTEACH: Do.UNTEACH,
    Press.LOG: Do.LOG,
    Press.FILTER: Do.FILTER,
    Press.TAKE: Do.TAKE,
}

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
        case Do.WORK:
            return WantedToWork(who, value)
        case Do.MY_REPORT:
            return OpenedReport(who, value)
        case Do.LET_IN:
            return WantedToBeLetIn(who, "" if value == NOTHING else value)
        case _:
            return _of_lists(who, action, value)


def _of_lists(who: Who, action: Do, value: str) -> Turn:
    """The turn that a button is that comes of questions about the policy or of the log. `NOTHING` is no value."""
    about = "" if value == NOTHING else value
    match action:
        case Do.HELPED | Do.NOT_HELPED:
            return Rated(who, about, helped=action is Do.HELPED)
        case Do.HAND_OVER:
            return WantedToAskSomebody(who, about)
        case Do.QUESTIONS:
            return OpenedQuestions(who)
        case Do.QUESTION:
            return OpenedQuestion(who, about)
        case Do.TEACH:
            return WantedToTeach(who, about)
        case Do.UNTEACH:
            return Untaught(who, about)
        case Do.LOG:
            return OpenedLog(who, about)
        case Do.FILTER:
            return WantedToFilter(who, about)
        case Do.TAKE:
            return WantedToTake(who, about)
        case _:
            return way(action, who)


def do_of(press: Press) -> Do:
    """What a button that comes of questions about the policy or of the log does. Raises KeyError for any other."""
    return OF_LISTS[press]


def without_words(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """The buttons as they may stand in a message, which stays in a chat: without what was asked."""
    return tuple(replace(each, about="") if each.press is Press.HAND_OVER else each for each in buttons)


async def turned(answer: Callable[[Turn], Awaitable[Reply]], who: Who, carried: Carried, values: Values) -> Reply:
    """What is looked at, again, to see another part of it. A first screen is stored nowhere: it begins anew.

    What only could not be shown now is said, with the way back to it: nobody is to think that it is gone.
    """
    if carried.case:
        return await answer(OpenedCase(who, carried.case, further=True))
    if carried.kind == LISTING:
        return await answer(listed(who, carried.about))
    if carried.screen:
        reply = await answer(WantedToChange(who, carried.draft, carried.screen, values, carried.told))
        gone = isinstance(reply, Said) and not reply.resume
        return await answer(WantedToReport(who)) if gone else reply
    return await answer(Resumed(who, carried.draft) if carried.draft else OpenedHome(who))


def listed(who: Who, about: str) -> Turn:
    """The turn that shows lists again which said that they are `about` this."""
    return OpenedLog(who, about.removeprefix(LOG)) if about.startswith(LOG) else OpenedQuestions(who)


def about_case(action: Do, value: str) -> str:
    """The id of the case that a button of somebody who handles cases is about; else nothing."""
    if action is Do.WORK:
        return worked_on(value)
    return value if action in ABOUT_A_CASE else ""


def case_of(action: Do, value: str, reply: Reply) -> str:
    """The id of the case that a short answer is about, so that it can be opened from there; else nothing."""
    return "" if isinstance(reply, CaseShown | NoSuchCase) else about_case(action, value)


def number_of(value: str) -> int:
    """The number of a part, as a button gives it."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else 0
