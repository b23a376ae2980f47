"""Somebody comes back with a code: they read how it stands and what we wrote, and can write more.

What is shown is opened with the code alone. A code that opens nothing is answered alike, whatever was typed.
"""

from dataclasses import replace

from dialogs import receipt, triage, walk, wording, wording_learner
from dialogs.case import Case
from dialogs.escalation import is_urgent
from dialogs.forms import Answers, Screen
from handlers.concern import opened, showing
from handlers.concern.desk import ConcernDesk
from handlers.concern.joining import MESSAGES, Came, join, leaves_a_reader
from handlers.concern.opened import HELPED, HELPED_ANSWERS, MOST_MORE
from handlers.concern.progress import Carried
from handlers.concern.showing import MORE, code_asked
from handlers.recording import note
from handlers.reply import Asked
from handlers.values import Values
from storage import cases, concerns, receipts
from storage.concerns import Concern, Message, State
from storage.database import Transaction

MOST_MESSAGES = 200
"""To and fro with one code. Whoever has more to say begins a new form."""


async def with_code(at: ConcernDesk, text: str) -> tuple[Asked, bool]:
    """What a code opens. Also whether it was a guess that opened nothing; one that cannot be a code is no guess."""
    read = receipt.read(text)
    if isinstance(read, receipt.Unclear):
        return code_asked(at, typed=text[: showing.MOST_CODE], problem=_unclear(read)), False
    key = await at.stretching.of_code(read)
    known = receipts.known(key)
    async with at.desk.database.transaction() as tx:
        concern = await concerns.find(tx, known.id)
        if concern is None:
            return code_asked(at, typed=text, problem=wording_learner.CODE_UNKNOWN), True
        return await opened.shown(at, tx, concern, known, receipts.pass_of(at.stretching.keyring, key)), False


async def write(at: ConcernDesk, carried: Carried, values: Values) -> Asked:
    """More was written with a code. Raises StorageFailed."""
    key = receipts.key_of_pass(at.stretching.keyring, carried.secret)
    if key is None:
        return code_asked(at)
    known = receipts.known(key)
    given = _given(at, values)
    async with at.desk.database.transaction() as tx:
        concern = await concerns.find(tx, known.id)
        case = await cases.lock(tx, concern.case) if concern else None
        concern = await concerns.lock(tx, known.id)
        if concern is None or case is None:
            return code_asked(at, problem=wording_learner.CODE_UNKNOWN)
        concern, remark, problem = await _taken(at, tx, case, concern, _Sent(given, values, carried.chosen))
        shown = await opened.shown(at, tx, concern, known, carried.secret)
    at.desk.wake()
    entered = given if problem else {}
    return replace(shown, remark=remark, entered=entered, problems={MORE: problem} if problem else {})


async def look(at: ConcernDesk, carried: Carried, values: Values) -> Asked:
    """How it stands, with what was typed and not sent yet. Raises StorageFailed."""
    shown = await write(at, carried, {})
    there = {each.id for each in shown.fields}
    return replace(shown, entered={name: text for name, text in _given(at, values).items() if name in there})


def unsaved(at: ConcernDesk, carried: Carried, values: Values, remark: str) -> Asked:
    """What was written, to be sent again, when it could not be stored. It needs no database, and proves nothing."""
    secret = ".".join(part for part in (carried.secret, carried.chosen) if part)
    return opened.unsaved(at, secret, _given(at, values), remark)


def _given(at: ConcernDesk, values: Values) -> Answers:
    """What was entered, without what was left empty."""
    boxes = Screen(MORE, "", (), opened.boxes(at))
    return {name: text for name, text in walk.kept(boxes, values).items() if isinstance(text, str) and text.strip()}


class _Sent:
    """What was sent: the texts, everything that was entered, and how much had been written when it was shown."""

    def __init__(self, given: Answers, values: Values, length: str) -> None:
        self.texts = {name: str(text).replace("\r\n", "\n").strip() for name, text in given.items()}
        self.helped = "".join(values.get(HELPED, ())[:1])
        self.pressed = MORE in values
        self.length = int(length) if length.isdecimal() and len(length) < len("10000") else None


async def _taken(
    at: ConcernDesk, tx: Transaction, case: Case, concern: Concern, sent: _Sent
) -> tuple[Concern, str, str]:
    """The concern with what was written, a remark, and what is wrong with what was written."""
    thanks = ""
    if sent.helped in HELPED_ANSWERS and concern.state is State.FINISHED:
        thanks = wording_learner.HELPED_THANKS
        concern = await _helps(at, tx, case, concern, sent.helped)
    text = _as_one(at, sent.texts)
    if len(text) > MOST_MORE:
        return concern, "", wording_learner.too_long(len(text) - MOST_MORE)
    if not text:
        return concern, thanks or (wording_learner.NOTHING_WRITTEN if sent.pressed else ""), ""
    if not concern.takes_more:
        return concern, wording_learner.NO_MORE, ""
    said = await concerns.thread(tx, case.id)
    place = len(said) - 1 if sent.length is None else sent.length
    again = 0 <= place < len(said) and not said[place].ours and said[place].text == text
    if not again and len(said) >= MOST_MESSAGES:
        return concern, "", wording_learner.FULL
    if again:
        return concern, wording_learner.MORE_SENT, ""
    added = await _added(at, tx, case, concern, sent.texts, len(said))
    return (concern, "", wording_learner.NOBODY_MAY_READ) if added is None else (added, wording_learner.MORE_SENT, "")


def _as_one(at: ConcernDesk, texts: dict[str, str]) -> str:
    """Everything that was written, as one message: what stood beside the box with what it was called."""
    labels = {field.id: field.label for field in opened.besides(at)}
    return "\n".join(f"{labels[name]} {text}" if name in labels else text for name, text in texts.items())


async def _helps(at: ConcernDesk, tx: Transaction, case: Case, concern: Concern, helped: str) -> Concern:
    if helped != concern.helped:
        concern = replace(concern, helped=helped)
        await concerns.change(tx, concern)
        await note(at.desk, tx, case, "", "said whether it helped")
    return concern


async def _added(  # noqa: PLR0917 - all that it is about
    at: ConcernDesk, tx: Transaction, case: Case, concern: Concern, texts: dict[str, str], before: int
) -> Concern | None:
    """The concern with what was written; None if nobody would be left who may read it, and then nothing is taken."""
    desk = at.desk
    policy = await desk.policy_of(tx, case.policy)
    rules = policy.reporting.concern
    named = {rules.account if rules and name == MORE else name: text for name, text in texts.items()}
    together = triage.assess(policy, desk.organisation, {**case.reports[-1].answers, **named}, at_least=case.severity)
    if not leaves_a_reader(at, policy, case, together):
        return None
    alone = triage.assess(policy, desk.organisation, named)
    await join(at, tx, case, Came(together, is_urgent(alone.severity), MESSAGES + before, concern.unread))
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    await concerns.write(tx, case.id, Message(ours=False, day=today, text=_as_one(at, texts)))
    await note(desk, tx, case, "", "more received")
    concern = concerns.unread_again(concern)
    await concerns.change(tx, concern)
    return concern


def _unclear(read: receipt.Unclear) -> str:
    if not read.words:
        return wording_learner.CODE_SHAPE
    which = [str(each) for each in read.words]
    return wording_learner.unclear(f"word {which[0]}" if len(which) == 1 else f"words {wording.listed(which)}")
