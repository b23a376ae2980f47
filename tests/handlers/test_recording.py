"""What is written down of a case with a reporter has its time; of one without, its day."""

from datetime import UTC, datetime

from handlers.recording import moment
from storage import audit
from tests.handlers.concern.learner import Learner, broken, takes, the_case
from tests.handlers.office import ASHA, NASTY_MESSAGES, Office


async def times(office: Office) -> set[datetime]:
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        return {entry.at for entry in await audit.entries(tx, case.id)}


async def test_of_an_anonymous_case_only_days_are_written_down(office: Office) -> None:
    office.clock.at = datetime(2027, 6, 1, 12, 34, 56, tzinfo=UTC)
    await Learner(office).tells()
    await takes(office)
    await office.reads_newest(ASHA)
    assert await times(office) == {datetime(2027, 5, 31, 23, tzinfo=UTC)}  # midnight in London


async def test_the_systems_chain_names_no_anonymous_case(office: Office) -> None:
    for _ in range(3):
        await Learner(office).tells()
    async with office.desk.database.transaction() as tx:
        assert await audit.entries(tx, audit.SYSTEM) == ()
    assert await broken(office) == []


async def test_of_a_case_with_a_reporter_the_time_is(office: Office) -> None:
    await office.reports(NASTY_MESSAGES)
    assert moment(office.desk, await the_case(office)) == office.clock.now()
    assert await times(office) == {office.clock.now()}
