from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, update

from dialogs.case import Report
from dialogs.casework.record import Entry
from dialogs.severity import Severity
from storage import audit, cases, outbox
from storage.database import Database
from storage.failures import Failure, ReferenceTaken, SealBroken, StorageFailed
from storage.tables import CASES, DATA_KEYS, METADATA, REPORTS
from tests.storage.examples import ALERT, CASE, MINUTE, NOW, case

LATER = Report(NOW + MINUTE, {"account": "more", "tiles": ("a", "b")})


async def test_a_case_is_read_as_it_was_added(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    async with database.transaction() as tx:
        assert await cases.get(tx, CASE.id) == CASE
        assert await cases.lock(tx, CASE.id) == CASE


async def test_an_unknown_case_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, replace(CASE, draft=""))
        assert await cases.get(tx, "nowhere") is None
        assert await cases.lock(tx, "nowhere") is None


async def test_a_changed_case_keeps_what_is_fixed(database: Database) -> None:
    changed = replace(
        CASE,
        severity=Severity.S0,
        category="self-harm",
        route="staff",
        centre="stoke",
        reporter_name="Tam R",
        excluded=frozenset({"asha"}),
        told=frozenset({"carys", "dilys"}),
        complete=True,
        rung=2,
        acknowledged_by="carys",
        acknowledged_at=NOW + MINUTE,
        closed=NOW + 2 * MINUTE,
        theirs_since=NOW + 3 * MINUTE,
    )
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    async with database.transaction() as tx:
        await cases.change(tx, replace(changed, reference="OTHER", reports=(), policy="other", draft="other"))
    async with database.transaction() as tx:
        assert await cases.get(tx, CASE.id) == changed


async def test_reports_are_added_in_order(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    async with database.transaction() as tx:
        await cases.add_report(tx, CASE.id, LATER)
        assert await cases.get(tx, CASE.id) == replace(CASE, reports=(*CASE.reports, LATER))


async def test_a_taken_reference_leaves_the_transaction_good(database: Database) -> None:
    second = replace(case(2), reference=CASE.reference)
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    async with database.transaction() as tx:
        with pytest.raises(ReferenceTaken):
            await cases.add(tx, second)
        await cases.add(tx, replace(second, reference="OTHER"))
    async with database.transaction() as tx:
        assert await cases.get(tx, CASE.id) == CASE
        assert await cases.get(tx, second.id) == replace(second, reference="OTHER")


async def test_one_draft_never_becomes_two_cases(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
    with pytest.raises(StorageFailed) as refused:
        async with database.transaction() as tx:
            await cases.add(tx, replace(case(2), draft=CASE.draft))
    assert refused.value.reason is Failure.REFUSED
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (CASE,)


async def test_two_cases_may_come_from_no_draft(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2):
            await cases.add(tx, replace(case(number), draft=""))
        assert {each.draft for each in await cases.all_open(tx)} == {""}


async def test_the_most_serious_come_first_then_the_newest(database: Database) -> None:
    old, new = replace(case(1), opened=NOW - MINUTE), case(2)
    serious = replace(case(3), severity=Severity.S0, opened=NOW - 9 * MINUTE, reports=(*CASE.reports, LATER))
    async with database.transaction() as tx:
        for each in (old, new, serious):
            await cases.add(tx, each)
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (serious, new, old)


async def test_a_case_is_found_by_its_reference(database: Database) -> None:
    closed = replace(case(2), closed=NOW)
    async with database.transaction() as tx:
        for each in (CASE, closed):
            await cases.add(tx, each)
        assert await cases.by_reference(tx, CASE.reference) == CASE
        assert await cases.by_reference(tx, closed.reference) == closed
        assert await cases.by_reference(tx, "NOWHERE") is None
        await tx.write(update(CASES).values(rung=7))
        with pytest.raises(SealBroken):
            await cases.by_reference(tx, CASE.reference)


async def test_a_reporter_finds_their_own_cases_the_newest_first(database: Database) -> None:
    old, new = replace(case(1), opened=NOW - MINUTE), replace(case(2), severity=Severity.S4)
    anothers = replace(case(3), reporter="slack:T01:U08")
    async with database.transaction() as tx:
        for each in (old, new, anothers):
            await cases.add(tx, each)
        await cases.change(tx, replace(old, acknowledged_by="carys", acknowledged_at=NOW))
    async with database.transaction() as tx:
        found = await cases.of_reporter(tx, CASE.reporter)
        assert [each.id for each in found] == ["case-2", "case-1"]
        assert found[0] == new
        assert await cases.of_reporter(tx, anothers.reporter) == (anothers,)
        assert await cases.of_reporter(tx, "slack:T01:U09") == ()


async def test_only_the_reporters_own_cases_are_opened(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await cases.add(tx, replace(case(2), reporter="slack:T01:U08"))
    async with database.transaction() as tx:
        await cases.of_reporter(tx, CASE.reporter)
        assert set(tx.opened) == {"case|case-1"}


async def test_a_case_from_before_there_was_an_index_is_found_and_gets_one(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2):
            await cases.add(tx, case(number))
        [index] = {row.reporter_index for row in await tx.rows(select(CASES.c.reporter_index))}
        await tx.write(update(CASES).values(reporter_index=cases.NO_INDEX))
        await tx.write(update(CASES).where(CASES.c.id == "case-2").values(content=b"damaged"))
        assert await cases.of_reporter(tx, CASE.reporter) == (case(1),)
        kept = await tx.rows(select(CASES.c.reporter_index).order_by(CASES.c.id))
    assert [row.reporter_index for row in kept] == [index, cases.NO_INDEX]


async def test_a_case_filed_under_anothers_name_is_not_shown_to_them(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await cases.add(tx, replace(case(2), reporter="slack:T01:U08"))
        [index] = await tx.rows(select(CASES.c.reporter_index).where(CASES.c.id == "case-1"))
        await tx.write(update(CASES).values(reporter_index=index.reporter_index))
        assert await cases.of_reporter(tx, CASE.reporter) == (CASE,)


async def test_a_damaged_case_hides_no_other_from_its_reporter(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2):
            await cases.add(tx, case(number))
        await tx.write(update(CASES).where(CASES.c.id == "case-1").values(rung=7))
        assert await cases.of_reporter(tx, CASE.reporter) == (case(2),)


async def test_a_purged_case_is_gone_with_its_key_and_what_was_owed(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2):
            await cases.add(tx, case(number))
            await outbox.owe(tx, replace(ALERT, case=f"case-{number}"))
    async with database.transaction() as tx:
        await cases.purge(tx, "case-1", NOW + MINUTE, "carys")
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (case(2),)
        assert await outbox.of_case(tx, "case-1") == ()
        assert len(await outbox.of_case(tx, "case-2")) == 1
        assert {row.owner for row in await tx.rows(select(DATA_KEYS.c.owner))} == {"case|case-2", "case|system"}
        said = await audit.entries(tx, audit.SYSTEM)
    assert said == (Entry(1, NOW + MINUTE, cases.PURGED, "carys", {"chain": "case-1"}),)


async def test_purging_a_case_that_is_not_there_writes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.purge(tx, "nowhere", NOW)
        assert await audit.entries(tx, audit.SYSTEM) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"severity": "S4"},
        {"severity": "none"},
        {"rung": 3},
        {"complete": True},
        {"acknowledged_at": NOW},
        {"closed": NOW},
    ],
    ids=["severity", "no severity", "rung", "complete", "acknowledged_at", "closed"],
)
async def test_a_plain_column_changed_behind_our_back_is_refused(
    database: Database, changed: dict[str, object]
) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        await tx.write(update(CASES).values(**changed))
        with pytest.raises(SealBroken):
            await cases.get(tx, CASE.id)


async def test_two_cases_cannot_change_places(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, case(1))
        await cases.add(tx, case(2))
        [other] = await tx.rows(select(CASES.c.content).where(CASES.c.id == "case-2"))
        await tx.write(update(CASES).where(CASES.c.id == "case-1").values(content=other.content))
        with pytest.raises(SealBroken):
            await cases.get(tx, "case-1")


async def test_one_damaged_case_hides_no_other_and_is_counted(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2, 3, 4, 5):
            await cases.add(tx, case(number))
        await tx.write(update(CASES).where(CASES.c.id == "case-1").values(rung=7))
        await tx.write(update(REPORTS).where(REPORTS.c.case_id == "case-2").values(answers=b"damaged"))
        await tx.write(delete(DATA_KEYS).where(DATA_KEYS.c.owner == "case|case-3"))
        await tx.write(update(DATA_KEYS).where(DATA_KEYS.c.owner == "case|case-4").values(wrapped=b"\x01\0\0\0\1"))
    async with database.transaction() as tx:
        assert await cases.all_open(tx) == (case(5),)
        assert await cases.count_open(tx) == 5


async def test_a_report_cannot_join_a_case_that_is_not_there(database: Database) -> None:
    with pytest.raises(StorageFailed):
        async with database.transaction() as tx:
            await cases.add_report(tx, "nowhere", LATER)


async def test_nothing_of_a_case_is_saved_when_its_transaction_is_undone(database: Database) -> None:
    async def add_and_fail() -> None:
        async with database.transaction() as tx:
            await cases.add(tx, CASE)
            await outbox.owe(tx, ALERT)
            raise KeyError

    with pytest.raises(KeyError):
        await add_and_fail()
    async with database.transaction() as tx:
        for table in METADATA.sorted_tables:
            [row] = await tx.rows(select(func.count().label("n")).select_from(table))
            assert row.n == (1 if table.name == "installation" else 0)


async def test_who_what_and_where_are_not_in_the_rows(database: Database) -> None:
    async with database.transaction() as tx:
        await cases.add(tx, CASE)
        [row] = await tx.rows(select(CASES))
        [report] = await tx.rows(select(REPORTS))
    shown = repr(tuple(row)) + repr(tuple(report))
    secrets = (
        CASE.reporter,
        CASE.reporter_name,
        CASE.category,
        CASE.route,
        CASE.centre,
        "'ben'",
        '"ben"',
        "carys",
        "happened",
    )
    assert not [secret for secret in secrets if secret in shown]
