"""How long the record of a closed case is kept, and when somebody looks at it. Nothing is destroyed by its time alone.

Days are the office's, so a case of which only the day is known is kept as long as any other.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime

from dialogs.case import Case
from dialogs.casework.plan import Plan
from dialogs.casework.record import Detail, Entry
from dialogs.casework.retention import From, Rule, Term
from dialogs.casework.work import Work
from dialogs.organisation import OfficeHours
from dialogs.policy import Policy


@dataclass(frozen=True, slots=True)
class Keeping:
    """The record is not destroyed before `until`, nor as long as it is `held`; it is looked at on the day `look`.

    `unknown` are the days that the rule needs and nobody has written down.
    """

    rule: Rule
    until: date
    look: date
    unknown: tuple[From, ...] = ()
    held: bool = False

    def due(self, today: date) -> bool:
        """Whether it is time to look at it."""
        return self.look <= today

    def may_go(self, today: date) -> bool:
        """Whether two people may have it destroyed."""
        return self.until <= today and not self.held


def keeping(policy: Policy, case: Case, plans: Iterable[Plan], work: Work, hours: OfficeHours) -> Keeping | None:
    """How long the record is kept; None while the case is open, or if its policy says nothing of it."""
    rules = policy.casework.retention.rules
    if case.closed is None or not rules:
        return None
    procedures = tuple(each.procedure.id for each in plans)
    outcome = "" if work.closed is None else work.closed.detail.get(Detail.OUTCOME, "")
    rule = next(each for each in rules if each.applies(procedures, case.route, outcome))
    days = known_days(case, work, hours)
    unknown = tuple(dict.fromkeys(each.since for each in rule.terms if each.since not in days))
    counted = rule.terms + (rule.otherwise if unknown else ())
    # It is never destroyed before it was closed, whatever is written down of when somebody was born.
    until = max((days[From.CLOSED], *(_end(each, days) for each in counted if each.since in days)))
    return Keeping(rule, until, _look(rule, until, days[From.CLOSED], work, hours), unknown, work.held is not None)


def review_due(  # noqa: PLR0917 -- all that it hangs on
    policy: Policy, case: Case, plans: Iterable[Plan], work: Work, hours: OfficeHours, now: datetime
) -> bool:
    """Whether it is time for somebody to look at whether the record of a closed case is kept on."""
    kept = keeping(policy, case, plans, work, hours)
    return kept is not None and kept.due(day_there(now, hours))


def known_days(case: Case, work: Work, hours: OfficeHours) -> Mapping[From, date]:
    """The days that are known."""
    written = {From.BORN: written_day(work.dates, Detail.BORN), From.LEFT: written_day(work.dates, Detail.LEFT)}
    known = {From.OPENED: day_there(case.opened, hours), **{name: day for name, day in written.items() if day}}
    return known if case.closed is None else {**known, From.CLOSED: day_there(case.closed, hours)}


def written_day(entry: Entry | None, detail: Detail) -> date | None:
    """The day that somebody wrote there; None if there is none, or it cannot be read."""
    with suppress(ValueError):
        return None if entry is None else date.fromisoformat(entry.detail.get(detail, ""))
    return None


def years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February, where there is none, the day after it. Never past any day."""
    if day.year + years > MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def day_there(at: datetime, hours: OfficeHours) -> date:
    """The day of it, where the office is."""
    return at.astimezone(hours.time_zone).date()


def _end(term: Term, days: Mapping[From, date]) -> date:
    return years_after(days[term.since], term.years)


def _look(rule: Rule, until: date, closed: date, work: Work, hours: OfficeHours) -> date:
    """On the day that somebody named last, who holds it or keeps it on; else on the rule's, or when its time has come.

    A day that cannot be read has come.
    """
    named = max(filter(None, (work.held, work.kept_on)), key=lambda entry: entry.number, default=None)
    if named is None:
        return min(until, _again(rule, closed))
    day = written_day(named, Detail.REVIEW) or day_there(named.at, hours)
    return min(day, _again(rule, day_there(named.at, hours)))


def _again(rule: Rule, day: date) -> date:
    return years_after(day, rule.review_every) if rule.review_every else date.max
