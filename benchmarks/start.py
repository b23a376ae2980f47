"""Measures the start of the bot (to its first served page) and its memory, beside a bare aiohttp application.

Run it as `.venv/bin/python -m benchmarks.start`. Every start is a process of its own, on a warm disk and already
compiled; the figures are medians.
"""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.scenarios.conversation import AnswersIt, Kind, Sees, hold
from tests.scenarios.practice_platform import PracticePlatform
from tests.scenarios.reports import NASTY_MESSAGES
from tests.servers.bot_program import Running, running, settings

STARTS = 5
REPORTS = 100
BARE = """
import asyncio
from aiohttp import web

async def hello(request):
    return web.Response(text="hello")

async def main():
    app = web.Application()
    app.add_routes([web.get("/", hello)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first page, and MiB of resident memory then."""

    seconds: float
    memory: float


@contextlib.asynccontextmanager
async def started(folder: Path, script: str = "") -> AsyncIterator[tuple[Start, Running]]:
    """Start it, and fetch its first page."""
    began = time.perf_counter()
    async with running(settings(folder), script=script) as bot:
        async with aiohttp.ClientSession() as http, http.get(bot.address) as page:
            await page.text()
            assert page.ok
        yield Start(time.perf_counter() - began, memory_of(bot)), bot
        bot.process.terminate()
        await bot.ends()


def memory_of(bot: Running) -> float:
    """MiB of resident memory (VmRSS)."""
    status = Path(f"/proc/{bot.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def several(folder: Path, script: str = "") -> Start:
    """The median of several starts, after one to warm up."""
    starts: list[Start] = []
    for _ in range(1 + STARTS):
        async with started(folder, script) as (start, _):
            starts.append(start)
    counted = starts[1:]
    return Start(
        statistics.median(each.seconds for each in counted), statistics.median(each.memory for each in counted)
    )


async def after_reports(folder: Path) -> float:
    """MiB of resident memory after many reports."""
    async with started(folder) as (_, bot), aiohttp.ClientSession() as http:
        for _ in range(REPORTS):
            await hold([*NASTY_MESSAGES, (AnswersIt("tom"), Sees(Kind.RECEIVED))], PracticePlatform(bot.address, http))
        return memory_of(bot)


async def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = await several(Path(folder)), await several(Path(folder), BARE)
        busy = await after_reports(Path(folder))
    print(f"{'median of ' + str(STARTS) + ' starts':34} {'the bot':>10} {'bare aiohttp':>13} {'ratio':>6}")
    for name, mine, theirs, unit in (
        ("start to first served page", ours.seconds, bare.seconds, "s"),
        ("resident memory, first page", ours.memory, bare.memory, "MiB"),
        (f"resident memory, {REPORTS} reports", busy, bare.memory, "MiB"),
    ):
        print(f"{name:34} {mine:6.2f} {unit:3} {theirs:9.2f} {unit:3} {mine / theirs:6.1f}")


if __name__ == "__main__":
    asyncio.run(main())
