"""How the steps of a case stand, as whoever looks at it reads them, and which clocks run."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs import wording
from dialogs import wording_record as words
from dialogs.alerts import Press
from dialogs.casework.record import Act
from dialogs.casework.rules import Clock
from tests.dialogs.small_policy import working_days
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, UNDER_18_IMAGE, Office
from tests.handlers.viewing import recorded, seen, step_of

CLOCK = Clock("site", "Ask the site", working_days(1), ("A",), ("A5",), "Section 9.", None, None, None)


@pytest.fixture
async def work(office: Office) -> DeskWork:
    """A case of nasty messages that Asha has."""
    return await begin(office)


async def test_what_nobody_has_done_yet_can_be_recorded(work: DeskWork) -> None:
    step = step_of(await seen(work), "A5")

    assert (step.state, step.ended, step.said) == ("To do", False, ())
    assert step.button is not None
    assert (step.button.press, step.button.label) == (Press.WORK, "Record")
    assert step.button.about == f"step.{work.case}.A5"


async def test_what_the_reporter_says_was_done_is_said_beside_the_step_and_stays_to_do(work: DeskWork) -> None:
    said = step_of(await seen(work), "A4")
    assert (said.state, said.ended) == ("To do. The reporter says that this was done", False)
    assert said.button is not None
    assert step_of(await seen(work), "A1").state == "To do"
    await recorded(work, Act.STEP, step="A4", how="not done", why="There was none.")
    assert step_of(await seen(work), "A4").state == "Not done. Recorded by Asha Patel at 10:00"


async def test_the_step_that_the_report_was_is_done_and_nobodys_to_record(work: DeskWork) -> None:
    step = step_of(await seen(work), "A3")

    assert (step.state, step.ended, step.button) == ("Done when the report came", True, None)
    assert step.help


async def test_a_step_says_what_it_comes_after_and_can_be_recorded_all_the_same(work: DeskWork) -> None:
    step = step_of(await seen(work), "A7")

    assert step.state == "Comes after A6"
    assert step.button is not None


async def test_a_step_that_ended_says_who_recorded_it_when_and_with_what(work: DeskWork) -> None:
    await recorded(work, Act.STEP, step="A5", how="done", agency="police", reference="123", on="2026-11-23")

    step = step_of(await seen(work), "A5")

    assert (step.state, step.ended) == ("Done. Recorded by Asha Patel at 10:00", True)
    assert step.said == ("Told: The police", "Reference or name: 123", "On: Monday 23 November 2026")
    assert step.button is not None
    assert step.button.label == "Record again"


async def test_a_step_that_ended_another_day_says_so(work: DeskWork) -> None:
    await recorded(work, Act.STEP, step="A1", how="done")
    work.office.clock.move(days=1)

    assert step_of(await seen(work), "A1").state == "Done. Recorded by Asha Patel at 10:00 on Tuesday 1 December"


@pytest.mark.parametrize(("how", "state"), [("not applicable", "Does not apply"), ("not done", "Not done")])
async def test_a_step_that_was_not_done_says_so_and_why(work: DeskWork, how: str, state: str) -> None:
    await recorded(work, Act.STEP, step="A5", how=how, why="There is no site.", reference="Anne")

    step = step_of(await seen(work), "A5")

    assert (step.state, step.ended) == (f"{state}. Recorded by Asha Patel at 10:00", True)
    assert step.said == ("Why: There is no site.", "Reference or name: Anne")


async def test_a_decision_says_what_was_decided_and_why_in_the_policys_words(work: DeskWork) -> None:
    said = {"outcome": "not_told", "reasons": "risk,wishes", "why": "She is afraid.", "review": "2026-11-30"}
    await recorded(work, Act.STEP, step="A6", how="done", out_of_order="No time.", **said)

    step = step_of(await seen(work), "A6")

    because = "It would put them at risk; They asked us not to"
    assert step.state == f"Decided by Asha Patel at 10:00: Not told. Because: {because}"
    assert step.said == (
        "Why: She is afraid.",
        "Why before what should come first: No time.",
        "To be looked at again on: Monday 30 November 2026",
    )


async def test_a_decision_without_reasons_says_what_was_decided(work: DeskWork) -> None:
    await recorded(work, Act.STEP, step="A6", how="done", outcome="told", why="They rang.")

    assert step_of(await seen(work), "A6").state == "Decided by Asha Patel at 10:00: Told"


async def test_a_decision_to_look_at_it_again_can_be_taken_again_and_says_until_when(work: DeskWork) -> None:
    await recorded(work, Act.STEP, step="A6", how="done", outcome="waits", why="Police first.", review="2026-12-03")

    step = step_of(await seen(work), "A6")

    assert (step.state, step.ended) == ("Decided by Asha Patel at 10:00: Not yet", False)
    assert step.said == ("Why: Police first.", "To be looked at again on: Thursday 3 December 2026")
    assert step.button is not None
    assert step_of(await seen(work), "A7").state == "Comes after A6"


async def test_only_those_who_may_decide_get_a_button_for_a_decision(work: DeskWork) -> None:
    assert step_of(await seen(work, ASHA), "A6").button is not None
    for_ben = step_of(await seen(work, BEN), "A6")
    assert (for_ben.button, for_ben.state) == (None, "For the Safeguarding Lead or the E-Safety Coordinator to decide")
    assert step_of(await seen(work, BEN), "A5").button is not None


async def test_nothing_can_be_recorded_of_the_steps_of_a_closed_case(work: DeskWork) -> None:
    await work.is_closed()

    reply = await seen(work)

    assert all(step.button is None for each in reply.procedures for step in each.steps)


# --------------------------------------------------------------------------------------------------- what comes first


async def test_steps_that_wait_for_an_overlay_can_be_let_go_ahead_by_whoever_may(office: Office) -> None:
    work = await begin(office, UNDER_18_IMAGE, taken=CARYS)

    waits = (await seen(work, CARYS)).procedures[-1]

    assert (waits.suspended, waits.steps[-1].state, waits.steps[-1].button) == (wording.SUSPENDED, "Waits", None)
    assert waits.button is not None
    assert (waits.button.label, waits.button.about) == (words.GO_AHEAD, f"go-ahead.{work.case}")
    assert (await seen(work, ASHA)).procedures[-1].button is None
    assert (await seen(work, CARYS)).procedures[0].button is None


async def test_steps_that_were_let_go_ahead_wait_no_more(office: Office) -> None:
    work = await begin(office, UNDER_18_IMAGE, taken=CARYS)
    await recorded(work, Act.GO_AHEAD, "carys", why="The police agree.")

    procedure = (await seen(work, CARYS)).procedures[-1]

    assert (procedure.suspended, procedure.button) == ("", None)
    assert all(step.state != "Waits" for step in procedure.steps)


# ------------------------------------------------------------------------------------------------------------- clocks


def under(office: Office, clock: Clock) -> None:
    """Puts that clock in force."""
    office.desk = replace(office.desk, policy=replace(WORKED, casework=replace(WORKED.casework, clocks=(clock,))))


async def test_a_clock_says_by_when_where_it_comes_from_and_how_sure_that_is(work: DeskWork) -> None:
    under(work.office, CLOCK)

    [due] = (await seen(work)).due

    assert (due.text, due.overdue) == ("Ask the site: by 10:00 on Wednesday 2 December", False)
    assert due.source == f"Section 9. {words.NOT_FOUND} {wording.NOT_CHECKED}"


async def test_a_rule_that_is_known_to_be_in_force_says_when_that_was_checked(work: DeskWork) -> None:
    under(work.office, replace(CLOCK, since=date(2020, 1, 1), checked=date(2026, 11, 1)))

    assert [each.source for each in (await seen(work)).due] == ["Section 9. Checked 2026-11-01."]


async def test_a_clock_that_is_up_is_overdue_until_its_step_has_ended(work: DeskWork) -> None:
    under(work.office, CLOCK)
    work.office.clock.move(days=2)

    await recorded(work, Act.STEP, step="A5", how="not done", why="They do not answer.")
    assert [each.overdue for each in (await seen(work)).due] == [True]
    await recorded(work, Act.STEP, step="A5", how="not applicable", why="There is none.")
    assert (await seen(work)).due == ()
