"""A case is closed as such a case can end: what does not fit what it is now is not offered."""

from dataclasses import replace

from dialogs import wording_closing as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from dialogs.casework.rules import Fits
from dialogs.forms import ChooseOne
from handlers.reply import Asked, CaseShown
from tests.handlers.casework.closing_work import ENTERED, agrees, asks_to_close, ends_every_step, told_with_a_code
from tests.handlers.casework.desk_work import WORKED, DeskWork, begin
from tests.handlers.office import NASTY_MESSAGES, Office


def offered(form: Asked, name: Detail) -> set[str]:
    """What can be chosen there."""
    return {
        option.id for each in form.fields if isinstance(each, ChooseOne) and each.id == name for option in each.options
    }


def only_for(work: DeskWork, **cases: Fits) -> None:
    """Says in which cases some of the endings and answers are offered."""
    outcomes = {name: (each,) for name, each in cases.items() if name in {"resolved", "passed_on"}}
    told = {name: (each,) for name, each in cases.items() if name not in outcomes}
    closing = replace(WORKED.casework.closing, outcomes_for=outcomes, told_for=told)
    policy = replace(WORKED, casework=replace(WORKED.casework, closing=closing))
    work.office.desk = replace(work.office.desk, policy=policy)


async def test_a_case_ends_only_as_such_a_case_can_end_as_it_is_now(work: DeskWork) -> None:
    only_for(work, passed_on=Fits(routes=("staff_conduct",)), no=Fits(categories=("posts",)))
    await ends_every_step(work)
    form = await work.form(Task.CLOSE)
    assert (offered(form, Detail.OUTCOME), offered(form, Detail.TOLD)) == ({"resolved"}, {"yes"})
    again = await work.sends(form, {**ENTERED, Detail.OUTCOME: "passed_on"})
    assert isinstance(again, Asked)
    assert again.problems == {Detail.OUTCOME: "Choose one of the answers shown here."}
    assert (await work.now()).closed is None
    await work.becomes(replace(await work.now(), route="staff_conduct", category="posts"))
    await ends_every_step(work)
    form = await work.form(Task.CLOSE)
    assert (offered(form, Detail.OUTCOME), offered(form, Detail.TOLD)) == ({"resolved", "passed_on"}, {"yes", "no"})


async def test_that_nobody_knows_who_it_is_is_no_answer_where_the_report_names_somebody(office: Office) -> None:
    for subject, answers in (("Mia Example", {"yes"}), ("", {"yes", "no"})):
        said = [{**each, "subject": subject} if "subject" in each else each for each in NASTY_MESSAGES]
        work = await begin(office, said)
        only_for(work, no=Fits(unnamed=True))
        await ends_every_step(work)
        assert offered(await work.form(Task.CLOSE), Detail.TOLD) == answers


async def test_whom_somebody_with_a_code_names_is_not_the_learner(office: Office) -> None:
    _, _, work = await told_with_a_code(office, subject="Mr Pike")
    only_for(work, no=Fits(unnamed=True))
    assert offered(await work.form(Task.CLOSE), Detail.TOLD) == {"yes", "no"}


async def test_nobody_agrees_to_an_ending_that_the_case_cannot_have_any_more(work: DeskWork) -> None:
    await asks_to_close(work)
    only_for(work, resolved=Fits(routes=("staff_conduct",)))
    again = await agrees(work)
    assert isinstance(again, Asked)
    assert again.problems == {Detail.HOW: words.FITS_NO_MORE}
    assert (await work.now()).closed is None
    assert isinstance(await agrees(work, words.NOT_YET, "It cannot end like this."), CaseShown)
