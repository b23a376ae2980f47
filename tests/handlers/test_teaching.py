"""Whoever answers questions adds one to what guidance finds, in the policy's words, and removes it again."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from dialogs import wording_questions, wording_replies
from dialogs.alerts import Press
from dialogs.forms import ChooseOne
from handlers.not_saved import late
from handlers.reply import Asked, Said
from handlers.teaching import BEGINNING, MOST_OFFERED, MOST_QUESTION, MOST_TAUGHT, place_of
from handlers.turn import Answered, Turn, Untaught, WantedToChange, WantedToTeach, Who
from storage import audit, taught
from storage.taught import Added
from tests.handlers import asking as use
from tests.handlers.asking import IN_TROUBLE, OTHER_WORDS, UNKNOWN, WORDS, added, form_of, said
from tests.handlers.concern.learner import broken
from tests.handlers.office import ASHA, BEN, DILYS, POLICY, TOM, Office

PASSAGE = "phones.classroom"


def looks(question: str, find: str = "", passage: str | None = None) -> Answered:
    """Sends the form; with no passage where none was offered."""
    values = {"question": (question,), "find": (find,), **({"passage": (passage,)} if passage is not None else {})}
    return Answered(ASHA, "t.", "teach", values, "")


def offered(form: Asked) -> dict[str, tuple[str, str]]:
    """The passages that can be chosen: where each stands, and how it begins."""
    return {
        option.id: (option.label, option.hint)
        for field in form.fields
        if isinstance(field, ChooseOne)
        for option in field.options
    }


async def audited(office: Office) -> list[tuple[str, str, dict[str, str]]]:
    async with office.desk.database.transaction() as tx:
        return [(each.actor, each.what, dict(each.detail)) for each in await audit.entries(tx, audit.SYSTEM)]


async def test_the_form_asks_for_a_question_before_it_offers_passages(office: Office) -> None:
    form = await form_of(office, WantedToTeach(ASHA))

    assert (form.draft, form.screen, form.entered, form.keeps) == ("t.", "teach", {}, False)
    assert [field.id for field in form.fields] == ["question", "find"]
    assert (form.submit, form.problems) == (wording_questions.TEACH_LOOK, {})


async def test_passages_that_fit_the_question_and_the_other_words_are_offered(office: Office) -> None:
    form = await form_of(office, looks("what is cyberbullying"))
    assert (form.submit, form.problems) == (wording_questions.TEACH_ADD, {})
    assert form.entered == {"question": "what is cyberbullying"}
    assert "cyberbullying.definition" in offered(form)
    assert PASSAGE not in offered(form)

    wider = offered(await form_of(office, looks("what is cyberbullying", "mobile phones in the classroom")))
    assert {PASSAGE, "cyberbullying.definition"} <= wider.keys()
    assert len(wider) <= MOST_OFFERED
    place, beginning = wider[PASSAGE]
    assert place == place_of(POLICY.passages[PASSAGE])
    assert len(beginning) <= BEGINNING + 2
    assert await added(office) == ()


async def test_the_beginning_of_a_passage_ends_with_a_whole_word(office: Office) -> None:
    for passage, (_, beginning) in offered(await form_of(office, looks("what is cyberbullying"))).items():
        text = " ".join(POLICY.passages[passage].text.split())
        assert beginning == text or text.startswith(f"{beginning.removesuffix(' …')} ")


async def test_what_was_chosen_is_added_and_written_down_without_its_words(office: Office) -> None:
    reply = await use.teaches(office, f" {WORDS}\r\n", PASSAGE)

    assert isinstance(reply, Said)
    assert reply.title == wording_questions.TAUGHT
    assert [(each.press, each.about) for each in reply.buttons] == [(Press.TEACH, ""), (Press.QUESTIONS, "")]
    [kept] = await added(office)
    assert (kept.question, kept.passage, kept.by, kept.day) == (WORDS, PASSAGE, "asha", office.clock.now().date())
    assert await audited(office) == [("asha", "added to guidance", {"passage": PASSAGE})]
    assert WORDS not in await use.everything_else(office)
    assert await broken(office) == []


@pytest.mark.parametrize("passage", ["", "nonsense"])
async def test_without_a_passage_of_the_policy_nothing_is_added(office: Office, passage: str) -> None:
    form = await form_of(office, looks("what is cyberbullying", passage=passage))
    assert form.problems == {"passage": wording_questions.TEACH_CHOOSE}
    assert "passage" not in form.entered
    assert await added(office) == ()


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("", wording_questions.EMPTY),
        (" \r\n", wording_questions.EMPTY),
        ("x" * (MOST_QUESTION + 1), wording_replies.too_long(1)),
        (IN_TROUBLE, wording_questions.TEACH_TROUBLE),
    ],
)
async def test_what_nobody_should_be_answered_by_the_policy_is_not_added(
    office: Office, question: str, problem: str
) -> None:
    form = await form_of(office, looks(question, passage=PASSAGE))
    assert form.problems == {"question": problem}
    assert form.entered.get("question", "") == question.strip()
    assert await added(office) == ()


async def test_a_question_that_was_asked_stands_in_the_form_in_one_line(office: Office) -> None:
    question = await use.asks(office, f"{WORDS}\nOr  {'x' * 400}")
    form = await form_of(office, WantedToTeach(ASHA, question))
    assert form.entered == {"question": f"{WORDS} Or {'x' * 400}"[:MOST_QUESTION]}
    assert offered(form)

    assert (await form_of(office, WantedToTeach(ASHA, UNKNOWN))).entered == {}


async def test_what_is_removed_is_gone_and_removing_it_again_changes_nothing(office: Office) -> None:
    await use.teaches(office, WORDS, PASSAGE)
    [kept] = await added(office)

    for _ in range(2):
        reply = await said(office, Untaught(ASHA, kept.id))
        assert reply.title == wording_questions.REMOVED
    assert await added(office) == ()
    assert (await audited(office))[1:] == [("asha", "removed from guidance", {})]
    assert await broken(office) == []


@pytest.mark.parametrize("who", [TOM, BEN, DILYS])
async def test_whoever_answers_no_questions_can_neither_add_nor_remove(office: Office, who: Who) -> None:
    await use.teaches(office, WORDS, PASSAGE)
    [kept] = await added(office)
    values = {"question": ("May I?",), "passage": (PASSAGE,)}
    question = await use.asks(office)

    turns: tuple[Turn, ...] = (
        WantedToTeach(who),
        WantedToTeach(who, question),
        Answered(who, "t.", "teach", values, ""),
        Untaught(who, kept.id),
        Untaught(who, UNKNOWN),
    )
    for turn in turns:
        assert await office.does(turn) == Said(wording_questions.NO_SUCH, wording_questions.NO_SUCH_WHAT)
    assert await added(office) == (kept,)


async def test_where_nothing_was_trained_nothing_is_added(office: Office) -> None:
    office.desk = replace(office.desk, ear=None)
    for turn in (WantedToTeach(ASHA), looks("May I?", passage=PASSAGE), Untaught(ASHA, UNKNOWN)):
        assert (await said(office, turn)).title == wording_questions.NO_SUCH
    shown = await form_of(office, WantedToChange(ASHA, "t.", "teach", {"question": ("May I?",)}))
    assert [field.id for field in shown.fields] == ["question", "find"]


async def test_there_is_an_end_to_how_many_are_added(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        for number in range(MOST_TAUGHT - 1):
            await taught.add(tx, Added(f"{number:032d}", "x", PASSAGE, "asha", date(2026, 12, 1)))
    office.chance.count = MOST_TAUGHT

    assert isinstance(await use.teaches(office, WORDS, PASSAGE), Said)
    full = await use.teaches(office, "One more", PASSAGE)
    assert isinstance(full, Said)
    assert full.lines == (wording_questions.FULL,)
    assert {each.press for each in full.buttons} == {Press.TEACH, Press.QUESTIONS}
    assert len(await added(office)) == MOST_TAUGHT


async def test_two_who_add_at_the_same_moment_both_do(office: Office) -> None:
    await asyncio.gather(use.teaches(office, WORDS, PASSAGE), use.teaches(office, OTHER_WORDS, PASSAGE))
    assert {each.question for each in await added(office)} == {WORDS, OTHER_WORDS}


async def test_what_could_not_be_added_stands_in_the_form_again(office: Office) -> None:
    turn = looks(WORDS, "phones in the classroom", PASSAGE)
    unsure = late(office.desk, turn)
    office.breaks()
    for shown in (await office.does(turn), unsure):
        assert isinstance(shown, Asked)
        assert shown.entered == {"question": WORDS, "find": "phones in the classroom", "passage": PASSAGE}
        assert shown.remark == wording_questions.NOT_ADDED
    removed = await said(office, Untaught(ASHA, UNKNOWN))
    assert removed.title != wording_questions.REMOVED


def test_a_place_is_said_once_where_the_passage_is_called_as_its_heading() -> None:
    passage = POLICY.passages[PASSAGE]
    assert place_of(replace(passage, label=passage.heading[-1])) == passage.heading[-1]
    assert place_of(replace(passage, label="In class")) == f"{passage.heading[-1]}: In class"
