"""What a draft, a report and a case are.

Values only: they are made by the handlers, remembered by `storage` and judged by `dialogs.triage`, `dialogs.access` and
`dialogs.escalation`.
"""

from dataclasses import dataclass
from datetime import datetime

from dialogs.forms import Answers
from dialogs.severity import Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that is being written. The answers are its only state: where it stands is computed from them.

    `typed` holds what was entered on a screen but not accepted yet, so that nothing is lost on the way back. `case` is
    the id of the case if something of it has been sent, and `sent` whether all of it has. `policy` is the hash of the
    policy that it is being written under.
    """

    id: str
    person: str
    form: str
    policy: str
    answers: Answers
    typed: Answers
    changed: datetime
    case: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a reporter sent, fixed for ever."""

    at: datetime
    answers: Answers


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as it is being handled.

    `reporter`, `excluded` (who must not learn of it), `told` (who has been sent an alert) and `acknowledged_by` are
    keys of people. `complete` is False while only the one-line alert has arrived. `rung` counts the people on the
    ladder who have been told so far.

    A case without a reporter is anonymous, and then its times are days (`dialogs.days`). `since` is when its timers
    began, as exactly as it must be known: for any other case that is when it was opened, and `since` is None until its
    alerts begin anew. `closed` is when it was closed; None while it is open.

    `acknowledged_at` is when it was first picked up. `theirs_since` is since when whoever has it now has had it, if
    they took it over or opened it again; else None.
    """

    id: str
    reference: str
    draft: str
    policy: str
    severity: Severity
    category: str
    route: str
    centre: str
    opened: datetime
    reporter: str
    reporter_name: str
    excluded: frozenset[str]
    told: frozenset[str] = frozenset()
    reports: tuple[Report, ...] = ()
    complete: bool = False
    rung: int = 0
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    since: datetime | None = None
    closed: datetime | None = None
    theirs_since: datetime | None = None

    @property
    def anonymous(self) -> bool:
        """Whether nobody can know who reported it."""
        return not self.reporter

    @property
    def started(self) -> datetime:
        """When its timers began."""
        return self.since or self.opened
