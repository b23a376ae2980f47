"""Whoever is to be told of a concern, and when: danger at once, the rest at a time that tells nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs import wording_learner
from dialogs.alerts import Kind, Owed, To
from dialogs.organisation import Anonymous
from handlers.reply import NoSuchCase
from handlers.turn import Acknowledged, OpenedCase, OpenedHome
from storage import outbox
from tests.handlers.concern.learner import (
    BLACKMAIL,
    DANGER,
    NASTY,
    STAFF,
    WORDS,
    Learner,
    broken,
    every_case,
    happened,
    owed,
    takes,
    the_case,
    with_settings,
)
from tests.handlers.office import ASHA, BEN, CARYS, EXAMPLE, Office

BOTH = Anonymous(named=True, code_only=True)
SATURDAY_EVENING = datetime(2026, 12, 5, 20, 7, tzinfo=UTC)


@pytest.mark.parametrize("choices", [DANGER, BLACKMAIL])
async def test_what_is_urgent_is_told_at_once(office: Office, choices: dict[str, str]) -> None:
    await Learner(office).tells(choices)
    await office.settles()
    assert office.messenger.to("asha")


async def test_danger_tells_everybody_at_once_though_alerts_are_held_back(office: Office) -> None:
    office.with_organisation(with_settings(replace(BOTH, delay=True)))
    await Learner(office).tells(DANGER, "He is at the door")
    await office.settles()
    assert {to for to, _ in office.messenger.sent} == {"asha", "ben", "carys", "#"}


@pytest.mark.parametrize(("minute", "due"), [(0, 15), (7, 15), (14, 15), (15, 30), (59, 60)])
async def test_what_is_not_urgent_is_told_at_the_next_quarter(office: Office, minute: int, due: int) -> None:
    start = office.clock.now().replace(minute=0)
    office.clock.at = start + timedelta(minutes=minute)
    await Learner(office).tells()
    [alert] = await owed(office, "alert")
    assert alert.owed.due == start + timedelta(minutes=due)


@pytest.mark.parametrize("drawn", range(15))
async def test_held_back_it_is_told_one_to_fifteen_minutes_later(office: Office, drawn: int) -> None:
    office.with_organisation(with_settings(replace(BOTH, delay=True)))
    lena = Learner(office)
    last = await lena.comes_to_the_end()
    office.chance.count = drawn
    await lena.sends(last)
    [alert] = await owed(office, "alert")
    later = alert.owed.due - office.clock.now() - timedelta(minutes=15)
    assert timedelta(minutes=1) <= later <= timedelta(minutes=15)


async def test_no_message_about_it_says_a_word_or_a_time(office: Office) -> None:
    await Learner(office).tells(BLACKMAIL)
    await office.settles()
    said = str(office.messenger.sent)
    assert WORDS not in said
    assert "10:00" not in said
    assert "lena" not in said.lower()


async def test_nothing_is_ever_owed_to_whoever_told_us(office: Office) -> None:
    await Learner(office).tells(DANGER)
    await office.passes(hours=3)
    await takes(office)
    await office.passes(hours=3)
    assert To.REPORTER not in {row.owed.to for row in await owed(office)}
    assert {to for to, _ in office.messenger.sent} <= {"asha", "ben", "carys", "dilys", "#"}


async def test_while_nobody_takes_it_it_climbs_the_ladder(office: Office) -> None:
    await Learner(office).tells(BLACKMAIL)
    await office.settles()
    for minutes, person in ((31, "ben"), (60, "carys"), (120, "dilys")):
        assert not office.messenger.to(person)
        await office.passes(minutes=minutes)
        assert office.messenger.to(person)
    assert "nobody acknowledged in time" in await happened(office)


async def test_what_is_not_urgent_climbs_in_working_time(office: Office) -> None:
    await Learner(office).tells()
    await office.passes(minutes=16)
    assert not office.messenger.to("ben")
    await office.passes(hours=4)
    assert office.messenger.to("ben")


async def test_out_of_hours_whoever_was_on_duty_keeps_what_they_took(office: Office) -> None:
    office.clock.at = SATURDAY_EVENING
    lena = Learner(office)
    code = await lena.tells(BLACKMAIL)
    await office.settles()
    assert office.messenger.to("ben")
    await takes(office, BEN)
    assert (await the_case(office)).started == datetime(2026, 12, 5, tzinfo=UTC)
    office.clock.at = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
    told = len(office.messenger.to("ben"))
    await lena.writes(await lena.opens(code), "He wrote again")
    await office.settles()
    assert (await the_case(office)).acknowledged_by == "ben"
    assert len(office.messenger.to("ben")) == told + 1


async def test_once_taken_nothing_says_when_it_came(office: Office) -> None:
    await Learner(office).tells(BLACKMAIL)
    await office.passes(minutes=3)
    await takes(office)
    case = await the_case(office)
    midnight = datetime(2026, 12, 1, tzinfo=UTC)
    assert case.acknowledged_at == midnight
    assert case.started == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    rows = await owed(office)
    assert {row.owed.due for row in rows} == {midnight}
    assert {row.at for row in rows} <= {midnight, None}
    assert {row.platform_id for row in rows} == {""}


async def test_an_alert_that_was_sent_says_who_took_it(office: Office) -> None:
    await Learner(office).tells(DANGER)
    await office.settles()
    await takes(office, BEN)
    assert {to for to, _ in office.messenger.changed} == {"asha", "ben", "carys", "#"}
    assert all("Ben Okafor" in str(message) for _, message in office.messenger.changed)


async def test_an_alert_that_is_on_its_way_when_it_is_taken_says_so_afterwards(office: Office) -> None:
    await Learner(office).tells(DANGER)
    case = await the_case(office)

    async def meanwhile() -> None:
        await office.does(Acknowledged(BEN, case.id))

    office.messenger.before_sending = meanwhile
    await office.settles()
    assert office.messenger.changed
    assert {row.platform_id for row in await owed(office)} == {""}
    assert await broken(office) == []


async def test_about_the_coordinator_it_is_nothing_the_coordinator_can_see(office: Office) -> None:
    await Learner(office).tells(STAFF, subject="Asha Patel")
    await office.passes(hours=2)
    case = await the_case(office)
    assert "asha" in case.excluded
    assert not office.messenger.to("asha")
    assert not office.messenger.to("#")
    assert office.messenger.to("carys")
    assert isinstance(await office.does(OpenedCase(ASHA, case.id)), NoSuchCase)
    assert case.reference not in str(await office.does(OpenedHome(ASHA)))
    assert case.reference in str(await office.does(OpenedHome(CARYS)))


async def test_somebody_who_is_not_to_be_told_is_not(office: Office) -> None:
    await Learner(office).tells(BLACKMAIL, not_do="please don't tell asha")
    await office.passes(hours=2)
    assert not office.messenger.to("asha")
    assert not office.messenger.to("#")
    assert office.messenger.to("ben")


async def test_when_it_is_about_everybody_nothing_is_stored_and_the_words_stay(office: Office) -> None:
    lena = Learner(office)
    last = await lena.comes_to_the_end(STAFF)
    shown = await lena.sends(last, subject="Carys Jones and Dilys Ward")
    assert await every_case(office) == ()
    assert shown.remark == wording_learner.NOBODY_MAY_READ
    assert shown.entered["account"] == WORDS
    assert shown.notices[0].numbers
    assert shown.code == ""


async def test_an_office_that_is_closed_says_when_it_opens(office: Office) -> None:
    office.clock.at = SATURDAY_EVENING
    lena = Learner(office)
    shown = await lena.sends(await lena.comes_to_the_end(NASTY))
    said = " ".join(each.text for each in shown.notices)
    assert "Nobody is at work now. We open again at 08:30" in said
    assert EXAMPLE.hours.time_zone.key == "Europe/London"


async def test_staff_read_the_day_and_that_nobody_knows_whose_it_is(office: Office) -> None:
    await Learner(office).tells(BLACKMAIL)
    await office.settles()
    shown = await office.reads_newest(ASHA)
    assert "Nobody knows: they have a code" in shown
    assert "Only the day is kept" in shown
    assert WORDS in shown


async def test_nothing_about_a_case_is_ever_sent_to_everybody(office: Office) -> None:
    await Learner(office).tells()
    case = await the_case(office)
    async with office.desk.database.transaction() as tx:
        await outbox.owe(tx, Owed(Kind.ALERT, To.EVERYBODY, office.clock.now(), case=case.id, person="slack"))
    await office.settles()
    assert office.messenger.sent == []
