"""Somebody asks a person what the policy did not answer. The question is kept, and a word without words goes out."""

from dataclasses import replace

from dialogs import receipt, wording_home, wording_replies
from dialogs import wording_questions as words
from dialogs.alerts import Kind, Owed, To
from dialogs.escalation import URGENT
from dialogs.forms import LongText, Tone
from dialogs.guidance.hearing import Action, hear
from handlers import help_now
from handlers.asked_of import answering, title
from handlers.desk import Desk
from handlers.own_form import filled, own_form, written
from handlers.people import titled
from handlers.reply import Asked, Guided, Reply, Said, Told, Way, Written
from handlers.turn import Answered, WantedToAskSomebody, WantedToChange, Who
from storage import outbox, questions
from storage.database import Transaction
from storage.questions import Question

PREFIX = "h."
SCREEN, TEXT, READ = "ask", "question", "read"
MOST_TEXT = 2_000
MOST_WAITING, MOST_URGENT = 5, 20
"""Questions of one person without an answer, and with one that is sent now in which somebody may be in trouble."""
ORDINARY = 3


async def ask(desk: Desk, turn: WantedToAskSomebody) -> Reply:
    """The form to write it in."""
    if not answering(desk):
        return _nobody(desk)
    return _form(desk, f"{PREFIX}{desk.randomness.identifier()}", {TEXT: turn.question[:MOST_TEXT]})


async def asked(desk: Desk, turn: Answered) -> Reply:
    """Keeps it, and says who hears of it. Sent twice, it is one question. Raises StorageFailed."""
    if not answering(desk):
        return _nobody(desk)
    text = written(turn.values).get(TEXT, "")
    problem = _problem(text)
    if problem:
        return _form(desk, turn.draft, {TEXT: text}, problem=problem)
    urgent = desk.ear is not None and hear(desk.ear, text).action is Action.CRISIS
    async with desk.database.transaction() as tx:
        if not await _kept(desk, tx, turn, text, urgent=urgent):
            return _too_many(desk, urgent=urgent)
    desk.wake()
    return _sent(desk, urgent=urgent)


def look(desk: Desk, turn: WantedToChange | Answered, remark: str = "") -> Asked:
    """The form again, with what was entered."""
    return _form(desk, turn.draft, written(turn.values), remark=remark)


def shown(question: Question, thread: tuple[Written, ...]) -> Asked:
    """A question as whoever asked it reads it, with its answer."""
    remark = "" if question.answer else words.NOBODY_YET
    read = own_form(f"{PREFIX}{question.id}", READ, words.YOUR_QUESTION, (), "")
    return replace(read, thread=thread, remark=remark)


async def _kept(desk: Desk, tx: Transaction, turn: Answered, text: str, *, urgent: bool) -> bool:
    """Whether it is kept now, or was already; not if too many of this person's wait."""
    question_id = turn.draft.removeprefix(PREFIX)
    before = await questions.lock(tx, question_id)
    if before is not None and (before.asker, before.text) == (turn.who.key, text):
        return True
    theirs = await questions.of_person(tx, turn.who.key)
    if sum(not each.answer for each in theirs) >= (MOST_URGENT if urgent else MOST_WAITING):
        return False
    if before is not None or not question_id:
        question_id = desk.randomness.identifier()
    await questions.add(tx, _question(desk, turn.who, question_id, text, urgent=urgent))
    now, priority = desk.clock.now(), URGENT if urgent else ORDINARY
    for person in answering(desk):
        named = named_in_the_outbox(question_id)
        owed = Owed(Kind.QUESTION, To.PERSON, now, draft=named, person=person.key, priority=priority)
        await outbox.owe(tx, owed)
    return True


def named_in_the_outbox(question_id: str) -> str:
    """What stands in the place of a draft's id where something is owed because of a question."""
    return f"question-{question_id}"


def _question(desk: Desk, who: Who, question_id: str, text: str, *, urgent: bool) -> Question:
    today = desk.clock.now().astimezone(desk.organisation.hours.time_zone).date()
    return Question(question_id, who.key, who.name, today, text, urgent=urgent)


def _sent(desk: Desk, *, urgent: bool) -> Reply:
    """That it is kept. Whoever may be in trouble reads whom to ring before that."""
    told = words.told(titled(answering(desk), desk.policy))
    if not urgent:
        return Said(words.SENT, (told, words.SENT_WHAT), (), (Way.ASK, Way.HELP))
    return _in_trouble(desk, words.SENT, (words.DO_NOT_WAIT, told, words.SENT_WHAT))


def _in_trouble(desk: Desk, title: str, lines: tuple[str, ...]) -> Guided:
    ways = (Way.TELL, Way.REPORT, Way.HELP)
    return Guided(title, words.MAYBE_TROUBLE, help_now.in_trouble(desk), lines, (), (), ways)


def _too_many(desk: Desk, *, urgent: bool) -> Reply:
    said = (words.TOO_MANY, *help_now.who_can_say(desk))
    if urgent:
        return _in_trouble(desk, title(desk), (words.DO_NOT_WAIT, *said))
    return Said(title(desk), said, (), (Way.HELP,))


def _nobody(desk: Desk) -> Reply:
    return Said(words.WAITING_TITLE, (words.NOBODY_ANSWERS, *help_now.who_can_say(desk)), (), (Way.ASK, Way.HELP))


def _problem(text: str) -> str:
    if not text:
        return words.EMPTY
    if isinstance(receipt.read(text), str):
        return words.NO_CODE
    return wording_replies.too_long(len(text) - MOST_TEXT) if len(text) > MOST_TEXT else ""


def _form(desk: Desk, draft: str, entered: dict[str, str], *, problem: str = "", remark: str = "") -> Asked:
    notices = (
        Told(words.DANGER, Tone.URGENT, ()),
        Told(words.who_reads(titled(answering(desk), desk.policy)), Tone.CALM, ()),
    )
    box = LongText(TEXT, words.YOUR_QUESTION, words.YOUR_QUESTION_HINT, MOST_TEXT, required=True)
    form = own_form(draft, SCREEN, title(desk), (box,), words.SEND, heading=wording_home.ASK)
    problems = {TEXT: problem} if problem else {}
    return replace(filled(form, entered), problems=problems, notices=notices, remark=remark)
