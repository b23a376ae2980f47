"""What is sent because of a question holds none of its words, and goes only to whoever may read it, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs import wording, wording_questions
from dialogs.alerts import Button, Kind, Message, Owed, Press, To
from dialogs.escalation import PRIORITY, URGENT, URGENT_QUESTION
from handlers.clearing import clear
from handlers.messenger import NotDelivered
from handlers.retrying import GIVE_UP_AFTER, SetAside
from handlers.word_of_questions import ORDINARY
from storage import outbox, questions
from storage.outbox import Problem
from tests.handlers import asking as use
from tests.handlers.asking import ANSWER, IN_TROUBLE, UNKNOWN
from tests.handlers.office import TOM, Office

GONE = NotDelivered(Problem.UNREACHABLE)
NO_ADDRESS = NotDelivered(Problem.NO_ADDRESS)


async def owed(office: Office) -> int:
    """How much is still owed."""
    async with office.desk.database.transaction() as tx:
        return (await outbox.health(tx, office.clock.now())).owed


async def owe(office: Office, kind: Kind, to: To, person: str = "") -> None:
    async with office.desk.database.transaction() as tx:
        named = f"question-{UNKNOWN}"
        await outbox.owe(tx, Owed(kind, to, office.clock.now(), draft=named, person=person))


@pytest.mark.parametrize(("text", "urgent"), [(use.WORDS, False), (IN_TROUBLE, True)])
async def test_whoever_answers_is_told_that_a_question_waits(office: Office, text: str, *, urgent: bool) -> None:
    question = await use.asks(office, text)
    await office.settles()

    answer = Button(Press.QUESTION, wording_questions.ANSWER, question)
    assert office.messenger.sent == [("asha", Message(wording_questions.question_waits(urgent=urgent), (answer,)))]
    assert await owed(office) == 0


async def test_whoever_asked_is_told_that_there_is_an_answer(office: Office) -> None:
    question = await use.asks(office)
    await office.settles()
    await office.does(use.answering(question, ANSWER))
    await office.settles()

    read = Button(Press.QUESTION, wording_questions.READ, question)
    assert office.messenger.to("tom") == [Message(wording_questions.ANSWER_WAITS, (read,))]


async def test_nobody_is_told_of_a_question_that_has_been_answered(office: Office) -> None:
    question = await use.asks(office)
    await office.does(use.answering(question, ANSWER))
    await office.settles()
    await owe(office, Kind.QUESTION, To.PERSON, "asha")
    await office.settles()
    assert [to for to, _ in office.messenger.sent] == ["tom"]


async def test_what_is_answered_while_its_message_is_owed_once_more_is_not_sent(office: Office) -> None:
    question = await use.asks(office)
    async with office.desk.database.transaction() as tx:
        kept = await questions.lock(tx, question)
        assert kept is not None
        today = office.clock.now().date()
        await questions.change(tx, use.with_answer(kept, today))
    await office.settles()
    assert office.messenger.sent == []
    assert await owed(office) == 0


async def test_whoever_lost_the_role_meanwhile_is_not_told(office: Office) -> None:
    await use.asks(office)
    office.with_organisation(use.with_roles("asha", "tutor"))
    await office.settles()
    assert office.messenger.sent == []
    assert await owed(office) == 0


async def test_whoever_has_the_role_now_is_told_in_place_of_whoever_lost_it_and_who_gets_it_back_is_told_too(
    office: Office,
) -> None:
    await use.asks(office)
    office.desk = replace(office.desk, policy=use.answered_by("deputy"))
    await office.settles()
    assert [to for to, _ in office.messenger.sent] == ["ben"]

    office.desk = replace(office.desk, policy=use.answered_by("coordinator", "deputy"))
    for _ in range(2):
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
        await office.settles()
    assert [to for to, _ in office.messenger.sent] == ["ben", "asha"]


async def test_a_question_of_somebody_in_trouble_goes_behind_alerts_that_are_urgent_and_before_all_else(
    office: Office,
) -> None:
    for text in (use.WORDS, IN_TROUBLE):
        await use.asks(office, text)
    async with office.desk.database.transaction() as tx:
        claimed = await outbox.claim(tx, office.clock.now(), "worker", timedelta(minutes=1), 10)
    assert [each.owed.priority for each in claimed] == [URGENT_QUESTION, ORDINARY]
    assert PRIORITY["S0"] < PRIORITY["S1"] == URGENT < URGENT_QUESTION < ORDINARY


async def test_nobody_is_told_of_a_question_that_is_not_there(office: Office) -> None:
    await owe(office, Kind.QUESTION, To.PERSON, "asha")
    await owe(office, Kind.QUESTION_ANSWERED, To.REPORTER)
    await office.settles()
    assert office.messenger.sent == []
    assert await owed(office) == 0


async def test_a_message_that_may_be_a_repeat_says_so(office: Office) -> None:
    await use.asks(office)
    office.messenger.fails.append(NotDelivered(Problem.TIMED_OUT))
    await office.settles()
    await office.passes(minutes=2)
    [message] = office.messenger.to("asha")
    assert message.lines == (*wording_questions.question_waits(urgent=False), wording.MAYBE_REPEAT)


async def test_one_that_is_urgent_goes_before_those_that_were_owed_earlier(office: Office) -> None:
    await use.asks(office)
    office.clock.move(minutes=1)
    await use.asks(office, IN_TROUBLE)
    await office.settles()
    assert [message.lines for message in office.messenger.to("asha")] == [
        wording_questions.question_waits(urgent=True),
        wording_questions.question_waits(urgent=False),
    ]


@pytest.mark.parametrize("failure", [GONE, NO_ADDRESS])
@pytest.mark.parametrize(("text", "tried"), [(use.WORDS, 0), (IN_TROUBLE, 1)])
async def test_a_question_is_tried_for_a_week_and_one_that_is_urgent_for_ever(
    office: Office, text: str, tried: int, failure: NotDelivered
) -> None:
    await use.asks(office, text)
    office.messenger.fails_to = {"asha": failure}
    await office.settles()
    assert await owed(office) == 1
    await office.passes(seconds=GIVE_UP_AFTER.total_seconds() + 1)
    assert await owed(office) == tried
    assert [type(fault) for fault in office.faults] == [SetAside] * (1 - tried)

    office.messenger.fails_to = {}
    await office.passes(days=30)
    assert len(office.messenger.to("asha")) == tried
    assert len(await use.waiting(office)) == 1


async def test_whoever_asked_and_cannot_be_reached_here_finds_the_answer_in_the_list(office: Office) -> None:
    question = await use.asks(office)
    await office.does(use.answering(question, ANSWER))
    office.messenger.fails_to = {"tom": NO_ADDRESS}
    await office.settles()
    assert await owed(office) == 0
    [group] = (await use.listing_of(office, TOM)).groups
    assert [row.button.about for row in group.rows if row.button is not None] == [question]
