"""The table of contents of anonymous concerns: which handler answers which turn."""

from dataclasses import dataclass, replace
from typing import assert_never

from dialogs import receipt, wording_learner
from dialogs.forms import Tone
from dialogs.reporting import ConcernRules
from handlers.concern import coming_back, filling, sending, sent
from handlers.concern.desk import ConcernDesk
from handlers.concern.filling import Ready
from handlers.concern.pausing import is_paused_soon
from handlers.concern.progress import Carried, Kind, carried
from handlers.concern.showing import CODE, always, code_asked
from handlers.concern.turns import Began, ConcernTurn, Looked, SteppedBack, WantedCode, WentOn
from handlers.reply import Asked, Reply, Said, Told, Way
from handlers.values import Values
from storage import receipts
from storage.failures import StorageFailed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown. `guessed`: a code was tried that opens nothing. `ready`: it is to be sent under a name."""

    reply: Reply
    guessed: bool = False
    ready: Ready | None = None


async def answer(at: ConcernDesk, turn: ConcernTurn) -> Outcome:
    """Answers a turn. When what it needed could not be stored, the answer says so and what to do instead."""
    rules = at.rules
    if rules is None:
        return Outcome(not_offered(at))
    try:
        return await _answered(at, rules, turn)
    except StorageFailed as fault:
        at.desk.failed(fault)
        return Outcome(not_saved(at, turn))


def not_offered(at: ConcernDesk) -> Reply:
    """What somebody reads where nothing can be told without a name: whom to ring."""
    return Said(wording_learner.TELL_SOMEONE, (wording_learner.CANNOT_WAIT,), always(at), (Way.HELP,))


def not_saved(at: ConcernDesk, turn: ConcernTurn, what: str = wording_learner.NOT_SAVED) -> Reply:
    """The answer to a turn that failed: the screen again with what was entered in it, and whom to ring. No database."""
    said = f"{what} {wording_learner.NOT_SAVED_WHAT_NOW}"
    rules = at.rules
    if rules is None:
        return not_offered(at)
    if isinstance(turn, Began):
        return filling.begin(at, rules)
    if isinstance(turn, WantedCode):
        return code_asked(at)
    was = carried(turn.form)
    found = filling.of(at, rules, was) if was.kind is Kind.FORM else None
    if found is not None:
        shown = filling.look(found[0], turn.screen, turn.values, said)
        return replace(shown, notices=(Told(wording_learner.CANNOT_WAIT, Tone.URGENT, always(at)), *shown.notices))
    if was.kind is Kind.OPENED:
        return coming_back.unsaved(at, was, turn.values, said)
    typed = "".join(turn.values.get(CODE, ())[:1])
    if was.kind is Kind.CODE:
        said = wording_learner.CODE_SLOW if what == wording_learner.NOT_CERTAIN else wording_learner.CODE_FAILED
    return code_asked(at, typed=typed, remark=said)


async def _answered(at: ConcernDesk, rules: ConcernRules, turn: ConcernTurn) -> Outcome:
    match turn:
        case Began():
            return Outcome(await _begun(at, rules))
        case WantedCode():
            return Outcome(code_asked(at))
        case WentOn():
            return await _went_on(at, rules, turn, carried(turn.form))
        case SteppedBack() | Looked():
            return Outcome(await _looked(at, rules, turn, carried(turn.form)))
        case _:
            assert_never(turn)


async def _begun(at: ConcernDesk, rules: ConcernRules) -> Reply:
    """The form; while it rests, whom to turn to instead. When that cannot be known, the form."""
    if not at.offers:
        return not_offered(at)
    resting = await is_paused_soon(at.desk)
    if not resting:
        return filling.begin(at, rules)
    by_name = (wording_learner.PAUSED_BY_NAME,) if at.settings.named else ()
    lines = (wording_learner.PAUSED, *by_name, wording_learner.PAUSED_WHAT_NOW)
    return Said(wording_learner.TELL_SOMEONE, lines, always(at), (Way.REPORT, Way.HELP, Way.CHECK))


async def _begun_again(at: ConcernDesk, rules: ConcernRules, values: Values) -> Reply:
    """The form from its start, when what a screen carried is none of ours; unless it rests."""
    begun = await _begun(at, rules)
    return filling.begin_again(at, rules, values) if isinstance(begun, Asked) else begun


async def _went_on(at: ConcernDesk, rules: ConcernRules, turn: WentOn, was: Carried) -> Outcome:
    match was.kind:
        case Kind.CODE:
            reply, guessed = await coming_back.with_code(at, "".join(turn.values.get(CODE, ())[:1]))
            return Outcome(reply, guessed=guessed)
        case Kind.OPENED:
            return Outcome(await coming_back.write(at, was, turn.values))
        case Kind.SHOWN:
            return Outcome(_saved(at, was))
        case Kind.FORM:
            found = filling.of(at, rules, was)
            if found is None:
                return Outcome(await _begun_again(at, rules, turn.values))
            step = filling.answer(*found, turn.screen, turn.values)
            if isinstance(step, Ready) and not step.named:
                return Outcome(await sending.send(at, step))
            return Outcome(step) if isinstance(step, Asked) else Outcome(code_asked(at), ready=step)
        case _:
            assert_never(was.kind)


async def _looked(at: ConcernDesk, rules: ConcernRules, turn: SteppedBack | Looked, was: Carried) -> Reply:
    if was.kind is Kind.OPENED:
        return await coming_back.look(at, was, turn.values)
    if was.kind is not Kind.FORM:
        return code_asked(at)
    found = filling.of(at, rules, was)
    if found is None:
        return await _begun_again(at, rules, turn.values)
    if isinstance(turn, SteppedBack):
        return filling.back(found[0], turn.screen, turn.values)
    return filling.look(found[0], turn.screen, turn.values)


def _saved(at: ConcernDesk, was: Carried) -> Reply:
    """The code once more, from what the screen that showed it carried."""
    nonce = receipts.nonce_of(at.stretching.keyring, was.secret)
    if nonce is None:
        return code_asked(at)
    return sent.once_more(at, receipt.spelled(receipts.code_secret(at.stretching.keyring, nonce)))
