"""What holds for every task: who may, that it is kept once, and that nothing that was written is lost."""

from dataclasses import replace

import pytest

from dialogs import wording_cases as words
from dialogs.casework.powers import WHILE_CLOSED, Refusal, Task
from dialogs.casework.record import Act, Detail
from handlers.casework import tasks
from handlers.casework.about import About
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from handlers.turn import Answered, WantedToChange, WantedToWork, Who
from tests.handlers.casework.desk_work import DeskWork, Filled
from tests.handlers.office import ASHA, BEN, TOM

STRANGER = Who("slack:T1:U9", "Somebody Else")
ONCE = "0f" * 16
NOTE = {Detail.TEXT: "Rang the learner. She is safe at home."}


async def _sent(work: DeskWork, form: Asked, given: Filled, who: Who = ASHA) -> CaseShown:
    """The case, as it is shown once that was sent."""
    shown = await work.sends(form, given, who)
    assert isinstance(shown, CaseShown), shown
    return shown


@pytest.mark.parametrize("task", Task)
async def test_whoever_may_not_know_gets_the_same_as_for_no_case(work: DeskWork, task: Task) -> None:
    await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
    before = await work.entries()
    for who in (TOM, STRANGER, BEN):
        for case in (work.case, "0" * 32):
            sent = Answered(who, About(task, case, "", ONCE).draft, "work", {"text": ("words",)}, "")
            assert await DeskWork(work.office, case).presses(task, who=who) == NoSuchCase()
            assert await work.office.does(sent) == NoSuchCase()
    assert await work.entries() == before


async def test_a_refusal_is_written_into_the_audit_of_the_system(work: DeskWork) -> None:
    before = len(await work.entries())
    await work.presses(Task.NOTE, who=TOM)
    assert len(await work.entries()) == before
    assert (await DeskWork(work.office, "system").entries())[-1].what == "refused a case"


async def test_a_form_sent_twice_is_kept_once(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    first, second = await work.sends(form, NOTE), await work.sends(form, NOTE)
    assert isinstance(first, CaseShown)
    assert isinstance(second, CaseShown)
    assert (first.remark, second.remark) == (words.NOTED, words.RECORDED_BEFORE)
    assert len(await work.entries(Act.NOTE)) == 1


async def test_other_words_in_a_form_that_was_sent_already_are_kept_too_and_each_once(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    more = {Detail.TEXT: "Rang her again. She is not at home."}
    remarks = [(await _sent(work, form, said)).remark for said in (NOTE, more, NOTE, more)]
    assert remarks == [words.NOTED, words.NOTED, words.RECORDED_BEFORE, words.RECORDED_BEFORE]
    assert [each.detail[Detail.TEXT] for each in await work.entries(Act.NOTE)] == [NOTE[Detail.TEXT], more[Detail.TEXT]]


async def test_another_choice_in_a_form_that_was_sent_already_counts(work: DeskWork) -> None:
    form = await work.form(Task.STEP, "A1")
    for how in ("done", "not done"):
        given = {Detail.HOW: how, Detail.WHY: "He left."}
        assert (await _sent(work, form, given)).remark == words.recorded("A1")
    assert (await work.work()).ended["A1"].detail[Detail.HOW] == "not done"


async def test_the_same_words_of_another_person_are_kept_too(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    for who in (ASHA, BEN):
        assert (await _sent(work, form, NOTE, who)).remark == words.NOTED
    assert [each.actor for each in await work.entries(Act.NOTE)] == ["asha", "ben"]


async def test_what_a_platform_adds_that_is_empty_makes_no_difference(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    await work.sends(form, NOTE)
    again = await _sent(work, form, {**NOTE, Detail.CONSULTED: "", Detail.REJECTED: ()})
    assert again.remark == words.RECORDED_BEFORE


async def test_going_back_to_a_form_that_was_sent_shows_it_to_write_more(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    await work.sends(form, NOTE)
    reply = await work.office.does(WantedToChange(ASHA, form.draft, form.screen, {Detail.TEXT: ("More",)}))
    assert isinstance(reply, Asked)
    assert reply.entered == {Detail.TEXT: "More"}


@pytest.mark.parametrize("text", ["\u200b", "\u3164 \u2060", " \n"])
async def test_a_text_of_which_nothing_is_seen_counts_as_none(work: DeskWork, text: str) -> None:
    reply = await work.does(Task.EVIDENCE, {Detail.ITEM: text, Detail.WHERE: "On her phone"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.ITEM: "Write something here."}


async def test_two_forms_with_the_same_words_are_two_notes(work: DeskWork) -> None:
    await work.did(Task.NOTE, NOTE)
    await work.did(Task.NOTE, NOTE)
    assert len(await work.entries(Act.NOTE)) == 2


async def test_what_is_missing_is_said_and_what_was_written_stays(work: DeskWork) -> None:
    reply = await work.does(Task.EVIDENCE, {Detail.WHERE: "On her phone"})
    assert isinstance(reply, Asked)
    assert reply.problems == {Detail.ITEM: "Write something here."}
    assert reply.entered == {Detail.WHERE: "On her phone"}
    assert reply.remark == words.NOT_RECORDED
    assert await work.entries(Act.EVIDENCE) == ()


async def test_nothing_more_is_done_with_a_closed_case(work: DeskWork) -> None:
    await work.is_closed()
    for task in set(Task) - WHILE_CLOSED:
        assert await work.presses(task) == Said(words.HEADINGS[task], (words.REFUSED[Refusal.CLOSED],))


async def test_a_note_can_be_written_about_a_closed_case(work: DeskWork) -> None:
    await work.is_closed()
    assert (await work.did(Task.NOTE, NOTE)).remark == words.NOTED


async def test_what_was_written_is_shown_to_copy_when_it_is_too_late(work: DeskWork) -> None:
    form = await work.form(Task.EVIDENCE)
    await work.is_closed()
    reply = await work.sends(form, {Detail.ITEM: "12 messages"})
    assert isinstance(reply, Asked)
    assert reply.remark == f"{words.NOTHING_RECORDED} {words.REFUSED[Refusal.CLOSED]}"
    assert reply.entered == {Detail.ITEM: "12 messages"}
    assert not reply.submit
    assert await work.entries(Act.EVIDENCE) == ()


async def test_what_was_written_about_something_that_is_no_more_is_shown_to_copy(work: DeskWork) -> None:
    form = await work.form(Task.STEP, "A1")
    gone = replace(form, draft=About(Task.STEP, work.case, "ZZ9", ONCE).draft)
    reply = await work.sends(gone, {Detail.WHY: "My words"})
    assert isinstance(reply, Asked)
    assert reply.entered == {Detail.WHY: "My words"}
    assert words.NO_SUCH_TASK in reply.remark


@pytest.mark.parametrize("about", ["", "step", "nothing.c1"])
async def test_a_button_of_another_time_says_that_there_is_nothing_to_do(work: DeskWork, about: str) -> None:
    nothing = Said(words.NO_SUCH_TASK, words.NO_SUCH_TASK_WHAT_NOW)
    assert await work.office.does(WantedToWork(ASHA, about)) == nothing
    assert await work.office.does(Answered(ASHA, f"w.{about}", "work", {}, "")) == nothing


async def test_a_form_is_shown_again_with_what_stands_in_it_to_look_at_another_part(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    reply = await work.office.does(WantedToChange(ASHA, form.draft, form.screen, {Detail.TEXT: ("Half a sen",)}))
    assert isinstance(reply, Asked)
    assert (reply.draft, reply.entered, reply.problems) == (form.draft, {Detail.TEXT: "Half a sen"}, {})


async def test_what_could_not_be_stored_is_shown_again_and_says_so(work: DeskWork) -> None:
    form = await work.form(Task.EVIDENCE)
    work.office.breaks()
    reply = await work.sends(form, {Detail.ITEM: "12 messages", Detail.HOLDER: "Tom Baker, tutor"})
    assert isinstance(reply, Asked)
    assert reply.remark == words.NOT_RECORDED_NOW
    assert reply.entered == {Detail.ITEM: "12 messages", Detail.HOLDER: "Tom Baker, tutor"}
    assert (reply.draft, reply.submit) == (form.draft, words.RECORD)


async def test_a_form_that_is_looked_at_while_nothing_can_be_read_keeps_what_stands_in_it(work: DeskWork) -> None:
    form = await work.form(Task.NOTE)
    work.office.breaks()
    reply = await work.office.does(WantedToChange(ASHA, form.draft, form.screen, {Detail.TEXT: ("Half a sen",)}))
    assert isinstance(reply, Asked)
    assert reply.entered == {Detail.TEXT: "Half a sen"}


def test_a_form_of_another_time_that_could_not_be_stored_has_nothing_to_do() -> None:
    assert isinstance(tasks.not_saved(Answered(ASHA, "w.step", "work", {}, ""), ""), Said)
