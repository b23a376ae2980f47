"""Measures how soon a learner who tells someone is answered on Slack, while very many do so at once.

Run it as `.venv/bin/python -m benchmarks.anonymous_load` (six minutes); `--quick` takes half of one and `--folder` says
where the database is to be (that should be a real disk). The bot, a Web API that answers at once and a bare aiohttp
handler that keeps one row are programs or servers of their own. Each answer comes after a commit that is on the disk.

Warm: the form was open for long enough that its key is worked out, as it is while somebody fills the form in.
Cold: nobody has begun to work its key out, as after a restart of the bot.
"""

import argparse
import asyncio
import contextlib
import io
import os
import re
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.anonymous_requests import CALM, IN_DANGER, Form, filled_in, new_tokens, opened
from benchmarks.slack_ack import CONNECTIONS, GOAL, THE_BOT, Line, Place, count, environment, file_system, served
from benchmarks.slack_api import Connection
from benchmarks.slack_load import Load, Request
from bot import config
from bot.clock import SystemClock
from bot.log import Log
from bot.prepared import desk
from storage import receipts
from storage.keyring import Keyring
from storage.receipts import Stretch
from tests.fakes.slack_server import FakeSlack

BARE = "import runpy; runpy.run_module('benchmarks.anonymous_bare', run_name='__main__')"
TOKEN = re.compile(rb"c\.([\w-]{34})\.")
PACE = 50.0
"""Concerns a second, for the goal."""

A_THOUSAND_A_MINUTE = 1000 / 60
FIRST = 32
"""Concerns that are sent before anything is measured."""

A_QUIET_SECOND = 0.1
"""Seconds of processor time in one second, below which nothing is being worked out."""


@dataclass(frozen=True)
class Plan:
    """How long each thing is measured, in seconds."""

    warm: int
    cold: int
    flood: int


FULL, QUICK = Plan(warm=20, cold=15, flood=30), Plan(warm=2, cold=3, flood=3)


class Noting(Connection):
    """A Web API that answers at once, and keeps what came: the tokens of the forms that were opened are in it."""

    def __init__(self, came: list[bytearray]) -> None:
        super().__init__()
        self._all = bytearray()
        came.append(self._all)

    def data_received(self, data: bytes) -> None:
        """Keep it, and answer."""
        self._all += data
        super().data_received(data)


@contextlib.asynccontextmanager
async def web_api(came: list[bytearray]) -> AsyncIterator[str]:
    """The Web API, served while the block runs. Yields its address."""
    server = await asyncio.get_running_loop().create_server(partial(Noting, came), "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@dataclass(frozen=True)
class Bot:
    """The bot under load, and what is sent to it. `came` is what its Web API got."""

    place: Place
    slack: FakeSlack
    calm: Form
    danger: Form
    keyring: Keyring
    came: list[bytearray]

    def memory(self, name: str) -> float:
        """MiB of resident memory: now (VmRSS), or the most so far (VmHWM)."""
        status = Path(f"/proc/{self.place.program.process.pid}/status").read_text()
        return int(status.partition(f"{name}:")[2].split()[0]) / 1024


async def warmed(bot: Bot, number: int) -> tuple[list[Request], list[Request]]:
    """Forms of which every key is worked out, ready to be sent: a few to begin with, and the rest of so many."""
    await bot.place.load.at_once(opened(bot.slack, number))
    began = time.perf_counter()
    await quiet(bot)
    tokens = list(dict.fromkeys(each.decode() for came in bot.came for each in TOKEN.findall(came)))
    print(
        f"{len(tokens)} forms opened, and their keys worked out ahead in {time.perf_counter() - began:.0f} s; "
        f"resident memory meanwhile at most {bot.memory('VmHWM'):.0f} MiB"
    )
    requests = bot.calm.sent_with(tokens)
    return requests[-FIRST:], requests[:-FIRST]


def for_the_peer(requests: Sequence[Request]) -> list[Request]:
    """The same, where the right answer is that it was kept."""
    return [replace(each, holds=b"kept") for each in requests]


async def quiet(bot: Bot) -> None:
    """Wait until the bot does nothing: everything is worked out and written down."""
    before = bot.place.cpu - 1
    while bot.place.cpu - before > A_QUIET_SECOND:
        before = bot.place.cpu
        await asyncio.sleep(1)


async def tables(bot: Bot, bare: Place, plan: Plan) -> int:
    """Measure everything, and print it. Returns how many concerns were sent."""
    print(f"resident memory of the bot: {bot.memory('VmRSS'):.0f} MiB")
    first, warm = await warmed(bot, round(PACE * plan.warm))
    for place, requests in ((bot.place, first), (bare, for_the_peer(first))):
        await place.load.at_once(requests)  # so that nothing is measured that happens only once
    theirs = await timed(bare, for_the_peer(warm), PACE)
    ours = await timed(bot.place, warm, PACE)
    print(f"{'':44}{'p50 ms':>9}{'p99 ms':>9}{'slowest':>9}{'CPU ms':>8}{'wrong':>7}")
    row(f"bare aiohttp, one row kept, {PACE:.0f} a second", theirs)
    row(f"warm, {PACE:.0f} a second (goal: p99 {GOAL:.0f} ms)", ours)
    print(
        f"{'warm / bare':44}{ratio(ours, theirs, 0.5):9.1f}{ratio(ours, theirs, 0.99):9.1f}"
        f"{ratio(ours, theirs, 1):9.1f}{ours.each / theirs.each:8.1f}"
    )
    sent = len(first) + len(warm)
    for pace in (1.0, 4.0):
        requests = bot.calm.sent_with(new_tokens(bot.keyring, round(pace * plan.cold)))
        row(f"cold, {pace:.0f} a second", await timed(bot.place, requests, pace))
        sent += len(requests)
        await quiet(bot)
    return sent + await flood(bot, plan)


async def flood(bot: Bot, plan: Plan) -> int:
    """A thousand a minute whose keys nobody has begun, and every two seconds somebody in danger. How many were sent."""
    many = bot.calm.sent_with(new_tokens(bot.keyring, round(A_THOUSAND_A_MINUTE * plan.flood)))
    few = bot.danger.sent_with(new_tokens(bot.keyring, plan.flood // 2))
    async with Load.to(bot.place.program.address, CONNECTIONS) as second:
        calm, danger = await asyncio.gather(
            timed(bot.place, many, A_THOUSAND_A_MINUTE), timed(Place(bot.place.program, second), few, 0.5)
        )
    await quiet(bot)
    row("cold, 1,000 a minute", calm)
    row("cold, in danger, among those", danger)
    print(f"resident memory of the bot: {bot.memory('VmRSS'):.0f} MiB, at most {bot.memory('VmHWM'):.0f} MiB")
    return len(many) + len(few)


async def timed(place: Place, requests: Sequence[Request], per_second: float) -> Line:
    """These requests at a steady pace."""
    before = place.cpu, time.process_time()
    measured = await place.load.at_a_pace(requests, per_second)
    return Line(measured, (place.cpu - before[0], time.process_time() - before[1]))


def ratio(ours: Line, theirs: Line, share: float) -> float:
    """How many times as long that share of our answers took."""
    return ours.measured.within(share) / theirs.measured.within(share)


def row(name: str, line: Line) -> None:
    """Print one line."""
    took = line.measured
    print(
        f"{name:44}{took.within(0.5):9.1f}{took.within(0.99):9.1f}{took.within(1):9.1f}{line.each:8.2f}"
        f"{took.wrong:4} of {len(took.seconds)}"
    )


def one_derivation(keyring: Keyring) -> None:
    """Print how long it takes to work out one key, with nothing else to do."""
    took: list[float] = []
    for number in range(5):
        began = time.perf_counter()
        receipts.stretched(keyring, f"{number}", Stretch())
        took.append(1000 * (time.perf_counter() - began))
    stretch = Stretch()
    print(f"one derivation ({stretch.memory_kib // 1024} MiB, t={stretch.passes}): {statistics.median(took):.0f} ms")


async def forms(read: config.Config, slack: FakeSlack) -> tuple[Form, Form]:
    """A form of somebody in danger and one of somebody who is not, filled in."""
    async with desk(read, Log(io.StringIO()), SystemClock(), lambda: None) as at:
        return await filled_in(slack, at, CALM), await filled_in(slack, at, IN_DANGER)


async def measure(folder: Path, plan: Plan) -> None:
    """Measure everything, and print it."""
    came: list[bytearray] = []
    async with web_api(came) as api:
        env = {**environment(folder, api), "BARE_DATABASE": str(folder / "bare.db")}
        read = config.read(env, folder / ".env")
        slack = FakeSlack(signing_secret=env["SLACK_SIGNING_SECRET"])
        calm, danger = await forms(read, slack)
        keyring = Keyring.load(read.keyring)
        one_derivation(keyring)
        async with served(env, THE_BOT) as place, served(env, BARE) as bare:
            sent = await tables(Bot(place, slack, calm, danger, keyring, came), bare, plan)
            place.program.process.terminate()
            await place.program.ends()
    print(f"concerns kept: {await count(read)} of {sent}")


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description="Measures how soon a learner who tells someone is answered.")
    parser.add_argument("--quick", action="store_true", help="half a minute, to see that it runs")
    parser.add_argument("--folder", type=Path, help="where the database is to be, for a while")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        here = Path(folder).resolve()
        print(f"SQLite on {file_system(here)}; {os.cpu_count()} cores")
        asyncio.run(measure(here, QUICK if asked.quick else FULL))


if __name__ == "__main__":
    main()
