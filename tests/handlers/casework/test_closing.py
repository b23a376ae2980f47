"""A case is closed: what must be done first, who must agree, what its reporter hears, and how it is opened again."""

from dataclasses import replace

import pytest

from dialogs import wording_cases, wording_news
from dialogs import wording_closing as words
from dialogs.alerts import Kind, Press
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Act, Detail
from dialogs.casework.rules import Casework
from handlers.casework import agreeing
from handlers.casework.about import About
from handlers.casework.at import at
from handlers.reply import Asked, CaseShown
from storage.outbox import State as Outcome
from tests.handlers.casework.closing_work import (
    ENTERED,
    agrees,
    asks_to_close,
    ends_every_step,
    is_about_staff,
    refused,
    serious,
)
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.casework.test_handing import owed, owes
from tests.handlers.office import BEN, CARYS, DILYS

# ------------------------------------------------------------------------------------------------------------- closing


async def test_a_case_with_steps_left_is_not_closed_and_they_are_named(work: DeskWork) -> None:
    why = refused(await work.presses(Task.CLOSE))
    assert "A1, A2" in why
    assert "done, does not apply, or not done" in why


async def test_a_case_is_closed_with_how_it_ended_and_what_was_learnt(work: DeskWork) -> None:
    await ends_every_step(work)
    shown = await work.did(Task.CLOSE, ENTERED)
    assert shown.remark == words.CLOSED
    assert (await work.now()).closed == work.office.clock.now()
    detail = await work.newest(Act.CLOSED)
    assert {name: detail[name] for name in ENTERED} == dict(ENTERED)
    assert not await work.entries(Act.CLOSING)
    assert refused(await work.presses(Task.CLOSE)) == wording_cases.REFUSED[Refusal.CLOSED]


async def test_the_reporter_hears_that_it_is_closed_and_nothing_of_what_was_done(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await work.office.settles()
    message = work.office.messenger.to("tom")[-1]
    reference = (await work.now()).reference
    assert message.lines[0] == f"We have finished with {reference} for now. Thank you for telling us."
    assert "Write again" in message.lines[1]
    assert "Mute" not in str(message)
    assert not message.buttons


@pytest.mark.parametrize("when", ["closed", "told"])
async def test_a_reporter_who_must_not_know_of_the_case_hears_nothing(work: DeskWork, when: str) -> None:
    await ends_every_step(work)
    before = len(work.office.messenger.to("tom"))
    if when == "closed":
        await work.becomes(replace(await work.now(), excluded=frozenset({"tom"})))
    await work.did(Task.CLOSE, ENTERED)
    await work.becomes(replace(await work.now(), excluded=frozenset({"tom"})))
    await work.office.settles()
    assert len(work.office.messenger.to("tom")) == before


async def test_where_the_person_was_not_told_the_reason_is_needed(work: DeskWork) -> None:
    await ends_every_step(work)
    again = await work.does(Task.CLOSE, {**ENTERED, Detail.TOLD: "no"})
    assert isinstance(again, Asked)
    assert again.problems == {"why": wording_cases.WHY_NEEDED}
    assert again.entered["lesson"] == ENTERED[Detail.LESSON]
    await work.did(Task.CLOSE, {**ENTERED, Detail.TOLD: "no", Detail.WHY: "It would put them at risk."})
    assert (await work.newest(Act.CLOSED))["why"] == "It would put them at risk."


async def test_what_a_policy_says_nothing_of_is_not_asked(work: DeskWork) -> None:
    work.office.desk = replace(work.office.desk, policy=replace(WORKED, casework=Casework()))
    await ends_every_step(work)
    form = await work.form(Task.CLOSE)
    assert [each.id for each in form.fields] == ["lesson"]
    assert isinstance(await work.sends(form, {}), Asked)
    await work.did(Task.CLOSE, {Detail.LESSON: "Nothing."})
    assert (await work.now()).closed


async def test_nothing_is_owed_any_more_of_a_closed_case_but_that_it_is_closed(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.HAND_OVER, {Detail.TO: "dilys"})
    await work.did(Task.CLOSE, ENTERED)
    [asked] = await owed(work, Kind.HANDED_OVER)
    assert asked.state is Outcome.CANCELLED
    await owes(work, Kind.ASKED)
    assert "question" not in str(work.office.messenger.to("tom"))


# --------------------------------------------------------------------------------------------------------- two people


async def test_a_serious_case_is_closed_once_another_person_agrees(work: DeskWork) -> None:
    await serious(work)
    assert words.NEEDS_ANOTHER in [each.text for each in (await work.form(Task.CLOSE)).notices]
    assert (await asks_to_close(work)).remark == words.WAITS
    assert (await work.now()).closed is None
    assert refused(await work.presses(Task.AGREE)) == wording_cases.REFUSED[Refusal.OWN]
    shown = await agrees(work, why="Well done.")
    assert isinstance(shown, CaseShown)
    assert shown.remark == words.CLOSED
    assert (await work.now()).closed == work.office.clock.now()
    closed = (await work.entries(Act.CLOSED))[-1]
    assert (closed.actor, closed.detail["from"], closed.detail["text"]) == ("ben", "asha", "Well done.")
    assert {name: closed.detail[name] for name in ENTERED} == dict(ENTERED)


async def test_everybody_else_who_may_know_of_it_is_asked_to_agree_without_a_word_of_it(work: DeskWork) -> None:
    await asks_to_close(work)
    assert {row.owed.person for row in await owed(work, Kind.TO_AGREE)} == {"ben", "carys"}
    message = work.office.messenger.to("ben")[-1]
    assert message.lines[1] == words.TO_AGREE
    assert (message.buttons[0].press, message.buttons[0].about) == (Press.WORK, f"agree.{work.case}")
    assert "Mute" not in str(message)


async def test_whoever_is_asked_to_agree_reads_what_was_entered_in_words(work: DeskWork) -> None:
    await asks_to_close(work)
    form = await work.form(Task.AGREE, who=BEN)
    assert [each.text for each in form.notices] == [
        "Asha Patel wants to close this case. What they wrote:",
        "How did it end: Resolved here",
        "Was the person it is about told how it ended: Yes",
        "What was learnt: Mute the group first.",
        "What played a part: Group chats",
    ]


async def test_whoever_does_not_agree_says_why_and_whoever_asked_hears_of_it(work: DeskWork) -> None:
    await asks_to_close(work)
    again = await agrees(work, words.NOT_YET)
    assert isinstance(again, Asked)
    assert again.problems == {"why": words.AGREE_WHY_NEEDED}
    shown = await agrees(work, words.NOT_YET, "Ring the school first.")
    assert isinstance(shown, CaseShown)
    assert shown.remark == words.NOT_CLOSED
    await work.office.settles()
    message = work.office.messenger.to("asha")[-1]
    assert message.lines[1] == wording_news.CHANGED
    assert "school" not in str(message)
    assert (await work.newest(Act.NOT_YET))["why"] == "Ring the school first."
    assert refused(await work.presses(Task.AGREE, who=BEN)) == wording_cases.REFUSED[Refusal.NOTHING_ASKED]


async def test_nobody_agrees_to_what_they_were_not_shown(work: DeskWork) -> None:
    await asks_to_close(work)
    form = await work.form(Task.AGREE, who=BEN)
    await work.did(Task.CLOSE, {**ENTERED, Detail.OUTCOME: "passed_on"})
    again = await work.sends(form, {Detail.HOW: words.AGREES}, BEN)
    assert isinstance(again, Asked)
    assert "Passed to another agency" in str(again.notices)
    assert (await work.now()).closed is None


async def test_nobody_agrees_while_steps_are_left_again(work: DeskWork) -> None:
    await asks_to_close(work)
    case = await work.now()
    [other, *_] = sorted(WORKED.categories.keys() - {case.category})
    await work.becomes(replace(case, category=other))
    again = await agrees(work)
    assert isinstance(again, Asked)
    assert "Still to do" in again.problems["how"]


async def test_where_nobody_else_knows_of_it_the_next_people_on_the_ladder_are_asked(work: DeskWork) -> None:
    await is_about_staff(work)
    await work.did(Task.CLOSE, ENTERED, who=CARYS)
    await work.office.settles()
    assert "dilys" in (await work.now()).told
    assert words.TO_AGREE in str(work.office.messenger.to("dilys")[-1])
    assert isinstance(await work.form(Task.AGREE, who=DILYS), Asked)


async def test_being_asked_to_agree_lets_nobody_in_to_a_case_that_goes_another_way_later(work: DeskWork) -> None:
    await serious(work)
    before = (await work.now()).told
    await asks_to_close(work)
    await work.office.settles()
    asked = {to for to, each in work.office.messenger.sent if words.TO_AGREE in str(each)}
    assert asked
    assert (await work.now()).told == before


async def test_where_there_is_nobody_else_it_is_closed_and_the_record_says_so(work: DeskWork) -> None:
    await is_about_staff(work, "dilys")
    shown = await work.did(Task.CLOSE, ENTERED, who=CARYS)
    assert shown.remark == words.CLOSED_ALONE
    assert (await work.now()).closed
    assert (await work.newest(Act.CLOSED))["text"] == words.NOBODY_ELSE


async def test_whoever_keeps_the_others_on_the_ladder_out_does_not_close_it_alone(work: DeskWork) -> None:
    await is_about_staff(work)
    await work.did(Task.HAND_OVER, {Detail.TO: "ben"}, who=CARYS)
    await work.did(Task.KEEP_OUT, {Detail.TO: "dilys", Detail.WHY: "She asked to be."}, who=CARYS)
    assert (await work.did(Task.CLOSE, ENTERED, who=CARYS)).remark == words.WAITS
    assert (await work.now()).closed is None
    assert {row.owed.person for row in await owed(work, Kind.TO_AGREE)} == {"ben"}


@pytest.mark.parametrize("why", ["kept out", "not agreed"])
async def test_nobody_is_asked_to_agree_when_that_makes_no_sense_any_more(work: DeskWork, why: str) -> None:
    await serious(work)
    before = len(work.office.messenger.to("ben"))
    if why == "kept out":
        await work.did(Task.CLOSE, ENTERED)
        await work.becomes(replace(await work.now(), excluded=frozenset({"ben"})))
        await work.office.settles()
    else:
        await owes(work, Kind.TO_AGREE, "ben")
    assert len(work.office.messenger.to("ben")) == before


async def test_nobody_agrees_to_close_a_case_that_nobody_has(work: DeskWork) -> None:
    await asks_to_close(work)
    await work.becomes(replace(await work.now(), acknowledged_by="", acknowledged_at=None))
    assert refused(await work.presses(Task.AGREE, who=BEN)) == wording_cases.REFUSED[Refusal.NOT_TAKEN]


async def test_without_anything_to_agree_to_there_is_no_form(work: DeskWork) -> None:
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        assert await agreeing.form(await at(work.office.desk, tx, BEN, About(Task.AGREE, work.case), case)) is None


async def test_a_question_to_the_reporter_is_told_with_a_button_and_no_word(work: DeskWork) -> None:
    await owes(work, Kind.ASKED)
    message = work.office.messenger.to("tom")[-1]
    assert message.lines == (f"There is a question about {(await work.now()).reference}.",)
    [read] = message.buttons
    assert (read.press, read.label, read.about) == (Press.MY_REPORT, "Read and answer", work.case)
