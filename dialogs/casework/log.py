"""The incident log: what a list says of each case, which cases of it are chosen, and in which order they stand."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dialogs.casework.due import Due
from dialogs.severity import Severity

LONGEST_GROUP = 40
A_FILTER = re.compile(
    r"([a-z]*)\.([A-Za-z0-9_~-]{0,60})\.([a-z0-9-]{0,40})\.([A-Za-z0-9_~-]{0,60})"
    r"\.((?:[0-9]{4}-[0-9]{2}-[0-9]{2})?)\.((?:[0-9]{4}-[0-9]{2}-[0-9]{2})?)"
)
"""A filter as text: at most 194 characters, so that it fits a button everywhere. A dot of an id is written as ~."""


class State(StrEnum):
    """How far a case is."""

    NOBODY = "nobody"
    """Nobody has picked it up."""
    OPEN = "open"
    AGREEMENT = "agreement"
    """Somebody wants to close it, and another person has to agree."""
    CLOSED = "closed"


class Only(StrEnum):
    """Which cases are chosen by how they stand."""

    OVERDUE = "overdue"
    TODAY = "today"
    """Those in which whoever reads the log has something to see to today."""
    OPEN = "open"
    """All that are not closed."""
    NOBODY = "nobody"
    AGREEMENT = "agreement"
    CLOSED = "closed"
    REVIEW_DUE = "review"
    """Closed, and it is time to review how long they are kept."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One case as the log has it; ids are those of the policy that it is under. Times are the office's.

    `late`: nobody picked it up in time. `overdue` are the clocks that are up, and the steps whose day of review has
    passed. `holder` is a key, or empty. Of an `anonymous` case times are days. `today` is what whoever reads the log
    has to see to today, where that was asked for. `review_due`: it is time to review how long it is kept.
    `damaged`: not all of its record can be read, so it may stand otherwise.
    """

    id: str
    reference: str
    opened: datetime
    severity: Severity
    category: str
    group: str
    centre: str
    state: State
    holder: str = ""
    picked_up: datetime | None = None
    closed: datetime | None = None
    outcome: str = ""
    steps_left: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    anonymous: bool = False
    late: bool = False
    today: tuple[Due, ...] = ()
    review_due: bool = False
    damaged: bool = False

    @property
    def is_overdue(self) -> bool:
        """Whether something of it should have been done by now."""
        return self.late or bool(self.overdue)


@dataclass(frozen=True, slots=True)
class Filter:
    """What cases are chosen by; what is empty leaves none out. `group` is as `named` gives it; both days count."""

    only: Only | None = None
    centre: str = ""
    group: str = ""
    category: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def text(self) -> str:
        """It as a button carries it: empty if it lets every case through."""
        if self == EVERYTHING:
            return ""
        days = (each.isoformat() if each else "" for each in (self.first, self.last))
        return ".".join((self.only or "", _dotless(self.centre), self.group, _dotless(self.category), *days))


EVERYTHING = Filter()


def read(text: str) -> Filter:
    """The filter that a button carries. What cannot be read lets every case through."""
    found = A_FILTER.fullmatch(text)
    if found is None:
        return EVERYTHING
    only, centre, group, category, first, last = found.groups()
    try:
        return Filter(Only(only) if only else None, _dotted(centre), group, _dotted(category), _day(first), _day(last))
    except ValueError:
        return EVERYTHING


def named(group: str) -> str:
    """The name by which a filter calls a group of categories: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", group).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or group.encode(errors="replace").hex()
    return name[:LONGEST_GROUP]


def chosen(lines: Iterable[LogLine], by: Filter) -> tuple[LogLine, ...]:
    """Those that the filter lets through: overdue ones first, then the most serious, then the newest.

    What needs somebody today is theirs today, overdue or not: then the most serious is first.
    """
    kept = sorted((each for each in lines if _passes(each, by)), key=lambda each: each.opened, reverse=True)
    return tuple(sorted(kept, key=lambda each: (by.only is not Only.TODAY and not each.is_overdue, each.severity)))


def _passes(line: LogLine, by: Filter) -> bool:
    opened = line.opened.date()
    return (
        (by.only is None or _stands(line, by.only))
        and by.centre in {"", line.centre}
        and by.group in {"", named(line.group)}
        and by.category in {"", line.category}
        and (by.first is None or by.first <= opened)
        and (by.last is None or opened <= by.last)
    )


def _stands(line: LogLine, only: Only) -> bool:
    if only is Only.OVERDUE:
        return line.is_overdue
    if only is Only.TODAY:
        return bool(line.today)
    if only is Only.REVIEW_DUE:
        return line.review_due
    return line.state is not State.CLOSED if only is Only.OPEN else line.state == only.value


def _dotless(name: str) -> str:
    return name.replace(".", "~")


def _dotted(name: str) -> str:
    return name.replace("~", ".")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
