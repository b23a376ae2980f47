"""Nobody closes a case over what they have not read, and whoever reads something of a case is written down."""

import pytest
from sqlalchemy import update

from dialogs import wording_cases, wording_news
from dialogs import wording_closing as words
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.severity import Severity
from handlers.reply import Asked, Said
from storage import audit, cases
from storage.tables import CONCERN_MESSAGES
from tests.handlers.casework.closing_work import (
    ENTERED,
    agrees,
    asks_to_close,
    concern_of,
    ends_every_step,
    refused,
    serious,
    told_with_a_code,
)
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.office import ASHA, BEN, CARYS, Office
from tests.handlers.reporter import ANSWER, QUESTION, Reporter


async def answers(work: DeskWork) -> None:
    """The reporter adds something, and somebody is told."""
    await Reporter(work).writes(ANSWER)


async def openings(work: DeskWork) -> list[tuple[str, dict[str, str]]]:
    """Who opened the case, and what of it, as it is written down."""
    return [(each.actor, dict(each.detail)) for each in await work.entries() if each.what == "opened"]


async def later(work: DeskWork) -> None:
    """A day and more has gone by since anybody was at the case."""
    work.office.clock.move(hours=25)


# ------------------------------------------------------------------------------------------------------------- closing


async def test_a_case_is_not_closed_before_what_its_reporter_added_was_opened(work: DeskWork) -> None:
    await ends_every_step(work)
    await answers(work)
    assert refused(await work.presses(Task.CLOSE)) == words.UNREAD
    await work.opens(BEN)
    assert isinstance(await work.form(Task.CLOSE), Asked)


async def test_what_came_while_the_form_stood_open_keeps_the_case_open_and_what_was_written(work: DeskWork) -> None:
    await ends_every_step(work)
    form = await work.form(Task.CLOSE)
    await answers(work)
    reply = await work.sends(form, ENTERED)
    assert isinstance(reply, Asked)
    assert words.UNREAD in reply.remark
    assert reply.entered[Detail.LESSON] == ENTERED[Detail.LESSON]
    assert (await work.now()).closed is None


@pytest.mark.parametrize("what", ["answer", "question", "report"])
async def test_whoever_closes_it_has_seen_what_another_has_read_meanwhile(work: DeskWork, what: str) -> None:
    await ends_every_step(work)
    form = await work.form(Task.CLOSE)
    if what == "answer":
        await answers(work)
        await work.opens(BEN)
    elif what == "question":
        await work.did(Task.ASK, {Detail.TEXT: QUESTION}, who=BEN)
    else:
        await more_reports(work)
    again = await work.sends(form, ENTERED)
    assert isinstance(again, Asked)
    assert again.remark == wording_cases.CHANGED_MEANWHILE
    assert (await work.sends(again, ENTERED)) != again
    assert (await work.now()).closed


async def more_reports(work: DeskWork) -> None:
    """The reporter has sent another report of the same."""
    case = await work.now()
    async with work.office.desk.database.transaction() as tx:
        await cases.add_report(tx, case.id, case.reports[0])


async def test_whoever_closes_it_has_seen_what_came_with_the_code(office: Office) -> None:
    lena, code, work = await told_with_a_code(office)
    form = await work.form(Task.CLOSE)
    await lena.writes(await lena.opens(code), "They did it again.")
    await work.opens(BEN)
    again = await work.sends(form, ENTERED)
    assert isinstance(again, Asked)
    assert again.remark == wording_cases.CHANGED_MEANWHILE
    assert not (await concern_of(work)).unread


async def test_what_came_with_the_code_and_is_damaged_keeps_nobody_from_closing(office: Office) -> None:
    lena, code, work = await told_with_a_code(office)
    await lena.writes(await lena.opens(code), "They did it again.")
    await work.opens(BEN)
    async with office.desk.database.transaction() as tx:
        await tx.write(update(CONCERN_MESSAGES).values(content=b"damaged"))
    await work.did(Task.CLOSE, ENTERED)
    assert (await work.now()).closed


async def test_nobody_agrees_before_what_its_reporter_added_was_opened(work: DeskWork) -> None:
    await asks_to_close(work)
    form = await work.form(Task.AGREE, who=BEN)
    async with work.office.desk.database.transaction() as tx:
        await audit.append(tx, work.case, work.office.clock.now(), "tom", Act.ANSWERED.value, {"text": ANSWER})
    assert refused(await work.presses(Task.AGREE, who=BEN)) == words.UNREAD
    await work.opens(CARYS)
    again = await work.sends(form, {Detail.HOW: words.AGREES}, BEN)
    assert isinstance(again, Asked)
    assert again.remark == wording_cases.CHANGED_MEANWHILE
    assert (await work.now()).closed is None


# ------------------------------------------------------------------------------------------------------- how serious


async def test_a_case_that_was_so_serious_once_needs_another_person_though_it_is_no_more(work: DeskWork) -> None:
    for severity in (Severity.S1, Severity.S3):
        await work.did(Task.SERIOUS, {Detail.TO: severity, Detail.WHY: "We know more."})
    await ends_every_step(work)
    assert (await work.did(Task.CLOSE, ENTERED)).remark == words.WAITS
    assert (await work.now()).closed is None


async def test_a_case_that_was_never_so_serious_is_closed_by_one(work: DeskWork) -> None:
    await work.did(Task.SERIOUS, {Detail.TO: Severity.S3, Detail.WHY: "We know more."})
    await ends_every_step(work)
    assert (await work.did(Task.CLOSE, ENTERED)).remark == words.CLOSED


# ------------------------------------------------------------------------------------------------- who has seen of it


async def test_whoever_reads_the_words_of_closing_is_written_down_once_a_day(work: DeskWork) -> None:
    await serious(work)
    await work.did(Task.CLOSE, ENTERED)
    assert await openings(work) == []
    for _ in range(2):
        assert ENTERED[Detail.LESSON] in str(await work.form(Task.AGREE, who=BEN))
    assert await openings(work) == [("ben", {"form": "agree"})]
    await later(work)
    await work.form(Task.AGREE, who=BEN)
    assert len(await openings(work)) == len("ab")


async def test_whoever_is_refused_a_form_has_seen_nothing(work: DeskWork) -> None:
    assert isinstance(await work.presses(Task.REOPEN, who=BEN), Said)
    assert await openings(work) == []


async def test_a_form_alone_is_no_reading_of_what_came_in(work: DeskWork) -> None:
    await ends_every_step(work)
    await answers(work)
    await work.form(Task.STEP, "A1", who=BEN)
    assert await openings(work) == [("ben", {"form": "step"})]
    assert refused(await work.presses(Task.CLOSE)) == words.UNREAD


# ------------------------------------------------------------------------------------------------ whoever had it hears


async def test_whoever_has_a_case_hears_that_another_has_closed_or_opened_it(work: DeskWork) -> None:
    await ends_every_step(work)
    for task, given in ((Task.CLOSE, ENTERED), (Task.REOPEN, {Detail.WHY: "It began again."})):
        work.office.messenger.sent.clear()
        await work.did(task, given, who=BEN)
        await work.office.settles()
        assert wording_news.CHANGED in str(work.office.messenger.to("asha"))
        assert "Mute" not in str(work.office.messenger.to("asha"))


async def test_whoever_has_a_case_hears_that_another_has_agreed_to_close_it(work: DeskWork) -> None:
    await asks_to_close(work)
    await agrees(work)
    await work.office.settles()
    assert wording_news.CHANGED in str(work.office.messenger.to("asha"))


async def test_nobody_is_told_of_what_they_do_themselves(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED, who=ASHA)
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."}, who=ASHA)
    await work.office.settles()
    assert wording_news.CHANGED not in str(work.office.messenger.sent)
