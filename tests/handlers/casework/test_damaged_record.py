"""Entries of a case's record that do not open close nobody out of the case, and the case says so."""

from sqlalchemy import update

from dialogs import wording, wording_record
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.severity import Severity
from handlers.reply import Asked, CaseShown, Said
from storage.tables import AUDIT_ENTRIES
from tests.handlers.casework.closing_work import ENTERED, agrees, asks_to_close, ends_every_step
from tests.handlers.casework.desk_work import DeskWork, begin
from tests.handlers.office import BEN, CARYS
from tests.handlers.reporter import ANSWER, Reporter

SAYS_SO = (wording.NOTE, wording_record.DAMAGED)


async def damages(work: DeskWork, *acts: Act) -> None:
    """Every entry of these acts is damaged; every one of the case, if none is named."""
    those = AUDIT_ENTRIES.c.chain == work.case
    if acts:
        those &= AUDIT_ENTRIES.c.what.in_([each.value for each in acts])
    async with work.office.desk.database.transaction() as tx:
        await tx.write(update(AUDIT_ENTRIES).where(those).values(content=b"damaged"))


async def worked(work: DeskWork) -> None:
    """Much was recorded of it."""
    other = await begin(work.office)
    await work.did(Task.NOTE, {Detail.TEXT: "Rang her."})
    await work.did(Task.EVIDENCE, {Detail.ITEM: "12 messages", Detail.WHERE: "On her phone", Detail.HOLDER: "Tom"})
    await work.did(Task.STEP, {Detail.HOW: "done"}, "A1")
    await work.did(Task.SERIOUS, {Detail.TO: Severity.S3, Detail.WHY: "We know more."})
    await work.did(Task.LINK, {Detail.REFERENCE: (await other.now()).reference})
    await work.did(Task.ASK, {Detail.TEXT: "Who was it?"})
    await work.did(Task.HAND_OVER, {Detail.TO: "ben"})
    await Reporter(work).writes(ANSWER)


async def test_a_case_of_which_all_that_was_recorded_is_damaged_is_shown_worked_and_says_so(work: DeskWork) -> None:
    await worked(work)
    assert SAYS_SO not in (await shown(work)).facts
    await damages(work)
    seen = await shown(work)
    assert SAYS_SO in seen.facts
    assert seen.thread == ()
    for task in (Task.NOTE, Task.EVIDENCE, Task.STEP, Task.SERIOUS, Task.KEEP_OUT, Task.LINK, Task.ASK):
        assert isinstance(await work.presses(task, "A1" if task is Task.STEP else ""), Asked)
    await work.did(Task.NOTE, {Detail.TEXT: "The record is damaged."})
    assert isinstance(await work.presses(Task.CLOSE), Said)
    await work.office.settles()


async def shown(work: DeskWork) -> CaseShown:
    """The case, as Asha sees it."""
    reply = await work.opens()
    assert isinstance(reply, CaseShown)
    return reply


async def test_a_damaged_end_of_a_step_is_none(work: DeskWork) -> None:
    await work.did(Task.STEP, {Detail.HOW: "done"}, "A1")
    await damages(work, Act.STEP)
    reply = await work.presses(Task.CLOSE)
    assert isinstance(reply, Said)
    assert "A1" in reply.lines[0]


async def test_nobody_agrees_to_what_they_cannot_read_and_it_can_be_asked_again(work: DeskWork) -> None:
    await asks_to_close(work)
    await damages(work, Act.CLOSING)
    assert isinstance(await work.presses(Task.AGREE, who=BEN), Said)
    await work.did(Task.CLOSE, ENTERED)
    assert isinstance(await agrees(work), CaseShown)
    assert (await work.now()).closed


async def test_that_a_case_was_closed_stands_though_how_it_was_is_damaged(work: DeskWork) -> None:
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    await damages(work, Act.CLOSED)
    seen = await shown(work)
    assert SAYS_SO in seen.facts
    assert "by  at" not in str(seen.facts)
    await work.did(Task.REOPEN, {Detail.WHY: "It began again."}, who=CARYS)
    assert (await work.now()).closed is None


async def test_a_change_that_cannot_be_read_may_have_made_it_the_most_serious(work: DeskWork) -> None:
    await work.did(Task.SERIOUS, {Detail.TO: Severity.S3, Detail.WHY: "We know more."})
    await damages(work, Act.SEVERITY)
    await ends_every_step(work)
    await work.did(Task.CLOSE, ENTERED)
    assert (await work.now()).closed is None


async def test_whoever_is_asked_to_take_over_by_a_damaged_entry_is_not_told(work: DeskWork) -> None:
    await work.did(Task.HAND_OVER, {Detail.TO: "ben"})
    await damages(work, Act.HAND_OVER)
    before = len(work.office.messenger.to("ben"))
    await work.office.settles()
    assert len(work.office.messenger.to("ben")) == before
