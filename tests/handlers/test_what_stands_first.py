"""What must be read before anything else of a case, and what stands where somebody works on it or is asked."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs import wording_cases as words
from dialogs.alerts import Press
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail, Ending
from dialogs.forms import Tone
from handlers.quoting import erratum
from handlers.reply import CaseShown, Home, Received
from handlers.turn import OpenedCase, OpenedHome
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.office import ASHA, CARYS, NASTY_MESSAGES, POLICY, TOM, UNDER_18_IMAGE, Office
from tests.handlers.viewing import newest, recorded, seen, step_of


@pytest.fixture
async def nasty(office: Office) -> DeskWork:
    """A case of nasty messages that Asha has."""
    return await begin(office)


WARNING = POLICY.procedures["image_under_18"].warning


async def test_a_case_of_an_image_of_somebody_under_18_begins_with_not_to_look(office: Office) -> None:
    work = await begin(office, UNDER_18_IMAGE)
    assert (await seen(work)).warnings == (WARNING,)
    first, *rest = (await work.form(Task.EVIDENCE)).notices
    assert (first.text, first.tone) == (WARNING, Tone.URGENT)
    assert tuple(each.text for each in rest) == words.ONLY_IN_WORDS


async def test_the_warning_says_in_the_policys_data_not_to_look_copy_or_send_it_on() -> None:
    assert {"look", "copy", "send", "law"} <= set(WARNING.lower().replace(",", "").replace(".", "").split())


async def test_a_case_of_nasty_messages_warns_of_nothing(office: Office) -> None:
    assert (await seen(await begin(office))).warnings == ()


async def test_the_form_of_a_step_holds_its_exact_words_with_what_is_wrong_with_them(office: Office) -> None:
    work = await begin(office)
    step = next(each for each in WORKED.procedures["A"].steps if each.id == "A5")
    shown = (await work.form(Task.STEP, "A5")).step
    assert shown is not None
    assert (shown.words, shown.quoted, shown.help) == (step.words, True, step.help)
    assert step.errata
    assert shown.errata == tuple(erratum(WORKED.errata[each]) for each in step.errata)
    assert (shown.state, shown.button) == ("", None)


async def test_what_is_sometimes_needed_is_never_said_to_be_skipped_and_says_when_it_is(office: Office) -> None:
    work = await begin(office)
    form = await work.form(Task.STEP, "A5")
    hints = {each.id: each.hint for each in form.fields if each.id in form.sometimes}
    assert hints == {Detail.WHY: words.WHY_HINT, Detail.AGENCY: words.IF_DONE, Detail.REFERENCE: words.IF_DONE}
    form = await work.form(Task.STEP, "A6")
    hints = {each.id: each.hint for each in form.fields if each.id in {Detail.REASONS, Detail.REVIEW}}
    assert hints == {
        Detail.REASONS: "Needed for: Not told; Not yet.",
        Detail.REVIEW: f"Needed for: Not yet. {words.DAY_HINT}",
    }
    assert hints.keys() <= form.sometimes
    assert Detail.CONSULTED not in form.sometimes


async def test_a_decision_that_always_needs_a_reason_says_so_and_no_day_is_asked_for_in_vain(office: Office) -> None:
    rule = replace(WORKED.casework.decisions["parents"], explained=("told", "not_told", "waits"), reviewed=())
    office_policy = replace(WORKED, casework=replace(WORKED.casework, decisions={"parents": rule}))
    work = await begin(office)
    office.desk = replace(office.desk, policy=office_policy)
    form = await work.form(Task.STEP, "A6")
    hints = {each.id: each.hint for each in form.fields}
    assert hints[Detail.REASONS] == words.CHOOSE_ONE
    assert hints[Detail.REVIEW] == words.DAY_HINT
    assert Detail.REVIEW not in form.sometimes


async def test_further_parts_of_a_case_say_what_was_recorded_last(nasty: DeskWork) -> None:
    await nasty.did(Task.STEP, {Detail.HOW: Ending.DONE}, "A1")
    shown = await nasty.office.does(OpenedCase(ASHA, nasty.case, further=True))
    assert isinstance(shown, CaseShown)
    assert shown.remark == "Recorded last: Ended step A1: done · Asha Patel"


async def test_once_the_case_was_opened_again_nothing_is_said_of_it(nasty: DeskWork) -> None:
    await nasty.did(Task.STEP, {Detail.HOW: Ending.DONE}, "A1")
    for further in (False, True):
        shown = await nasty.office.does(OpenedCase(ASHA, nasty.case, further=further))
        assert isinstance(shown, CaseShown)
        assert not shown.remark
    for further in (False, True):
        shown = await nasty.office.does(OpenedCase(CARYS, nasty.case, further=further))
        assert isinstance(shown, CaseShown)
        assert not shown.remark


async def test_somebody_who_has_done_nothing_with_a_case_reads_of_nothing_done(nasty: DeskWork) -> None:
    shown = await nasty.office.does(OpenedCase(CARYS, nasty.case, further=True))
    assert isinstance(shown, CaseShown)
    assert not shown.remark


async def test_what_the_bot_did_is_said_in_plain_words(nasty: DeskWork) -> None:
    lines = [each.text for each in (await seen(nasty)).chronology]
    assert "Picked it up · Asha Patel" in lines
    assert any(line.startswith("Alerts to be sent") for line in lines)
    assert not any("owed" in line.lower() for line in lines)
    await recorded(nasty, "no longer theirs", by="", to="asha")
    assert (await newest(nasty)).text == "It is not with Asha Patel any more"
    await recorded(nasty, "no longer theirs", by="")
    assert (await newest(nasty)).text == "It is not with them any more"


async def test_a_reporter_who_is_asked_something_finds_it_first_with_read_and_answer(nasty: DeskWork) -> None:
    await recorded(nasty, Act.ASKED, text="When was it?")
    await nasty.office.fills_in(NASTY_MESSAGES)
    home = await nasty.office.does(OpenedHome(TOM))
    assert isinstance(home, Home)
    [asked], [other] = home.asked, home.others
    assert asked.button is not None
    assert other.button is not None
    assert (asked.button.press, asked.button.label) == (Press.MY_REPORT, "Read and answer")
    assert other.button.label == "Open"


async def test_a_reporter_is_told_to_leave_telling_parents_to_others_unless_it_is_about_an_adult(
    office: Office,
) -> None:
    for age, told in (("16_17", True), ("unknown", True), ("18_plus", False)):
        screens = tuple({**given, "age": age} if "age" in given else given for given in NASTY_MESSAGES)
        reply = await office.fills_in(screens)
        assert isinstance(reply, Received)
        parents = wording.parents("").partition(" to ")[0]
        assert any(step.startswith(parents) for step in reply.next_steps) is told


async def test_a_step_that_ended_keeps_what_is_wrong_with_its_words(nasty: DeskWork) -> None:
    before = step_of(await seen(nasty), "A1")
    await nasty.did(Task.STEP, {Detail.HOW: Ending.DONE}, "A1")
    assert step_of(await seen(nasty), "A1").errata == before.errata
