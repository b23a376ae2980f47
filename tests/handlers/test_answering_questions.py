"""Whoever answers questions reads one and answers it once; nobody else learns that there is one."""

import asyncio
from dataclasses import replace

import pytest

from dialogs import wording, wording_questions, wording_replies
from dialogs.alerts import Press
from handlers.answering_questions import MOST_TEXT
from handlers.not_saved import late
from handlers.reply import Asked, Said, Written
from handlers.turn import OpenedQuestion, Turn, WantedToChange, WantedToTeach, Who
from storage import audit, questions
from storage.questions import Question
from tests.handlers import asking as use
from tests.handlers.asking import ANSWER, IN_TROUBLE, UNKNOWN, WORDS, answering, form_of, opens, said
from tests.handlers.concern.learner import LENA
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, TOM, Office

STRANGER = Who("slack:T01:U99", "Somebody")


@pytest.fixture
async def question(office: Office) -> str:
    """A question that waits."""
    return await use.asks(office)


def every_way_to(question: str, who: Who) -> tuple[Turn, ...]:
    """Everything that somebody may try with the id of a question that is not for them."""
    return (
        OpenedQuestion(who, question),
        answering(question, ANSWER, who),
        WantedToChange(who, f"n.{question}", "answer", {"answer": (ANSWER,)}),
        WantedToChange(who, f"h.{question}", "read", {}),
        WantedToTeach(who, question),
    )


async def test_whoever_answers_reads_who_asked_and_what(office: Office, question: str) -> None:
    form = await opens(office, question, ASHA)

    assert (form.title, form.staff, form.keeps, form.remark) == ("Tom Baker", True, False, "")
    assert [(each.ours, each.text) for each in form.thread] == [(False, WORDS)]
    assert form.thread[0].day == wording.on(office.clock.now().date())
    assert [field.id for field in form.fields] == ["answer"]
    assert form.submit == wording_questions.SEND


async def test_one_that_is_about_trouble_says_so(office: Office) -> None:
    form = await opens(office, await use.asks(office, IN_TROUBLE), ASHA)
    assert form.remark == wording_questions.URGENT


async def test_somebody_without_a_name_is_not_given_one(office: Office) -> None:
    question = await use.asks(office, who=Who("slack:T01:U07", ""))
    assert (await opens(office, question, ASHA)).title == wording_questions.WAITING_TITLE


async def test_whoever_asked_reads_the_question_and_then_the_answer(office: Office, question: str) -> None:
    before = await opens(office, question, TOM)
    assert (before.fields, before.submit, before.staff) == ((), "", False)
    assert (before.remark, len(before.thread)) == (wording_questions.NOBODY_YET, 1)

    office.clock.move(days=1)
    await office.does(answering(question, ANSWER))
    after = await opens(office, question, TOM)
    assert (after.fields, after.submit, after.remark) == ((), "", "")
    assert after.thread[1] == Written(ours=True, day=wording.on(office.clock.now().date()), text=ANSWER)
    assert after == await form_of(office, WantedToChange(TOM, after.draft, after.screen, {}))


@pytest.mark.parametrize("who", [BEN, CARYS, DILYS, LENA, STRANGER])
async def test_nobody_else_can_tell_that_there_is_a_question(office: Office, question: str, who: Who) -> None:
    for answered in (False, True):
        if answered:
            await office.does(answering(question, ANSWER))
        for one, other in zip(every_way_to(question, who), every_way_to(UNKNOWN, who), strict=True):
            reply = await office.does(one)
            assert isinstance(reply, Said)
            assert (reply.title, reply) == (wording_questions.NO_SUCH, await office.does(other))
    [kept] = await use.answered(office)
    assert (kept.text, kept.answer, kept.answered_by) == (WORDS, ANSWER, "asha")
    assert office.faults == []


async def test_whoever_asked_cannot_answer_unless_it_is_theirs_to_do(office: Office, question: str) -> None:
    assert (await said(office, answering(question, ANSWER, TOM))).title == wording_questions.NO_SUCH
    assert len(await use.waiting(office)) == 1


async def test_whoever_lost_the_role_cannot_read_it_any_more(office: Office, question: str) -> None:
    office.with_organisation(use.with_roles("asha", "tutor"))
    for turn in every_way_to(question, ASHA):
        assert (await said(office, turn)).title == wording_questions.NO_SUCH


async def test_an_answer_is_kept_and_whoever_asked_hears_that_there_is_one(office: Office, question: str) -> None:
    office.woken.clear()
    kept = await said(office, answering(question, f" {ANSWER}\r\n"))

    assert kept.title == wording_questions.ANSWER_KEPT
    assert [(each.press, each.about) for each in kept.buttons] == [(Press.TEACH, question), (Press.QUESTIONS, "")]
    assert office.woken
    [stored] = await use.answered(office)
    assert (stored.answer, stored.answered_by, stored.answered) == (ANSWER, "asha", office.clock.now().date())
    assert (stored.asker, stored.text, await use.waiting(office)) == ("tom", WORDS, ())


async def test_who_answered_which_question_is_written_down_once_and_without_a_word(
    office: Office, question: str
) -> None:
    for _ in range(2):
        await office.does(answering(question, ANSWER))
    async with office.desk.database.transaction() as tx:
        [entry] = await audit.entries(tx, audit.SYSTEM)
    assert (entry.actor, entry.what, dict(entry.detail)) == ("asha", "answered a question", {"question": question})


async def test_the_same_answer_sent_twice_is_kept_once(office: Office, question: str) -> None:
    first = await said(office, answering(question, ANSWER))
    await office.settles()
    assert await said(office, answering(question, ANSWER)) == first
    await office.settles()
    assert [to for to, _ in office.messenger.sent] == ["tom"]


async def test_the_first_answer_counts_and_a_later_one_is_shown_it(office: Office, question: str) -> None:
    await office.does(answering(question, ANSWER))
    shown = await form_of(office, answering(question, "Something else"))

    assert [each.text for each in shown.thread] == [WORDS, ANSWER]
    assert (shown.fields, shown.submit, shown.heading) == ((), "", wording_questions.ANSWER)
    how = wording_questions.answered_by("Asha Patel", wording.on(office.clock.now().date()))
    assert shown.remark == wording_questions.answered_before(how, "Something else")
    assert replace(shown, remark=how) == await opens(office, question, ASHA)
    assert await form_of(office, answering(question, " ")) == await opens(office, question, ASHA)


async def test_of_two_answers_at_the_same_moment_one_is_kept(office: Office, question: str) -> None:
    office.desk = replace(office.desk, policy=use.answered_by("coordinator", "deputy"))
    replies = await asyncio.gather(
        office.does(answering(question, "one", ASHA)), office.does(answering(question, "two", BEN))
    )
    assert sorted(type(reply).__name__ for reply in replies) == ["Asked", "Said"]
    await office.settles()
    assert len(await use.answered(office)) == len(office.messenger.to("tom")) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", wording_questions.ANSWER_EMPTY),
        (" \r\n", wording_questions.ANSWER_EMPTY),
        ("x" * (MOST_TEXT + 1), wording_replies.too_long(1)),
    ],
)
async def test_an_answer_that_is_empty_or_too_long_is_not_kept(
    office: Office, question: str, text: str, problem: str
) -> None:
    form = await form_of(office, answering(question, text))
    assert form.problems == {"answer": problem}
    assert form.entered.get("answer", "") == text.strip()
    assert len(await use.waiting(office)) == 1


async def test_an_answer_that_could_not_be_stored_stands_in_the_form_again(office: Office, question: str) -> None:
    turn = answering(question, ANSWER)
    unsure = late(office.desk, turn)
    office.breaks()
    failed = await office.does(turn)

    expected = ((failed, wording_questions.ANSWER_NOT_SENT), (unsure, wording_questions.ANSWER_NOT_CERTAIN))
    for shown, remark in expected:
        assert isinstance(shown, Asked)
        assert (shown.draft, shown.entered, shown.remark) == (turn.draft, {"answer": ANSWER}, remark)
        assert WORDS not in str(shown)


async def test_the_form_can_be_looked_at_again_with_what_was_written(office: Office, question: str) -> None:
    form = await form_of(office, WantedToChange(ASHA, f"n.{question}", "answer", {"answer": (ANSWER,)}))
    assert (form.entered, [each.text for each in form.thread]) == ({"answer": ANSWER}, [WORDS])


async def test_a_question_of_somebody_who_left_the_office_still_says_when_it_was_answered(office: Office) -> None:
    today = office.clock.now().date()
    old = Question("q" * 32, "tom", "Tom Baker", today, WORDS, answer=ANSWER, answered_by="gone", answered=today)
    async with office.desk.database.transaction() as tx:
        await questions.add(tx, old)
    assert wording.on(today) in (await opens(office, old.id, ASHA)).remark
