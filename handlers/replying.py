"""Somebody who has an anonymous case writes to whoever has its code, and says how it stands.

What they write is looked at first: it must not lead, blame, promise or ask for pictures or names. They may send it all
the same, with a reason that is written down.
"""

from dataclasses import replace

from dialogs import replies, wording_learner, wording_replies
from dialogs.case import Case
from dialogs.forms import Answer, ChooseOne, Field, LongText, Option, Purpose, ShortText
from handlers.cases import case_for, mark_read
from handlers.desk import Desk
from handlers.recording import note
from handlers.reply import Asked, NoSuchCase, Reply, Said, Written
from handlers.thread import written
from handlers.turn import Answered, ClosedCode, WantedToChange, WantedToReply
from storage import concerns
from storage.concerns import Concern, Message, State
from storage.database import Transaction

PREFIX = "r."
SCREEN = "reply"
OPENER, TEXT, STATE, AGAINST = "opener", "text", "state", "against"
MOST_TEXT, MOST_REASON = 2_000, 500
OWN_WORDS = "own"
CHOICES = (State.WORKING, State.QUESTION, State.FINISHED)


async def ask(desk: Desk, turn: WantedToReply) -> Reply:
    """The form to write in, with what was written so far."""
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        concern = await concerns.of_case(tx, case.id)
        if concern is None:
            return _gone()
        await mark_read(tx, case)
        thread = await _thread(tx, case)
        return _form(desk, _about(case, thread), concern.state, thread, {})


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Sends it, or shows what to write differently."""
    given = _given(turn)
    async with desk.database.transaction() as tx:
        case_id, _, length = turn.draft.removeprefix(PREFIX).partition(".")
        case = await case_for(desk, tx, turn.who, case_id)
        if case is None:
            return NoSuchCase()
        concern = await concerns.of_case(tx, case.id)
        if concern is None:
            return _gone()
        thread, text = await _thread(tx, case), _text(desk, given)
        since = thread[int(length) :] if length.isdecimal() else ()
        if since and since[0].ours and since[0].text == text:  # it has come again
            return Said(wording_replies.REPLY_SENT, (wording_replies.REPLY_SENT_WHAT,))
        if not all(each.ours for each in since):
            shown = _form(desk, _about(case, thread), concern.state, thread, given)
            return replace(shown, remark=wording_replies.REPLY_MEANWHILE)
        problems = _problems(desk, given, text, concern)
        if problems:
            return replace(_form(desk, _about(case, thread), concern.state, thread, given), problems=problems)
        await _store(desk, tx, turn, case, concern, given)
    return Said(wording_replies.REPLY_SENT, (wording_replies.REPLY_SENT_WHAT,))


def not_saved(desk: Desk, turn: Answered | WantedToChange, what: str) -> Reply:
    """The form again with what was written, when nothing could be stored. It needs no database."""
    shown = _form(desk, turn.draft.removeprefix(PREFIX), State.RECEIVED, (), _given(turn))
    return replace(shown, remark=f"{what} {wording_replies.REPLY_NOT_SAVED}")


async def close_code(desk: Desk, turn: ClosedCode) -> Reply:
    """Lets nothing more be written with the code. It can still be read with it."""
    async with desk.database.transaction() as tx:
        case = await case_for(desk, tx, turn.who, turn.case)
        if case is None:
            return NoSuchCase()
        concern = await concerns.of_case(tx, case.id)
        if concern is None:
            return _gone()
        if concern.takes_more:
            await concerns.change(tx, replace(concern, takes_more=False))
            await note(desk, tx, case, turn.who.key, "took nothing more from the code")
    return Said(wording_replies.CLOSED, (wording_replies.CLOSED_WHAT,))


async def _store(  # noqa: PLR0917 - all that it is about
    desk: Desk, tx: Transaction, turn: Answered, case: Case, concern: Concern, given: dict[str, str]
) -> None:
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    text = _text(desk, given)
    if text:
        await concerns.write(tx, case.id, Message(ours=True, day=today, text=text))
        await note(desk, tx, case, turn.who.key, "wrote to whoever has the code")
        if given.get(AGAINST) and replies.problems(desk.policy.replies, text):
            await note(desk, tx, case, turn.who.key, "sent it against advice", {"why": given[AGAINST]})
    state = State(given[STATE]) if given.get(STATE) in set(CHOICES) else concern.state
    if state is not concern.state:
        finished = today if state is State.FINISHED else None
        await concerns.change(tx, replace(concern, state=state, finished=finished))
        await note(desk, tx, case, turn.who.key, "said how it stands", {"state": state.value})


def _problems(desk: Desk, given: dict[str, str], text: str, concern: Concern) -> dict[str, str]:
    """What to do differently, field by field."""
    if not text and given.get(STATE) not in set(CHOICES) - {concern.state}:
        return {TEXT: wording_replies.REPLY_NOTHING}
    if len(text) > MOST_TEXT:
        return {TEXT: wording_replies.too_long(len(text) - MOST_TEXT)}
    found = replies.problems(desk.policy.replies, text)
    if not found or given.get(AGAINST):
        return {}
    return {TEXT: "\n".join(wording_replies.advice(each.phrase, each.because) for each in found)}


def _given(turn: Answered | WantedToChange) -> dict[str, str]:
    return {name: "".join(values[:1]).strip() for name, values in turn.values.items()}


def _text(desk: Desk, given: dict[str, str]) -> str:
    """What they will read: the chosen beginning, then the writer's own words."""
    openers = dict(_openers(desk))
    parts = (openers.get(given.get(OPENER, ""), ""), given.get(TEXT, "").replace("\r\n", "\n"))
    return " ".join(part for part in parts if part).encode(errors="replace").decode()


def _openers(desk: Desk) -> tuple[tuple[str, str], ...]:
    return tuple((f"opener_{number}", each) for number, each in enumerate(desk.policy.replies.openers, start=1))


def _about(case: Case, thread: tuple[Written, ...]) -> str:
    """What the form carries: its case, and how much had been written when it was shown."""
    return f"{case.id}.{len(thread)}"


def _form(desk: Desk, about: str, state: State, thread: tuple[Written, ...], given: dict[str, str]) -> Asked:
    fields = _fields(desk)
    current = state.value if state in CHOICES else ""
    shown: dict[str, Answer] = {OPENER: OWN_WORDS, STATE: current, **given}
    return Asked(
        draft=f"{PREFIX}{about}",
        screen=SCREEN,
        title=wording_replies.REPLY_TITLE,
        purpose=Purpose.ASK,
        notices=(),
        fields=fields,
        entered={each.id: shown[each.id] for each in fields if shown.get(each.id)},
        problems={},
        review=(),
        submit=wording_replies.REPLY_SEND,
        can_go_back=False,
        told="",
        number=0,
        count=0,
        remark=wording_replies.REPLY_WHAT if not given else "",
        heading=wording_replies.REPLY,
        thread=thread,
        compact=frozenset({OPENER, STATE}),
        keeps=False,
        staff=True,
        sometimes=frozenset({AGAINST}),
    )


def _fields(desk: Desk) -> tuple[Field, ...]:
    own = Option(OWN_WORDS, wording_replies.REPLY_OWN_WORDS)
    openers = (own, *(Option(name, text) for name, text in _openers(desk)))
    states = tuple(Option(each.value, wording_learner.STATES[each.value]) for each in CHOICES)
    words = wording_replies
    return (
        ChooseOne(OPENER, words.REPLY_OPENER, words.REPLY_OPENER_HINT, openers, required=True),
        LongText(TEXT, words.REPLY_TEXT, words.REPLY_TEXT_HINT, MOST_TEXT, required=False),
        ChooseOne(STATE, words.REPLY_STATE, "", states, required=False),
        ShortText(AGAINST, words.REPLY_AGAINST, words.REPLY_AGAINST_HINT, MOST_REASON, required=False),
    )


async def _thread(tx: Transaction, case: Case) -> tuple[Written, ...]:
    return tuple(written(each) for each in await concerns.thread(tx, case.id))


def _gone() -> Reply:
    return Said(wording_replies.REPLY_GONE, (wording_replies.REPLY_GONE_WHAT,))
