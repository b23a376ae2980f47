"""What stands at the top of a case: its facts, what to think of first, and what can be done with it."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs import wording_record as words
from dialogs.alerts import Press
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, NASTY_MESSAGES, Given, Office
from tests.handlers.viewing import newest, recorded, seen, step_of

A_KNIFE: tuple[Given, ...] = tuple(
    {**each, "account": "He has a knife."} if "account" in each else each for each in NASTY_MESSAGES
)
ALWAYS = ["Note or decision", "Evidence", "How serious", "What kind", "Who must not know", "Link a case"]


@pytest.fixture
async def work(office: Office) -> DeskWork:
    """A case of nasty messages that Asha has."""
    return await begin(office)


COPY = "Make a copy"


async def labels(work: DeskWork, who: str = "asha") -> list[str]:
    """What this person can press at the top."""
    person = {"asha": ASHA, "ben": BEN, "carys": CARYS}[who]
    return [button.label for button in (await seen(work, person)).buttons]


async def facts(work: DeskWork) -> dict[str, str]:
    """The facts, by what they are called."""
    return dict((await seen(work)).facts)


# ------------------------------------------------------------------------------------------------------------ buttons


async def test_whoever_has_a_case_can_hand_it_over_and_others_can_take_it(work: DeskWork) -> None:
    assert await labels(work) == ["Next: step A1", *ALWAYS, "Ask the reporter", "Hand over", "Close the case", COPY]
    assert await labels(work, "ben") == [*ALWAYS, "Ask the reporter", "Take over", "Close the case", COPY]


async def test_of_a_case_that_nobody_has_the_first_thing_is_to_take_it(office: Office) -> None:
    work = await begin(office, taken=None)

    first = [wording.ACKNOWLEDGE, wording.CANNOT_TAKE]
    assert await labels(work) == [*first, *ALWAYS, "Ask the reporter", COPY]


async def test_another_person_than_whoever_wants_to_close_it_can_agree(work: DeskWork) -> None:
    await recorded(work, Act.CLOSING, outcome="resolved")

    assert "Agree to closing" in await labels(work, "ben")
    assert "Agree to closing" not in await labels(work)
    assert "Close the case" not in await labels(work, "ben")


async def test_a_closed_case_can_be_opened_again_and_noted(work: DeskWork) -> None:
    await work.is_closed()

    assert await labels(work) == ["Open again", "Note", COPY]


async def test_every_button_of_a_task_leads_to_its_form_and_fits(work: DeskWork) -> None:
    buttons = (await seen(work)).buttons

    assert {button.press for button in buttons} == {Press.WORK}
    assert [each.about for each in buttons[:2]] == [f"step.{work.case}.A1", f"note.{work.case}"]
    assert all(len(label) <= 24 for label in words.BUTTONS.values())


async def test_the_next_step_is_the_first_that_waits_for_nothing_and_is_not_only_looked_at_again(
    work: DeskWork,
) -> None:
    async def next_is() -> str:
        return (await labels(work))[0]

    for step in ("A1", "A2", "A4", "A5"):
        assert await next_is() == f"Next: step {step}"
        await recorded(work, Act.STEP, step=step, how="done")
    assert await next_is() == "Next: step A6"
    await recorded(work, Act.STEP, step="A6", how="done", outcome="waits")
    assert await next_is() == "Next: step A7"
    await recorded(work, Act.STEP, step="A7", how="done")
    assert await next_is() == "Next: step A6"
    await recorded(work, Act.STEP, step="A6", how="done", outcome="told")
    assert await next_is() == "Note or decision"


async def test_somebody_who_was_kept_out_by_hand_can_be_let_back_in(work: DeskWork) -> None:
    assert "Let somebody back in" not in await labels(work)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", Detail.WHY: "His niece."})
    assert "Let somebody back in" in await labels(work)


def test_a_step_with_a_long_id_is_next_without_it() -> None:
    assert words.next_step("A" * 13) == f"Next: step {'A' * 13}"
    assert words.next_step("A" * 14) == "Next step"


# -------------------------------------------------------------------------------------------------------------- first


async def test_what_to_think_of_first_is_shown_until_somebody_records_something(work: DeskWork) -> None:
    assert (await seen(work)).first == ("Is anybody in danger now?",)

    await recorded(work, Act.NOTE, text="Rang her.")

    assert (await seen(work)).first == ()


async def test_once_a_step_has_ended_it_is_not_shown_any_more(work: DeskWork) -> None:
    await recorded(work, Act.STEP, step="A1", how="done")

    assert (await seen(work)).first == ()


async def test_a_closed_case_needs_no_first_thoughts(work: DeskWork) -> None:
    await work.is_closed()

    assert (await seen(work)).first == ()


# -------------------------------------------------------------------------------------------------------------- facts


async def test_what_made_it_more_serious_is_said(office: Office) -> None:
    assert words.RAISED not in await facts(await begin(office))
    assert (await facts(await begin(office, A_KNIFE)))[words.RAISED]


async def test_once_the_kind_was_corrected_what_it_was_reported_as_stays(work: DeskWork) -> None:
    assert words.REPORTED_AS not in await facts(work)
    reported = (await facts(work))[wording.CATEGORY]
    await recorded(work, Act.CATEGORY, to="posts", **{"from": "messages"})
    assert words.REPORTED_AS not in await facts(work)

    await work.becomes(replace(await work.now(), category="posts"))

    assert (await facts(work))[words.REPORTED_AS] == reported


async def test_who_was_asked_to_take_it_over_is_said(work: DeskWork) -> None:
    await recorded(work, Act.HAND_OVER, to="ben")

    assert (await facts(work))[words.ASKED_OVER] == "Ben Okafor"


async def test_the_steps_that_are_still_to_do_are_named_at_the_top(work: DeskWork) -> None:
    assert (await facts(work))[words.TO_DO] == "A1, A2, A4, A5, A6 and A7"
    for step in ("A1", "A2", "A4", "A5", "A6"):
        await recorded(work, Act.STEP, step=step, how="done")
    assert (await facts(work))[words.TO_DO] == "A7"

    await recorded(work, Act.STEP, step="A7", how="done")
    assert words.TO_DO not in await facts(work)


async def test_that_somebody_wants_to_close_it_is_said(work: DeskWork) -> None:
    await recorded(work, Act.CLOSING, outcome="resolved")

    assert (await facts(work))[words.CLOSING] == "Asha Patel wants to close it: another person has to agree."


async def test_a_closed_case_says_who_closed_it_and_how_it_ended(work: DeskWork) -> None:
    said = {"outcome": "resolved", "told": "no", "why": "Not known.", "lesson": "Ask sooner."}
    await recorded(work, Act.CLOSING, **said)
    await recorded(work, Act.CLOSED, by="ben")
    await work.is_closed()

    found = await facts(work)

    assert found[wording.STATE] == "Closed by Ben Okafor at 10:00."
    assert found[words.HOW_IT_ENDED] == "Resolved here"
    assert (found[words.TOLD], found[words.LESSON]) == ("No: Not known.", "Ask sooner.")


async def test_a_closed_case_of_which_nothing_was_recorded_says_when(work: DeskWork) -> None:
    await work.is_closed()

    found = await facts(work)

    assert found[wording.STATE] == "Closed at 10:00."
    assert words.HOW_IT_ENDED not in found
    assert words.TO_DO not in found


# ---------------------------------------------------------------------------------------------------------- anonymous


async def test_of_an_anonymous_case_only_days_are_shown(work: DeskWork) -> None:
    await work.becomes(replace(await work.now(), reporter="", reporter_name=""))
    await recorded(work, Act.STEP, step="A5", how="done", reference="123")

    reply = await seen(work)

    assert step_of(reply, "A5").state == "Done. Recorded by Asha Patel on Tuesday 1 December"
    assert not (await newest(work)).exact
    assert "Ask the reporter" not in [button.label for button in reply.buttons]
