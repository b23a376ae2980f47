"""Puts what a learner sent to the handlers. Nothing of who they are is there to be handed on.

How often an address has tried codes is counted by a mark, in memory; sending is never counted and never slowed.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.throttle import Throttle
from dialogs import receipt, wording_learner
from handlers.concern.answer import Outcome
from handlers.concern.progress import Kind, carried
from handlers.concern.showing import CODE
from handlers.concern.turns import Began, ConcernTurn, SteppedBack, WantedCode, WentOn
from handlers.reply import Asked, Reply
from handlers.values import Values

Handlers = Callable[[ConcernTurn], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Telling:
    """The handlers, and what slows down whoever tries code after code."""

    turn: Handlers
    throttle: Throttle

    async def reply(self, turn: ConcernTurn, network: str) -> Reply:
        """The reply to a turn from that network."""
        if not (isinstance(turn, WentOn) and carried(turn.form).kind is Kind.CODE and _is_a_code(turn)):
            return (await self.turn(turn)).reply
        mark = self.throttle.mark(f"web:{network}")
        if not self.throttle.lets_try(mark):
            return await self._wait(turn)
        outcome = await self.turn(turn)
        if outcome.guessed:
            self.throttle.guessed(mark)
        return outcome.reply

    async def _wait(self, turn: WentOn) -> Reply:
        """The question for a code once more, with what was typed."""
        reply = (await self.turn(WantedCode())).reply
        if not isinstance(reply, Asked):
            return reply
        typed = "".join(turn.values.get(CODE, ())[:1])
        return replace(reply, entered={CODE: typed}, problems={CODE: wording_learner.CODE_WAIT})


def _is_a_code(turn: WentOn) -> bool:
    """Whether it may be one: anything else needs no slow derivation, and guesses nothing."""
    return isinstance(receipt.read("".join(turn.values.get(CODE, ())[:1])), str)


def turn_of(do: str, form: str, screen: str, values: Values) -> ConcernTurn | None:
    """What the button named `do` asks for, or None if there is no such button."""
    match do:
        case "start":
            return Began()
        case "code":
            return WantedCode()
        case "go":
            return WentOn(form, screen, values)
        case "back":
            return SteppedBack(form, screen, values)
        case _:
            return None
