"""Measures how fast the incident log lists 400 cases with 25 entries each, beside reading and opening the cases alone.

Run it as `.venv/bin/python -m benchmarks.incident_log`. The floor is `SELECT * FROM cases` with what is sealed of each
opened and nothing else: no record, no steps, no clocks. Both are asked in turn, in one process, warm.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import select

from handlers.listing import Listing
from handlers.log_reading import known
from handlers.log_table import table_for
from handlers.turn import OpenedLog
from storage import data_keys
from storage.case_rows import content_of
from storage.tables import CASES
from tests.fakes import many_cases
from tests.handlers.office import ASHA, Office, open_office

CASES_KEPT, ENTRIES, ROUNDS = 400, 25, 15


async def floor(office: Office) -> None:
    """Every case read and opened."""
    async with office.desk.database.transaction() as tx:
        await data_keys.open_all(tx, data_keys.of_case(""))
        for row in await tx.rows(select(CASES)):
            await content_of(tx, row)


async def listing(office: Office) -> None:
    """The whole log, as it is asked for on a platform."""
    reply = await office.does(OpenedLog(ASHA))
    assert isinstance(reply, Listing)
    assert len(reply.groups[0].rows) > CASES_KEPT / 2


async def overdue(office: Office) -> None:
    """Only what is overdue."""
    assert isinstance(await office.does(OpenedLog(ASHA, "overdue.....")), Listing)


async def table(office: Office) -> None:
    """The table."""
    await table_for(office.desk, ASHA.key)


async def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(Path(folder) / "esafety.db") as office:
            desk = office.desk
            began = time.perf_counter()
            await many_cases.keep(desk.database, desk.policy, desk.organisation, desk.clock.now(), CASES_KEPT, ENTRIES)
            print(f"{CASES_KEPT} cases with {ENTRIES} entries each, kept in {time.perf_counter() - began:.1f} s")
            bare = await middle(floor, office)
            for name, asked in (("the log", listing), ("overdue ones", overdue), ("as a table", table)):
                took = await middle(asked, office)
                print(f"{name:24} p50 {took:7.1f} ms, the cases alone {bare:6.1f} ms, ratio {took / bare:4.1f}")
            blocked = await longest_wait(office)
            print(f"{'longest wait of others':24} {blocked:11.1f} ms")


async def middle(asked: Callable[[Office], Awaitable[None]], office: Office) -> float:
    """The median of the times, in milliseconds."""
    took: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await asked(office)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


async def longest_wait(office: Office) -> float:
    """How long anything else waits for its turn, at most, while the log is listed; in milliseconds."""
    reading = asyncio.create_task(known(office.desk, ASHA.key))
    longest = 0.0
    while not reading.done():
        began = time.perf_counter()
        await asyncio.sleep(0)
        longest = max(longest, (time.perf_counter() - began) * 1000)
    await reading
    return longest


if __name__ == "__main__":
    asyncio.run(main())
