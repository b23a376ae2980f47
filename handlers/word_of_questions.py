"""The word without words that a question waits, to whoever answers questions now, and to whoever does later."""

from dialogs.alerts import Kind, Owed, To
from dialogs.escalation import URGENT_QUESTION
from handlers.asked_of import answering
from handlers.desk import Desk
from storage import outbox, questions
from storage.database import Transaction
from storage.questions import Question

ORDINARY = 3
OF_A_QUESTION = (Kind.QUESTION, Kind.QUESTION_ANSWERED)


def named(question_id: str) -> str:
    """What stands in the place of a draft's id where something is owed because of a question."""
    return f"question-{question_id}"


async def owe_word(desk: Desk, tx: Transaction, question: Question) -> None:
    """Owes it to everybody who answers questions now. Whoever was owed it before is not owed it again."""
    await outbox.forget_moot(tx, (Kind.QUESTION,), named(question.id))  # somebody may have the role again
    now, priority = desk.clock.now(), URGENT_QUESTION if question.urgent else ORDINARY
    for person in answering(desk):
        owed = Owed(Kind.QUESTION, To.PERSON, now, draft=named(question.id), person=person.key, priority=priority)
        await outbox.owe(tx, owed)


async def owe_word_of_all(desk: Desk, tx: Transaction) -> None:
    """Owes it of every question that waits: somebody may have taken the role over since it was sent."""
    for question in await questions.waiting(tx):
        await owe_word(desk, tx, question)
