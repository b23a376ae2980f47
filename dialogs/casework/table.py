"""The incident log as a table to take along: CSV (RFC 4180), with no name in it, that no program takes for formulas."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from dialogs import summary
from dialogs import wording_log as words
from dialogs.casework.log import LogLine
from dialogs.forms import Option
from dialogs.organisation import Organisation
from dialogs.policy import Policy

BEGINS_A_FORMULA = frozenset("=+-@")
BEFORE_ONE = frozenset("ZC")
"""Spaces, and what shows nothing (the first letter of a character's general category), may stand before a formula."""


def table(lines: Iterable[tuple[LogLine, Policy]], organisation: Organisation) -> bytes:
    """The lines in their order, each under the policy that its case is under, below a row that says what is what.

    UTF-8 that begins with a byte order mark: without it Excel reads letters wrongly.
    """
    rows = (_row(line, policy, organisation) for line, policy in lines)
    return csv_of((words.COLUMNS, *rows)).encode("utf-8-sig", errors="replace")


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, each cell in quotes and safe from being taken for a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(map(safe, row) for row in rows)
    return out.getvalue()


def safe(cell: str) -> str:
    """The text; with an apostrophe before it if a spreadsheet could take it for a formula."""
    first = next((each for each in cell if unicodedata.category(each)[0] not in BEFORE_ONE), "")
    plain = unicodedata.normalize("NFKC", first)[:1]  # full-width signs count too
    return f"'{cell}" if cell[:1] in {"\t", "\r", "\n"} or plain in BEGINS_A_FORMULA else cell


def _row(line: LogLine, policy: Policy, organisation: Organisation) -> tuple[str, ...]:
    holder, centre = organisation.people.get(line.holder), organisation.centres.get(line.centre)
    closing, category = policy.casework.closing, policy.categories[line.category]
    return (
        line.reference,
        _when(line, line.opened),
        line.severity.value,
        line.group,
        category.label,
        centre.name if centre else line.centre,
        f"{words.STATES[line.state]}. {words.DAMAGED}." if line.damaged else words.STATES[line.state],
        summary.role_title(holder, policy) if holder else "",
        _when(line, line.picked_up),
        _when(line, line.closed),
        _called(closing.outcomes, (line.outcome,)),
        words.joined(line.steps_left),
        words.joined(words.overdue(line, policy)),
        words.joined(policy.procedures[each].title for each in line.procedures),
        _called(closing.themes, line.themes),
    )


def _when(line: LogLine, at: datetime | None) -> str:
    """'2026-11-23 10:42', which sorts as it stands; of an anonymous case the day."""
    if at is None:
        return ""
    return f"{at:%Y-%m-%d}" if line.anonymous else f"{at:%Y-%m-%d %H:%M}"


def _called(options: Iterable[Option], ids: Iterable[str]) -> str:
    called = {each.id: each.label for each in options}
    return words.joined(called.get(name, name) for name in ids)
