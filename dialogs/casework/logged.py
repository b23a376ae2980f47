"""What the incident log says of one case, worked out of the case and its record."""

from collections.abc import Iterable
from datetime import date, datetime

from dialogs.case import Case
from dialogs.casework import plan
from dialogs.casework.clocks import running
from dialogs.casework.keeping import review_due
from dialogs.casework.log import LogLine, State
from dialogs.casework.plan import STILL_TO_DO, Plan
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import Work, work_of
from dialogs.organisation import OfficeHours
from dialogs.policy import Policy

NEEDED = frozenset(
    {Act.STEP, Act.CATEGORY, Act.GO_AHEAD, Act.CLOSING, Act.NOT_YET, Act.CLOSED, Act.REOPENED}
    | {Act.DATES, Act.HOLD, Act.RELEASED, Act.KEPT_ON}
)
"""The acts of a case's record that the log is worked out of."""


def line_of(policy: Policy, case: Case, entries: Iterable[Entry], hours: OfficeHours, now: datetime) -> LogLine:
    """The case as it stands, so far as its entries can be read. Of those the ones of `NEEDED` are enough."""
    those = tuple(entries)
    work = work_of(those)
    plans = plan.plans(policy, case, work)
    ended = work.closed.detail if work.closed is not None and case.closed is not None else {}
    return LogLine(
        id=case.id,
        reference=case.reference,
        opened=case.opened.astimezone(hours.time_zone),
        severity=case.severity,
        category=case.category,
        group=policy.categories[case.category].group,
        centre=case.centre,
        state=_state(case, work),
        holder=case.acknowledged_by,
        picked_up=_there(case.acknowledged_at, hours),
        closed=_there(case.closed, hours),
        outcome=ended.get(Detail.OUTCOME, ""),
        steps_left=() if case.closed is not None else _left(plans),
        overdue=() if case.closed is not None else _overdue(policy, case, plans, work, hours, now),
        procedures=tuple(each.procedure.id for each in plans),
        themes=tuple(name for name in ended.get(Detail.THEMES, "").split(",") if name),
        anonymous=case.anonymous,
        late=case.closed is None and not case.acknowledged_by and case.rung > 0,
        review_due=review_due(policy, case, plans, work, hours, now),
        damaged=any(each.damaged for each in those),
    )


def _state(case: Case, work: Work) -> State:
    if case.closed is not None:
        return State.CLOSED
    if work.closing is not None:
        return State.AGREEMENT
    return State.OPEN if case.acknowledged_by else State.NOBODY


def _left(plans: Iterable[Plan]) -> tuple[str, ...]:
    return tuple(name for name, planned in plan.steps(plans).items() if planned.standing in STILL_TO_DO)


def _overdue(  # noqa: PLR0917 -- all that it hangs on
    policy: Policy, case: Case, plans: tuple[Plan, ...], work: Work, hours: OfficeHours, now: datetime
) -> tuple[str, ...]:
    """The clocks that are up, then the steps of which a day of review has passed: of those that are one, the first."""
    clocks = (each for each in running(policy, case, plans, work, hours, now) if each.overdue(case, hours, now))
    today = now.astimezone(hours.time_zone).date()
    steps: dict[int, str] = {}
    for name, planned in plan.steps(plans).items():
        if planned.ended is not None and _passed(planned.ended, today):
            steps.setdefault(planned.ended.number, name)
    return (*(each.clock.id for each in clocks), *steps.values())


def _passed(ended: Entry, today: date) -> bool:
    review = ended.detail.get(Detail.REVIEW, "")
    return bool(review) and date.fromisoformat(review) < today


def _there(at: datetime | None, hours: OfficeHours) -> datetime | None:
    return None if at is None else at.astimezone(hours.time_zone)
