"""What becomes of a message that was not delivered: tried again, soon or later, or set aside where it is seen."""

from datetime import timedelta

from dialogs.alerts import WHILE_NOBODY_HAS_IT, WHILE_OPEN, Kind, Owed, To
from dialogs.escalation import URGENT, URGENT_QUESTION
from handlers.desk import Desk
from handlers.messenger import NotDelivered
from handlers.recording import forget_when
from storage import outbox
from storage.outbox import Claimed, Problem, State

LONGEST_WAIT = timedelta(seconds=60)
PATIENT_AFTER = 50
PATIENT_WAIT = timedelta(minutes=10)
"""How long to wait between tries of something that is not urgent, once it has failed that often."""

GIVE_UP_AFTER = timedelta(days=7)
"""How long something that is not urgent is tried before it is set aside, where those who handle cases can see it."""

MOST_TURNS = 30
"""How many times longer something that is not urgent waits for a place that is busy."""

FOR_GOOD = frozenset({Problem.REFUSED, Problem.NO_ADDRESS})
"""Why a place takes nothing, however often it is tried."""

BEHIND_ALERTS = 3
"""The priority of an e-mail that could not be handed in: a mail server that hangs must delay no alert."""

NEWS = WHILE_NOBODY_HAS_IT | WHILE_OPEN | {Kind.NOT_SENT, Kind.QUESTION}
"""What somebody must hear for something to happen. The rest only says that it has."""


class SetAside(Exception):
    """A message did not get through, and is tried no more. Those who handle its case can see that."""


async def not_delivered(desk: Desk, claimed: Claimed, failure: NotDelivered) -> None:
    """Tries again later, at the platform's own pace if it names one; urgent news for ever, the rest for a week."""
    owed, now = claimed.owed, desk.clock.now()
    async with desk.database.transaction() as tx:
        if owed.kind is Kind.ALERT_ANSWERED and failure.problem in FOR_GOOD:
            await outbox.sent(tx, claimed, now, state=State.MOOT)
            await forget_when(desk, tx, owed.case)
        elif _is_over(claimed, failure.problem, now - owed.due):
            await outbox.give_up(tx, claimed, now, failure.problem)
            await forget_when(desk, tx, owed.case)
            desk.failed(SetAside(failure.problem.value))
        else:
            priority = BEHIND_ALERTS if owed.kind is Kind.SECOND_ROUTE else owed.priority
            await outbox.put_off(tx, claimed, now + _wait(claimed, failure), failure.problem, priority=priority)


def _is_over(claimed: Claimed, problem: Problem, since: timedelta) -> bool:
    owed = claimed.owed
    if owed.to is To.REPORTER and owed.kind not in NEWS and problem in FOR_GOOD:
        return True
    return not _for_ever(owed) and problem is not Problem.NOT_YET and since > GIVE_UP_AFTER


def _for_ever(owed: Owed) -> bool:
    urgent = URGENT_QUESTION if owed.kind is Kind.QUESTION else URGENT
    return owed.priority <= urgent and owed.kind in NEWS


def _wait(claimed: Claimed, failure: NotDelivered) -> timedelta:
    urgent = claimed.owed.priority <= URGENT
    asked = timedelta(seconds=failure.retry_after or 0.0)
    if failure.problem is Problem.NOT_YET:
        # Where many wait for one place, those that have waited longest are not all looked at each time.
        return asked * (1 if urgent else min(claimed.attempts, MOST_TURNS))
    usual = min(timedelta(seconds=2 ** min(claimed.attempts, 10)), LONGEST_WAIT)
    if not urgent and claimed.attempts >= PATIENT_AFTER:
        usual = PATIENT_WAIT
    return max(usual, asked)
