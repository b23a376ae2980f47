"""Cases and their reports: who, what and where sealed under the case's key; plain is what lists are ordered by.

The plain columns that change are sealed too, so that nobody changes them behind our back. Who may read a case is
decided in `dialogs.access`, not here.
"""

import json
from contextlib import suppress
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, Table, TypedColumns, delete, func, insert, select, true, update

from dialogs.case import Case, Report
from dialogs.severity import Severity
from storage import audit, concerns, data_keys
from storage.database import AnyRow, Transaction
from storage.failures import ReferenceTaken, SealBroken
from storage.packing import PackedAnswers, pack, pack_answers, unpack_answers
from storage.sealing import Key, Place, seal, unseal
from storage.tables import CASES, EPOCH, MICROSECOND, OUTBOX, REPORTS

PURGED = "purged"
"""What the system's chain says of a purged case; its detail names the chain."""

NO_INDEX = ""
"""The index of a case that was kept before there was one."""


class _Content(TypedDict):
    """What is sealed of a case."""

    reporter: str
    reporter_name: str
    excluded: list[str]
    told: list[str]
    acknowledged_by: str
    category: str
    route: str
    centre: str
    since: int | None
    plain: list[str | int | None]


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
    if not await tx.keep_or_insert(CASES, fixed | _changing(tx, case, key), CASES.c.reference):
        raise ReferenceTaken
    for number, report in enumerate(case.reports, start=1):
        await _add_report(tx, case.id, number, report)


async def get(tx: Transaction, case_id: str) -> Case | None:
    """The case, or None. Raises SealBroken when something of it does not open, or is not what was sealed."""
    for row, reports in await _stored(tx, CASES.c.id == case_id):
        return await _case(tx, row, reports)
    return None


async def lock(tx: Transaction, case_id: str) -> Case | None:
    """The case, or None. Until the transaction ends nobody else can change it: read it so before `change`."""
    await tx.row(select(CASES.c.id).where(CASES.c.id == case_id).with_for_update())
    return await get(tx, case_id)


async def all_open(tx: Transaction) -> tuple[Case, ...]:
    """Every open case that can be read, the most serious first, then the newest. `count_open` counts the others too."""
    await data_keys.open_all(tx, data_keys.of_case(""))
    readable: list[Case] = []
    for row, reports in await _stored(tx, true()):
        with suppress(SealBroken):
            readable.append(await _case(tx, row, reports))
    return tuple(readable)


async def from_draft(tx: Transaction, draft_id: str) -> bool:
    """Whether this draft has made a case."""
    return await tx.row(select(CASES.c.id).where(CASES.c.draft == draft_id)) is not None


async def of_reporter(tx: Transaction, reporter: str) -> tuple[Case, ...]:
    """The cases that this person reported, the newest first, open or closed. One that does not open is left out."""
    await _index_the_old(tx)
    readable: list[Case] = []
    for row, reports in await _stored(tx, CASES.c.reporter_index == _index(tx, reporter)):
        with suppress(SealBroken):
            readable.append(await _case(tx, row, reports))
    # The index is found by, never believed: whoever can write to the database could put a case under another's name.
    theirs = [case for case in readable if case.reporter == reporter]
    return tuple(sorted(theirs, key=lambda case: case.opened, reverse=True))


async def count_open(tx: Transaction) -> int:
    """How many open cases there are, whether or not they can be read."""
    return await _count(tx, CASES, true())


async def broken(tx: Transaction) -> tuple[str, ...]:
    """The ids of the cases whose own row does not open."""
    found: list[str] = []
    for row in await tx.rows(select(CASES).order_by(CASES.c.id)):
        try:
            await _content(tx, row)
        except SealBroken:
            found.append(row.id)
    return tuple(found)


async def misfiled(tx: Transaction) -> tuple[str, ...]:
    """The ids of the cases whose index is another person's than their reporter's. One without an index is not."""
    found: list[str] = []
    for row in await tx.rows(select(CASES).where(CASES.c.reporter_index != NO_INDEX).order_by(CASES.c.id)):
        with suppress(SealBroken):
            if row.reporter_index != _index(tx, (await _content(tx, row))["reporter"]):
                found.append(row.id)
    return tuple(found)


async def broken_reports(tx: Transaction) -> tuple[str, ...]:
    """The reports that do not open, each as its case's id and its number."""
    found: list[str] = []
    for row in await tx.rows(select(REPORTS).order_by(REPORTS.c.case_id, REPORTS.c.number)):
        try:
            await _report(tx, row)
        except SealBroken:
            found.append(_report_place(row.case_id, row.number).row)
    return tuple(found)


async def change(tx: Transaction, case: Case) -> None:
    """Remember the case as it is now. Its id, reference, draft, policy, opening and reports stay as they were."""
    key = await data_keys.must_have(tx, data_keys.of_case(case.id))
    await tx.write(update(CASES).where(CASES.c.id == case.id).values(**_changing(tx, case, key)))


async def add_report(tx: Transaction, case_id: str, report: Report) -> None:
    """Add what was sent to the case, for ever."""
    await _add_report(tx, case_id, await _count(tx, REPORTS, REPORTS.c.case_id == case_id) + 1, report)


async def _add_report(tx: Transaction, case_id: str, number: int, report: Report) -> None:
    key = await data_keys.must_have(tx, data_keys.of_case(case_id))
    sealed = seal(key, _report_place(case_id, number), pack(pack_answers(report.answers)))
    row = {"case_id": case_id, "number": number, "at": report.at, "answers": sealed}
    await tx.write(insert(REPORTS), row)


async def purge(tx: Transaction, case_id: str, at: datetime, actor: str = "") -> None:
    """Forget the case, its reports, what is owed of it and its key. `actor` is empty when its time had simply come.

    Its chain in the audit stays, and stays whole; that it was purged is written into the system's, in the same commit.
    """
    await concerns.purge(tx, case_id)
    await tx.write(delete(REPORTS).where(REPORTS.c.case_id == case_id))
    gone = await tx.write(delete(CASES).where(CASES.c.id == case_id))
    await tx.write(delete(OUTBOX).where(OUTBOX.c.case_id == case_id))
    await data_keys.destroy(tx, [data_keys.of_case(case_id)])
    if gone:
        await audit.append(tx, audit.SYSTEM, at, actor, PURGED, {"chain": case_id})


async def _index_the_old(tx: Transaction) -> None:
    """Gives an index to each case that was kept before there was one: a migration has no key to read its reporter."""
    old = await tx.rows(select(CASES).where(CASES.c.reporter_index == NO_INDEX).order_by(CASES.c.id))
    if old:
        await data_keys.open_all(tx, data_keys.of_case(""))
    for row in old:
        with suppress(SealBroken):
            index = _index(tx, (await _content(tx, row))["reporter"])
            await tx.write(update(CASES).where(CASES.c.id == row.id).values(reporter_index=index))


async def _count(tx: Transaction, table: Table[TypedColumns], which: ColumnElement[bool]) -> int:
    [counted] = await tx.rows(select(func.count().label("n")).select_from(table).where(which))
    number: int = counted.n
    return number


async def _stored(tx: Transaction, which: ColumnElement[bool]) -> list[tuple[AnyRow, list[AnyRow]]]:
    """Each of these cases with its reports, none of them opened."""
    rows = await tx.rows(select(CASES).where(which).order_by(CASES.c.severity, CASES.c.opened.desc(), CASES.c.id))
    chosen = select(CASES.c.id).where(which)
    sent = await tx.rows(select(REPORTS).where(REPORTS.c.case_id.in_(chosen)).order_by(REPORTS.c.number))
    reports: dict[str, list[AnyRow]] = {row.id: [] for row in rows}
    for row in sent:
        reports[row.case_id].append(row)
    return [(row, reports[row.id]) for row in rows]


async def _content(tx: Transaction, row: AnyRow) -> _Content:
    key = await data_keys.must_have(tx, data_keys.of_case(row.id))
    content: _Content = json.loads(unseal(key, _place(row.id), row.content))
    if content.get("plain") != _plain(row.severity, row.rung, row.acknowledged_at, complete=row.complete):
        raise SealBroken
    return content


async def _case(tx: Transaction, row: AnyRow, reports: list[AnyRow]) -> Case:
    content = await _content(tx, row)
    return Case(
        id=row.id,
        reference=row.reference,
        draft=row.draft or "",
        policy=row.policy,
        severity=Severity(row.severity),
        category=content["category"],
        route=content["route"],
        centre=content["centre"],
        opened=row.opened,
        reporter=content["reporter"],
        reporter_name=content["reporter_name"],
        excluded=frozenset(content["excluded"]),
        told=frozenset(content["told"]),
        reports=tuple([await _report(tx, report) for report in reports]),
        complete=row.complete,
        rung=row.rung,
        acknowledged_by=content["acknowledged_by"],
        acknowledged_at=row.acknowledged_at,
        since=None if (since := content.get("since")) is None else EPOCH + since * MICROSECOND,
    )


async def _report(tx: Transaction, row: AnyRow) -> Report:
    key = await data_keys.must_have(tx, data_keys.of_case(row.case_id))
    answers: PackedAnswers = json.loads(unseal(key, _report_place(row.case_id, row.number), row.answers))
    return Report(row.at, unpack_answers(answers))


def _changing(tx: Transaction, case: Case, key: Key) -> dict[str, object]:
    content = _Content(
        reporter=case.reporter,
        reporter_name=case.reporter_name,
        excluded=sorted(case.excluded),
        told=sorted(case.told),
        acknowledged_by=case.acknowledged_by,
        category=case.category,
        route=case.route,
        centre=case.centre,
        since=_as_number(case.since),
        plain=_plain(case.severity.value, case.rung, case.acknowledged_at, complete=case.complete),
    )
    return {
        "severity": case.severity.value,
        "complete": case.complete,
        "rung": case.rung,
        "acknowledged_at": case.acknowledged_at,
        "reporter_index": _index(tx, case.reporter),
        "content": seal(key, _place(case.id), pack(content)),
    }


def _plain(severity: str, rung: int, acknowledged_at: datetime | None, *, complete: bool) -> list[str | int | None]:
    """The plain columns that change, as they are sealed."""
    return [severity, rung, _as_number(acknowledged_at), complete]


def _as_number(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // MICROSECOND


def _index(tx: Transaction, reporter: str) -> str:
    return tx.keyring.blind("reporter", reporter)


def _place(case_id: str) -> Place:
    return Place("cases", "content", case_id)


def _report_place(case_id: str, number: int) -> Place:
    return Place("reports", "answers", f"{case_id}:{number}")
