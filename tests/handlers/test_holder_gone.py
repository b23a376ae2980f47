"""Whoever has a case may not know of it any more: it is shown as nobody's everywhere, not as seen to."""

from dataclasses import replace

import pytest

from dialogs import wording
from dialogs.alerts import Kind, Press
from dialogs.casework.powers import Task
from dialogs.casework.record import Detail
from handlers.clearing import clear
from handlers.holder_gone import tell_of
from handlers.log_table import table_for
from handlers.reply import CaseLine, CaseShown, Home, Waiting
from handlers.turn import OpenedHome
from storage import outbox
from tests.handlers.casework.desk_work import DeskWork
from tests.handlers.logged_work import begin, group_of
from tests.handlers.office import BEN, EXAMPLE, Office


@pytest.fixture
async def work(office: Office) -> DeskWork:
    """A case of Asha's, who handles no cases any more."""
    work = await begin(office)
    gone = replace(EXAMPLE.people["asha"], roles=())
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "asha": gone}))
    return work


async def at_home(office: Office) -> CaseLine:
    """The only case on Ben's home page."""
    home = await office.does(OpenedHome(BEN))
    assert isinstance(home, Home)
    [line] = home.cases
    return line


async def test_at_home_nobody_has_it(office: Office, work: DeskWork) -> None:
    line = await at_home(office)
    assert (line.state, line.waiting) == (wording.STILL_NOBODY, Waiting.NEW)
    await work.becomes(replace(await work.now(), rung=1))
    assert (await at_home(office)).waiting is Waiting.OVERDUE


async def test_in_the_log_and_its_table_nobody_has_it(office: Office, work: DeskWork) -> None:
    [row] = (await group_of(office, BEN, "nobody.....")).rows
    assert row.state.startswith("Nobody has it.")
    table, count = await table_for(office.desk, "ben")
    assert (count, b"Coordinator" in table) == (1, False)
    await work.is_closed()
    assert not (await group_of(office, BEN, "nobody.....")).rows


async def cleared(office: Office) -> None:
    """What is done at the start and every hour, twice."""
    for _ in range(2):
        async with office.desk.database.transaction() as tx:
            await clear(office.desk, tx)
    await office.settles()


async def told(work: DeskWork) -> list[tuple[str, str]]:
    """Who is owed an alert, or was sent one."""
    async with work.office.desk.database.transaction() as tx:
        rows = await outbox.of_case(tx, work.case)
    return [(row.owed.kind.value, row.owed.person) for row in rows if row.owed.kind in {Kind.ALERT, Kind.ESCALATE}]


async def test_others_are_told_of_it_as_of_a_new_one(office: Office, work: DeskWork) -> None:
    before = await work.entries()
    await cleared(office)
    now = await work.now()
    assert (now.acknowledged_by, now.since, now.rung) == ("", office.clock.now(), 0)
    assert [(each.what, each.detail.get("to")) for each in (await work.entries())[len(before) :]][:2] == [
        ("no longer theirs", "asha"),
        ("alerts owed", ""),
    ]
    assert {kind for kind, _ in await told(work)} == {Kind.ALERT, Kind.ESCALATE}
    await office.passes(minutes=60 * 24)
    assert ("alert", "carys") in await told(work)


async def test_a_case_whose_version_of_the_policy_is_gone_keeps_no_other_from_being_told(
    office: Office, work: DeskWork
) -> None:
    await begin(office, policy="of a policy that was never stored")
    async with office.desk.database.transaction() as tx:
        await clear(office.desk, tx)
    assert not (await work.now()).acknowledged_by
    assert await told(work)


async def test_a_case_that_somebody_took_at_that_moment_is_theirs(office: Office, work: DeskWork) -> None:
    taken = replace(await work.now(), acknowledged_by="ben", told=frozenset({"ben"}))
    await work.becomes(taken)
    async with office.desk.database.transaction() as tx:
        await tell_of(office.desk, tx, work.case)
    assert (await work.now()).acknowledged_by == "ben"


async def test_a_case_that_somebody_has_or_that_is_closed_is_left_alone(office: Office) -> None:
    theirs, closed, nobodys = await begin(office), await begin(office), await begin(office, taken=False)
    await closed.is_closed()
    gone = replace(EXAMPLE.people["ben"], roles=())
    office.with_organisation(replace(EXAMPLE, people={**EXAMPLE.people, "ben": gone}))
    for work in (theirs, closed, nobodys):
        before, case = await work.entries(), await work.now()
        await cleared(office)
        assert (await work.entries(), await work.now()) == (before, case)


async def test_nobody_has_it_after_a_note_either(work: DeskWork) -> None:
    shown = await work.did(Task.NOTE, {Detail.TEXT: "She has left."}, who=BEN)
    assert wording.STILL_NOBODY in dict(shown.facts).values()
    assert shown.buttons[0].press is Press.ACKNOWLEDGE
    again = await work.opens(BEN)
    assert isinstance(again, CaseShown)
    assert again.facts == shown.facts
