"""Whoever answers questions about the policy reads one and answers it; whoever asked reads the answer."""

from dataclasses import replace
from datetime import date

from dialogs import access, wording, wording_replies
from dialogs import wording_questions as words
from dialogs.alerts import Button, Kind, Owed, Press, To
from dialogs.forms import LongText
from handlers import asking_somebody
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.reply import Asked, Reply, Said, Written
from handlers.turn import Answered, OpenedQuestion, WantedToChange
from handlers.word_of_questions import named
from storage import audit, outbox, questions
from storage.questions import Question

PREFIX = "n."
SCREEN, TEXT = "answer", "answer"
MOST_TEXT = 2_000


def no_such_question() -> Reply:
    """There is none, or it is not for this person: nobody can tell which from this."""
    return Said(words.NO_SUCH, words.NO_SUCH_WHAT)


async def open_question(desk: Desk, turn: OpenedQuestion) -> Reply:
    """A question: for whoever answers, with a box for the answer; for whoever asked, with the answer."""
    async with desk.database.transaction() as tx:
        question = await questions.lock(tx, turn.question)
    if question is None:
        return no_such_question()
    answers = _may_answer(desk, turn.who.key)
    if question.asker == turn.who.key and (question.answer or not answers):
        return asking_somebody.shown(question, _thread(question))
    return _form(desk, question, {}) if answers else no_such_question()


async def answer(desk: Desk, turn: Answered) -> Reply:
    """Keeps the answer. The first one counts. Raises StorageFailed."""
    text = written(turn.values).get(TEXT, "")
    async with desk.database.transaction() as tx:
        question = await questions.lock(tx, turn.draft.removeprefix(PREFIX))
        if question is None or not _may_answer(desk, turn.who.key):
            return no_such_question()
        if question.answer:
            same = (question.answer, question.answered_by) == (text, turn.who.key)
            return _kept(question) if same else _too_late(desk, question, text)
        problem = _problem(text)
        if problem:
            return replace(_form(desk, question, {TEXT: text}), problems={TEXT: problem})
        await questions.change(tx, replace(question, answer=text, answered_by=turn.who.key, answered=_today(desk)))
        detail = {"question": question.id}
        await audit.append(tx, audit.SYSTEM, desk.clock.now(), turn.who.key, "answered a question", detail)
        owner = named(question.id)
        await outbox.cancel(tx, (Kind.QUESTION,), draft_id=owner)
        await outbox.owe(tx, Owed(Kind.QUESTION_ANSWERED, To.REPORTER, desk.clock.now(), draft=owner, priority=2))
    desk.wake()
    return _kept(question)


async def look(desk: Desk, turn: WantedToChange) -> Reply:
    """The question once more, with what was entered. Raises StorageFailed."""
    shown = await open_question(desk, OpenedQuestion(turn.who, turn.draft.removeprefix(PREFIX)))
    return filled(shown, written(turn.values)) if isinstance(shown, Asked) else shown


def not_saved(turn: WantedToChange | Answered, remark: str) -> Asked:
    """The form again with what was entered, when the question cannot be read. It needs no database."""
    form = own_form(turn.draft, SCREEN, words.ANSWER, (_box(),), words.SEND)
    return replace(filled(form, written(turn.values)), remark=remark)


def _kept(question: Question) -> Reply:
    teach = Button(Press.TEACH, words.TEACH_THIS, question.id)
    back = Button(Press.QUESTIONS, words.WAITING_TITLE, "")
    return Said(words.ANSWER_KEPT, (words.ANSWER_KEPT_WHAT,), buttons=(teach, back))


def _too_late(desk: Desk, question: Question, text: str) -> Reply:
    """Somebody else was faster: their answer, and what was written here, which is sent nowhere."""
    shown = _form(desk, question, {})
    return replace(shown, remark=words.answered_before(shown.remark, text)) if text else shown


def _may_answer(desk: Desk, person: str) -> bool:
    return access.answers_questions(person, desk.policy, desk.organisation)


def _today(desk: Desk) -> date:
    return desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()


def _thread(question: Question) -> tuple[Written, ...]:
    asked = Written(ours=False, day=wording.on(question.asked), text=question.text)
    if question.answered is None:
        return (asked,)
    return (asked, Written(ours=True, day=wording.on(question.answered), text=question.answer))


def _form(desk: Desk, question: Question, entered: dict[str, str]) -> Asked:
    who = question.asker_name or words.WAITING_TITLE
    remark = words.URGENT if question.urgent else ""
    if question.answered is not None:
        name = desk.organisation.name_of(question.answered_by)
        remark = words.answered_by(name, wording.on(question.answered))
    fields, submit = ((), "") if question.answer else ((_box(),), words.SEND)
    form = own_form(f"{PREFIX}{question.id}", SCREEN, who, fields, submit, heading=words.ANSWER)
    return replace(filled(form, entered), thread=_thread(question), remark=remark, staff=True)


def _box() -> LongText:
    return LongText(TEXT, words.YOUR_ANSWER, words.YOUR_ANSWER_HINT, MOST_TEXT, required=True)


def _problem(text: str) -> str:
    if not text:
        return words.ANSWER_EMPTY
    return wording_replies.too_long(len(text) - MOST_TEXT) if len(text) > MOST_TEXT else ""
