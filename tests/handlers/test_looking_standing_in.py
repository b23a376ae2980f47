"""Word of decisions that somebody might take who stood in, once they do so no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dialogs import wording_due
from handlers.turn import Acknowledged
from tests.handlers.casework.desk_work import MESSAGES_AND_POSTS
from tests.handlers.casework.desk_work import begin as reported
from tests.handlers.office import BEN, Office
from tests.handlers.test_looking import at, reference, waits


async def test_what_somebody_might_decide_who_stood_in_is_told_once_they_do_so_no_more(office: Office) -> None:
    night = datetime(2026, 12, 2, 2, tzinfo=UTC)
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    await at(office, night)  # Ben stands in for the lead while the office is closed
    await office.does(Acknowledged(BEN, work.case))
    await at(office, night + timedelta(hours=6))
    assert not any(waits(office, who) for who in ("asha", "ben", "carys"))

    await at(office, night + timedelta(hours=6, minutes=30))
    await at(office, night + timedelta(days=5))
    told = [each.lines[0] for who in ("asha", "carys") for each in waits(office, who)]
    assert told == [wording_due.to_decide(await reference(work))] * 2, "the parents for either, the police for the lead"


async def test_somebody_who_stands_in_for_days_is_looked_after_each_day(office: Office) -> None:
    org = office.desk.organisation
    office.with_organisation(replace(org, on_duty=replace(org.on_duty, default="ben")))
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    for day in range(1, 4):
        await at(office, datetime(2026, 12, 1 + day, 9, tzinfo=UTC))
    assert not any(waits(office, who) for who in ("asha", "ben", "carys"))
    office.with_organisation(replace(org, on_duty=replace(org.on_duty, out_of_hours="")))
    await at(office, datetime(2026, 12, 5, 9, tzinfo=UTC))
    assert waits(office, "carys")
    assert (await work.now()).acknowledged_by == "ben"
