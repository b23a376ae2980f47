"""The door that a turn about an anonymous concern goes through. Whoever sent it goes no further than this.

A concern's turn is handed on without its person. What is remembered of them is how often a mark of theirs has tried a
code lately: in memory only, under a random key that is replaced every day.
"""

from bot.throttle import Throttle
from dialogs import receipt, wording_learner
from handlers import dispatch, named_concern
from handlers.concern import answer as concern
from handlers.concern.desk import ConcernDesk
from handlers.concern.progress import Kind, is_concern
from handlers.concern.showing import CODE, code_asked
from handlers.concern.turns import Began, ConcernTurn, Looked, SteppedBack, WantedCode, WentOn
from handlers.desk import Desk
from handlers.not_saved import late
from handlers.reply import Found, Reply, Said
from handlers.turn import (
    Answered,
    Discarded,
    Left,
    Resumed,
    Searched,
    Turn,
    WantedToChange,
    WantedToComeBack,
    WantedToTell,
    WentBack,
    Who,
)
from storage.failures import StorageFailed


class Door:
    """Answers every turn: a concern's without its person, any other as `handlers.dispatch` does."""

    def __init__(self, desk: Desk, throttle: Throttle | None = None) -> None:
        self._at = ConcernDesk(desk, desk.organisation.anonymous)
        self._throttle = throttle or Throttle()

    async def answer(self, turn: Turn) -> Reply:
        """The reply to a turn."""
        told = self._without_a_person(turn)
        if told is None:
            return _nothing_kept(turn) or await dispatch.answer(self._at.desk, turn)
        return await self._told(told, turn.who)

    async def _told(self, told: ConcernTurn, who: Who) -> Reply:
        mark = self._throttle.mark(who.key)
        if _tries_a_code(told) and not self._throttle.lets_try(mark):
            return wait(self._at, told)
        outcome = await concern.answer(self._at, told)
        if outcome.guessed:
            self._throttle.guessed(mark)
        if outcome.ready is None:
            return outcome.reply
        try:
            return await named_concern.send(outcome.ready, who)
        except StorageFailed as fault:
            self._at.desk.failed(fault)
            return concern.not_saved(self._at, told)

    def late(self, turn: Turn) -> Reply:
        """The answer to a turn that is not finished and cannot be waited for."""
        told = self._without_a_person(turn)
        if told is None:
            return _nothing_kept(turn) or late(self._at.desk, turn)
        return concern.not_saved(self._at, told, wording_learner.NOT_CERTAIN)

    def _without_a_person(self, turn: Turn) -> ConcernTurn | None:
        match turn:
            case WantedToTell() if self._at.offers:
                return Began()
            case WantedToComeBack():
                return WantedCode()
            case Answered() if is_concern(turn.draft):
                return WentOn(turn.draft, turn.screen, turn.values)
            case WentBack() if is_concern(turn.draft):
                return SteppedBack(turn.draft, turn.screen, turn.values)
            case WantedToChange() if is_concern(turn.draft):
                return Looked(turn.draft, turn.screen, turn.values)
            case Resumed() if is_concern(turn.draft):
                return Looked(turn.draft, "", {})
            case _:
                return None


def wait(at: ConcernDesk, told: ConcernTurn) -> Reply:
    """Too many codes were tried: whoever tried waits, and nothing else does."""
    typed = "".join(told.values.get(CODE, ())[:1]) if isinstance(told, WentOn) else ""
    return code_asked(at, typed=typed, problem=wording_learner.CODE_WAIT)


def _tries_a_code(told: ConcernTurn) -> bool:
    """What cannot be a code needs no slow derivation, and guesses nothing."""
    if not isinstance(told, WentOn) or not told.form.startswith(f"{Kind.CODE}."):
        return False
    return isinstance(receipt.read("".join(told.values.get(CODE, ())[:1])), str)


def _nothing_kept(turn: Turn) -> Reply | None:
    """A concern that is closed or thrown away before it is sent: there is nothing to keep or to throw away."""
    match turn:
        case Left() | Discarded() if is_concern(turn.draft):
            return Said(wording_learner.TELL_SOMEONE, (wording_learner.NOTHING_KEPT,))
        case Searched() if is_concern(turn.draft):
            return Found(())
        case _:
            return None
