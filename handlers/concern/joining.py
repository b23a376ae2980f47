"""More comes in to a concern that is there: it may become more serious, never less, and somebody is told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dialogs import triage
from dialogs.alerts import WHILE_NOBODY_HAS_IT, Kind, Owed, To, told_by
from dialogs.case import Case, Report
from dialogs.days import LONGEST_DELAY, beginning, slot_after
from dialogs.escalation import PRIORITY, first_owed, is_urgent, on_the_ladder
from dialogs.forms import Answers, holds
from dialogs.office_hours import is_open
from dialogs.policy import Policy
from dialogs.triage import Assessment
from handlers.casework.corrected import as_corrected
from handlers.casework.keeping import keeping
from handlers.casework.reopened import opened_by_more
from handlers.concern import sent
from handlers.concern.desk import ConcernDesk
from handlers.concern.filling import Ready
from handlers.recording import note
from handlers.reply import Asked
from storage import cases, concerns, outbox
from storage.concerns import Concern
from storage.database import Transaction
from storage.outbox import State

MESSAGES = 100
"""What is written with a code is numbered from here, so that no number is that of a report."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came in: what it means together with what was there, whether it is urgent by itself, and its number."""

    assessment: Assessment
    urgent: bool
    number: int
    unread: bool = False
    """Somebody was told of what came before, and has not opened it yet."""


def is_at_once(policy: Policy, assessment: Assessment, answers: Answers) -> bool:
    """Whether somebody is told at once: it is urgent, or whoever tells us says that there may be danger."""
    return is_urgent(assessment.severity) or holds(policy.reporting.danger_now, answers)


def due(at: ConcernDesk, *, at_once: bool) -> datetime:
    """When somebody is told: now, or else at the next slot, and if so wanted some chance minutes later."""
    now = at.desk.clock.now()
    if at_once:
        return now
    delay = at.desk.randomness.below(LONGEST_DELAY) + 1 if at.settings.delay else 0
    return slot_after(now) + timedelta(minutes=delay)


async def join(at: ConcernDesk, tx: Transaction, case: Case, came: Came) -> None:
    """Stores what the case is after more has come, and what is owed.

    Where it became more serious, or came while whoever has it may be asleep, everything begins anew: everybody is told
    as of a new case. Whoever has it and must not know of it any more has it no more. A closed one is open again.
    """
    desk = at.desk
    policy = await desk.policy_of(tx, case.policy)
    nobodys = case.closed is not None and not case.acknowledged_by
    came = came if case.closed is None else replace(came, unread=False)  # what they were told before is over
    case = await opened_by_more(desk, tx, case)
    came = replace(came, assessment=await as_corrected(tx, case, policy, came.assessment))
    changed = _together(case, came.assessment)
    may = on_the_ladder(changed, policy, desk.organisation) | await keeping(desk, tx, case, changed, policy)
    worse = PRIORITY[changed.severity] < PRIORITY[case.severity]
    asleep = came.urgent and not is_open(desk.organisation.hours, desk.clock.now())
    lost = case.acknowledged_by not in may
    changed = replace(changed, told=changed.told & may)
    if (lost or worse or asleep) if case.acknowledged_by else (worse or nobodys):
        await _begin_anew(at, tx, changed, policy, came)
    else:
        await _say_so(at, tx, changed, came)


async def _begin_anew(at: ConcernDesk, tx: Transaction, case: Case, policy: Policy, came: Came) -> None:
    start = at.desk.clock.now()  # it may stand in lists already, and must not go out of them until the next slot
    holder = case.acknowledged_by
    anew = replace(case, acknowledged_by="", acknowledged_at=None, rung=0, since=start)
    await outbox.cancel(tx, WHILE_NOBODY_HAS_IT | {Kind.MORE}, case_id=case.id)
    await outbox.forget(tx, WHILE_NOBODY_HAS_IT, case_id=case.id)
    assessment = replace(came.assessment, excluded=anew.excluded, route=policy.routes[anew.route])
    owed = first_owed(anew, assessment, policy, at.desk.organisation, start)
    known = sorted(anew.told - told_by(owed))
    await cases.change(tx, replace(anew, told=anew.told | told_by(owed)))
    if holder:
        await note(at.desk, tx, case, "", "no longer theirs", {"to": holder})
    await _owe(at, tx, case, (*owed, *(_more(anew, start, came.number, reader=key) for key in known)))


async def _say_so(at: ConcernDesk, tx: Transaction, case: Case, came: Came) -> None:
    """Whoever has it hears that there is more; while nobody has, everybody who was told, the channel too."""
    start = due(at, at_once=came.urgent or is_urgent(case.severity))
    people = (case.acknowledged_by,) if case.acknowledged_by else tuple(sorted(case.told))
    owed = [_more(case, start, came.number, reader=key) for key in people]
    rows = await outbox.of_case(tx, case.id)
    posted = any(row.owed.kind is Kind.ALERT and row.owed.to is To.CHANNEL and row.state is State.SENT for row in rows)
    if posted and not case.acknowledged_by:
        owed.append(_more(case, start, came.number))
    await cases.change(tx, case)
    if (
        came.unread
        and not came.urgent
        and any(row.owed.kind is Kind.MORE and row.state in {State.OWED, State.SENT} for row in rows)
    ):
        return
    # However much comes in before somebody is told of it, they are told once: of the last.
    await outbox.cancel(tx, {Kind.MORE}, case_id=case.id)
    await _owe(at, tx, case, tuple(owed))


async def _owe(at: ConcernDesk, tx: Transaction, case: Case, owed: tuple[Owed, ...]) -> None:
    for each in owed:
        await outbox.owe(tx, each)
    channel = "yes" if any(each.to is To.CHANNEL for each in owed) else "no"
    await note(at.desk, tx, case, "", "alerts owed", {"to": ",".join(sorted(told_by(owed))), "channel": channel})


def _more(case: Case, start: datetime, number: int, *, reader: str = "") -> Owed:
    to = To.PERSON if reader else To.CHANNEL
    return Owed(Kind.MORE, to, start, case.id, "", reader, number, PRIORITY[case.severity])


async def again(at: ConcernDesk, tx: Transaction, concern: Concern, ready: Ready) -> Asked | None:
    """The same form once more. Other answers are one more report of the case; those that came before change nothing.

    What to show instead of the code, if it was not taken.
    """
    case = await cases.lock(tx, concern.case)
    locked = await concerns.lock(tx, concern.id)
    if case is None or locked is None or any(each.answers == ready.answers for each in case.reports):
        return None
    if not locked.takes_more:
        return sent.no_more(ready)
    policy = await at.desk.policy_of(tx, case.policy)
    assessment = triage.assess(policy, at.desk.organisation, ready.answers, at_least=case.severity)
    if not leaves_a_reader(at, policy, case, assessment):
        return sent.nobody_may_read(ready, assessment)
    alone = triage.assess(policy, at.desk.organisation, ready.answers)
    await join(at, tx, case, Came(assessment, is_at_once(policy, alone, ready.answers), len(case.reports) + 1))
    day = beginning(at.desk.clock.now(), at.desk.organisation.hours.time_zone)
    await cases.add_report(tx, case.id, Report(day, ready.answers))
    await note(at.desk, tx, case, "", "more received")
    await concerns.change(tx, concerns.unread_again(locked))
    return None


def leaves_a_reader(at: ConcernDesk, policy: Policy, case: Case, assessment: Assessment) -> bool:
    """Whether somebody may still read the case once this has come to it."""
    return bool(on_the_ladder(_together(case, assessment), policy, at.desk.organisation))


def _together(case: Case, assessment: Assessment) -> Case:
    """The case with what has come: nobody who was kept from it learns of it now."""
    case = replace(case, severity=assessment.severity, excluded=case.excluded | assessment.excluded)
    return replace(case, route=assessment.route.id, category=assessment.category.id) if assessment.staff else case
