"""Word that a clock is nearly up, and that a decision waits for somebody whom nobody would ask."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from dialogs import wording, wording_due
from dialogs.alerts import Kind, Message, Owed, Press, To
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail
from dialogs.casework.rules import Clock
from dialogs.severity import Span, Unit
from handlers.alerts import LEASE
from handlers.looking import look, owe_a_look
from handlers.parcels import NotAMessageAboutACase, parcel
from handlers.reply import CaseShown
from handlers.turn import Acknowledged
from storage import cases, outbox
from storage.outbox import Claimed, State
from tests.handlers.casework.desk_work import MESSAGES_AND_POSTS, WORKED, DeskWork
from tests.handlers.casework.desk_work import begin as reported
from tests.handlers.logged_work import begin
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, EXAMPLE, Office
from tests.handlers.reporter import Reporter

PROCEDURES = tuple(WORKED.procedures)
ADVICE = Clock("advice", "Ask somebody", Span(1, Unit.WORKING_DAYS), PROCEDURES, ("A5",), "The law.", None, None, None)
CLOCKED = replace(WORKED, casework=replace(WORKED.casework, clocks=(ADVICE,)))
WARNED = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
"""Two hours of work before a clock of one working day is up that began on that Tuesday at ten."""
UP = datetime(2026, 12, 2, 10, tzinfo=UTC)


async def clocked(office: Office, **more: object) -> DeskWork:
    """A case that Asha has, with a clock that runs; it has been looked at."""
    work = await begin(office, **more)  # type: ignore[arg-type]
    office.desk = replace(office.desk, policy=CLOCKED)
    await looked_at(work)
    return work


async def looked_at(work: DeskWork) -> None:
    """Something was done with the case, and what is due is done."""
    async with work.office.desk.database.transaction() as tx:
        case = await cases.get(tx, work.case)
        assert case is not None
        await owe_a_look(work.office.desk, tx, case)
    await work.office.settles()


async def at(office: Office, moment: datetime) -> None:
    """It is that moment, and everything is done that is due then."""
    office.clock.at = moment
    await office.settles()


async def reference(work: DeskWork) -> str:
    return (await work.now()).reference


async def states(work: DeskWork, kind: Kind) -> list[State]:
    """What became of what was owed of that kind."""
    async with work.office.desk.database.transaction() as tx:
        return [row.state for row in await outbox.of_case(tx, work.case) if row.owed.kind is kind]


def waits(office: Office, who: str) -> list[Message]:
    """What that person was sent of decisions."""
    return [each for each in office.messenger.to(who) if "decision" in each.lines[0]]


# ------------------------------------------------------------------------------------------------------------- clocks


async def test_whoever_has_the_case_hears_once_that_a_clock_is_nearly_up_and_nobody_else_does(office: Office) -> None:
    work = await clocked(office)
    await at(office, WARNED - timedelta(seconds=1))
    assert office.messenger.sent == []

    await at(office, WARNED)
    await looked_at(work)
    await at(office, UP + timedelta(days=3))

    [(to, message)] = office.messenger.sent
    assert to == "asha"
    assert message.lines == (wording_due.runs_out(await reference(work), "10:00 on Wednesday 2 December"),)
    assert [(each.press, each.about) for each in message.buttons] == [(Press.OPEN, work.case)]


async def test_nobody_hears_of_a_clock_that_has_stopped(office: Office) -> None:
    work = await clocked(office)
    given = {Detail.AGENCY: "police", Detail.REFERENCE: "1", Detail.ON: "1/12/2026", Detail.HOW: "done"}
    await work.does(Task.STEP, given, "A5")
    await at(office, UP)
    assert await work.entries(Act.STEP)
    assert not [each for _, each in office.messenger.sent if "has to be done" in each.lines[0]]


async def test_a_clock_of_a_case_that_nobody_has_is_told_to_those_who_read_it(office: Office) -> None:
    work = await begin(office, taken=False)
    office.desk = replace(office.desk, policy=CLOCKED)
    await looked_at(work)
    await at(office, WARNED)
    assert {to for to, _ in office.messenger.sent} == {"asha", "ben", "carys"}


async def test_whoever_takes_a_case_over_hears_of_its_clock_too(office: Office) -> None:
    work = await clocked(office)
    await at(office, WARNED)
    await work.did(Task.TAKE_OVER, {}, who=BEN)
    await office.settles()
    assert [each.lines[0] for each in office.messenger.to("ben")] == [
        wording_due.runs_out(await reference(work), "10:00 on Wednesday 2 December")
    ]


async def test_whoever_had_the_case_when_it_was_owed_and_has_it_no_more_is_not_told(office: Office) -> None:
    work = await clocked(office)
    office.messenger.fail(1, retry_after=60)
    await at(office, WARNED)
    await work.becomes(replace(await work.now(), acknowledged_by="ben"))
    await office.passes(minutes=2)
    assert office.messenger.to("asha") == []
    assert await states(work, Kind.RUNS_OUT) == [State.MOOT]


async def test_a_bot_that_was_down_says_that_it_should_have_been_done(office: Office) -> None:
    work = await clocked(office)
    await at(office, UP)
    assert office.messenger.to("asha")[0].lines == (wording_due.has_run_out(await reference(work)),)


async def test_a_clock_is_told_all_the_same_where_the_office_opens_earlier_than_when_it_was_owed(
    office: Office,
) -> None:
    await clocked(office)
    hours = office.desk.organisation.hours
    earlier = replace(hours, week={day: (time(7), closes) for day, (_, closes) in hours.week.items()})
    office.with_organisation(replace(office.desk.organisation, hours=earlier))
    await at(office, WARNED)
    assert office.messenger.sent == [], "two hours of work are left only on the day after, at eight"
    await at(office, datetime(2026, 12, 2, 8, tzinfo=UTC))
    assert len(office.messenger.to("asha")) == 1


async def test_of_an_anonymous_case_no_clock_is_told_at_any_hour(office: Office) -> None:
    work = await clocked(office, reporter="", reporter_name="", draft="")
    await at(office, UP + timedelta(days=1))
    assert office.messenger.sent == []
    assert await states(work, Kind.LOOK) == [State.SENT]


async def test_a_report_that_starts_a_clock_is_looked_at_and_another_is_not(office: Office) -> None:
    without = await reported(office, taken=None)
    assert await states(without, Kind.LOOK) == []
    office.desk = replace(office.desk, policy=CLOCKED)
    await office.fills_in_the_usual()
    await office.settles()
    newest = DeskWork(office, await office.newest_case())
    assert await states(newest, Kind.LOOK) == [State.SENT, State.OWED]


async def test_nothing_is_told_of_a_case_that_was_closed_or_destroyed_meanwhile(office: Office) -> None:
    work, gone = await clocked(office), await clocked(office)
    await work.is_closed()
    await looked_at(work)
    assert await states(work, Kind.LOOK) == [State.SENT, State.OWED], "only the one of before, of its clock"
    await office.purges(gone.case)
    nothing = Claimed(Owed(Kind.LOOK, To.PERSON, WARNED, gone.case), 1, 1, maybe_repeat=False, until=UP)
    async with office.desk.database.transaction() as tx:
        await look(office.desk, tx, nothing)
        told = replace(nothing, owed=Owed(Kind.RUNS_OUT, To.PERSON, WARNED, work.case, person="asha"))
        assert await parcel(office.desk, tx, told) is None
    await at(office, UP)
    assert office.messenger.sent == []


# ---------------------------------------------------------------------------------------------------------- decisions


async def decision(office: Office) -> DeskWork:
    """A case that Asha has, in which the lead alone may decide something; what is due is done."""
    return await reported(office, MESSAGES_AND_POSTS)


async def test_whoever_alone_may_decide_hears_once_that_it_waits_for_them(office: Office) -> None:
    work = await decision(office)
    [message] = waits(office, "carys")
    assert message.lines == (wording_due.to_decide(await reference(work)),)
    assert [(each.press, each.label, each.about) for each in message.buttons] == [(Press.OPEN, wording.OPEN, work.case)]
    assert not any(waits(office, who) for who in ("asha", "ben", "dilys"))

    await work.did(Task.NOTE, {Detail.TEXT: "Something else."})
    await office.settles()
    await looked_at(work)
    assert len(waits(office, "carys")) == 1


async def test_nobody_is_told_of_what_whoever_has_the_case_may_decide(office: Office) -> None:
    await reported(office, MESSAGES_AND_POSTS, taken=CARYS)
    assert not any(waits(office, who) for who in ("asha", "ben", "carys", "dilys"))


async def test_what_was_decided_before_it_could_be_told_is_not_told(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    await office.does(Acknowledged(ASHA, work.case))
    office.messenger.fail(9, retry_after=60)
    await office.settles()
    await work.did(Task.STEP, {Detail.OUTCOME: "told", Detail.WHY: "A crime."}, "B4", CARYS)
    await office.passes(minutes=5)
    assert waits(office, "carys") == []
    assert State.MOOT in await states(work, Kind.TO_DECIDE)


async def test_what_can_be_decided_only_now_is_told_now(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    both = [each.lines[0] for who in ("asha", "carys") for each in waits(office, who)]
    assert both == [wording_due.to_decide(await reference(work))] * 2, "the parents for either, the police for the lead"


async def test_somebody_who_could_decide_and_does_not_know_of_the_case_is_told_of_it_by_this(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    only = replace(WORKED.casework.decisions["police"], by=("champion",))
    rules = replace(WORKED.casework, decisions={**WORKED.casework.decisions, "police": only})
    office.desk = replace(office.desk, policy=replace(WORKED, casework=rules))
    assert not isinstance(await work.opens(DILYS), CaseShown)
    await office.does(Acknowledged(ASHA, work.case))
    await office.settles()
    assert len(waits(office, "dilys")) == 1
    assert isinstance(await work.opens(DILYS), CaseShown)


async def test_word_of_a_decision_lets_nobody_in_to_a_case_that_goes_another_way_later(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=BEN)
    assert waits(office, "asha")
    await work.did(Task.TAKE_OVER, {}, who=CARYS)
    await work.did(Task.KIND, {Detail.TO: "staff_concern", Detail.WHY: "It is about a tutor."}, who=CARYS)
    assert (await work.now()).route == "staff_conduct"
    assert not isinstance(await work.opens(ASHA), CaseShown)


async def test_whoever_must_not_know_of_the_case_is_never_told_that_a_decision_waits(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    await work.becomes(replace(await work.now(), excluded=frozenset({"carys"})))
    await office.does(Acknowledged(ASHA, work.case))
    await office.settles()
    assert not any(waits(office, who) for who in EXAMPLE.people)
    assert "carys" not in (await work.now()).told


async def test_what_was_cancelled_by_closing_is_told_once_the_case_is_open_again(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    office.messenger.fails_to = {}
    await office.does(Acknowledged(ASHA, work.case))
    office.messenger.fail(9, retry_after=600)
    await office.settles()
    async with office.desk.database.transaction() as tx:
        await outbox.cancel(tx, {Kind.TO_DECIDE}, case_id=work.case)
    office.messenger.fails.clear()
    await looked_at(work)
    assert len(waits(office, "carys")) == 1


async def test_the_clock_of_a_case_that_its_reporter_opens_again_is_told(office: Office) -> None:
    work = await clocked(office)
    await work.is_closed()
    await at(office, WARNED)
    assert office.messenger.sent == []
    await Reporter(work).writes()
    assert any("has to be done" in each.lines[0] for _, each in office.messenger.sent)


async def test_a_worker_that_died_while_looking_leaves_it_to_another_and_nobody_is_told_twice(office: Office) -> None:
    work = await reported(office, MESSAGES_AND_POSTS, taken=None)
    await office.does(Acknowledged(ASHA, work.case))
    for _ in range(3):
        await office.somebody_else_claims()
    await office.passes(seconds=LEASE.total_seconds() + 1)
    assert len(waits(office, "carys")) == 1
    await asyncio.gather(*(looked_at(work) for _ in range(3)))
    assert len(waits(office, "carys")) == 1


@pytest.mark.parametrize("kind", [Kind.LOOK, Kind.ROUND])
async def test_what_is_no_message_about_a_case_is_never_made_into_one(office: Office, kind: Kind) -> None:
    work = await reported(office)
    claimed = Claimed(Owed(kind, To.PERSON, WARNED, work.case, person="asha"), 1, 1, maybe_repeat=False, until=UP)
    async with office.desk.database.transaction() as tx:
        with pytest.raises(NotAMessageAboutACase):
            await parcel(office.desk, tx, claimed)
