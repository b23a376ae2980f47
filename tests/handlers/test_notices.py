"""The weekly word to everybody: the same whether or not anybody wrote to us, once on each platform."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from dialogs import wording_learner
from dialogs.alerts import Press
from dialogs.organisation import Anonymous, Channels, Weekly
from dialogs.reporting import Reporting
from handlers.clearing import clear
from handlers.notices import next_of
from tests.handlers.concern.learner import Learner, with_settings
from tests.handlers.office import EXAMPLE, POLICY, Office

EVERYWHERE = Channels(slack="C0ALL", teams="19:all@thread.tacv2")
FRIDAYS = Weekly(4, time(9), EVERYWHERE)
FRIDAY = datetime(2026, 12, 4, 9, tzinfo=UTC)


def weekly(reminder: Weekly | None) -> Anonymous:
    return Anonymous(named=True, code_only=True, reminder=reminder)


async def cleared(office: Office) -> None:
    async with office.desk.database.transaction() as tx:
        await clear(office.desk, tx)


@pytest.mark.parametrize("somebody_wrote", [True, False])
async def test_everybody_is_reminded_once_on_each_platform(office: Office, *, somebody_wrote: bool) -> None:
    office.with_organisation(with_settings(weekly(FRIDAYS)))
    if somebody_wrote:
        await Learner(office).tells()
    for _ in range(3):
        await cleared(office)
    office.clock.at = FRIDAY - timedelta(seconds=1)
    await office.settles()
    office.messenger.sent.clear()
    await office.passes(seconds=1)
    assert [to for to, _ in office.messenger.sent] == ["everybody:slack", "everybody:teams"]
    [message] = office.messenger.to("everybody:slack")
    assert message.lines == wording_learner.REMINDER
    assert [(button.press, button.about) for button in message.buttons] == [(Press.CHECK, ""), (Press.TELL, "")]


async def test_it_comes_every_week(office: Office) -> None:
    office.with_organisation(with_settings(weekly(FRIDAYS)))
    for _ in range(4 * 21):
        await cleared(office)
        await office.passes(hours=6)
    assert len(office.messenger.to("everybody:slack")) == 3


async def test_a_platform_without_a_channel_gets_none(office: Office) -> None:
    office.with_organisation(with_settings(weekly(replace(FRIDAYS, channels=Channels(teams="19:all@thread.tacv2")))))
    await cleared(office)
    await office.passes(days=4)
    assert [to for to, _ in office.messenger.sent] == ["everybody:teams"]


async def test_where_nobody_wants_it_nothing_is_owed(office: Office) -> None:
    office.with_organisation(with_settings(weekly(None)))
    await cleared(office)
    await office.passes(days=8)
    assert office.messenger.sent == []


async def test_a_policy_without_such_a_form_reminds_nobody(office: Office) -> None:
    without: Reporting = replace(POLICY.reporting, concern=None)
    office.with_organisation(with_settings(weekly(FRIDAYS)))
    office.desk = replace(office.desk, policy=replace(POLICY, reporting=without))
    await cleared(office)
    await office.passes(days=8)
    assert office.messenger.sent == []


async def test_a_reminder_that_is_a_week_late_or_no_longer_wanted_is_not_sent(office: Office) -> None:
    office.with_organisation(with_settings(weekly(FRIDAYS)))
    await cleared(office)
    office.clock.at = FRIDAY + timedelta(days=7, seconds=1)
    await office.settles()
    await cleared(office)
    office.with_organisation(with_settings(weekly(None)))
    await office.passes(days=7)
    assert office.messenger.sent == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 12, 1, 10, tzinfo=UTC), FRIDAY),
        (FRIDAY - timedelta(seconds=1), FRIDAY),
        (FRIDAY, FRIDAY + timedelta(days=7)),
        (FRIDAY + timedelta(hours=1), FRIDAY + timedelta(days=7)),
        # 09:00 in London is 08:00 UTC from 28 March 2027 on, and 09:00 again from 31 October on.
        (datetime(2027, 3, 26, 9, tzinfo=UTC), datetime(2027, 4, 2, 8, tzinfo=UTC)),
        (datetime(2027, 10, 29, 8, tzinfo=UTC), datetime(2027, 11, 5, 9, tzinfo=UTC)),
    ],
)
def test_it_is_due_at_the_same_time_of_the_offices_clock(now: datetime, due: datetime) -> None:
    assert next_of(FRIDAYS, EXAMPLE.hours, now) == due


def test_late_in_the_evening_the_office_is_a_day_ahead_of_utc() -> None:
    just_before_monday = datetime(2027, 6, 6, 23, 30, tzinfo=UTC)  # 00:30 on Monday in London
    assert next_of(Weekly(0, time(0, 15), EVERYWHERE), EXAMPLE.hours, just_before_monday) == datetime(
        2027, 6, 13, 23, 15, tzinfo=UTC
    )
