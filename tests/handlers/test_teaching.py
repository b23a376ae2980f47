"""Whoever answers questions adds one to what guidance finds, in the policy's words, and removes it again."""

import asyncio
import re
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
from tests.handlers.asking import FIND, IN_TROUBLE, OTHER_WORDS, UNKNOWN, WORDS, added, form_of, said
from tests.handlers.concern.learner import broken
from tests.handlers.office import ASHA, BEN, DILYS, POLICY, TOM, Office

PASSAGE = "phones.classroom"


def looks(question: str, find: str = "", passage: str | None = None, draft: str = "t.") -> Answered:
    """Sends the form; with no passage where none was offered."""
    values = {"question": (question,), "find": (find,), **({"passage": (passage,)} if passage is not None else {})}
    return Answered(ASHA, draft, "teach", values, "")


async def chosen(office: Office, question: str, passage: str = PASSAGE) -> Answered:
    """What is sent once passages were offered for that question, and one was chosen."""
    form = await form_of(office, looks(question, FIND))
    return looks(question, FIND, passage, form.draft)


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

    assert (form.screen, form.entered, form.keeps) == ("teach", {}, False)
    assert re.fullmatch(r"t\.[0-9a-f]{32}\.", form.draft)
    assert form.draft != (await form_of(office, WantedToTeach(ASHA))).draft
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
    assert await audited(office) == [("asha", "added to guidance", {"added": kept.id, "passage": PASSAGE})]
    assert WORDS not in await use.everything_else(office)
    assert await broken(office) == []


@pytest.mark.parametrize("passage", ["", "nonsense", "learners.reporting"])
async def test_without_a_passage_that_was_offered_nothing_is_added(office: Office, passage: str) -> None:
    turn = await chosen(office, "what is cyberbullying", passage)
    form = await form_of(office, turn)
    assert form.problems == {"passage": wording_questions.TEACH_CHOOSE}
    assert "passage" not in form.entered
    assert (form.draft, PASSAGE in offered(form)) == (turn.draft, True)
    assert await added(office) == ()


@pytest.mark.parametrize(("question", "find"), [(OTHER_WORDS, FIND), (WORDS, "photos on the web"), (WORDS, "")])
async def test_other_words_than_those_that_passages_were_offered_for_bring_others_and_nothing_is_added(
    office: Office, question: str, find: str
) -> None:
    turn = await chosen(office, WORDS)
    form = await form_of(office, looks(question, find, PASSAGE, turn.draft))

    assert (form.problems, form.submit) == ({}, wording_questions.TEACH_ADD)
    assert form.entered == {"question": question, **({"find": find} if find else {})}
    assert offered(form) == offered(await form_of(office, looks(question, find)))
    assert form.draft != turn.draft
    assert form.draft.split(".")[1] == turn.draft.split(".")[1]
    assert await added(office) == ()

    passage = next(iter(offered(form)))
    assert (await said(office, looks(question, find, passage, form.draft))).title == wording_questions.TAUGHT
    [kept] = await added(office)
    assert (kept.question, kept.passage) == (question, passage)


@pytest.mark.parametrize("draft", ["t.", "t.x", "t.x.y", "t..", f"t.{UNKNOWN}.{'0' * 16}", "t.\ud800.1", "t.a.b.c"])
async def test_a_state_that_says_nothing_of_the_words_only_has_passages_offered(office: Office, draft: str) -> None:
    form = await form_of(office, looks(WORDS, FIND, PASSAGE, draft))
    assert (form.problems, "passage" in form.entered) == ({}, False)
    assert await added(office) == ()


async def test_what_is_sent_twice_even_at_the_same_moment_is_added_once(office: Office) -> None:
    turn = await chosen(office, WORDS)
    replies = [*await asyncio.gather(*(said(office, turn) for _ in range(3))), await said(office, turn)]
    assert {reply.title for reply in replies} == {wording_questions.TAUGHT}
    assert len(await added(office)) == len(await audited(office)) == 1


async def test_another_question_in_a_form_that_was_sent_is_added_too(office: Office) -> None:
    first = await chosen(office, WORDS)
    await office.does(first)
    again = await form_of(office, looks(OTHER_WORDS, FIND, draft=first.draft))
    reply = await said(office, looks(OTHER_WORDS, FIND, PASSAGE, again.draft))
    assert reply.title == wording_questions.TAUGHT
    assert {each.question for each in await added(office)} == {WORDS, OTHER_WORDS}


async def test_a_state_that_somebody_made_up_is_no_id_of_what_is_added(office: Office) -> None:
    turn = await chosen(office, WORDS)
    mark = turn.draft.rpartition(".")[2]
    for made_up in ("x", "\ud800", "a/b", UNKNOWN):
        turn = replace(turn, draft=f"t.{made_up}.{mark}")
        assert (await said(office, turn)).title == wording_questions.TAUGHT
        [kept] = await added(office)
        assert set(kept.id) <= set("0123456789abcdef")
        assert (len(kept.id), kept.id == made_up) == (32, False)
        await office.does(Untaught(ASHA, kept.id))


@pytest.mark.parametrize("again", [WORDS, WORDS.upper(), "in the blue room who mends the projector"])
async def test_a_question_that_was_added_already_is_not_added_again_until_it_is_removed(
    office: Office, again: str
) -> None:
    await use.teaches(office, WORDS, PASSAGE)
    [kept] = await added(office)

    another = next(each for each in offered(await form_of(office, looks(again, FIND))) if each != PASSAGE)
    for passage in (PASSAGE, another):
        turn = await chosen(office, again, passage)
        form = await form_of(office, turn)
        assert form.problems == {"question": wording_questions.there_already(WORDS, place_of(POLICY.passages[PASSAGE]))}
        assert (form.entered["question"], form.submit) == (again, wording_questions.TEACH_LOOK)
        assert await added(office) == (kept,)

    await office.does(Untaught(ASHA, kept.id))
    assert (await said(office, await chosen(office, again))).title == wording_questions.TAUGHT


async def test_one_that_names_a_passage_of_another_policy_is_in_nobodys_way(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        await taught.add(tx, Added(UNKNOWN, WORDS, "gone", "asha", date(2026, 12, 1)))
    assert isinstance(await use.teaches(office, WORDS, PASSAGE), Said)
    assert len(await added(office)) == 2


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("", wording_questions.EMPTY),
        (" \r\n", wording_questions.EMPTY),
        ("x" * (MOST_QUESTION + 1), wording_replies.too_long(1)),
        ("?! …", wording_questions.TEACH_NO_WORDS),
        ("هل يمكنني التصوير", wording_questions.TEACH_NO_WORDS),
        (IN_TROUBLE, wording_questions.TEACH_TROUBLE),
        ("I feel low", wording_questions.TEACH_TROUBLE),
        ("someone keeps sending me nasty messages", wording_questions.TEACH_TROUBLE),
    ],
)
async def test_what_nobody_should_be_answered_by_the_policy_is_not_added(
    office: Office, question: str, problem: str
) -> None:
    form = await form_of(office, looks(question, passage=PASSAGE))
    assert form.problems == {"question": problem}
    assert (form.entered.get("question", ""), offered(form)) == (question.strip(), {})
    assert form.submit == wording_questions.TEACH_LOOK
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
    assert (await audited(office))[1:] == [("asha", "removed from guidance", {"added": kept.id})]
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
        replace(await chosen(office, "May I?"), who=who),
        WantedToChange(who, "t.", "teach", values),
        Untaught(who, kept.id),
        Untaught(who, UNKNOWN),
    )
    for turn in turns:
        assert await office.does(turn) == Said(wording_questions.NO_SUCH, wording_questions.NO_SUCH_WHAT)
    assert late(office.desk, turns[2]) == Said(wording_questions.NO_SUCH, wording_questions.NO_SUCH_WHAT)
    assert await added(office) == (kept,)


async def test_where_nothing_was_trained_nothing_is_added(office: Office) -> None:
    office.desk = replace(office.desk, ear=None)
    for turn in (WantedToTeach(ASHA), looks("May I?", passage=PASSAGE), Untaught(ASHA, UNKNOWN)):
        assert (await said(office, turn)).title == wording_questions.NO_SUCH
    look = WantedToChange(ASHA, "t.", "teach", {"question": ("May I?",)})
    assert (await said(office, look)).title == wording_questions.NO_SUCH


async def test_there_is_an_end_to_how_many_are_added(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        for number in range(MOST_TAUGHT - 1):
            await taught.add(tx, Added(f"{number:032d}", "x", PASSAGE, "asha", date(2026, 12, 1)))
    last = await chosen(office, WORDS)

    assert (await said(office, last)).title == wording_questions.TAUGHT
    full = await said(office, await chosen(office, OTHER_WORDS))
    assert full.lines == (wording_questions.FULL,)
    assert {each.press for each in full.buttons} == {Press.TEACH, Press.QUESTIONS}
    assert (await said(office, last)).title == wording_questions.TAUGHT, "it is there"
    assert len(await added(office)) == MOST_TAUGHT


async def test_two_who_add_at_the_same_moment_both_do(office: Office) -> None:
    await asyncio.gather(use.teaches(office, WORDS, PASSAGE), use.teaches(office, OTHER_WORDS, PASSAGE))
    assert {each.question for each in await added(office)} == {WORDS, OTHER_WORDS}


async def test_what_could_not_be_added_stands_in_the_form_again(office: Office) -> None:
    turn = await chosen(office, WORDS)
    unsure = late(office.desk, turn)
    office.breaks()
    remarks = (wording_questions.NOT_ADDED, wording_questions.ADDING_NOT_CERTAIN)
    for shown, remark in zip((await office.does(turn), unsure), remarks, strict=True):
        assert isinstance(shown, Asked)
        assert shown.entered == {"question": WORDS, "find": FIND, "passage": PASSAGE}
        assert (shown.remark, shown.draft) == (remark, turn.draft)
    removed = await said(office, Untaught(ASHA, UNKNOWN))
    assert (removed.title, removed.lines) == (wording_questions.NOT_REMOVED, (wording_questions.NOT_REMOVED_WHAT,))
    assert [each.press for each in removed.buttons] == [Press.QUESTIONS]


def test_a_place_is_said_once_where_the_passage_is_called_as_its_heading() -> None:
    passage = POLICY.passages[PASSAGE]
    assert place_of(replace(passage, label=passage.heading[-1])) == passage.heading[-1]
    assert place_of(replace(passage, label="In class")) == f"{passage.heading[-1]}: In class"
