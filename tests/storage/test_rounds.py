"""Forgetting words that are owed again and again."""

from dataclasses import replace

from sqlalchemy import select

from dialogs.alerts import Kind, Owed, To
from storage import outbox, rounds
from storage.database import Database, Transaction
from storage.outbox import State
from storage.tables import OUTBOX
from tests.storage.examples import MINUTE, NOW

ROUND = Owed(Kind.ROUND, To.PERSON, NOW, draft="round-20261201", person="asha")
WAITS = Owed(Kind.TO_DECIDE, To.PERSON, NOW, case="case-1", person="asha")


async def becomes(tx: Transaction, owed: Owed, state: State) -> None:
    await outbox.owe(tx, owed)
    if state is not State.OWED:
        [claimed] = await outbox.claim(tx, NOW, "worker", MINUTE, 1)
        await outbox.sent(tx, claimed, NOW, state=state)


async def left(tx: Transaction) -> set[tuple[str, str, str]]:
    rows = await tx.rows(select(OUTBOX))
    return {(row.draft_id or row.case_id, row.kind, row.state) for row in rows}


async def test_what_was_done_on_days_before_is_forgotten_and_what_is_owed_is_not(database: Database) -> None:
    async with database.transaction() as tx:
        await becomes(tx, ROUND, State.SENT)
        await becomes(tx, replace(ROUND, draft="round-20261202"), State.MOOT)
        await becomes(tx, replace(ROUND, draft="round-20261203"), State.SENT)
        await becomes(tx, replace(ROUND, kind=Kind.REMINDER), State.SENT)
        await becomes(tx, replace(ROUND, person="ben"), State.OWED)
        await rounds.forget_before(tx, Kind.ROUND, "round-20261203")
        assert await left(tx) == {
            ("round-20261201", Kind.ROUND, State.OWED),
            ("round-20261201", Kind.REMINDER, State.SENT),
            ("round-20261203", Kind.ROUND, State.SENT),
        }


async def test_what_was_never_sent_can_be_owed_again_and_what_was_cannot(database: Database) -> None:
    async with database.transaction() as tx:
        await becomes(tx, WAITS, State.SENT)
        await becomes(tx, replace(WAITS, person="ben"), State.MOOT)
        await becomes(tx, replace(WAITS, case="case-2"), State.MOOT)
        await becomes(tx, replace(WAITS, kind=Kind.CHANGED), State.MOOT)
        await becomes(tx, replace(WAITS, person="carys"), State.OWED)
        await outbox.cancel(tx, {Kind.TO_DECIDE}, case_id="case-1")
        await rounds.forget_unsent(tx, {Kind.TO_DECIDE}, "case-1")
        assert await left(tx) == {
            ("case-1", Kind.TO_DECIDE, State.SENT),
            ("case-2", Kind.TO_DECIDE, State.MOOT),
            ("case-1", Kind.CHANGED, State.MOOT),
        }
