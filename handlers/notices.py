"""What is sent that belongs to no case: the weekly word to everybody, that the anonymous form rests, and of questions.

The weekly one is the same whether or not anybody wrote to us. It is owed ahead of its time, one on each platform.
"""

from datetime import UTC, datetime, timedelta

from dialogs import access, wording, wording_learner, wording_questions, wording_replies
from dialogs.alerts import Button, Kind, Message, Owed, Press, To
from dialogs.organisation import OfficeHours, Weekly
from handlers.desk import Desk
from handlers.messenger import EverybodyPlace, PersonPlace
from handlers.parcel import Parcel
from handlers.word_of_questions import named, owe_word
from storage import outbox, pauses, questions
from storage.database import Transaction

OF_NO_CASE = frozenset({Kind.PAUSED, Kind.REMINDER, Kind.QUESTION, Kind.QUESTION_ANSWERED})
WEEK = timedelta(days=7)


async def of_no_case(desk: Desk, tx: Transaction, owed: Owed) -> Parcel | None:
    """What to send, or None if it is owed no more."""
    if owed.kind is Kind.REMINDER:
        return _reminder(desk, owed)
    if owed.kind in {Kind.QUESTION, Kind.QUESTION_ANSWERED}:
        return await _of_a_question(desk, tx, owed)
    return await _paused(desk, tx, owed)


async def _paused(desk: Desk, tx: Transaction, owed: Owed) -> Parcel | None:
    pause = await pauses.get(tx)
    if pause is None or pause.until is None or pause.until <= desk.clock.now():
        return None
    at = wording.clock(pause.until, desk.organisation.hours.time_zone, desk.clock.now())
    first, second = desk.organisation.name_of(pause.first), desk.organisation.name_of(pause.second)
    return Parcel(PersonPlace(owed.person), Message(wording_replies.paused(first, second, at)))


async def _of_a_question(desk: Desk, tx: Transaction, owed: Owed) -> Parcel | None:
    """The word without words that a question waits, or that it has an answer."""
    question = await questions.lock(tx, owed.draft.removeprefix(named("")))
    if question is None:
        return None
    if owed.kind is Kind.QUESTION_ANSWERED:
        read = Button(Press.QUESTION, wording_questions.READ, question.id)
        return Parcel(PersonPlace(question.asker), Message(wording_questions.ANSWER_WAITS, (read,)))
    if question.answer:
        return None
    if not access.answers_questions(owed.person, desk.policy, desk.organisation):
        await owe_word(desk, tx, question)  # to whoever has the role now
        return None
    answer = Button(Press.QUESTION, wording_questions.ANSWER, question.id)
    waits = wording_questions.question_waits(urgent=question.urgent)
    return Parcel(PersonPlace(owed.person), Message(waits, (answer,)))


async def owe_the_next_reminder(desk: Desk, tx: Transaction) -> None:
    """Owes the next weekly word on each platform that has a channel for it. Asking again owes nothing twice."""
    weekly = desk.organisation.anonymous.reminder
    if weekly is None or desk.policy.reporting.concern is None or not desk.organisation.anonymous.code_only:
        return
    due = next_of(weekly, desk.organisation.hours, desk.clock.now())
    channels = {"slack": weekly.channels.slack, "teams": weekly.channels.teams}
    for platform, channel in channels.items():
        if channel:
            named = f"reminder-{due:%Y%m%d}"
            await outbox.owe(tx, Owed(Kind.REMINDER, To.EVERYBODY, due, draft=named, person=platform))


def next_of(weekly: Weekly, hours: OfficeHours, now: datetime) -> datetime:
    """The next time after `now` that is that weekday and time of the office's clock."""
    local = now.astimezone(hours.time_zone)
    day = local.date() + timedelta(days=(weekly.weekday - local.weekday()) % 7)
    at = datetime.combine(day, weekly.at, hours.time_zone).astimezone(UTC)
    return at if at > now else datetime.combine(day + WEEK, weekly.at, hours.time_zone).astimezone(UTC)


def _reminder(desk: Desk, owed: Owed) -> Parcel | None:
    weekly = desk.organisation.anonymous.reminder
    if weekly is None or desk.clock.now() - owed.due > WEEK:
        return None
    buttons = (
        Button(Press.CHECK, wording_learner.CODE_ASK, ""),
        Button(Press.TELL, wording_learner.TELL_SOMEONE, ""),
    )
    return Parcel(EverybodyPlace(owed.person), Message(wording_learner.REMINDER, buttons))
