"""Whatever workers do, in whatever order: nothing is lost, nothing is held twice, the overtaken write nothing."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, invariant, multiple, rule

from dialogs.alerts import Kind, Owed
from storage import outbox
from storage.database import Database
from storage.outbox import Claimed, Problem, Row, State
from tests.storage.examples import ALERT, KEYRING, NOW, rung

pytestmark = pytest.mark.untraced

LEASE = timedelta(seconds=30)
OBLIGATIONS = (*(replace(ALERT, person=person) for person in "abc"), rung(0), rung(1), rung(2))


class Workers(RuleBasedStateMachine):
    """Several workers with one outbox. `holders` knows who claimed what last, and until when."""

    claims: Bundle[Claimed] = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        url = f"sqlite+aiosqlite:///{Path(self.folder.name)}/esafety.db"
        self.database = self.runner.run(Database.open(url, KEYRING))
        self.now = NOW
        self.owed: set[Owed] = set()
        self.cancelled: set[Owed] = set()
        self.holders: dict[Owed, Claimed] = {}
        self.resolved: set[tuple[Owed, int]] = set()
        self.ended: set[Owed] = set()

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    @rule(owed=st.sampled_from(OBLIGATIONS))
    def owe(self, owed: Owed) -> None:
        async def do() -> None:
            async with self.database.transaction() as tx:
                await outbox.owe(tx, owed)

        self.runner.run(do())
        self.owed.add(owed)

    @rule(seconds=st.sampled_from([1, 20, 31, 90]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(target=claims, limit=st.integers(1, 6))
    def claim(self, limit: int) -> MultipleResults[Claimed]:
        async def do() -> tuple[Claimed, ...]:
            async with self.database.transaction() as tx:
                return await outbox.claim(tx, self.now, "worker", LEASE, limit)

        claimed = self.runner.run(do())
        for each in claimed:
            assert each.owed.due <= self.now
            self.is_free(each)
            self.holders[each.owed] = each
        return multiple(*claimed)

    def is_free(self, claimed: Claimed) -> None:
        before = self.holders.get(claimed.owed)
        if before is None:
            assert (claimed.fence, claimed.maybe_repeat) == (1, False)
            return
        unresolved = (before.owed, before.fence) not in self.resolved
        assert claimed.fence == before.fence + 1
        assert claimed.owed not in self.ended
        assert not unresolved or (before.until <= self.now and claimed.maybe_repeat)

    @rule(claimed=claims, outcome=st.sampled_from(["sent", "put off", "given up"]))
    def end(self, claimed: Claimed, outcome: str) -> None:
        async def do() -> bool:
            async with self.database.transaction() as tx:
                match outcome:
                    case "sent":
                        return await outbox.sent(tx, claimed, self.now, f"{claimed.fence}")
                    case "put off":
                        return await outbox.put_off(tx, claimed, self.now + LEASE, Problem.TIMED_OUT)
                    case _:
                        return await outbox.give_up(tx, claimed, self.now, Problem.REFUSED)

        recorded = self.runner.run(do())
        if self.holders[claimed.owed] != claimed or claimed.owed in self.ended:
            assert not recorded
        if recorded:
            self.resolved.add((claimed.owed, claimed.fence))
            if outcome != "put off":
                self.ended.add(claimed.owed)

    @rule()
    def acknowledge(self) -> None:
        async def do() -> None:
            async with self.database.transaction() as tx:
                await outbox.cancel(tx, [Kind.ESCALATE], case_id="case-1")

        self.runner.run(do())
        self.cancelled |= {owed for owed in self.owed - self.ended if owed.kind is Kind.ESCALATE}

    def rows(self) -> tuple[Row, ...]:
        async def do() -> tuple[Row, ...]:
            async with self.database.transaction() as tx:
                return await outbox.of_case(tx, "case-1")

        return self.runner.run(do())

    @invariant()
    def nothing_is_lost(self) -> None:
        rows = self.rows()
        assert {row.owed for row in rows} == self.owed
        for row in rows:
            over = row.owed in self.ended
            assert over == (row.state in {State.SENT, State.DEAD})
            assert over or (row.state is State.CANCELLED) == (row.owed in self.cancelled)


TestWorkers = Workers.TestCase
TestWorkers.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
