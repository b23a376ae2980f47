"""A step ends: what shows it, what is missing, and who may."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dialogs import wording_cases as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Ending
from dialogs.casework.rules import Contradicted, Decision
from dialogs.forms import Is
from handlers.reply import Asked, Said
from handlers.turn import WantedToChange, Who
from tests.handlers.casework.desk_work import MESSAGES_AND_POSTS, PARENTS, WORKED, DeskWork, Filled, begin
from tests.handlers.office import ASHA, BEN, CARYS, NASTY_MESSAGES, Office

DONE: dict[Detail, str] = {Detail.HOW: Ending.DONE}
SUNDAY = datetime(2026, 12, 6, 12, tzinfo=UTC)
"""The office is closed, and the deputy on duty."""


async def problems(work: DeskWork, step: str, given: Filled, who: Who = ASHA) -> dict[str, str]:
    """What is said to be wrong; nothing is recorded."""
    before = await work.entries()
    reply = await work.does(Task.STEP, given, step, who)
    assert isinstance(reply, Asked), reply
    assert await work.entries() == before
    return dict(reply.problems)


def decides(work: DeskWork, parents: Decision) -> None:
    """Puts that in force for what step A6 decides."""
    casework = replace(WORKED.casework, decisions={**WORKED.casework.decisions, "parents": parents})
    work.office.desk = replace(work.office.desk, policy=replace(WORKED, casework=casework))


async def test_a_tick_is_enough_where_the_policy_asks_for_no_more(work: DeskWork) -> None:
    assert (await work.did(Task.STEP, DONE, "A1")).remark == words.recorded("A1")
    said = dict(await work.newest(Act.STEP))
    said = {name: text for name, text in said.items() if name not in {Detail.ONCE, Detail.SENT}}
    assert said == {Detail.HOW: "done", Detail.STEP: "A1"}


@pytest.mark.parametrize("how", [Ending.NOT_APPLICABLE, Ending.NOT_DONE])
async def test_a_step_that_is_not_done_needs_a_reason(work: DeskWork, how: Ending) -> None:
    assert await problems(work, "A1", {Detail.HOW: how}) == {Detail.WHY: words.WHY_NEEDED}
    await work.did(Task.STEP, {Detail.HOW: how, Detail.WHY: "Nobody knows who it was."}, "A1")
    assert (await work.newest(Act.STEP))[Detail.HOW] == how


async def test_what_another_recorded_of_a_step_meanwhile_is_replaced_by_nobody_who_has_not_read_it(
    work: DeskWork,
) -> None:
    begun = await work.form(Task.STEP, "A6", CARYS)
    given = {Detail.OUTCOME: "told", Detail.WHY: "They should know."}
    await work.did(Task.STEP, {Detail.OUTCOME: "not_told", Detail.REASONS: ["risk"], Detail.WHY: "He hits her."}, "A6")
    again = await work.sends(begun, given, CARYS)
    assert isinstance(again, Asked)
    assert (again.remark, again.entered[Detail.WHY]) == (words.CHANGED_MEANWHILE, "They should know.")
    assert (await work.newest(Act.STEP))[Detail.OUTCOME] == "not_told"
    await work.sends(again, given, CARYS)
    assert [each.detail[Detail.OUTCOME] for each in await work.entries(Act.STEP)] == ["not_told", "told"]


async def test_whoever_turns_to_another_part_of_a_form_or_forgets_something_hears_what_was_recorded_meanwhile(
    work: DeskWork,
) -> None:
    begun = await work.form(Task.STEP, "A6", CARYS)
    given = {Detail.OUTCOME: "not_told", Detail.WHY: "He hits her."}  # because of what is forgotten
    values = {str(key): (each,) for key, each in given.items()}
    turn = WantedToChange(CARYS, begun.draft, begun.screen, values, begun.told)
    assert await work.office.does(turn) == replace(begun, entered={key: each for key, (each,) in values.items()})
    await work.did(Task.STEP, {Detail.OUTCOME: "told", Detail.WHY: "They should know."}, "A6")
    for reply in (await work.office.does(turn), await work.sends(begun, given, CARYS)):
        assert isinstance(reply, Asked)
        assert (reply.remark, reply.entered[Detail.WHY]) == (words.CHANGED_MEANWHILE, "He hits her.")


@pytest.mark.parametrize("step", ["A3", "ZZ9", ""])
async def test_there_is_no_form_for_a_step_that_is_not_there_or_was_done_by_itself(work: DeskWork, step: str) -> None:
    assert await work.presses(Task.STEP, step) == Said(words.NO_SUCH_TASK, words.NO_SUCH_TASK_WHAT_NOW)


@pytest.mark.parametrize("step", ["A5"])
async def test_a_step_with_a_reference_needs_agency_and_reference(work: DeskWork, step: str) -> None:
    missing = {Detail.AGENCY: words.AGENCY_NEEDED, Detail.REFERENCE: words.REFERENCE_NEEDED}
    assert await problems(work, step, DONE) == missing
    await work.did(Task.STEP, {**DONE, Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77"}, step)
    assert (await work.newest(Act.STEP))[Detail.REFERENCE] == "CAD 77"


async def test_where_the_policy_lists_no_agencies_none_is_needed(work: DeskWork) -> None:
    policy = replace(WORKED, casework=replace(WORKED.casework, agencies=()))
    work.office.desk = replace(work.office.desk, policy=policy)
    assert await problems(work, "A5", DONE) == {Detail.REFERENCE: words.REFERENCE_NEEDED}
    await work.did(Task.STEP, {**DONE, Detail.REFERENCE: "Ms Roe"}, "A5")


async def test_where_nobody_gives_a_reference_none_is_needed(work: DeskWork) -> None:
    policy = replace(WORKED, casework=replace(WORKED.casework, unreferenced=("social_care",)))
    work.office.desk = replace(work.office.desk, policy=policy)
    [field] = [each for each in (await work.form(Task.STEP, "A5")).fields if each.id == Detail.REFERENCE]
    assert field.hint == "Needed if it is done, but not for: Children's social care."
    missing = {Detail.REFERENCE: words.REFERENCE_NEEDED}
    assert await problems(work, "A5", {**DONE, Detail.AGENCY: "police"}) == missing
    assert await problems(work, "A5", DONE) == {Detail.AGENCY: words.AGENCY_NEEDED, **missing}
    await work.did(Task.STEP, {**DONE, Detail.AGENCY: "social_care"}, "A5")
    assert Detail.REFERENCE not in await work.newest(Act.STEP)


async def test_the_list_of_evidence_needs_an_item(work: DeskWork) -> None:
    assert await problems(work, "A4", DONE) == {Detail.HOW: words.NOTHING_LISTED}
    await work.did(Task.EVIDENCE, {Detail.ITEM: "12 messages"})
    assert (await work.did(Task.STEP, DONE, "A4")).remark == words.recorded("A4")


async def test_no_evidence_at_all_is_a_reason_not_to_list_any(work: DeskWork) -> None:
    await work.did(Task.STEP, {Detail.HOW: Ending.NOT_APPLICABLE, Detail.WHY: "It was said aloud."}, "A4")


async def test_a_day_is_kept_as_a_day(work: DeskWork) -> None:
    given = {**DONE, Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77", Detail.ON: "30 November 2026"}
    await work.did(Task.STEP, given, "A5")
    assert (await work.newest(Act.STEP))[Detail.ON] == "2026-11-30"


async def test_what_is_no_day_is_said(work: DeskWork) -> None:
    given = {**DONE, Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77", Detail.ON: "soon"}
    assert await problems(work, "A5", given) == {Detail.ON: words.DAY_WRONG}


async def test_nothing_was_done_on_a_day_that_is_still_to_come(work: DeskWork) -> None:
    given = {**DONE, Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77", Detail.ON: "2/12/2026"}
    assert await problems(work, "A5", given) == {Detail.ON: words.DAY_TO_COME}
    item = await work.does(Task.EVIDENCE, {Detail.ITEM: "12 messages", Detail.ON: "2/12/2026"})
    assert isinstance(item, Asked)
    assert item.problems == {Detail.ON: words.DAY_TO_COME}


async def test_nothing_is_looked_at_again_on_a_day_that_is_over(work: DeskWork) -> None:
    given = {Detail.OUTCOME: "waits", Detail.WHY: "We ask the police first.", Detail.REASONS: ["risk"]}
    assert await problems(work, "A6", {**given, Detail.REVIEW: "30/11/2026"}) == {Detail.REVIEW: words.DAY_PAST}
    await work.did(Task.STEP, {**given, Detail.REVIEW: "1/12/2026"}, "A6")


async def test_a_case_is_not_closed_while_a_decision_is_to_be_looked_at_again(work: DeskWork) -> None:
    given = {Detail.OUTCOME: "waits", Detail.WHY: "Police first.", Detail.REASONS: ["risk"]}
    await work.did(Task.STEP, {**given, Detail.REVIEW: "3/12/2026"}, "A6")
    refused = await work.presses(Task.CLOSE)
    assert isinstance(refused, Said)
    assert "A6" in refused.lines[0]


async def test_who_did_what_anybody_may_do_is_written_down_with_it(work: DeskWork) -> None:
    shown = await work.did(Task.STEP, {**DONE, Detail.DOER: "Tom Baker, at half past nine"}, "A1")
    assert shown.procedures[0].steps[0].said == ("Done by: Tom Baker, at half past nine",)
    assert "Done by: Tom Baker, at half past nine" in shown.chronology[-1].said
    assert Detail.DOER not in {each.id for each in (await work.form(Task.STEP, "A6")).fields}


async def test_a_step_that_waits_needs_a_reason(work: DeskWork) -> None:
    form = await work.form(Task.STEP, "A7")
    assert form.notices[0].text == words.comes_first("A6")
    given = {**DONE, Detail.AGENCY: "social_care", Detail.REFERENCE: "Ms Roe"}
    assert await problems(work, "A7", given) == {Detail.OUT_OF_ORDER: "Write something here."}
    await work.did(Task.STEP, {**given, Detail.OUT_OF_ORDER: "They rang us first."}, "A7")
    assert (await work.newest(Act.STEP))[Detail.OUT_OF_ORDER] == "They rang us first."


async def test_a_step_waits_no_more_once_what_comes_first_has_ended(work: DeskWork) -> None:
    await work.did(Task.STEP, {Detail.OUTCOME: "told", Detail.WHY: "She agreed."}, "A6")
    form = await work.form(Task.STEP, "A7")
    assert Detail.OUT_OF_ORDER not in {each.id for each in form.fields}


async def test_telling_the_parents_needs_no_more_than_why(work: DeskWork) -> None:
    await work.did(Task.STEP, {Detail.OUTCOME: "told", Detail.WHY: "She agreed.", Detail.CONSULTED: "Carys"}, "A6")
    said = await work.newest(Act.STEP)
    assert (said[Detail.OUTCOME], said[Detail.HOW], said[Detail.CONSULTED]) == ("told", "done", "Carys")


async def test_not_telling_the_parents_needs_a_reason(work: DeskWork) -> None:
    given = {Detail.OUTCOME: "not_told", Detail.WHY: "She is afraid of them."}
    assert await problems(work, "A6", given) == {Detail.REASONS: words.REASON_NEEDED}
    await work.did(Task.STEP, {**given, Detail.REASONS: ["risk", "wishes"]}, "A6")
    assert (await work.newest(Act.STEP))[Detail.REASONS] == "risk,wishes"


async def test_a_decision_that_has_no_reasons_is_given_none(work: DeskWork) -> None:
    given = {Detail.OUTCOME: "told", Detail.WHY: "She agreed."}
    wrong = "These are reasons only for: Not told; Not yet. Take them out, or choose another decision."
    assert await problems(work, "A6", {**given, Detail.REASONS: ["risk"]}) == {Detail.REASONS: wrong}
    await work.did(Task.STEP, given, "A6")


async def test_where_no_decision_needs_a_reason_each_may_have_one(work: DeskWork) -> None:
    decides(work, replace(PARENTS, explained=()))
    await work.did(Task.STEP, {Detail.OUTCOME: "told", Detail.WHY: "She agreed.", Detail.REASONS: ["risk"]}, "A6")
    assert (await work.newest(Act.STEP))[Detail.REASONS] == "risk"


async def test_a_reason_that_the_report_contradicts_is_not_taken_and_another_is(work: DeskWork) -> None:
    decides(work, replace(PARENTS, contradicted={"wishes": Contradicted(Is("age", ("16_17",)), "risk")}))
    given = {Detail.OUTCOME: "not_told", Detail.WHY: "She is 18: her passport says so."}
    wrong = (
        "The report says: 16 or 17. If that is wrong, take out “They asked us not to”, choose “It would put them at "
        "risk”, and say below how you know."
    )
    assert await problems(work, "A6", {**given, Detail.REASONS: ["wishes"]}) == {Detail.REASONS: wrong}
    assert await problems(work, "A6", {**given, Detail.REASONS: ["risk", "wishes"]}) == {Detail.REASONS: wrong}
    await work.did(Task.STEP, {**given, Detail.REASONS: ["risk"]}, "A6")
    assert (await work.newest(Act.STEP))[Detail.REASONS] == "risk"


@pytest.mark.parametrize("age", ["18_plus", "unknown", ""])
async def test_a_reason_that_no_report_contradicts_is_taken(office: Office, age: str) -> None:
    said = [{**each, "age": age} if "age" in each else each for each in NASTY_MESSAGES]
    work = await begin(office, said)
    decides(work, replace(PARENTS, contradicted={"wishes": Contradicted(Is("age", ("16_17",)), "risk")}))
    given = {Detail.OUTCOME: "not_told", Detail.WHY: "He is grown up.", Detail.REASONS: ["wishes"]}
    await work.did(Task.STEP, given, "A6")


async def test_waiting_with_the_parents_needs_a_day_to_look_again(work: DeskWork) -> None:
    given = {Detail.OUTCOME: "waits", Detail.WHY: "We ask the police first.", Detail.REASONS: ["risk"]}
    assert await problems(work, "A6", given) == {Detail.REVIEW: words.REVIEW_NEEDED}
    assert await problems(work, "A6", {**given, Detail.REVIEW: "soon"}) == {Detail.REVIEW: words.DAY_WRONG}
    await work.did(Task.STEP, {**given, Detail.REVIEW: "3/12/2026"}, "A6")
    assert (await work.newest(Act.STEP))[Detail.REVIEW] == "2026-12-03"


async def test_a_decision_that_anybody_may_take_is_written_in_words(office: Office) -> None:
    office.desk = replace(office.desk, policy=WORKED)
    work = await begin(office)
    category = replace(await work.now(), category="self_harm")
    await work.becomes(category)
    assert await problems(work, "SH3", DONE) == {Detail.WHY: "Write something here."}
    await work.did(Task.STEP, {**DONE, Detail.WHY: "She is safe with her aunt tonight."}, "SH3")


async def test_a_decision_is_only_for_those_whom_the_policy_names(office: Office) -> None:
    work = await begin(office, MESSAGES_AND_POSTS)
    await work.becomes(replace(await work.now(), category="messages_and_posts"))
    given = {Detail.OUTCOME: "told", Detail.WHY: "A threat.", Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77"}
    refused = await work.presses(Task.STEP, "B4")
    assert refused == Said(words.HEADINGS[Task.STEP], (words.decided_by("Safeguarding Lead"),))
    await work.did(Task.STEP, given, "B4", CARYS)
    assert (await work.entries(Act.STEP))[-1].actor == "carys"


async def test_a_deputy_decides_only_while_on_duty(office: Office) -> None:
    work = await begin(office, MESSAGES_AND_POSTS)
    assert isinstance(await work.presses(Task.STEP, "B4", BEN), Said)
    office.clock.at = SUNDAY
    given = {Detail.OUTCOME: "told", Detail.WHY: "A threat.", Detail.AGENCY: "police", Detail.REFERENCE: "CAD 77"}
    await work.did(Task.STEP, given, "B4", BEN)


async def test_a_step_that_is_suspended_is_nobodys_to_end(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), category="image_under_18"))
    assert await work.presses(Task.STEP, "A1") == Said(words.HEADINGS[Task.STEP], (words.SUSPENDED,))
