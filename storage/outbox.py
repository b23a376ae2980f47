"""What is owed to people, remembered until it is done: claimed with a lease, and done at least once.

It sends nothing and waits for nothing. A claim carries a fence: whoever was paused past its lease and overtaken can
record nothing any more. Rows hold ids, never words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, or_, select, update

from dialogs.alerts import Kind, Owed, To
from storage.database import AnyRow, Transaction
from storage.tables import OUTBOX


class State(StrEnum):
    """What became of it."""

    OWED = "owed"
    SENT = "sent"
    MOOT = "moot"
    """When it came to it, it was owed no more: nothing was sent."""
    ELSEWHERE = "elsewhere"
    """It could not go where it was owed, and each person it was for is owed it directly."""
    DEAD = "dead"
    """Given up: somebody must look at it."""
    CANCELLED = "cancelled"


class Problem(StrEnum):
    """Why a try failed."""

    RATE_LIMITED = "rate limited"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "no address"
    SERVER_ERROR = "server error"
    TIMED_OUT = "timed out"
    DROPPED = "dropped"
    FAULT = "fault here"
    """A mistake in this program, or a damaged row."""
    NOT_YET = "not yet"
    """Nothing failed: it turned out to be too early."""

    @property
    def may_have_arrived(self) -> bool:
        """Whether the message may be there all the same, so that the next one must say that it may be a repeat."""
        return self in {Problem.SERVER_ERROR, Problem.TIMED_OUT, Problem.DROPPED, Problem.FAULT}


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something that is ours to do until `until`; after that do not send it, somebody else may be doing so.

    `attempts` counts the tries, this one included. With `maybe_repeat` an earlier try may have arrived: say so.
    """

    owed: Owed
    fence: int
    attempts: int
    maybe_repeat: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is or was owed, and what became of it. `at` is when it was sent or given up."""

    owed: Owed
    state: State
    platform_id: str
    at: datetime | None
    attempts: int
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Health:
    """How delivery does: what is owed, of that what is overdue and what has failed before, and what was given up.

    `oldest` is when the longest overdue was due. What turned out to be too early has not failed.
    """

    owed: int
    overdue: int
    failing: int
    dead: int
    oldest: datetime | None


async def owe(tx: Transaction, owed: Owed) -> None:
    """Remember it until it is done. What is remembered already stays as it is, or falls due sooner if that is asked."""
    row = {
        "once": owed.once,
        "kind": owed.kind.value,
        "addressee": owed.to.value,
        "case_id": owed.case,
        "draft_id": owed.draft,
        "person": owed.person,
        "rung": owed.rung,
        "priority": owed.priority,
        "due": owed.due,
        "next_try": owed.due,
        "state": State.OWED.value,
        "attempts": 0,
        "fence": 0,
        "worker": "",
        "leased_until": None,
        "unsure": False,
        "problem": "",
        "ended": None,
        "platform_id": "",
    }
    if not await tx.keep_or_insert(OUTBOX, row, OUTBOX.c.once):
        sooner = update(OUTBOX).where(
            OUTBOX.c.once == owed.once, OUTBOX.c.state == State.OWED.value, OUTBOX.c.due > owed.due
        )
        await tx.write(sooner.values(due=owed.due, next_try=owed.due, priority=owed.priority))


async def forget(tx: Transaction, kinds: Collection[Kind], *, case_id: str = "", draft_id: str = "") -> None:
    """Forget what was done or cancelled of these kinds, so that it can be owed once more. Owner as in `cancel`."""
    await tx.write(
        delete(OUTBOX).where(
            _owner(case_id, draft_id),
            OUTBOX.c.kind.in_([kind.value for kind in kinds]),
            OUTBOX.c.state != State.OWED.value,
        )
    )


async def forget_moot(tx: Transaction, kinds: Collection[Kind], draft_id: str) -> None:
    """Forget what of these kinds turned out to be owed no more, so that it can be owed again."""
    of_kinds = OUTBOX.c.kind.in_([kind.value for kind in kinds])
    await tx.write(delete(OUTBOX).where(OUTBOX.c.draft_id == draft_id, of_kinds, OUTBOX.c.state == State.MOOT.value))


async def claim(tx: Transaction, now: datetime, worker: str, lease: timedelta, limit: int) -> tuple[Claimed, ...]:
    """Take what is due and not being done by another, the most urgent first, until `lease` from now.

    A rung of a ladder is not climbed before the one below it. What another claims at the same time is passed over.
    """
    below = OUTBOX.alias("below")
    lower_rung = exists().where(
        below.c.case_id == OUTBOX.c.case_id,
        below.c.kind == Kind.ESCALATE.value,
        below.c.state == State.OWED.value,
        below.c.rung < OUTBOX.c.rung,
    )
    chosen = (
        select(OUTBOX)
        .where(_free(now), or_(OUTBOX.c.kind != Kind.ESCALATE.value, ~lower_rung))
        .order_by(OUTBOX.c.priority, OUTBOX.c.due, OUTBOX.c.rung, OUTBOX.c.once)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple([await _take(tx, row, worker, now + lease) for row in await tx.rows(chosen)])


async def sent(
    tx: Transaction, claimed: Claimed, at: datetime, platform_id: str = "", *, state: State = State.SENT
) -> bool:
    """Record that it was done, or what else became of it. False when another has taken it over: then undo the rest."""
    # One that was cancelled while it was being sent was sent all the same, and can be changed only if that is known.
    ours = _ours(claimed, State.OWED, State.CANCELLED)
    done = (
        update(OUTBOX)
        .where(ours)
        .values(state=state.value, ended=at, platform_id=platform_id, leased_until=None, unsure=False, problem="")
    )
    return await tx.write(done) == 1


async def put_off(
    tx: Transaction, claimed: Claimed, until: datetime, problem: Problem, *, priority: int | None = None
) -> bool:
    """Record that a try failed, when to try again, and with what priority if it changes.

    False when it is not ours, or no longer owed.
    """
    unsure = claimed.maybe_repeat or problem.may_have_arrived
    later = (
        update(OUTBOX)
        .where(_ours(claimed, State.OWED))
        .values(
            next_try=until,
            leased_until=None,
            unsure=unsure,
            problem=problem.value,
            priority=claimed.owed.priority if priority is None else priority,
        )
    )
    return await tx.write(later) == 1


async def give_up(tx: Transaction, claimed: Claimed, at: datetime, problem: Problem) -> bool:
    """Record that it will not be tried again; it stays visible. False when it is not ours, or no longer owed."""
    dead = (
        update(OUTBOX)
        .where(_ours(claimed, State.OWED))
        .values(state=State.DEAD.value, ended=at, leased_until=None, problem=problem.value)
    )
    return await tx.write(dead) == 1


async def cancel(tx: Transaction, kinds: Collection[Kind], *, case_id: str = "", draft_id: str = "") -> int:
    """What of these kinds is still owed to the case, or else to the draft, is owed no more. How many there were."""
    of_kinds = OUTBOX.c.kind.in_([kind.value for kind in kinds])
    cancelled = update(OUTBOX).where(_owner(case_id, draft_id), of_kinds, _owed()).values(state=State.CANCELLED.value)
    return await tx.write(cancelled)


async def health(tx: Transaction, now: datetime) -> Health:
    """How delivery does now."""
    overdue = and_(_owed(), OUTBOX.c.due <= now)
    counted = select(
        func.count(case((_owed(), 1))).label("owed"),
        func.count(case((overdue, 1))).label("overdue"),
        func.count(case((_failing(), 1))).label("failing"),
        func.count(case((OUTBOX.c.state == State.DEAD.value, 1))).label("dead"),
        func.min(case((overdue, OUTBOX.c.due))).label("oldest"),
    )
    [row] = await tx.rows(counted)
    return Health(row.owed, row.overdue, row.failing, row.dead, row.oldest)


async def in_trouble(tx: Transaction, since: datetime) -> tuple[tuple[str, State], ...]:
    """The case of everything that is failing (as `OWED`), was given up, or went elsewhere after `since`."""
    elsewhere = and_(OUTBOX.c.state == State.ELSEWHERE.value, OUTBOX.c.ended > since)
    wrong = or_(_failing(), OUTBOX.c.state == State.DEAD.value, elsewhere)
    rows = await tx.rows(select(OUTBOX.c.case_id, OUTBOX.c.state).where(wrong))
    return tuple((row.case_id, State(row.state)) for row in rows)


async def of_case(tx: Transaction, case_id: str) -> tuple[Row, ...]:
    """Everything that is or was owed of the case, by when it was due."""
    rows = await tx.rows(select(OUTBOX).where(OUTBOX.c.case_id == case_id).order_by(OUTBOX.c.due, OUTBOX.c.once))
    return tuple(
        Row(
            owed=_as_owed(row),
            state=State(row.state),
            platform_id=row.platform_id,
            at=row.ended,
            attempts=row.attempts,
            problem=Problem(row.problem) if row.problem else None,
        )
        for row in rows
    )


async def _take(tx: Transaction, row: AnyRow, worker: str, until: datetime) -> Claimed:
    # A lease that ran out and was never resolved: whoever held it may have sent it and died before saying so.
    unsure = row.unsure or row.leased_until is not None
    claimed = Claimed(_as_owed(row), row.fence + 1, row.attempts + 1, unsure, until)
    taken = (
        update(OUTBOX)
        .where(OUTBOX.c.once == row.once)
        .values(fence=claimed.fence, attempts=claimed.attempts, unsure=unsure, worker=worker, leased_until=until)
    )
    await tx.write(taken)
    return claimed


def _as_owed(row: AnyRow) -> Owed:
    return Owed(
        kind=Kind(row.kind),
        to=To(row.addressee),
        due=row.due,
        case=row.case_id,
        draft=row.draft_id,
        person=row.person,
        rung=row.rung,
        priority=row.priority,
    )


def _owner(case_id: str, draft_id: str) -> ColumnElement[bool]:
    # One or the other, never either: people name drafts by ids of their own choosing.
    return OUTBOX.c.case_id == case_id if case_id else OUTBOX.c.draft_id == draft_id


def _failing() -> ColumnElement[bool]:
    return and_(_owed(), OUTBOX.c.problem.not_in(["", Problem.NOT_YET.value]))


def _owed() -> ColumnElement[bool]:
    return OUTBOX.c.state == State.OWED.value


def _free(now: datetime) -> ColumnElement[bool]:
    unleased = or_(OUTBOX.c.leased_until.is_(None), OUTBOX.c.leased_until <= now)
    return and_(_owed(), OUTBOX.c.next_try <= now, unleased)


def _ours(claimed: Claimed, *states: State) -> ColumnElement[bool]:
    still = OUTBOX.c.state.in_([state.value for state in states])
    return and_(OUTBOX.c.once == claimed.owed.once, OUTBOX.c.fence == claimed.fence, still)
