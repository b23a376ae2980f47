"""The list of evidence, and notes."""

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked
from tests.handlers.casework.desk_work import DeskWork


async def test_an_item_of_evidence_is_listed_in_words(work: DeskWork) -> None:
    given = {
        Detail.ITEM: "12 messages",
        Detail.WHERE: "On her phone",
        Detail.HOLDER: "Herself",
        Detail.ON: "1.12.26",
        Detail.TEXT: "Constable Roe",
    }
    shown = await work.did(Task.EVIDENCE, given)
    assert shown.remark == words.EVIDENCE_LISTED
    [item] = (await work.work()).evidence
    said = dict(item.detail)
    said = {name: text for name, text in said.items() if name not in {Detail.ONCE, Detail.SENT}}
    assert said == {**given, Detail.ON: "2026-12-01"}


async def test_the_form_says_that_nothing_but_words_is_kept(work: DeskWork) -> None:
    form = await work.form(Task.EVIDENCE)
    assert tuple(each.text for each in form.notices) == words.ONLY_IN_WORDS


async def test_a_day_of_evidence_that_is_none_is_said(work: DeskWork) -> None:
    reply = await work.does(Task.EVIDENCE, {Detail.ITEM: "12 messages", Detail.ON: "yesterday"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.ON: words.DAY_WRONG}


async def test_what_says_nothing_is_not_kept_of_a_note(work: DeskWork) -> None:
    await work.did(Task.NOTE, {Detail.TEXT: "She is safe.", Detail.WHY: ""})
    assert (await work.newest(Act.NOTE)).keys() == {Detail.TEXT, Detail.ONCE, Detail.SENT}


async def test_a_decision_is_kept_with_all_that_it_rests_on(work: DeskWork) -> None:
    given = {
        Detail.TEXT: "We wait until tomorrow.",
        Detail.WHY: "Her aunt is with her.",
        Detail.CONSULTED: "Carys Jones, Safeguarding Lead",
        Detail.REJECTED: "Ringing the police tonight.",
        Detail.REVIEW: "2/12/2026",
    }
    await work.did(Task.NOTE, given)
    said = dict(await work.newest(Act.NOTE))
    said = {name: text for name, text in said.items() if name not in {Detail.ONCE, Detail.SENT}}
    assert said == {**given, Detail.REVIEW: "2026-12-02"}


async def test_a_day_to_look_again_that_is_none_is_said(work: DeskWork) -> None:
    reply = await work.does(Task.NOTE, {Detail.TEXT: "We wait.", Detail.REVIEW: "31/2/2026"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.REVIEW: words.DAY_WRONG}
    assert await work.entries(Act.NOTE) == ()
