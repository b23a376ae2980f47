"""The daily word: when the office opens, whoever has something due hears which cases need them, once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from dialogs import wording, wording_due
from dialogs.alerts import Kind, Message, Press
from dialogs.casework.log import Filter, Only
from dialogs.casework.record import Act, Detail
from dialogs.organisation import Person
from handlers.alerts import LEASE
from handlers.clearing import clear
from handlers.log_reading import known
from handlers.log_table import table_for
from handlers.messenger import NotDelivered
from storage import audit, cases, outbox
from storage.outbox import Problem
from storage.tables import OUTBOX
from tests.fakes import many_cases
from tests.handlers.casework.desk_work import WORKED, DeskWork
from tests.handlers.logged_work import begin, group_of
from tests.handlers.office import ASHA, CARYS, EXAMPLE, POLICY, Office

OPENS = datetime(2026, 12, 2, 8, 30, tzinfo=UTC)
"""When the office opens on the day after that on which the tests begin, a Wednesday."""

FORTY_YEARS = timedelta(weeks=40 * 52)


async def cleared(office: Office) -> None:
    """What the worker does every hour."""
    async with office.desk.database.transaction() as tx:
        await clear(office.desk, tx)


async def at(office: Office, moment: datetime) -> None:
    """It is that moment, and everything is done that is due then."""
    office.clock.at = moment
    await cleared(office)
    await office.settles()


async def looks_again(work: DeskWork, on: str = "2026-12-02", step: str = "A6") -> None:
    """Somebody decided to look at a step again on that day."""
    detail: dict[str, str] = {Detail.STEP: step, Detail.HOW: "done", Detail.OUTCOME: "waits", Detail.REVIEW: on}
    async with work.office.desk.database.transaction() as tx:
        await audit.append(tx, work.case, work.office.clock.now(), "asha", Act.STEP, detail)


async def due_tomorrow(office: Office, **more: object) -> DeskWork:
    """A case that Asha has, and in which something is due on the next day."""
    work = await begin(office, **more)  # type: ignore[arg-type]
    await looks_again(work)
    await cleared(office)
    await office.settles()
    return work


def rounds(office: Office, who: str = "asha") -> list[Message]:
    """What that person was sent of what is due."""
    return [each for each in office.messenger.to(who) if "today" in each.lines[0]]


async def test_whoever_has_something_due_hears_of_it_when_the_office_opens_and_nobody_else_does(office: Office) -> None:
    work = await due_tomorrow(office)
    await at(office, OPENS - timedelta(seconds=1))
    assert office.messenger.sent == []

    await at(office, OPENS)

    [(to, message)] = office.messenger.sent
    assert to == "asha"
    assert message.lines == (wording_due.today(((await work.now()).reference,)),)
    assert [(each.press, each.label, each.about) for each in message.buttons] == [(Press.OPEN, wording.OPEN, work.case)]


async def test_several_lead_to_a_list_of_just_those_the_most_serious_first(office: Office) -> None:
    many = [await due_tomorrow(office) for _ in range(3)]
    worst = many[1]
    await worst.becomes(replace(await worst.now(), severity=min(type((await worst.now()).severity))))
    await begin(office)  # one in which nothing is due

    await at(office, OPENS)

    [message] = rounds(office)
    [button] = message.buttons
    assert (button.press, button.about) == (Press.LOG, Filter(Only.TODAY).text)
    shown = await group_of(office, chosen=button.about)
    listed = [each.button.about for each in shown.rows if each.button]
    assert sorted(listed) == sorted(each.case for each in many)
    assert listed[0] == worst.case
    assert message.lines[0].startswith(f"3 cases need you today: {(await worst.now()).reference}, ")
    assert all("Today: look at A6 again." in each.state for each in shown.rows)
    content, count = await table_for(office.desk, ASHA.key, button.about)
    assert (count, bool(content)) == (3, True)


@pytest.mark.untraced
async def test_it_comes_once_a_day_on_which_the_office_opens_until_it_is_done(office: Office) -> None:
    await due_tomorrow(office)
    for hour in range(24 * 7):
        await at(office, OPENS + timedelta(hours=hour))
    assert len(rounds(office)) == 6  # Wednesday to Saturday, Monday and Tuesday


async def test_a_bot_that_was_down_does_it_when_it_is_back_the_same_day_and_never_two_days_at_once(
    office: Office,
) -> None:
    await due_tomorrow(office)
    await at(office, OPENS + timedelta(hours=9))
    assert len(rounds(office)) == 1
    await at(office, OPENS + timedelta(days=2, hours=1))
    assert len(rounds(office)) == 2
    await at(office, OPENS + timedelta(days=4))  # a Sunday
    assert len(rounds(office)) == 2


async def test_one_that_was_owed_and_could_not_go_out_is_not_sent_on_another_day(office: Office) -> None:
    await due_tomorrow(office)
    office.messenger.fail(1, retry_after=24 * 3600)
    await at(office, OPENS)
    await at(office, OPENS + timedelta(days=1, hours=1))
    assert len(rounds(office)) == 1


async def test_what_somebody_may_not_know_of_when_it_is_sent_is_not_in_it(office: Office) -> None:
    work = await due_tomorrow(office)
    await work.becomes(replace(await work.now(), excluded=frozenset({"asha"})))
    await at(office, OPENS)
    assert rounds(office) == []
    assert rounds(office, "ben")
    assert rounds(office, "carys")


async def test_a_closed_case_is_in_it_no_more(office: Office) -> None:
    work = await due_tomorrow(office)
    await work.is_closed()
    await at(office, OPENS)
    assert office.messenger.sent == []


async def test_nobody_is_told_on_a_day_that_is_none_of_work_by_now(office: Office) -> None:
    await due_tomorrow(office)
    hours = replace(EXAMPLE.hours, closed=(*EXAMPLE.hours.closed, (OPENS.date(), OPENS.date())))
    office.with_organisation(replace(EXAMPLE, hours=hours))
    await at(office, OPENS + timedelta(hours=1))
    assert rounds(office) == []
    await at(office, OPENS + timedelta(days=1))
    assert len(rounds(office)) == 1


async def test_whoever_has_left_is_told_nothing(office: Office) -> None:
    await due_tomorrow(office)
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "asha": Person("asha", "Asha Patel", ())}))
    await at(office, OPENS)
    assert rounds(office) == []


async def test_however_many_replicas_owe_it_it_is_sent_once(office: Office) -> None:
    await due_tomorrow(office)
    await asyncio.gather(cleared(office), cleared(office), cleared(office))
    await at(office, OPENS)
    await cleared(office)
    await at(office, OPENS + timedelta(hours=1))
    assert len(rounds(office)) == 1


async def test_a_worker_that_died_with_it_leaves_it_to_another_which_says_that_it_may_be_a_repeat(
    office: Office,
) -> None:
    await due_tomorrow(office)
    office.clock.at = OPENS
    async with office.desk.database.transaction() as tx:
        assert await outbox.claim(tx, office.clock.now(), "a worker that died", LEASE, 20)
    await office.passes(seconds=1)
    assert rounds(office) == []

    await office.passes(seconds=LEASE.total_seconds())

    [message] = rounds(office)
    assert message.lines[-1] == wording.MAYBE_REPEAT


async def test_one_that_may_have_arrived_says_so_when_it_is_sent_again(office: Office) -> None:
    await due_tomorrow(office)
    office.messenger.fails = [NotDelivered(Problem.TIMED_OUT)]
    await at(office, OPENS)
    await office.passes(minutes=5)
    [message] = rounds(office)
    assert message.lines[-1] == wording.MAYBE_REPEAT


async def test_those_of_days_before_are_not_kept(office: Office) -> None:
    await due_tomorrow(office)
    for day in range(9):
        await at(office, OPENS + timedelta(days=day))
    async with office.desk.database.transaction() as tx:
        rows = await tx.rows(select(OUTBOX.c.draft_id).where(OUTBOX.c.kind == Kind.ROUND.value))
    assert len({row.draft_id for row in rows}) == 2, "today's, and the next day's"


async def test_whoever_reviews_how_long_records_are_kept_hears_when_it_is_time(office: Office) -> None:
    work = await begin(office)
    casework = replace(WORKED.casework, retention=POLICY.casework.retention)
    office.desk = replace(office.desk, policy=replace(WORKED, casework=casework))
    async with office.desk.database.transaction() as tx:
        await audit.append(tx, work.case, office.clock.now(), "asha", Act.CLOSED, {})
    await work.is_closed()
    await at(office, OPENS)
    assert office.messenger.sent == []
    await at(office, OPENS + FORTY_YEARS)
    reviewing = {each.key for role in casework.retention.by for each in EXAMPLE.holders(role)}
    assert {to for to, _ in office.messenger.sent} == reviewing - {"dilys"}, "who may not know of it is not told"


@pytest.mark.untraced
async def test_with_hundreds_of_cases_nobody_waits_for_it(office: Office) -> None:
    desk = office.desk
    await many_cases.keep(desk.database, desk.policy, desk.organisation, desk.clock.now(), 120, 6)
    waits: list[float] = []
    working = asyncio.create_task(known(office.desk, CARYS.key, today=True))
    loop = asyncio.get_running_loop()
    while not working.done():
        began = loop.time()
        await asyncio.sleep(0)
        waits.append(loop.time() - began)
    assert len(waits) > 60, "it lets others go on, case by case"
    found = (await working).chosen(Filter(Only.TODAY))
    async with office.desk.database.transaction() as tx:
        every = {case.id: case for case in await cases.every(tx)}
    assert found
    assert all(CARYS.key not in every[each.case.id].excluded for each in found)
    assert [each.line.severity for each in found] == sorted(each.line.severity for each in found)
