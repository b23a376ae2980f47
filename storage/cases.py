"""Cases and their reports: remembered, found, listed and forgotten. How they lie in rows is `storage.case_rows`.

Who may read a case is decided in `dialogs.access`, not here.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Table, TypedColumns, delete, func, insert, select, true, update

from dialogs.case import Case, Report
from storage import audit, beside, concerns, data_keys
from storage.case_rows import (
    case_of,
    changing,
    content_of,
    index_of,
    report_of,
    report_place,
    row_of_report,
    stored,
    subjects_of,
    with_subject,
)
from storage.database import Transaction
from storage.failures import ReferenceTaken, SealBroken
from storage.tables import CASES, OUTBOX, REPORTS, SUBJECTS

PURGED = "purged"
"""What the system's chain says of a purged case; its detail names the chain."""

NO_INDEX = ""
"""The index of a case that was kept before there was one."""


async def add(tx: Transaction, case: Case) -> None:
    """Remember a new case with its reports. Raises ReferenceTaken when another case has its reference."""
    key = await data_keys.first_key(tx, data_keys.of_case(case.id))
    fixed = {
        "id": case.id,
        "reference": case.reference,
        "draft": case.draft or None,
        "policy": case.policy,
        "opened": case.opened,
    }
    async with audit.changing_rows(tx, case.id):
        if not await tx.keep_or_insert(CASES, fixed | changing(tx, case, key, []), CASES.c.reference):
            raise ReferenceTaken
    for number, report in enumerate(case.reports, start=1):
        await _add_report(tx, case.id, number, report)


async def get(tx: Transaction, case_id: str) -> Case | None:
    """The case, or None. Raises SealBroken when something of it does not open, or is not what was sealed."""
    return await _one(tx, CASES.c.id == case_id)


async def without_reports(tx: Transaction, case_id: str) -> Case | None:
    """The case as its own row says, locked like `lock`, or None: enough to decide who may know of it.

    Damage to a report says nothing here to somebody who may not. Raises SealBroken when the row does not open.
    """
    return await _row_alone(tx, CASES.c.id == case_id)


async def without_reports_by_reference(tx: Transaction, reference: str) -> Case | None:
    """The same of the case with this reference."""
    return await _row_alone(tx, CASES.c.reference == reference)


async def by_reference(tx: Transaction, reference: str) -> Case | None:
    """The case with this reference, open or closed, or None. Nothing is locked. Raises SealBroken as `get` does."""
    return await _one(tx, CASES.c.reference == reference)


async def lock(tx: Transaction, case_id: str) -> Case | None:
    """The case, or None. Until the transaction ends nobody else can change it: read it so before `change`."""
    await tx.row(select(CASES.c.id).where(CASES.c.id == case_id).with_for_update())
    return await get(tx, case_id)


async def all_open(tx: Transaction) -> tuple[Case, ...]:
    """Every open case that can be read, the most serious first, then the newest. `count_open` counts the others too."""
    await data_keys.open_all(tx, data_keys.of_case(""))
    return tuple(await _readable(tx, CASES.c.closed.is_(None)))


async def all_closed(tx: Transaction) -> tuple[Case, ...]:
    """Every closed case that can be read, the one that was closed last first."""
    await data_keys.open_all(tx, data_keys.of_case(""))
    readable = await _readable(tx, CASES.c.closed.is_not(None))
    return tuple(sorted(readable, key=lambda case: case.closed or case.opened, reverse=True))


async def every(tx: Transaction) -> tuple[Case, ...]:
    """Every case that can be read, open or closed. `count` counts the others too."""
    await data_keys.open_all(tx, data_keys.of_case(""))
    return tuple(await _readable(tx, true()))


async def from_draft(tx: Transaction, draft_id: str) -> bool:
    """Whether this draft has made a case."""
    return await tx.row(select(CASES.c.id).where(CASES.c.draft == draft_id)) is not None


async def of_reporter(tx: Transaction, reporter: str) -> tuple[Case, ...]:
    """The cases that this person reported, the newest first, open or closed. One that does not open is left out."""
    await _index_the_old(tx)
    readable = await _readable(tx, CASES.c.reporter_index == index_of(tx, reporter))
    # The index is found by, never believed: whoever can write to the database could put a case under another's name.
    return _newest_first(case for case in readable if case.reporter == reporter)


async def of_subject(tx: Transaction, names: Iterable[str]) -> tuple[Case, ...]:
    """The cases about somebody of one of these names, the newest first, open or closed. A damaged one is left out.

    `names` are as `add_subject` was given them. A name stands in no one place of a case, so nothing but the index says
    that a case is about somebody: whoever can write to the database could add a case here, or take one away. Two people
    may have one name, too. Show what is found as what to look at, and decide nothing by it.
    """
    indices = {_subject_index(tx, name) for name in names if name}
    about = select(SUBJECTS.c.case_id).where(SUBJECTS.c.name_index.in_(indices))
    return _newest_first(await _readable(tx, CASES.c.id.in_(about)))


async def add_subject(tx: Transaction, case: Case, name: str) -> None:
    """Let the case be found by the full name of whom it is about, as `dialogs.typed.plain` gives it; once is enough.

    Nothing happens without a name. Nothing of an anonymous case is indexed: whom it is about could tell whose it is.
    Raises SealBroken when the case does not open.
    """
    if not name or case.anonymous:
        return
    index = _subject_index(tx, name)
    for row in await tx.rows(select(CASES).where(CASES.c.id == case.id).with_for_update()):
        await tx.keep_or_insert(SUBJECTS, {"case_id": case.id, "name_index": index})
        content = await with_subject(tx, row, index)
        async with audit.changing_rows(tx, case.id):
            await tx.write(update(CASES).where(CASES.c.id == case.id).values(content=content))


async def count_open(tx: Transaction) -> int:
    """How many open cases there are, whether or not they can be read."""
    return await _count(tx, CASES, CASES.c.closed.is_(None))


async def count(tx: Transaction) -> int:
    """How many cases there are, open or closed, whether or not they can be read."""
    return await _count(tx, CASES, true())


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of the cases whose own row does not open."""
    found: list[str] = []
    for row in await tx.rows(select(CASES).order_by(CASES.c.id)):
        try:
            await content_of(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def misfiled(tx: Transaction) -> tuple[str, ...]:
    """The ids of the cases whose index is another person's than their reporter's. One without an index is not."""
    found: list[str] = []
    for row in await tx.rows(select(CASES).where(CASES.c.reporter_index != NO_INDEX).order_by(CASES.c.id)):
        with suppress(SealBroken):
            if row.reporter_index != index_of(tx, (await content_of(tx, row))["reporter"]):
                found.append(row.id)
    return tuple(found)


async def lost_subjects(tx: Transaction) -> tuple[str, ...]:
    """The ids of the cases that are not found by the names of just those whom they are about."""
    indices: dict[str, set[str]] = {}
    for row in await tx.rows(select(SUBJECTS)):
        indices.setdefault(row.case_id, set()).add(row.name_index)
    rows = await tx.rows(select(CASES))
    lost = indices.keys() - {row.id for row in rows}
    for row in rows:
        with suppress(SealBroken):
            if indices.get(row.id, set()) != set(subjects_of(await content_of(tx, row))):
                lost.add(row.id)
    return tuple(sorted(lost, key=str))


async def broken_reports(tx: Transaction) -> tuple[str, ...]:
    """The reports that do not open, each as its case's id and its number."""
    found: list[str] = []
    for row in await tx.rows(select(REPORTS).order_by(REPORTS.c.case_id, REPORTS.c.number)):
        try:
            await report_of(tx, row)
        except SealBroken:
            found.append(report_place(row.case_id, row.number).row)
    return tuple(found)


async def change(tx: Transaction, case: Case) -> None:
    """Remember the case as it is now. Its id, reference, draft, policy, opening and reports stay as they were.

    Raises SealBroken when it does not open.
    """
    key = await data_keys.must_have(tx, data_keys.of_case(case.id))
    for row in await tx.rows(select(CASES).where(CASES.c.id == case.id)):
        subjects = subjects_of(await content_of(tx, row))
        kept = replace(case, reference=row.reference, draft=row.draft or "", policy=row.policy, opened=row.opened)
        async with audit.changing_rows(tx, case.id):
            await tx.write(update(CASES).where(CASES.c.id == case.id).values(**changing(tx, kept, key, subjects)))


async def add_report(tx: Transaction, case_id: str, report: Report) -> None:
    """Add what was sent to the case, for ever."""
    await _add_report(tx, case_id, await _count(tx, REPORTS, REPORTS.c.case_id == case_id) + 1, report)


async def _add_report(tx: Transaction, case_id: str, number: int, report: Report) -> None:
    key = await data_keys.must_have(tx, data_keys.of_case(case_id))
    await tx.write(insert(REPORTS), row_of_report(case_id, number, report, key))


async def purge(
    tx: Transaction, case_id: str, at: datetime, actor: str = "", said: Mapping[str, str] = audit.NOTHING
) -> None:
    """Forget the case, its reports, whom it is about, what is owed of it, what else has words of it, and its key.

    Its chain in the audit stays, and stays whole; that it was purged is written into the system's, in the same commit,
    by whom and with what is `said` of it: no words of the case, for they would stay.
    """
    await beside.forget(tx, case_id)
    await tx.write(delete(REPORTS).where(REPORTS.c.case_id == case_id))
    await tx.write(delete(SUBJECTS).where(SUBJECTS.c.case_id == case_id))
    async with audit.changing_rows(tx, case_id):
        await concerns.purge(tx, case_id)
        gone = await tx.write(delete(CASES).where(CASES.c.id == case_id))
    await tx.write(delete(OUTBOX).where(OUTBOX.c.case_id == case_id))
    await data_keys.destroy(tx, [data_keys.of_case(case_id)])
    if gone:
        await audit.append(tx, audit.SYSTEM, at, actor, PURGED, {**said, "chain": case_id})


async def _index_the_old(tx: Transaction) -> None:
    """Gives an index to each case that was kept before there was one: a migration has no key to read its reporter."""
    old = await tx.rows(select(CASES).where(CASES.c.reporter_index == NO_INDEX).order_by(CASES.c.id))
    if old:
        await data_keys.open_all(tx, data_keys.of_case(""))
    for row in old:
        with suppress(SealBroken):
            index = index_of(tx, (await content_of(tx, row))["reporter"])
            async with audit.changing_rows(tx, row.id):
                await tx.write(update(CASES).where(CASES.c.id == row.id).values(reporter_index=index))


async def _count(tx: Transaction, table: Table[TypedColumns], which: ColumnElement[bool]) -> int:
    [counted] = await tx.rows(select(func.count().label("n")).select_from(table).where(which))
    number: int = counted.n
    return number


async def _row_alone(tx: Transaction, which: ColumnElement[bool]) -> Case | None:
    row = await tx.row(select(CASES).where(which).with_for_update())
    return None if row is None else await case_of(tx, row, [])


async def _one(tx: Transaction, which: ColumnElement[bool]) -> Case | None:
    for row, reports in await stored(tx, which):
        return await case_of(tx, row, reports)
    return None


async def _readable(tx: Transaction, which: ColumnElement[bool]) -> list[Case]:
    """Those of these cases that open, the most serious first, then the newest."""
    readable: list[Case] = []
    for row, reports in await stored(tx, which):
        with suppress(SealBroken):
            readable.append(await case_of(tx, row, reports))
    return readable


def _newest_first(found: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(sorted(found, key=lambda case: case.opened, reverse=True))


def _subject_index(tx: Transaction, name: str) -> str:
    return tx.keyring.blind("subject", name)
