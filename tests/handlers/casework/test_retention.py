"""The days that keeping hangs on, the hold, and the review: who does it, and what a case says of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs import wording_cases
from dialogs import wording_keeping as words
from dialogs.casework.log import Filter, Only
from dialogs.casework.powers import OF_KEEPING, Refusal, Task
from dialogs.casework.record import Act, Detail
from dialogs.forms import ChooseOne
from handlers.listing import Listing
from handlers.reply import Asked, NoSuchCase
from handlers.turn import OpenedLog, Who
from tests.handlers.casework.closing_work import refused
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.casework.keeping_work import LONG_AGO, buttons, closes, facts, happens, holds, keeps
from tests.handlers.office import ASHA, BEN, CARYS, DILYS

# -------------------------------------------------------------------------------------------------------- who does it


async def test_a_policy_that_says_nothing_of_it_keeps_everything_and_offers_nothing(work: DeskWork) -> None:
    await work.is_closed()
    shown = await work.opens()
    assert words.KEPT not in facts(shown)
    assert not {wording_cases.HEADINGS[task] for task in OF_KEEPING} & set(buttons(shown))
    for task in OF_KEEPING:
        assert refused(await work.presses(task)) == wording_cases.REFUSED[Refusal.NO_RULES]


@pytest.mark.parametrize("task", sorted(OF_KEEPING))
async def test_only_those_whom_the_policy_names_do_any_of_it(work: DeskWork, task: Task) -> None:
    await closes(work)
    assert refused(await work.presses(task, who=BEN)).startswith("Only these decide this: ")
    assert "Safeguarding Lead" in refused(await work.presses(task, who=BEN))
    assert await work.presses(task, who=DILYS) == NoSuchCase()
    assert not {"Review keeping", "Born and left", words.HOLD} & set(buttons(await work.opens(BEN)))


async def test_nothing_of_an_open_case_is_reviewed_or_destroyed(work: DeskWork) -> None:
    keeps(work.office)
    for task in (Task.REVIEW, Task.DESTROY):
        assert refused(await work.presses(task)) == wording_cases.REFUSED[Refusal.OPEN]
    offered = set(buttons(await work.opens()))
    assert not {"Hold on the record", "Born and left"} & offered, "they would stand in the way of the work"


# ------------------------------------------------------------------------------------------------------------- the days


async def test_days_are_written_down_and_corrected_of_an_open_case_too(work: DeskWork) -> None:
    keeps(work.office)
    shown = await work.did(Task.DATES, LONG_AGO)
    assert shown.remark == words.DAYS_RECORDED
    assert (facts(shown)["Born"], facts(shown)["Left"]) == ("1 February 1970", "3 April 2001")
    form = await work.form(Task.DATES)
    assert form.entered == {"born": "1/2/1970", "left": "3/4/2001"}
    again = facts(await work.sends(form, {Detail.BORN: "2/2/2010", Detail.LEFT: ""}))
    assert again["Born"] == "2 February 2010"
    assert "Left" not in again
    assert [each.detail.get("left", "") for each in await work.entries(Act.DATES)] == ["2001-04-03", ""]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"born": "soon"}, {"born": wording_cases.DAY_WRONG}),
        ({"born": "1/1/1008"}, {"born": words.TOO_LONG_AGO}),
        ({"left": "2/12/2026"}, {"left": words.NOT_YET}),
        ({"born": "1/1/2009", "left": "1/1/2009"}, {"left": words.BEFORE_BIRTH}),
    ],
)
async def test_a_slip_in_a_day_is_said_and_not_recorded(
    work: DeskWork, given: dict[str, str], problems: dict[str, str]
) -> None:
    keeps(work.office)
    again = await work.does(Task.DATES, given)
    assert isinstance(again, Asked)
    assert again.problems == problems
    assert not await work.entries(Act.DATES)


async def test_days_that_another_has_changed_meanwhile_are_looked_at_again(work: DeskWork) -> None:
    keeps(work.office)
    form = await work.form(Task.DATES)
    await work.did(Task.DATES, {Detail.BORN: "1/2/2009"}, who=CARYS)
    again = await work.sends(form, LONG_AGO)
    assert isinstance(again, Asked)
    assert again.remark == wording_cases.CHANGED_MEANWHILE


# ------------------------------------------------------------------------------------------------------------- the case


async def test_a_closed_case_says_until_when_it_is_kept_by_which_rule_and_which_days_are_not_known(
    work: DeskWork,
) -> None:
    said = facts(await closes(work))
    assert said[words.KEPT].startswith("Until 1 December 2051 at the earliest")
    assert said[words.KEPT].endswith("A record: Practice. Nobody has checked this yet.")
    assert said[words.UNKNOWN].startswith("When they were born and when they left. ")
    assert words.REVIEW not in said


async def test_it_says_when_it_is_time_to_whoever_reviews(work: DeskWork) -> None:
    said = facts(await closes(work, "passed_on"))
    assert said[words.REVIEW] == "Since 1 December 2026."
    assert words.UNKNOWN not in said
    assert words.REVIEW not in facts(await work.opens(BEN))


async def test_the_incident_log_finds_what_it_is_time_to_review(work: DeskWork) -> None:
    async def chosen() -> list[str]:
        reply = await work.office.does(OpenedLog(ASHA, Filter(Only.REVIEW_DUE).text))
        assert isinstance(reply, Listing)
        return [row.state for row in reply.groups[0].rows]

    await closes(work)
    assert await chosen() == []
    await work.did(Task.DATES, LONG_AGO)
    [line] = await chosen()
    assert "Time to review keeping." in line
    await holds(work)
    assert await chosen() == []
    work.office.clock.at += timedelta(days=100)
    assert len(await chosen()) == 1


# ------------------------------------------------------------------------------------------------------------- the hold


async def test_a_record_is_held_and_says_why_since_when_and_for_whom(work: DeskWork) -> None:
    await closes(work, "passed_on")
    shown = await holds(work)
    assert shown.remark == words.HELD
    assert facts(shown)[words.HELD_SINCE].splitlines() == [
        "Since 1 December 2026, by Asha Patel: it cannot be destroyed",
        "Why: A claim.",
        "Asked for by: The insurer",
        "To be looked at again on Monday 1 February 2027",
    ]
    assert words.RELEASE in buttons(shown)
    assert "Asked for by: The insurer" in shown.chronology[-1].said
    form = await work.form(Task.REVIEW)
    assert not any(isinstance(each, ChooseOne) for each in form.fields)
    assert words.HELD in str(form.notices)


async def test_a_hold_needs_a_day_on_which_somebody_looks_at_it(work: DeskWork) -> None:
    keeps(work.office)
    again = await work.does(Task.HOLD, {Detail.WHY: "x", Detail.CONSULTED: "y", Detail.REVIEW: "1/2/2020"})
    assert isinstance(again, Asked)
    assert again.problems == {"review": wording_cases.DAY_PAST}


async def test_a_hold_ends_with_a_reason(work: DeskWork) -> None:
    keeps(work.office)
    await holds(work)
    shown = await work.did(Task.HOLD, {Detail.WHY: "It is settled."}, who=CARYS)
    assert shown.remark == words.RELEASED
    assert words.HELD_SINCE not in facts(shown)
    assert (await work.newest(Act.RELEASED))["why"] == "It is settled."


async def test_a_hold_that_another_has_set_meanwhile_is_not_ended_by_a_form_that_sets_one(work: DeskWork) -> None:
    keeps(work.office)
    form = await work.form(Task.HOLD)
    await holds(work, CARYS)
    again = await work.sends(form, {Detail.WHY: "A claim.", Detail.CONSULTED: "x", Detail.REVIEW: "1/2/2027"})
    assert isinstance(again, Asked)
    assert again.remark == wording_cases.CHANGED_MEANWHILE
    assert not await work.entries(Act.RELEASED)


# ----------------------------------------------------------------------------------------------------------- the review


async def test_a_record_is_kept_on_until_a_day_and_only_that_is_offered_before_its_time(work: DeskWork) -> None:
    await closes(work)
    form = await work.form(Task.REVIEW)
    assert [each.id for each in form.fields] == ["why", "review"]
    assert words.ONLY_KEEP in str(form.notices)
    assert "It must be kept until 1 December 2051 at the earliest." in str(form.notices)
    shown = await work.sends(form, {Detail.WHY: "A claim may come.", Detail.REVIEW: "1/2/2030"})
    assert facts(shown)[words.KEPT].startswith("Until 1 December 2051")
    assert (await work.newest(Act.KEPT_ON))["review"] == "2030-02-01"
    work.office.clock.at += timedelta(days=1200)
    assert facts(await work.opens())[words.REVIEW] == "Since 1 February 2030."


async def test_what_was_due_is_due_no_more_once_it_is_kept_on(work: DeskWork) -> None:
    await closes(work, "passed_on")
    form = await work.form(Task.REVIEW)
    assert isinstance(form.fields[0], ChooseOne)
    assert words.LOOK_FIRST in str(form.notices)
    shown = await work.sends(form, {Detail.HOW: words.KEEP, Detail.WHY: "Not yet.", Detail.REVIEW: "1/2/2030"})
    assert words.REVIEW not in facts(shown)


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("", wording_cases.REVIEW_NEEDED),
        ("soon", wording_cases.DAY_WRONG),
        ("1/1/2020", wording_cases.DAY_PAST),
    ],
)
async def test_keeping_it_on_needs_a_day_to_come(work: DeskWork, day: str, problem: str) -> None:
    await closes(work)
    again = await work.does(Task.REVIEW, {Detail.WHY: "x", Detail.REVIEW: day})
    assert isinstance(again, Asked)
    assert again.problems == {"review": problem}


async def test_what_is_kept_under_review_is_looked_at_again_in_time(work: DeskWork) -> None:
    await closes(work)
    told = frozenset({"carys"})
    await work.becomes(replace(await work.now(), route="staff_conduct", told=told, acknowledged_by="carys"))
    again = await work.does(Task.REVIEW, {Detail.WHY: "x", Detail.REVIEW: "2/12/2031"}, who=CARYS)
    assert isinstance(again, Asked)
    assert again.problems == {"review": "Write a day up to 1 December 2031: it has to be looked at again by then."}
    await work.did(Task.REVIEW, {Detail.WHY: "x", Detail.REVIEW: "1/12/2031"}, who=CARYS)


async def test_a_task_of_keeping_that_there_is_no_more_says_so(work: DeskWork) -> None:
    await closes(work)
    assert refused(await work.presses(Task.DESTROY)) == wording_cases.REFUSED[Refusal.NOTHING_TO_DESTROY]


async def test_a_damaged_hold_is_shown_as_a_hold(work: DeskWork) -> None:
    keeps(work.office)
    await happens(work, Act.HOLD, by="")
    assert facts(await work.opens())[words.HELD_SINCE] == "Since 1 December 2026: it cannot be destroyed"


async def test_whoever_is_not_on_the_case_learns_nothing_of_it(work: DeskWork) -> None:
    await closes(work)
    for task in OF_KEEPING:
        assert await work.presses(task, who=Who("nobody", "N")) == NoSuchCase()
