"""More comes to a case that is closed, or is to be closed: it is open, and somebody hears of it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from dialogs import wording_closing as words
from dialogs import wording_learner
from dialogs.alerts import Kind
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from handlers.reply import Asked, Reply, Said
from handlers.turn import OpenedCase
from storage import concerns
from storage.concerns import State
from storage.outbox import State as Outcome
from storage.tables import AUDIT_ENTRIES, CONCERN_MESSAGES, CONCERNS
from tests.handlers.casework.closing_work import ENTERED, asks_to_close, ends_every_step
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.casework.test_handing import owed
from tests.handlers.concern.learner import Learner, broken, takes
from tests.handlers.office import ASHA, BEN, EXAMPLE, NASTY_MESSAGES, ONE_LINE, Office


async def one_line(office: Office) -> tuple[DeskWork, Reply]:
    """A one-line alert that Asha has, under the rules of these tests, and the screen that its reporter is at."""
    office.desk = replace(office.desk, policy=WORKED)
    screen = await office.fills_in(ONE_LINE)
    work = DeskWork(office, await office.newest_case())
    await office.acknowledges(ASHA)
    return work, screen


async def the_rest(office: Office, screen: Reply) -> None:
    """The reporter sends the whole report."""
    for given in NASTY_MESSAGES[1:]:
        assert isinstance(screen, Asked)
        screen = await office.answers(screen, given)
    await office.settles()


async def with_a_code(office: Office) -> tuple[Learner, str, DeskWork]:
    """Somebody told us something with a code; Asha has it, and every step has ended."""
    office.desk = replace(office.desk, policy=WORKED)
    lena = Learner(office)
    code = await lena.tells()
    work = DeskWork(office, await takes(office))
    await ends_every_step(work)
    return lena, code, work


async def is_closed_and_nobodys(work: DeskWork) -> None:
    """It is closed, and whoever had it must not know of it any more. What was sent is forgotten."""
    await work.becomes(replace(await work.now(), acknowledged_by="", acknowledged_at=None))
    await work.is_closed()
    work.office.messenger.sent.clear()


async def concern_of(work: DeskWork) -> concerns.Concern:
    """What the code of this case opens."""
    async with work.office.desk.database.transaction() as tx:
        found = await concerns.of_case(tx, work.case)
    assert found is not None
    return found


async def test_the_whole_report_opens_a_closed_case_again_and_whoever_had_it_hears_of_it(office: Office) -> None:
    work, screen = await one_line(office)
    await work.is_closed()
    await the_rest(office, screen)
    case = await work.now()
    assert (case.closed, case.acknowledged_by) == (None, "asha")
    assert "The full report" in str(office.messenger.to("asha")[-1])
    [entry] = await work.entries(Act.REOPENED)
    assert (entry.actor, entry.detail["why"]) == ("", words.MORE_CAME)


async def test_where_whoever_had_the_closed_case_has_left_the_next_people_are_told(office: Office) -> None:
    work, screen = await one_line(office)
    await work.is_closed()
    left = {key: person for key, person in EXAMPLE.people.items() if key != "asha"}
    office.with_organisation(replace(EXAMPLE, people=left, on_duty=replace(EXAMPLE.on_duty, default="ben")))
    office.messenger.sent.clear()
    await the_rest(office, screen)
    case = await work.now()
    assert (case.closed, case.acknowledged_by) == (None, "")
    assert office.messenger.to("ben")
    assert "no longer theirs" in [each.what for each in await work.entries()]


async def test_where_nobody_had_the_closed_case_somebody_is_told_and_after_them_the_next(office: Office) -> None:
    work, screen = await one_line(office)
    await is_closed_and_nobodys(work)
    await the_rest(office, screen)
    assert office.messenger.sent
    assert [row for row in await owed(work, Kind.ESCALATE) if row.state is Outcome.OWED]


async def test_where_nobody_had_the_closed_case_of_a_code_everybody_is_told_as_of_a_new_one(office: Office) -> None:
    lena, code, work = await with_a_code(office)
    await is_closed_and_nobodys(work)
    await lena.writes(await lena.opens(code), "They did it again.")
    await office.passes(minutes=20)
    assert office.messenger.to("#")
    assert [row for row in await owed(work, Kind.ESCALATE) if row.state is Outcome.OWED]


async def test_nobody_agrees_to_close_what_was_to_be_closed_before_more_came(office: Office) -> None:
    work, screen = await one_line(office)
    await asks_to_close(work)
    await the_rest(office, screen)
    assert isinstance(await work.presses(Task.AGREE, who=BEN), Said)
    [entry] = await work.entries(Act.NOT_YET)
    assert (entry.actor, entry.detail["why"]) == ("", words.MORE_CAME)


async def test_a_damaged_record_stops_nothing_from_coming_in(office: Office) -> None:
    work, screen = await one_line(office)
    await work.is_closed()
    async with office.desk.database.transaction() as tx:
        await tx.write(update(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.number == 1).values(content=b"damaged"))
    await the_rest(office, screen)
    assert (await work.now()).closed is None


async def test_whoever_has_the_code_reads_that_we_have_finished(office: Office) -> None:
    lena, code, work = await with_a_code(office)
    await work.did(Task.CLOSE, ENTERED)
    concern = await concern_of(work)
    assert (concern.state, concern.finished) == (State.FINISHED, office.clock.now().date())
    assert wording_learner.STATES["finished"] in str(await lena.opens(code))
    closed = (await work.now()).closed
    assert closed is not None
    assert (closed.hour, closed.minute) == (0, 0)
    assert not await owed(work, Kind.CLOSED)
    assert not await broken(office)


async def test_more_with_a_code_opens_the_case_again_and_whoever_had_it_hears_of_it(office: Office) -> None:
    lena, code, work = await with_a_code(office)
    await work.did(Task.CLOSE, ENTERED)
    before = len(office.messenger.to("asha"))
    await lena.writes(await lena.opens(code), "They did it again.")
    await office.passes(hours=1)
    assert (await work.now()).closed is None
    assert len(office.messenger.to("asha")) == before + 1
    assert (await work.newest(Act.REOPENED))["why"] == words.MORE_CAME
    assert (await concern_of(work)).state is State.RECEIVED


async def test_they_hear_of_it_though_they_had_not_opened_what_came_before(office: Office) -> None:
    lena, code, work = await with_a_code(office)
    await lena.writes(await lena.opens(code), "They did it again.")
    await office.passes(hours=1)
    await work.is_closed()
    before = len(office.messenger.to("asha"))
    await lena.writes(await lena.opens(code), "And again.")
    await office.passes(hours=1)
    assert len(office.messenger.to("asha")) == before + 1


async def test_a_case_is_not_closed_before_what_came_with_the_code_was_read(office: Office) -> None:
    lena, code, work = await with_a_code(office)
    await lena.writes(await lena.opens(code), "They did it again.")
    said = await work.presses(Task.CLOSE)
    assert isinstance(said, Said)
    assert said.lines == (words.UNREAD,)
    await office.does(OpenedCase(ASHA, work.case))
    assert isinstance(await work.form(Task.CLOSE), Asked)


async def test_whoever_has_the_code_reads_that_it_is_open_again(office: Office) -> None:
    _, _, work = await with_a_code(office)
    await work.did(Task.CLOSE, ENTERED)
    await work.did(Task.REOPEN, {Detail.WHY: "We heard more."})
    concern = await concern_of(work)
    assert (concern.state, concern.finished) == (State.WORKING, None)


@pytest.mark.parametrize("how", ["gone", "damaged", "finished"])
async def test_a_code_that_opens_nothing_or_is_finished_keeps_nobody_from_closing(office: Office, how: str) -> None:
    _, _, work = await with_a_code(office)
    concern = await concern_of(work)
    async with office.desk.database.transaction() as tx:
        match how:
            case "gone":
                await concerns.change(tx, replace(concern, finished=office.clock.now().date()))
                await concerns.expire(tx, office.clock.now().date().replace(year=2030), 1)
            case "damaged":
                await tx.write(update(CONCERNS).values(content=b"damaged"))
                await tx.write(update(CONCERN_MESSAGES).values(content=b"damaged"))
            case _:
                await concerns.change(tx, replace(concern, state=State.FINISHED, finished=office.clock.now().date()))
    await work.did(Task.CLOSE, ENTERED)
    assert (await work.now()).closed
    assert not [row for row in await owed(work, *Kind) if row.state is Outcome.OWED]
