"""Where Teams is reached: known at once, stored meanwhile, and shared by every replica."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.teams import address
from bot.teams.address import Address
from storage.database import Database
from storage.failures import StorageFailed
from tests.fakes import teams_server
from tests.fakes.teams_workspace import PEOPLE
from tests.servers.bot_on_teams import on_teams, settings
from tests.storage.examples import KEYRING

OTHERWISE, ONE, TWO = (f"https://smba.trafficmanager.net/{region}/" for region in ("teams", "emea", "uk"))
HELP_WITHIN = 1.0


@dataclass
class Replicas:
    """Processes of the bot that have one database. Time stands still until it is moved."""

    database: Database
    file: Path
    at: float = 1000.0
    faults: list[StorageFailed] = field(default_factory=list)
    begun: list[Address] = field(default_factory=list)

    def begin(self) -> Address:
        self.begun.append(
            Address(self.database, frozenset(), OTHERWISE, self.faults.append, now=lambda: self.at),
        )
        return self.begun[-1]

    @contextlib.contextmanager
    def failing(self) -> Iterator[None]:
        """Storage has lost the table of addresses while the block runs."""
        self._rename("addresses", "gone")
        yield
        self._rename("gone", "addresses")

    def _rename(self, old: str, new: str) -> None:
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")


@pytest.fixture
async def replicas(tmp_path: Path) -> AsyncIterator[Replicas]:
    file = tmp_path / "esafety.db"
    replicas = Replicas(await Database.open(f"sqlite+aiosqlite:///{file}", KEYRING), file)
    yield replicas
    for each in replicas.begun:
        await each.finishes()
    await replicas.database.close()


@contextlib.asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Nobody else can use the database while the block runs."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as connection:
        async with asyncio.timeout(5):
            while not connection.in_transaction:
                with contextlib.suppress(sqlite3.OperationalError):
                    connection.execute("BEGIN EXCLUSIVE")
                await asyncio.sleep(0.003)
        yield
        connection.execute("ROLLBACK")


async def test_until_teams_has_named_one_it_is_the_one_that_was_set(replicas: Replicas) -> None:
    assert await replicas.begin().current() == OTHERWISE


async def test_what_teams_named_is_used_and_known_after_the_next_start(replicas: Replicas) -> None:
    first = replicas.begin()
    first.heard(ONE)
    assert await first.current() == ONE
    await first.finishes()
    assert await replicas.begin().current() == ONE


async def test_the_newest_is_stored_although_another_was_just_being_stored(replicas: Replicas) -> None:
    first = replicas.begin()
    first.heard(ONE)
    await asyncio.sleep(0)
    first.heard(TWO)
    await first.finishes()
    assert await replicas.begin().current() == TWO


async def test_one_that_may_not_be_used_is_passed_over(replicas: Replicas) -> None:
    first = replicas.begin()
    first.heard("https://elsewhere.example/")
    assert await first.current() == OTHERWISE


async def test_a_replica_learns_within_a_minute_what_another_heard(replicas: Replicas) -> None:
    first, second = replicas.begin(), replicas.begin()
    first.heard(ONE)
    await first.finishes()
    assert await second.current() == ONE
    first.heard(TWO)
    await first.finishes()
    assert await second.current() == ONE
    replicas.at += 60
    assert await second.current() == TWO


async def test_what_a_replica_hears_again_is_stored_again_where_another_had_stored_something_else(
    replicas: Replicas,
) -> None:
    first, second = replicas.begin(), replicas.begin()
    for replica, url in ((first, ONE), (second, TWO)):
        replica.heard(url)
        await replica.finishes()
    replicas.at += address.FRESH
    first.heard(ONE)
    await first.finishes()
    assert await replicas.begin().current() == ONE


async def test_while_storage_fails_the_one_that_is_known_is_used_and_it_is_stored_later(replicas: Replicas) -> None:
    first = replicas.begin()
    with replicas.failing():
        assert await first.current() == OTHERWISE
        first.heard(ONE)
        await first.finishes()
        replicas.at += address.AGAIN
        assert await first.current() == ONE
    assert len(replicas.faults) == 3
    replicas.at += address.AGAIN
    first.heard(ONE)
    await first.finishes()
    assert await replicas.begin().current() == ONE


async def test_a_message_waits_no_longer_than_a_second_for_slow_storage(replicas: Replicas) -> None:
    first = replicas.begin()
    async with locked(replicas.file):
        began = time.monotonic()
        assert await first.current() == OTHERWISE
        assert time.monotonic() - began < address.LONGEST + 0.5


async def test_whoever_asks_for_help_does_not_wait_for_the_address_to_be_stored(tmp_path: Path) -> None:
    async with teams_server.serving() as teams, on_teams(teams, settings(teams, tmp_path)) as here:
        async with locked(tmp_path / "esafety.db"), asyncio.timeout(HELP_WITHIN):
            answers = await asyncio.gather(*(here.client.command(each, "help") for each in PEOPLE[:6]))
        assert {answer.status for answer in answers} == {200}
