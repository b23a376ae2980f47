"""The lists of questions to a person: one's own; for whoever answers them, all, and what the policy leaves open."""

from dialogs import access, wording
from dialogs import wording_questions as words
from dialogs.alerts import Button, Press
from dialogs.guidance.gaps import gaps
from handlers.asked_of import hand_over
from handlers.desk import Desk
from handlers.listing import Group, Listing, Row
from handlers.reply import Reply
from handlers.teaching import place_of
from handlers.turn import OpenedQuestions
from storage import guidance_counts, questions, taught
from storage.database import Transaction
from storage.questions import Question
from storage.taught import Added


async def lists(desk: Desk, turn: OpenedQuestions) -> Reply:
    """What there is for this person. Raises StorageFailed."""
    async with desk.database.transaction() as tx:
        if not access.answers_questions(turn.who.key, desk.policy, desk.organisation):
            return await _theirs(desk, tx, turn.who.key)
        return await _all(desk, tx)


async def button(desk: Desk, tx: Transaction, person: str) -> tuple[Button, ...]:
    """What leads here from the home view; nothing for somebody who has nothing here."""
    if access.answers_questions(person, desk.policy, desk.organisation):
        label = words.count_waiting(await questions.count_waiting(tx))
        return (Button(Press.QUESTIONS, label, ""),)
    return (Button(Press.QUESTIONS, words.YOURS_TITLE, ""),) if await questions.has_any(tx, person) else ()


async def _theirs(desk: Desk, tx: Transaction, person: str) -> Listing:
    rows = tuple(
        Row(words.asked_on(wording.on(each.asked)), _answered(desk, each), _open(each, words.OPEN))
        for each in await questions.of_person(tx, person)
    )
    return Listing(words.YOURS_TITLE, (Group("", rows, empty=words.NONE_TO_ANSWER),), hand_over(desk, ""))


async def _all(desk: Desk, tx: Transaction) -> Listing:
    waiting, done = await questions.waiting(tx), await questions.answered(tx)
    ids = await taught.ids(tx)
    added = await taught.these(tx, ids)
    closed, lost = await questions.count_waiting(tx) - len(waiting), len(ids) - len(added)
    counts = await guidance_counts.of_policy(tx, desk.policy.hash)
    missed = tuple(Row(gap.place, words.missed(gap.missed, gap.helped)) for gap in gaps(counts, desk.policy))
    groups = (
        Group(words.TO_ANSWER, tuple(_asked(desk, each) for each in waiting), _damaged(closed), words.NONE_TO_ANSWER),
        Group(words.GAPS, missed, note=words.GAPS_WHAT, empty=words.NO_GAPS),
        Group(words.ADDED, tuple(_added(desk, each) for each in added), _damaged(lost), words.NONE_ADDED),
        *((Group(words.ANSWERED, tuple(_asked(desk, each) for each in done)),) if done else ()),
    )
    teach = (Button(Press.TEACH, words.TEACH, ""),) if desk.ear is not None else ()
    return Listing(words.WAITING_TITLE, groups, teach)


def _damaged(count: int) -> str:
    return words.damaged(count) if count else ""


def _asked(desk: Desk, question: Question) -> Row:
    """A question by who asked it and when: its words stand where it is opened."""
    label = words.asked_by(question.asker_name, wording.on(question.asked))
    waits = not question.answer
    opens = _open(question, words.ANSWER if waits else words.OPEN)
    return Row(label, _state(desk, question), opens, urgent=waits and question.urgent)


def _state(desk: Desk, question: Question) -> str:
    return _answered(desk, question) or (words.URGENT if question.urgent else "")


def _answered(desk: Desk, question: Question) -> str:
    """Who answered it and when; empty if nobody has."""
    if question.answered is None:
        return ""
    return words.answered_by(desk.organisation.name_of(question.answered_by), wording.on(question.answered))


def _open(question: Question, label: str) -> Button:
    return Button(Press.QUESTION, label, question.id)


def _added(desk: Desk, added: Added) -> Row:
    passage = desk.policy.passages.get(added.passage)
    place = place_of(passage) if passage is not None else words.PASSAGE_GONE
    return Row(added.question, place, Button(Press.UNTEACH, words.REMOVE, added.id))
