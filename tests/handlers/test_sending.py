"""Nothing is sent outside a lease, one faulty thing holds up no other, and every repeat says that it may be one."""

import asyncio
import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.log import Log
from bot.worker import Worker
from dialogs import wording
from dialogs.alerts import Kind, Message
from handlers.alerts import LEASE, TO_RECORD, do_what_is_due
from handlers.messenger import Destination
from storage import cases, outbox
from storage.outbox import Problem, Row, State
from tests.fakes.desk import FakeClock, FakeMessenger
from tests.handlers.office import NASTY_MESSAGES, ONE_LINE, Office, open_office


@dataclass
class JumpingClock(FakeClock):
    """Jumps once, after it has been asked for the first time: between a claim and what is done with it."""

    jump: timedelta = timedelta(0)

    def now(self) -> datetime:
        """The time before the jump, and from then on the time after it, in UTC."""
        at, self.at, self.jump = self.at, self.at + self.jump, timedelta(0)
        return at


@dataclass
class OddMessenger(FakeMessenger):
    """Hangs or fails in a way that nobody thought of, so many times; then it works."""

    hangs: int = 0
    breaks: int = 0
    tried: list[str] = field(default_factory=list)

    async def send(self, to: Destination, message: Message, *, key: str) -> str:
        """Remember the message, unless it is one of those."""
        self.tried.append(key)
        if self.hangs:
            self.hangs -= 1
            await asyncio.sleep(600)
        if self.breaks:
            self.breaks -= 1
            raise KeyError("a person's own words")
        return await super().send(to, message, key=key)


@pytest.fixture
def messenger() -> OddMessenger:
    return OddMessenger()


async def alerts(office: Office) -> list[Row]:
    """Every alert that is or was owed."""
    async with office.desk.database.transaction() as tx:
        every = [row for case in await cases.all_open(tx) for row in await outbox.of_case(tx, case.id)]
    return [row for row in every if row.owed.kind is Kind.ALERT]


async def one_try(office: Office, messenger: OddMessenger, after: timedelta) -> None:
    """Claims one thing, and does it so much later."""
    clock = JumpingClock(office.clock.at, after)
    await do_what_is_due(replace(office.desk, clock=clock), messenger, "one")


async def test_a_platform_that_hangs_is_left_before_the_lease_ends(tmp_path: Path, messenger: OddMessenger) -> None:
    messenger.hangs = 1
    async with open_office(tmp_path / "esafety.db") as office:
        await office.fills_in(NASTY_MESSAGES)
        await asyncio.wait_for(one_try(office, messenger, LEASE - TO_RECORD - timedelta(milliseconds=50)), timeout=5)
        [row] = await alerts(office)
        assert (row.state, row.problem) == (State.OWED, Problem.TIMED_OUT)
        office.clock.move(minutes=1)
        await do_what_is_due(office.desk, messenger, "one")
        assert wording.MAYBE_REPEAT in messenger.to("#")[0].lines


async def test_nothing_is_sent_when_the_lease_is_as_good_as_over(tmp_path: Path, messenger: OddMessenger) -> None:
    async with open_office(tmp_path / "esafety.db") as office:
        await office.fills_in(NASTY_MESSAGES)
        await one_try(office, messenger, LEASE - TO_RECORD)
        assert messenger.tried == []
        office.clock.move(minutes=1)
        await do_what_is_due(office.desk, messenger, "two")
        assert len(messenger.to("#")) == 1


async def test_one_faulty_thing_holds_up_no_other(tmp_path: Path, messenger: OddMessenger) -> None:
    messenger.breaks = 1
    logged = io.StringIO()
    async with open_office(tmp_path / "esafety.db") as office:
        await office.fills_in(ONE_LINE)
        worker = Worker(office.desk, messenger, asyncio.Event(), Log(logged))
        await worker.settle()
        rows = await alerts(office)
        assert sorted(row.state for row in rows) == [State.OWED, State.SENT, State.SENT, State.SENT]
        assert "error=KeyError" in logged.getvalue()
        assert "words" not in logged.getvalue()
        office.clock.move(seconds=5)
        await worker.settle()
        assert {row.state for row in await alerts(office)} == {State.SENT}


async def test_whatever_may_be_a_repeat_says_so_and_nothing_else_does(tmp_path: Path, messenger: OddMessenger) -> None:
    async with open_office(tmp_path / "esafety.db") as office:
        await office.fills_in(ONE_LINE[:1])
        await office.fills_in(ONE_LINE)
        office.clock.move(minutes=5)
        while True:
            async with office.desk.database.transaction() as tx:
                if not await outbox.claim(tx, office.clock.now(), "dead", LEASE, 1):
                    break
        office.clock.at += LEASE
        while await do_what_is_due(office.desk, messenger, "two"):
            pass
        reminder, nobody_yet = messenger.to("tom")
        assert wording.MAYBE_REPEAT in reminder.lines
        assert wording.MAYBE_REPEAT not in nobody_yet.lines, "this one is sent for the first time"
