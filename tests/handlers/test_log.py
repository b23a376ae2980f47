"""The incident log: whoever handles cases sees those that they may know of, as they stand, and chooses which."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from dialogs import wording_log
from dialogs.alerts import Press
from dialogs.casework.log import State
from dialogs.casework.logged import line_of
from dialogs.casework.record import Act
from handlers import log_table
from handlers.listing import Group
from handlers.log_reading import known
from handlers.not_saved import not_saved
from handlers.reply import Asked, Home, Said
from handlers.turn import OpenedHome, OpenedLog, WantedToFilter, Who
from storage import audit
from storage.tables import AUDIT_ENTRIES, CASES
from tests.handlers.logged_work import NOBODYS, asked, begin, group_of, listed, row_of, sent
from tests.handlers.office import ASHA, BEN, CARYS, DILYS, POLICY, TOM, Office
from tests.handlers.viewing import recorded


async def test_whoever_handles_cases_finds_the_log_at_home_and_nobody_else_does(office: Office) -> None:
    for who, presses in ((ASHA, True), (DILYS, True), (TOM, False), (NOBODYS, False)):
        home = await office.does(OpenedHome(who))
        assert isinstance(home, Home)
        found = [(each.label, each.about) for each in home.buttons if each.press is Press.LOG]
        assert found == ([(wording_log.LOG, "")] if presses else [])


@pytest.mark.parametrize("who", [TOM, NOBODYS], ids=lambda who: who.key)
async def test_anybody_else_is_told_for_whom_it_is_whatever_they_press(office: Office, who: Who) -> None:
    await begin(office)
    not_theirs = Said(wording_log.LOG, wording_log.NOT_YOURS)
    for turn in (OpenedLog(who), OpenedLog(who, "open....."), WantedToFilter(who), sent({}, who)):
        assert await office.does(turn) == not_theirs
    assert await log_table.take(office.desk, who, "") is None


async def test_where_there_is_no_case_that_is_said(office: Office) -> None:
    shown = await listed(office)
    assert shown.groups == (Group("", (), "0 cases.", wording_log.NOTHING),)
    assert [(each.press, each.about) for each in shown.buttons] == [(Press.FILTER, ""), (Press.TAKE, "")]
    assert (shown.title, shown.about) == (wording_log.LOG, "l.")


async def test_a_case_is_listed_as_an_alert_would_say_it_with_how_it_stands(office: Office) -> None:
    work = await begin(office, taken=False)
    case = await work.now()
    row = await row_of(office)
    assert case.reference in row.label
    assert row.state.startswith("Nobody has it. Left: A1, A2")
    assert row.button is not None
    assert (row.button.press, row.button.about, row.urgent) == (Press.OPEN, work.case, False)
    assert "Mia" not in str(row)
    assert not [word for word in ("nobody likes you", "Tom Baker") if word in str(await listed(office))]


async def test_what_nobody_picked_up_in_time_stands_out(office: Office) -> None:
    work = await begin(office, taken=False)
    await work.becomes(replace(await work.now(), rung=1))
    row = await row_of(office, "overdue.....")
    assert row.urgent
    assert row.state.endswith(f"Overdue: {wording_log.NOT_PICKED_UP}.")


async def test_a_step_whose_day_of_review_has_passed_is_overdue_until_it_is_recorded_again(office: Office) -> None:
    work = await begin(office)
    await recorded(work, Act.STEP, step="A6", how="done", outcome="waits", review="2026-12-02")
    office.clock.move(days=1)
    assert not (await row_of(office)).urgent, "that day is not over"
    office.clock.move(days=1)
    row = await row_of(office)
    assert (row.urgent, row.state) == (True, "Overdue: look at A6 again.")
    assert "A6" in row.more[0], "a step that is only looked at again is left to do"
    await recorded(work, Act.STEP, step="A6", how="done", outcome="told")
    assert not (await row_of(office)).urgent


async def test_a_clock_that_is_up_is_said(office: Office) -> None:
    work = await begin(office)
    office.desk = replace(office.desk, policy=POLICY)
    clock = next(each for each in POLICY.casework.clocks if each.id == "report_abuse")
    kind = next(each.id for each in POLICY.categories.values() if set(each.overlays) & set(clock.procedures))
    await work.becomes(replace(await work.now(), category=kind))
    office.clock.move(days=9)
    row = await row_of(office)
    assert row.urgent
    assert f"Overdue: {clock.words[:1].lower()}{clock.words[1:]}." in row.state


async def test_one_that_waits_for_agreement_and_one_that_is_closed_say_so(office: Office) -> None:
    work = await begin(office)
    assert (await row_of(office)).state.startswith("Open, Asha Patel. Left: ")
    await recorded(work, Act.CLOSING, outcome="resolved")
    assert (await row_of(office, "agreement.....")).state.startswith("Waits for agreement to be closed, Asha Patel. ")
    await recorded(work, Act.CLOSED, outcome="resolved", themes="group_chats")
    await work.is_closed()
    row = await row_of(office, "closed.....")
    assert (row.state, row.urgent) == ("Closed on 1 December 2026, Asha Patel.", False)
    assert (await group_of(office, chosen="open.....")).rows == ()
    [logged] = (await known(office.desk, ASHA.key)).cases
    assert (logged.line.outcome, logged.line.themes, logged.line.steps_left) == ("resolved", ("group_chats",), ())


async def test_one_that_was_opened_again_has_not_ended(office: Office) -> None:
    work = await begin(office)
    await recorded(work, Act.CLOSED, outcome="resolved", themes="group_chats")
    [logged] = (await known(office.desk, ASHA.key)).cases
    line = line_of(
        logged.policy, await work.now(), await work.entries(), office.desk.organisation.hours, office.clock.at
    )
    assert (line.state, line.outcome, line.themes, line.closed) == (State.OPEN, "", (), None)


# ----------------------------------------------------------------------------------------------------- who may know


async def test_whoever_is_kept_out_of_a_case_sees_exactly_what_they_would_if_there_were_none(office: Office) -> None:
    await begin(office)
    before = {chosen: await listed(office, BEN, chosen) for chosen in ("", "open.....", "overdue.....")}
    table = await log_table.table_for(office.desk, BEN.key)
    second = await begin(office)
    assert (await group_of(office, BEN)).note == "2 cases."
    case = await second.now()
    await second.becomes(replace(case, excluded=case.excluded | {"ben"}))
    assert {chosen: await listed(office, BEN, chosen) for chosen in before} == before
    await recorded(second, Act.STEP, step="A1", how="done")
    async with office.desk.database.transaction() as tx:  # what is damaged of it tells nothing either
        await tx.write(update(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain == second.case).values(content=b"x" * 64))
    assert {chosen: await listed(office, BEN, chosen) for chosen in before} == before
    assert await log_table.table_for(office.desk, BEN.key) == table
    assert (await group_of(office, ASHA)).note == "2 cases."


async def test_a_case_of_the_route_for_staff_is_known_to_those_whom_it_is_for(office: Office) -> None:
    await begin(office, route=POLICY.reporting.staff_route, category="messages")
    for who in (ASHA, BEN, CARYS, DILYS):
        home = await office.does(OpenedHome(who))
        assert isinstance(home, Home)
        assert len((await group_of(office, who)).rows) == len(home.cases), who
    assert (await group_of(office, BEN)).note == "0 cases."


async def test_an_anonymous_case_is_listed_once_its_alert_is_out(office: Office) -> None:
    later = office.clock.now() + timedelta(hours=2)
    await begin(office, taken=False, reporter="", reporter_name="", since=later)
    assert (await group_of(office)).note == "0 cases."
    office.clock.move(hours=2)
    assert (await known(office.desk, ASHA.key)).cases[0].line.anonymous


# ---------------------------------------------------------------------------------------------------------- damage


async def test_a_case_with_a_damaged_record_is_listed_and_says_so_and_a_damaged_one_is_counted(
    office: Office,
) -> None:
    first, second, third = await begin(office), await begin(office), await begin(office)
    await recorded(first, Act.STEP, step="A1", how="done")
    async with office.desk.database.transaction() as tx:
        await tx.write(update(CASES).where(CASES.c.id == second.case).values(content=b"x" * 64))
        one = (AUDIT_ENTRIES.c.chain == first.case) & (AUDIT_ENTRIES.c.what == Act.STEP)
        await tx.write(update(AUDIT_ENTRIES).where(one).values(content=b"x" * 64))
    group = await group_of(office)
    states = {row.button.about: row.state for row in group.rows if row.button is not None}
    assert states.keys() == {first.case, third.case}
    assert [case for case, state in states.items() if f". {wording_log.DAMAGED}." in state] == [first.case]
    assert group.note == "2 cases. 1 cannot be opened: tell whoever runs the bot."
    table, count = await log_table.table_for(office.desk, ASHA.key)
    assert (count, table.decode().count(wording_log.DAMAGED)) == (2, 1)


async def test_a_case_without_a_record_stands_as_it_was_reported(office: Office) -> None:
    await begin(office)
    async with office.desk.database.transaction() as tx:
        await tx.write(delete(AUDIT_ENTRIES).where(AUDIT_ENTRIES.c.chain != audit.SYSTEM))
    assert (await row_of(office)).state.startswith("Open, Asha Patel. Left: A1")


async def test_where_nothing_can_be_read_that_is_said(office: Office) -> None:
    office.breaks()
    for turn in (OpenedLog(ASHA), sent({"state": ["open"]})):
        reply = await office.does(turn)
        assert isinstance(reply, Said | Asked)
    assert isinstance(not_saved(office.desk, WantedToFilter(ASHA)), Said)
    assert asked(await office.does(WantedToFilter(ASHA, "open....."))).entered["state"] == "open", "it needs none"
