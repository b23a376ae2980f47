"""Handlers that answer every turn with a canned reply, without a thought."""

from typing import assert_never

from handlers.dispatch import Questions
from handlers.reply import (
    Found,
    NoSuchCase,
    Reply,
)
from handlers.turn import (
    Acknowledged,
    Answered,
    CannotTake,
    ClosedCode,
    Discarded,
    Left,
    OpenedCase,
    OpenedHome,
    OpenedLog,
    OpenedReport,
    Resumed,
    Searched,
    Turn,
    WantedHelp,
    WantedToAsk,
    WantedToBeLetIn,
    WantedToChange,
    WantedToComeBack,
    WantedToFilter,
    WantedToPause,
    WantedToReply,
    WantedToReport,
    WantedToTake,
    WantedToTell,
    WantedToWork,
    WentBack,
)
from tests.fakes.canned import ABOUT, CASE, DANGER, HOME, RECEIVED, REVIEW, SAID


class CannedHandlers:
    """Answers every turn with a canned reply, unless told what to answer, and remembers the turns."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply
        self.turns: list[Turn] = []
        self.settled = 0

    async def turn(self, turn: Turn) -> Reply:
        """Answer one turn."""
        self.turns.append(turn)
        return self.reply or canned_reply(turn)

    async def settle(self) -> None:
        """Nothing is ever due here; that it was asked for is counted."""
        self.settled += 1


class BrokenHandlers(CannedHandlers):
    """Fails at every turn, as a handler with a mistake in it would."""

    async def turn(self, turn: Turn) -> Reply:
        """Raises, with a person's words in the text."""
        raise RuntimeError(f"{turn.who.name} wrote something private")


def canned_reply(turn: Turn) -> Reply:
    """What the handlers might say to that turn, without a thought."""
    match turn:
        case WantedToReport() | Resumed():
            reply: Reply = DANGER
        case Answered():
            reply = {"safety": ABOUT, "about": REVIEW}.get(turn.screen, RECEIVED)
        case WentBack() | WantedToChange() | Left():
            reply = ABOUT
        case Searched():
            reply = Found(())
        case WantedHelp() | WantedToTell() | WantedToComeBack() | WantedToAsk():
            reply = SAID
        case Discarded() | OpenedHome():
            reply = HOME
        case OpenedCase():
            reply = CASE if turn.case == "c1" else NoSuchCase()
        case Acknowledged() | CannotTake() | WantedToReply() | ClosedCode() | WantedToPause():
            reply = SAID
        case WantedToWork() | WantedToBeLetIn() | OpenedReport() | OpenedLog() | WantedToFilter() | WantedToTake():
            reply = SAID
        case _ if isinstance(turn, Questions):
            reply = SAID
        case _:
            assert_never(turn)
    return reply
