"""When a case is purged, what else has words of it goes too, with its keys, and the audit stays whole."""

from dataclasses import replace

from sqlalchemy import func, select

from dialogs.downloads import CaseCopy, LogTable
from storage import audit, cases, data_keys, downloads, drafts, letting_in, outbox
from storage.audit_check import verify
from storage.database import Database, Transaction
from storage.downloads import Download
from storage.letting_in import Request
from storage.tables import DATA_KEYS, DOWNLOADS, DRAFTS, LETTING_IN, OUTBOX, REPORTS, SUBJECTS
from tests.storage.examples import ALERT, CASE, DRAFT, MINUTE, NOW, case

OTHER = case(9)
SAID = {"reference": CASE.reference, "rule": "usual", "asked": "asha"}


async def _write(tx: Transaction) -> None:
    """Two cases, and beside each all that can be."""
    for number, each in enumerate((CASE, OTHER)):
        await cases.add(tx, each)
        await audit.append(tx, each.id, NOW, "", "received")
        await cases.add_subject(tx, each, "mia example")
        await outbox.owe(tx, replace(ALERT, case=each.id))
        await drafts.save(tx, replace(DRAFT, id=each.draft, case=each.id, sent=True))
        await drafts.save(tx, replace(DRAFT, id=f"more of {number}", case=each.id))
        await letting_in.add(tx, Request(f"asks-{number}", "ben", each.reference, "Mia rang.", NOW))
        copy = CaseCopy(each.id, "whole", "the LADO", "", ("Mia",), "She asked.")
        await downloads.add(tx, f"copy {number}", Download("asha", copy, NOW + MINUTE))
    await downloads.add(tx, "log", Download("asha", LogTable("open"), NOW + MINUTE))


async def test_nothing_is_left_beside_a_case_that_was_purged(database: Database) -> None:
    async with database.transaction() as tx:
        await _write(tx)
    async with database.transaction() as tx:
        await cases.purge(tx, CASE.id, NOW, "carys", SAID)
    async with database.transaction() as tx:
        assert {row.id for row in await tx.rows(select(DRAFTS.c.id))} == {OTHER.draft, "more of 1"}
        assert {row.id for row in await tx.rows(select(LETTING_IN.c.id))} == {"asks-1"}
        assert await downloads.use_up(tx, "copy 0", NOW) is None
        assert await downloads.use_up(tx, "copy 1", NOW) is not None
        assert await downloads.use_up(tx, "log", NOW) is not None
        for table in (SUBJECTS, OUTBOX):
            assert {row.case_id for row in await tx.rows(select(table.c.case_id))} == {OTHER.id}
        assert data_keys.of_case(CASE.id) not in await data_keys.owners(tx)


async def test_the_system_says_who_had_it_purged_and_by_which_rule_and_the_audit_is_whole(database: Database) -> None:
    async with database.transaction() as tx:
        await _write(tx)
        root = await audit.root(tx, NOW)
    async with database.transaction() as tx:
        await cases.purge(tx, CASE.id, NOW, "carys", SAID)
    async with database.snapshot() as tx:
        assert await verify(tx, root) == ()
        newest = (await audit.entries(tx, audit.SYSTEM))[-1]
    assert (newest.what, newest.actor, newest.detail) == (cases.PURGED, "carys", {**SAID, "chain": CASE.id})


async def test_purging_what_is_not_there_leaves_everything_beside_others(database: Database) -> None:
    async with database.transaction() as tx:
        await _write(tx)
        before = [row.n for row in await tx.rows(select(func.count().label("n")).select_from(DATA_KEYS))]
        await cases.purge(tx, "nowhere", NOW)
        assert [row.n for row in await tx.rows(select(func.count().label("n")).select_from(DATA_KEYS))] == before
        assert all(entry.what != cases.PURGED for entry in await audit.entries(tx, audit.SYSTEM))


async def test_what_does_not_open_beside_it_keeps_no_case_from_being_purged(database: Database) -> None:
    async with database.transaction() as tx:
        await _write(tx)
        await tx.write(LETTING_IN.update().values(content=b"\x01" + bytes(400)))
        await tx.write(DOWNLOADS.update().values(content=b"\x01" + bytes(400)))
        await cases.purge(tx, CASE.id, NOW)
        assert await cases.get(tx, CASE.id) is None
        assert {row.case_id for row in await tx.rows(select(REPORTS.c.case_id))} == {OTHER.id}
