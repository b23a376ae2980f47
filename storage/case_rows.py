"""How a case and its reports lie in their rows: who, what and where sealed under the case's key, the rest plain.

The plain columns are sealed too, so that nobody changes them behind our back. Others use `storage.cases`.
"""

import json
from datetime import datetime
from typing import TypedDict

from sqlalchemy import ColumnElement, select

from dialogs.case import Case, Report
from dialogs.severity import Severity
from storage import data_keys
from storage.database import AnyRow, Transaction
from storage.failures import SealBroken
from storage.packing import PackedAnswers, pack, pack_answers, unpack_answers
from storage.sealing import Key, Place, seal, unseal
from storage.tables import CASES, EPOCH, MICROSECOND, REPORTS


class Content(TypedDict):
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
    theirs_since: int | None
    plain: list[str | int | None]
    fixed: list[str | int | None]
    subjects: list[str]


_WithPlain = list[PackedAnswers]
"""What is sealed of a report: the plain columns beside it, and its answers."""


async def stored(tx: Transaction, which: ColumnElement[bool]) -> list[tuple[AnyRow, list[AnyRow]]]:
    """Each of these cases with its reports, none of them opened: the most serious first, then the newest."""
    rows = await tx.rows(select(CASES).where(which).order_by(CASES.c.severity, CASES.c.opened.desc(), CASES.c.id))
    chosen = select(CASES.c.id).where(which)
    sent = await tx.rows(select(REPORTS).where(REPORTS.c.case_id.in_(chosen)).order_by(REPORTS.c.number))
    reports: dict[str, list[AnyRow]] = {row.id: [] for row in rows}
    for row in sent:
        reports[row.case_id].append(row)
    return [(row, reports[row.id]) for row in rows]


async def content_of(tx: Transaction, row: AnyRow) -> Content:
    """What is sealed of the case. Raises SealBroken when it does not open, or the row says otherwise."""
    key = await data_keys.must_have(tx, data_keys.of_case(row.id))
    content: Content = json.loads(unseal(key, _place(row.id), row.content))
    plain = _plain(row.severity, row.rung, row.acknowledged_at, row.closed, complete=row.complete)
    fixed = _fixed(row.reference, row.draft, row.policy, row.opened)
    # What was sealed before the fixed columns were has them sealed when it next changes.
    if content.get("plain") != plain or content.get("fixed", fixed) != fixed:
        raise SealBroken
    return content


async def case_of(tx: Transaction, row: AnyRow, reports: list[AnyRow]) -> Case:
    """The case in this row with the reports in these. Raises SealBroken."""
    content = await content_of(tx, row)
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
        reports=tuple([await report_of(tx, report) for report in reports]),
        complete=row.complete,
        rung=row.rung,
        acknowledged_by=content["acknowledged_by"],
        acknowledged_at=row.acknowledged_at,
        since=_as_instant(content.get("since")),
        closed=row.closed,
        theirs_since=_as_instant(content.get("theirs_since")),
    )


async def report_of(tx: Transaction, row: AnyRow) -> Report:
    """The report in this row. Raises SealBroken."""
    key = await data_keys.must_have(tx, data_keys.of_case(row.case_id))
    opened: PackedAnswers | _WithPlain = json.loads(unseal(key, report_place(row.case_id, row.number), row.answers))
    plain = _plain_of_report(row.at)
    # Of those that were sealed before their time was, what is sealed is the answers alone.
    sealed, answers = opened if isinstance(opened, list) else (plain, opened)
    if sealed != plain:
        raise SealBroken
    return Report(row.at, unpack_answers(answers))


def row_of_report(case_id: str, number: int, report: Report, key: Key) -> dict[str, object]:
    """The row of what was sent."""
    content: _WithPlain = [_plain_of_report(report.at), pack_answers(report.answers)]
    sealed = seal(key, report_place(case_id, number), pack(content))
    return {"case_id": case_id, "number": number, "at": report.at, "answers": sealed}


def changing(tx: Transaction, case: Case, key: Key, subjects: list[str]) -> dict[str, object]:
    """What may change of a case's row. `subjects` are the indices of whom it is about."""
    content = Content(
        reporter=case.reporter,
        reporter_name=case.reporter_name,
        excluded=sorted(case.excluded),
        told=sorted(case.told),
        acknowledged_by=case.acknowledged_by,
        category=case.category,
        route=case.route,
        centre=case.centre,
        since=_as_number(case.since),
        theirs_since=_as_number(case.theirs_since),
        plain=_plain(case.severity.value, case.rung, case.acknowledged_at, case.closed, complete=case.complete),
        fixed=_fixed(case.reference, case.draft or None, case.policy, case.opened),
        subjects=subjects,
    )
    return {
        "severity": case.severity.value,
        "complete": case.complete,
        "rung": case.rung,
        "acknowledged_at": case.acknowledged_at,
        "closed": case.closed,
        "reporter_index": index_of(tx, case.reporter),
        "content": seal(key, _place(case.id), pack(content)),
    }


async def with_subject(tx: Transaction, row: AnyRow, index: str) -> bytes:
    """What is sealed of the case, once it is about one more. Raises SealBroken."""
    content = await content_of(tx, row)
    content["subjects"] = sorted({*subjects_of(content), index})
    key = await data_keys.must_have(tx, data_keys.of_case(row.id))
    return seal(key, _place(row.id), pack(content))


def subjects_of(content: Content) -> list[str]:
    """The indices of whom the case is about. None were kept when the oldest were sealed."""
    return content.get("subjects", [])


def index_of(tx: Transaction, reporter: str) -> str:
    """By which a reporter's cases are found."""
    return tx.keyring.blind("reporter", reporter)


def report_place(case_id: str, number: int) -> Place:
    """Where a report is sealed."""
    return Place("reports", "answers", f"{case_id}:{number}")


def _plain(
    severity: str, rung: int, acknowledged_at: datetime | None, closed: datetime | None, *, complete: bool
) -> list[str | int | None]:
    """The plain columns that change, as they are sealed."""
    plain: list[str | int | None] = [severity, rung, _as_number(acknowledged_at), complete]
    # Only of a closed case, so that those that were sealed before cases could be closed still open.
    return plain if closed is None else [*plain, _as_number(closed)]


def _plain_of_report(at: datetime) -> PackedAnswers:
    return {"at": str(_as_number(at))}


def _fixed(reference: str, draft: str | None, policy: str, opened: datetime) -> list[str | int | None]:
    """The plain columns that never change, as they are sealed."""
    return [reference, draft, policy, _as_number(opened)]


def _as_number(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // MICROSECOND


def _as_instant(number: int | None) -> datetime | None:
    return None if number is None else EPOCH + number * MICROSECOND


def _place(case_id: str) -> Place:
    return Place("cases", "content", case_id)
