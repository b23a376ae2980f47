"""Tests of the worker: it does what is due when it is due, and goes on whatever goes wrong."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.log import Log
from bot.worker import Worker
from storage import audit, data_keys, drafts
from tests.handlers.office import NASTY_MESSAGES, TOM, Office, open_office


class AtWork:
    """A worker in an office, and what it has logged."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.woken = asyncio.Event()
        self.logged = io.StringIO()
        office.desk = replace(office.desk, wake=self.woken.set)
        self.worker = Worker(office.desk, office.messenger, self.woken, Log(self.logged))

    async def drafts(self) -> int:
        """How many drafts of tom's there are, however old."""
        async with self.office.desk.database.transaction() as tx:
            return len(await drafts.of_person(tx, TOM.key, self.office.clock.now() - timedelta(days=100)))


@pytest.fixture
async def at_work(tmp_path: Path) -> AsyncIterator[AtWork]:
    async with open_office(tmp_path / "office.db") as office:
        yield AtWork(office)


@contextlib.asynccontextmanager
async def running(at_work: AtWork) -> AsyncIterator[None]:
    """The worker runs meanwhile."""
    working = asyncio.create_task(at_work.worker.run())
    yield
    await at_work.worker.stop()
    await working


async def becomes(true: Callable[[], object], within: float = 20) -> float:
    """Wait until it is true; how long that took, in seconds."""
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.01)
    return asyncio.get_running_loop().time() - began


async def test_settling_does_everything_that_is_due(at_work: AtWork) -> None:
    await at_work.office.fills_in(NASTY_MESSAGES)
    assert await at_work.worker.settle()
    assert len(at_work.office.messenger.to("#")) == 1
    assert at_work.logged.getvalue() == ""


async def test_two_that_settle_at_once_send_nothing_twice(at_work: AtWork) -> None:
    await at_work.office.fills_in(NASTY_MESSAGES)
    await asyncio.gather(*(at_work.worker.settle() for _ in range(5)))
    assert len(at_work.office.messenger.sent) == 1


async def test_it_wakes_at_once_when_something_new_is_due(at_work: AtWork) -> None:
    at_work.worker = Worker(
        at_work.office.desk,
        at_work.office.messenger,
        at_work.woken,
        Log(at_work.logged),
        nap=timedelta(days=1).total_seconds(),
    )
    async with running(at_work):
        await asyncio.sleep(0.2)
        await at_work.office.fills_in(NASTY_MESSAGES)
        await becomes(lambda: at_work.office.messenger.to("#"))
    assert len(at_work.office.messenger.to("#")) == 1


async def test_it_finds_what_falls_due_without_being_woken(at_work: AtWork) -> None:
    await at_work.office.fills_in(NASTY_MESSAGES)
    async with running(at_work):
        await becomes(lambda: at_work.office.messenger.to("#"))
        at_work.office.clock.move(days=4)
        await becomes(lambda: at_work.office.messenger.to("ben"))


async def test_what_a_platform_does_not_take_is_sent_later(at_work: AtWork) -> None:
    at_work.office.messenger.fail(1)
    await at_work.office.fills_in(NASTY_MESSAGES)
    assert await at_work.worker.settle()
    assert at_work.office.messenger.sent == []
    at_work.office.clock.move(minutes=2)
    assert await at_work.worker.settle()
    assert len(at_work.office.messenger.to("#")) == 1


async def test_a_fault_is_logged_without_its_words_and_put_off(at_work: AtWork) -> None:
    async def breaks() -> None:
        raise LookupError("canary")

    at_work.office.messenger.before_sending = breaks
    await at_work.office.fills_in(NASTY_MESSAGES)
    await at_work.worker.settle()
    assert "error=LookupError" in at_work.logged.getvalue()
    assert "canary" not in at_work.logged.getvalue()
    at_work.office.clock.move(minutes=2)
    await at_work.worker.settle()
    assert len(at_work.office.messenger.to("#")) == 1


async def test_it_goes_on_when_the_database_has_failed_and_come_back(at_work: AtWork) -> None:
    await at_work.office.fills_in(NASTY_MESSAGES)
    whole = at_work.office.file.read_bytes()
    async with running(at_work):
        await becomes(lambda: at_work.office.messenger.to("#"))
        before = at_work.logged.tell()
        at_work.office.breaks()
        await becomes(lambda: at_work.logged.tell() > before)
        at_work.office.file.write_bytes(whole)
        at_work.office.clock.move(days=4)
        await becomes(lambda: at_work.office.messenger.to("ben"))
    assert "the-worker-failed-and-goes-on error=StorageFailed at=storage/" in at_work.logged.getvalue()


async def test_old_drafts_are_destroyed_on_the_hour_and_not_before(at_work: AtWork) -> None:
    await at_work.worker.settle()
    await at_work.office.fills_in(NASTY_MESSAGES[:3])
    at_work.office.clock.move(minutes=59)
    old = at_work.office.clock.now() - timedelta(days=8)
    async with at_work.office.desk.database.transaction() as tx:
        [draft] = await drafts.of_person(tx, TOM.key, at_work.office.clock.now())
        await drafts.save(tx, replace(draft, changed=old))
    await at_work.worker.settle()
    assert await at_work.drafts() == 1
    at_work.office.clock.move(minutes=1)
    await at_work.worker.settle()
    assert await at_work.drafts() == 0


async def test_a_clock_that_was_put_back_keeps_nothing_from_being_cleared_away(at_work: AtWork) -> None:
    at_work.office.clock.move(days=400)
    await at_work.worker.settle()
    at_work.office.clock.move(days=-392)
    await at_work.office.fills_in(NASTY_MESSAGES[:3])
    async with at_work.office.desk.database.transaction() as tx:
        [draft] = await drafts.of_person(tx, TOM.key, at_work.office.clock.now())
        await drafts.save(tx, replace(draft, changed=at_work.office.clock.now() - timedelta(days=8)))
    await at_work.worker.settle()
    assert await at_work.drafts() == 0


async def test_where_the_audit_is_damaged_everything_else_is_cleared_away(at_work: AtWork) -> None:
    await at_work.office.fills_in(NASTY_MESSAGES)
    async with at_work.office.desk.database.transaction() as tx:
        await data_keys.destroy(tx, [data_keys.of_case(audit.SYSTEM)])
    await at_work.worker.settle()
    await at_work.office.fills_in(NASTY_MESSAGES[:3])
    at_work.office.clock.move(days=8)
    assert not await at_work.worker.settle()
    assert await at_work.drafts() == 0
    assert "the-worker-failed-and-goes-on error=SealBroken at=storage/" in at_work.logged.getvalue()
    assert await at_work.worker.settle()


async def test_a_worker_that_is_stopped_ends_what_it_has_begun(at_work: AtWork) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        begun.set()
        await may_end.wait()

    await at_work.office.fills_in(NASTY_MESSAGES)
    at_work.office.messenger.before_sending = slowly
    working = asyncio.create_task(at_work.worker.run())
    await begun.wait()
    stopping = asyncio.create_task(at_work.worker.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    may_end.set()
    await stopping
    await working

    assert len(at_work.office.messenger.to("#")) == 1
