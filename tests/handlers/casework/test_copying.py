"""A copy of a case is asked for: who may, what has to be said, what is written down, and what can be fetched."""

from dataclasses import replace

import pytest

from dialogs import wording_cases, wording_downloads
from dialogs import wording_copies as words
from dialogs.alerts import Button
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.downloads import CaseCopy
from dialogs.forms import ChooseOne
from handlers.fetching import fetch
from handlers.reply import Asked, CaseShown, NoSuchCase, Said
from handlers.turn import Who
from storage import downloads
from tests.handlers.casework.copies import FILES_AT, FOR_MIA, TO_BETA, copies, paper
from tests.handlers.casework.desk_work import CASEWORK, WORKED, DeskWork, begin
from tests.handlers.office import ASHA, BEN, CARYS, STAFF_CONCERN, TOM, Office


async def wanted(work: DeskWork, link: str) -> CaseCopy:
    """What can be fetched there."""
    async with work.office.desk.database.transaction() as tx:
        found = await downloads.use_up(tx, link.removeprefix(FILES_AT), work.office.clock.now())
    assert found is not None
    assert isinstance(found.wanted, CaseCopy)
    return found.wanted


async def test_a_copy_for_another_provider_is_written_down_and_can_be_fetched(work: DeskWork) -> None:
    shown = await copies(work, TO_BETA)
    assert isinstance(shown, CaseShown)
    assert shown.remark == words.MADE
    assert shown.download.startswith(FILES_AT)
    said = await work.newest(Act.EXPORTED)
    assert (said[Detail.VERSION], said[Detail.WHOM]) == (words.TRANSFER, "Beta Training, Ravi Shah")
    assert await wanted(work, shown.download) == CaseCopy(
        work.case, words.TRANSFER, "Beta Training, Ravi Shah", "", (), ""
    )
    assert shown.chronology[-1].said == (f"Copy: {words.version(words.TRANSFER)}", "For: Beta Training, Ravi Shah")


async def test_a_copy_for_the_person_keeps_why_but_not_what_is_struck_out(work: DeskWork) -> None:
    given = {**FOR_MIA, Detail.REDACT: " Benny \n\nroom 4", Detail.WHOM: "Her solicitor"}
    shown = await copies(work, given)
    assert isinstance(shown, CaseShown)
    said = await work.newest(Act.EXPORTED)
    assert (said[Detail.WHOM], said[Detail.WHY]) == ("Mia Example; Her solicitor", FOR_MIA[Detail.WHY])
    assert "Benny" not in str(said)
    assert (await wanted(work, shown.download)).redact == ("Benny", "room 4")


async def test_where_nothing_can_be_fetched_none_is_made_and_it_says_how_it_is_made_by_hand(work: DeskWork) -> None:
    shown = await work.did(Task.EXPORT, TO_BETA)
    assert shown.download == ""
    by_hand = wording_downloads.copy_by_hand((await work.now()).reference, "asha")
    assert shown.remark == words.not_made(by_hand, words.TRANSFER)
    assert await work.entries(Act.EXPORTED) == ()


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({**TO_BETA, Detail.WHOM: " "}, {Detail.WHOM: words.WHOM_NEEDED}),
        ({**FOR_MIA, Detail.SUBJECT: ""}, {Detail.SUBJECT: words.SUBJECT_NEEDED}),
        ({**FOR_MIA, Detail.SUBJECT: "Mia"}, {Detail.SUBJECT: words.SUBJECT_UNKNOWN}),
        ({**FOR_MIA, Detail.WHY: ""}, {Detail.WHY: words.WHY_NEEDED}),
    ],
)
async def test_what_is_missing_is_said_and_nothing_written_down(
    work: DeskWork, given: dict[Detail, str], problems: dict[Detail, str]
) -> None:
    reply = await copies(work, given)
    assert isinstance(reply, Asked)
    assert reply.problems == problems
    assert await work.entries(Act.EXPORTED) == ()


async def test_whoever_reported_it_may_have_their_copy_too(work: DeskWork) -> None:
    assert isinstance(await copies(work, {**FOR_MIA, Detail.SUBJECT: "tom baker"}), CaseShown)


async def test_the_same_form_sent_twice_makes_one_copy(work: DeskWork) -> None:
    work.office.desk = replace(work.office.desk, files_at=FILES_AT)
    form = await work.form(Task.EXPORT)
    assert isinstance(await work.sends(form, TO_BETA), CaseShown)
    again = await work.sends(form, TO_BETA)
    assert isinstance(again, CaseShown)
    assert (again.remark, again.download) == (wording_cases.RECORDED_BEFORE, "")
    assert len(await work.entries(Act.EXPORTED)) == 1


async def test_a_closed_case_can_be_copied(work: DeskWork) -> None:
    await work.is_closed()
    assert isinstance(await copies(work, TO_BETA), CaseShown)


async def test_only_the_roles_that_the_policy_names_make_copies(work: DeskWork) -> None:
    rules = replace(CASEWORK, copies=("coordinator",))
    work.office.desk = replace(work.office.desk, policy=replace(WORKED, casework=rules))
    refused = await work.presses(Task.EXPORT, who=BEN)
    assert refused == Said(words.HEADING, (words.NOT_YOURS,))
    assert Task.EXPORT.value not in {button.about.split(".")[0] for button in await buttons(work, BEN)}
    assert Task.EXPORT.value in {button.about.split(".")[0] for button in await buttons(work, ASHA)}
    assert await paper(work, TO_BETA, BEN) is None
    assert await paper(work, TO_BETA, ASHA) is not None


async def buttons(work: DeskWork, who: Who) -> tuple[Button, ...]:
    """What this person can do with the case."""
    shown = await work.opens(who)
    assert isinstance(shown, CaseShown)
    return shown.buttons


async def test_nobody_gets_a_copy_of_a_case_that_they_may_not_know_of(work: DeskWork) -> None:
    assert isinstance(await work.presses(Task.EXPORT, who=TOM), NoSuchCase)
    assert await paper(work, TO_BETA, TOM) is None
    gone = DeskWork(work.office, "0" * 32)
    assert await paper(gone, TO_BETA) is None


async def test_a_copy_that_was_asked_for_is_not_given_to_somebody_kept_out_since(work: DeskWork) -> None:
    shown = await copies(work, TO_BETA, who=BEN)
    assert isinstance(shown, CaseShown)
    await work.did(Task.KEEP_OUT, {Detail.TO: "ben", Detail.WHY: "His niece."})
    assert await paper(work, TO_BETA, BEN) is None
    assert await fetch(work.office.desk, shown.download.removeprefix(FILES_AT)) is None


async def test_a_case_about_staff_does_not_go_to_another_provider(office: Office) -> None:
    work = await begin(office, STAFF_CONCERN, taken=CARYS)
    form = await work.form(Task.EXPORT, who=CARYS)
    assert words.NOT_FOR_STAFF in {each.text for each in form.notices}
    version = form.fields[0]
    assert isinstance(version, ChooseOne)
    assert {option.id for option in version.options} == {words.SUBJECT_ACCESS}
    sent = await work.sends(form, TO_BETA, CARYS)
    assert isinstance(sent, Asked)
    assert Detail.VERSION in sent.problems
    assert await paper(work, TO_BETA, CARYS) is None
    assert await paper(work, {**FOR_MIA, Detail.SUBJECT: "Ewan Reid"}, CARYS) is not None
