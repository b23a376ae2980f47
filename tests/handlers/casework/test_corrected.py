"""What somebody has put right about a case stays so, whatever its reporter sends after that."""

from sqlalchemy import update

from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from storage.tables import AUDIT_ENTRIES
from tests.handlers.casework.test_more_after_closing import one_line, the_rest
from tests.handlers.office import Office

KIND = {Detail.TO: "image_under_18", Detail.WHY: "There is a picture."}


async def test_the_kind_that_somebody_gave_a_case_stays_when_the_whole_report_comes(office: Office) -> None:
    work, screen = await one_line(office)
    await work.did(Task.KIND, KIND)
    await the_rest(office, screen)
    case = await work.now()
    assert (case.category, case.route, case.complete) == ("image_under_18", "restricted", True)


async def test_without_a_correction_the_whole_report_says_what_kind_it_is(office: Office) -> None:
    work, screen = await one_line(office)
    await the_rest(office, screen)
    case = await work.now()
    assert (case.category, case.route) == ("messages", "channel")


async def test_a_damaged_record_stops_nothing_from_coming_in(office: Office) -> None:
    work, screen = await one_line(office)
    await work.did(Task.KIND, KIND)
    async with office.desk.database.transaction() as tx:
        await tx.write(update(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == work.case).values(content=b"damaged"))
    await the_rest(office, screen)
    assert len((await work.now()).reports) == 2
