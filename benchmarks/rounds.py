"""Measures the daily word with 400 cases of 25 entries each: for one person, and how long anybody else waits meanwhile.

Run it as `.venv/bin/python -m benchmarks.rounds`. It is beside the incident log, which reads as much.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from handlers.log_reading import known
from handlers.rounds import TODAY
from tests.fakes import many_cases
from tests.handlers.office import ASHA, Office, open_office

CASES_KEPT, ENTRIES, ROUNDS = 400, 25, 15


async def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(Path(folder) / "esafety.db") as office:
            desk = office.desk
            await many_cases.keep(desk.database, desk.policy, desk.organisation, desk.clock.now(), CASES_KEPT, ENTRIES)
            for name, today in (("the incident log", False), ("what is due today", True)):
                took = [await timed(office, today=today) for _ in range(ROUNDS)]
                print(f"{name:24} p50 {statistics.median(took):7.1f} ms, longest {max(took):7.1f} ms")
            due = len((await known(desk, ASHA.key, today=True)).chosen(TODAY))
            print(f"{due} cases of {CASES_KEPT} need them; longest wait of others {await longest_wait(office):.1f} ms")


async def timed(office: Office, *, today: bool) -> float:
    """How long it takes, in milliseconds."""
    began = time.perf_counter()
    await known(office.desk, ASHA.key, today=today)
    return (time.perf_counter() - began) * 1000


async def longest_wait(office: Office) -> float:
    """How long anything else waits for its turn, at most; in milliseconds."""
    reading = asyncio.create_task(known(office.desk, ASHA.key, today=True))
    longest = 0.0
    while not reading.done():
        began = time.perf_counter()
        await asyncio.sleep(0)
        longest = max(longest, (time.perf_counter() - began) * 1000)
    await reading
    return longest


if __name__ == "__main__":
    asyncio.run(main())
