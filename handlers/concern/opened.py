"""Draws what a code opened: how it stands, what was written to and fro, and where more can be written."""

from dataclasses import replace

from dialogs import wording_learner
from dialogs.forms import Answers, ChooseOne, Field, LongText, Option, Tone
from dialogs.reporting import ConcernRules
from handlers.concern.desk import ConcernDesk
from handlers.concern.progress import Kind
from handlers.concern.showing import MORE, plain
from handlers.reply import Asked, Told
from handlers.thread import written
from storage import concerns
from storage.concerns import Concern, State
from storage.database import Transaction
from storage.receipts import Known

MOST_MORE = 2_000
HELPED = "helped"
HELPED_ANSWERS = {"yes": "Yes", "a_bit": "A bit", "no": "No"}


async def shown(at: ConcernDesk, tx: Transaction, concern: Concern, known: Known, secret: str) -> Asked:
    """What this code opens, read with nothing but the code. `secret` is the pass that the screen carries on."""
    thread = tuple(written(each) for each in await concerns.thread_with(tx, known))
    says = [_state(concern)]
    says += [] if any(each.ours for each in thread) else [wording_learner.NO_ANSWER_YET]
    says += [] if concern.takes_more else [wording_learner.NO_MORE]
    helped = (_helped(),) if concern.state is State.FINISHED and not concern.helped else ()
    fields = (*helped, *(boxes(at) if concern.takes_more else ()))
    return replace(
        _empty(at, secret, len(thread)),
        notices=(Told(" ".join(says), Tone.CALM, ()), *_empty(at, secret, 0).notices),
        thread=thread,
        fields=fields,
        submit=wording_learner.SEND if fields else "",
    )


def unsaved(at: ConcernDesk, secret: str, entered: Answers, remark: str) -> Asked:
    """The boxes with what was written in them. It needs no database, and proves nothing."""
    return replace(
        _empty(at, secret, None), fields=boxes(at), entered=entered, submit=wording_learner.SEND, remark=remark
    )


def boxes(at: ConcernDesk) -> tuple[Field, ...]:
    """Where more can be written, and whom to keep from it: a text box, then the policy's own but for its account."""
    more = LongText(MORE, wording_learner.WRITE_LABEL, wording_learner.WRITE_HINT, MOST_MORE, required=False)
    return (more, *besides(at))


def besides(at: ConcernDesk) -> tuple[Field, ...]:
    """The texts of the policy's last screen but for its account."""
    rules: ConcernRules | None = at.rules
    last = at.desk.policy.forms[rules.form].screens[-1] if rules else None
    return tuple(field for field in last.fields if field.id != rules.account) if last and rules else ()


def _empty(at: ConcernDesk, secret: str, length: int | None) -> Asked:
    counted = "" if length is None else f".{length}"
    return plain(at, f"{Kind.OPENED}.{secret}{counted}", MORE, wording_learner.CODE_ASK)


def _state(concern: Concern) -> str:
    if concern.unread:
        return wording_learner.STATES[State.RECEIVED]
    return wording_learner.STATES[State.READ if concern.state is State.RECEIVED else concern.state]


def _helped() -> ChooseOne:
    options = tuple(Option(name, label) for name, label in HELPED_ANSWERS.items())
    return ChooseOne(HELPED, wording_learner.HELPED, wording_learner.HELPED_HINT, options, required=False)
