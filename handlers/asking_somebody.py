"""Somebody asks a person what the policy did not answer. The question is kept, and a word without words goes out.

Whoever may be in trouble reads whom to ring before anything else, whatever becomes of the question.
"""

from dataclasses import replace
from functools import partial

from dialogs import receipt, wording_guidance, wording_home, wording_replies
from dialogs import wording_questions as words
from dialogs.forms import LongText, Tone
from dialogs.guidance.hearing import Action, Heard, hear
from handlers import help_now
from handlers.asked_of import answering, title
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.people import titled
from handlers.reply import Asked, Guided, Number, Reply, Said, Told, Way, Written
from handlers.soon import soon
from handlers.turn import Answered, WantedToAskSomebody, WantedToChange
from handlers.word_of_questions import owe_word
from storage import questions
from storage.database import Transaction
from storage.questions import Question

PREFIX = "h."
SCREEN, TEXT, READ = "ask", "question", "read"
MOST_TEXT = 2_000
MOST_WAITING, MOST_URGENT = 5, 20
"""Questions of one person without an answer, and with one that is sent now in which somebody may be in trouble."""

CALM = Heard(Action.ANSWER, (), panel=False, alone=False)


async def ask(desk: Desk, turn: WantedToAskSomebody) -> Reply:
    """The form to write it in."""
    if not answering(desk):
        return Said(words.YOURS_TITLE, (words.NOBODY_ANSWERS, *help_now.who_can_say(desk)), (), (Way.ASK, Way.HELP))
    return _form(desk, f"{PREFIX}{desk.randomness.identifier()}", {TEXT: turn.question[:MOST_TEXT]})


async def asked(desk: Desk, turn: Answered) -> Reply:
    """Keeps it, and says who hears of it. Sent twice, it is one question. Raises StorageFailed."""
    text = written(turn.values).get(TEXT, "")
    problem = _problem(text)
    if problem:
        return _form(desk, turn.draft, {TEXT: text}, problem=problem)
    if not answering(desk):
        return look(desk, turn, " ".join((words.NOBODY_ANSWERS, *help_now.who_can_say(desk))))
    heard = _heard(desk, text)
    kept = await _stored(desk, turn, text, heard)
    desk.wake()
    if kept is None:
        return look(desk, turn, words.NOT_CERTAIN)
    if not kept:
        return _answer(desk, heard, title(desk), (words.TOO_MANY, *help_now.who_can_say(desk)))
    told = words.told(titled(answering(desk), desk.policy))
    return _answer(desk, heard, words.SENT, (told, words.SENT_WHAT))


def look(desk: Desk, turn: WantedToChange | Answered, remark: str = "") -> Asked:
    """The form again, with what was entered. It needs no database."""
    return _form(desk, turn.draft, written(turn.values), remark=remark)


def shown(question: Question, thread: tuple[Written, ...]) -> Asked:
    """A question as whoever asked it reads it, with its answer."""
    remark = "" if question.answer else words.NOBODY_YET
    read = own_form(f"{PREFIX}{question.id}", READ, words.YOUR_QUESTION, (), "")
    return replace(read, thread=thread, remark=remark)


async def _stored(desk: Desk, turn: Answered, text: str, heard: Heard) -> bool | None:
    """Whether it is kept. Whoever may be in trouble waits a moment only: None if it cannot be known by then."""
    keeping = partial(_kept, desk, turn, text, heard.action is Action.CRISIS)
    if heard.action is Action.CRISIS:
        return await soon(desk, keeping, instead=None)
    async with desk.database.transaction() as tx:
        return await keeping(tx)


async def _kept(desk: Desk, turn: Answered, text: str, urgent: bool, tx: Transaction) -> bool | None:  # noqa: FBT001
    """Whether it is kept now, or was already; not if too many of this person's wait."""
    question_id = questions.id_of(tx, turn.draft, turn.who.key, text)
    if await questions.lock(tx, question_id) is not None:
        return True
    theirs = await questions.of_person(tx, turn.who.key)
    if sum(not each.answer for each in theirs) >= (MOST_URGENT if urgent else MOST_WAITING):
        return False
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    question = Question(question_id, turn.who.key, turn.who.name, today, text, urgent=urgent)
    await questions.add(tx, question)
    await owe_word(desk, tx, question)
    return True


def _heard(desk: Desk, text: str) -> Heard:
    return hear(desk.ear, text) if desk.ear is not None and text else CALM


def _ring(desk: Desk, heard: Heard) -> tuple[Number, ...]:
    """Whom somebody who wrote this may need to ring; nobody if it is calm."""
    if heard.action is Action.CRISIS:
        return help_now.in_trouble(desk)
    worried = heard.panel or heard.action is Action.REPORT
    return help_now.signposts(desk, desk.policy.guidance.panel) if worried else ()


def _answer(desk: Desk, heard: Heard, title: str, lines: tuple[str, ...]) -> Reply:
    """What became of it. Whoever may be in trouble, or means to report, reads first what to do instead of waiting."""
    trouble = heard.action is Action.CRISIS
    if not (trouble or heard.panel or heard.action is Action.REPORT):
        return Said(title, lines, (), (Way.ASK, Way.HELP))
    urgent = words.MAYBE_TROUBLE if trouble else wording_guidance.PANEL
    do_now = words.DO_NOT_WAIT if trouble else words.NO_REPORT
    return Guided(title, urgent, _ring(desk, heard), (do_now, *lines), (), (), (Way.TELL, Way.REPORT, Way.HELP))


def _problem(text: str) -> str:
    if not text:
        return words.EMPTY
    if isinstance(receipt.read(text), str):
        return words.NO_CODE
    return wording_replies.too_long(len(text) - MOST_TEXT) if len(text) > MOST_TEXT else ""


def _form(desk: Desk, draft: str, entered: dict[str, str], *, problem: str = "", remark: str = "") -> Asked:
    heard = _heard(desk, entered.get(TEXT, ""))
    do_now = f"{words.DANGER} {words.DO_NOT_WAIT}" if heard.action is Action.CRISIS else words.DANGER
    people = answering(desk)
    notices = (
        Told(do_now, Tone.URGENT, _ring(desk, heard)),
        *((Told(words.who_reads(titled(people, desk.policy)), Tone.CALM, ()),) if people else ()),
    )
    box = LongText(TEXT, words.YOUR_QUESTION, words.YOUR_QUESTION_HINT, MOST_TEXT, required=True)
    form = own_form(draft, SCREEN, title(desk), (box,), words.SEND, heading=wording_home.ASK)
    problems = {TEXT: problem} if problem else {}
    return replace(filled(form, entered), problems=problems, notices=notices, remark=remark)
