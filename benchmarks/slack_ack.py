"""Measures how soon Slack is answered, by this bot and by bare Bolt side by side.

Run it as `.venv/bin/python -m benchmarks.slack_ack`; `--quick` takes a few seconds and `--folder` says where the
database is to be (that should be a real disk). The bot, bare Bolt and a Web API that answers at once are programs of
their own; this one sends what was signed before, over 32 connections. Each answer of the bot to a submitted screen
comes after a commit that is on the disk.
"""

import argparse
import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.slack_load import Load, Measured, Request, together
from benchmarks.slack_requests import Prepared, prepare
from bot import config
from bot.prepared import keyring
from storage import cases
from storage.database import Database
from tests.fakes.slack_json import written
from tests.fakes.slack_workspace import Workspace
from tests.servers.bot_program import Running, running, settings

CONNECTIONS = 32
PACE = 50.0
"""Reports a second, for the goal."""

GOAL = 300.0
"""Milliseconds within which 99 of 100 reports at that pace are to be answered."""

THE_BOT = "import sys; from bot.__main__ import main; sys.exit(main(['run']))"
BARE = "import runpy; runpy.run_module('benchmarks.slack_bare', run_name='__main__')"
WEB_API = "import runpy; runpy.run_module('benchmarks.slack_api', run_name='__main__')"


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds, requests in each, and seconds at a steady pace."""

    rounds: int
    commands: int
    screens: int
    sendings: int
    seconds: int

    @property
    def paced(self) -> int:
        """How many reports are sent at a steady pace."""
        return round(PACE * self.seconds)


FULL = Plan(rounds=5, commands=600, screens=300, sendings=200, seconds=20)
QUICK = Plan(rounds=1, commands=200, screens=100, sendings=60, seconds=2)


@dataclass(frozen=True)
class Place:
    """A program under load: how to reach it, and its process."""

    program: Running
    load: Load

    @property
    def cpu(self) -> float:
        """Seconds of processor time that it has taken."""
        fields = Path(f"/proc/{self.program.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Line:
    """A line of the table. `used` is the processor time that the program took and that the load took, in seconds."""

    measured: Measured
    used: tuple[float, float]

    @property
    def each(self) -> float:
        """Milliseconds of processor time that the program took for one request."""
        return 1000 * self.used[0] / len(self.measured.seconds)

    @property
    def load(self) -> float:
        """The share of a core that the load took."""
        return self.used[1] / self.measured.took


async def compared(places: Sequence[Place], rounds: Sequence[Sequence[Request]]) -> list[Line]:
    """The same requests to each of these, in turn, for some rounds."""
    found: list[list[Line]] = [[] for _ in places]
    for requests in rounds:
        for place, lines in zip(places, found, strict=True):
            before = place.cpu, time.process_time()
            measured = await place.load.at_once(requests)
            lines.append(Line(measured, (place.cpu - before[0], time.process_time() - before[1])))
    return [
        Line(
            together([line.measured for line in lines]),
            (sum(line.used[0] for line in lines), sum(line.used[1] for line in lines)),
        )
        for lines in found
    ]


@contextlib.asynccontextmanager
async def served(environment: Mapping[str, str], script: str) -> AsyncIterator[Place]:
    """A program, and connections to it, while the block runs."""
    async with running(environment, script=script) as program, Load.to(program.address, CONNECTIONS) as load:
        yield Place(program, load)


def environment(folder: Path, api: str) -> dict[str, str]:
    """The settings of the bot and of bare Bolt."""
    slack = Workspace()
    return settings(
        folder,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        SLACK_API_URL=f"{api}/api/",
        ESAFETY_ORGANISATION="organisation.example.yaml",
        BARE_VIEWS=str(folder / "views.json"),
    )


async def measure(folder: Path, plan: Plan) -> None:
    """Measure everything, and print it."""
    async with running(settings(folder), script=WEB_API) as api:
        env = environment(folder, api.address)
        read = config.read(env, folder / ".env")
        sendings = plan.rounds * plan.sendings
        prepared = await prepare(
            read,
            commands=plan.rounds * plan.commands,
            screens=plan.rounds * plan.screens,
            sendings=sendings + plan.paced,
        )
        (folder / "views.json").write_text(written(prepared.bare_views))
        async with served(env, THE_BOT) as bot, served(env, BARE) as bare:
            await tables(bot, bare, prepared, plan)
            bot.program.process.terminate()
            await bot.program.ends()
        kept = await count(read) - 1
    print(f"reports kept: {kept} of {sendings + plan.paced}")


async def tables(bot: Place, bare: Place, prepared: Prepared, plan: Plan) -> None:
    """Measure side by side, then at a steady pace: that is what leaves alerts behind, so it comes before the last."""
    both = (bot, bare)
    for place in both:
        await place.load.at_once(prepared.to_begin)  # so that nothing is measured that happens only once
    print(f"{CONNECTIONS} connections. CPU: of the program for a request; load: the share of a core that asking took.")
    print(f"{'':40}{'requests/s':>11}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>8}{'load':>6}   bot / bare: 1/rate, CPU")
    compare("a button that does nothing", await compared(both, in_rounds(prepared.nothing, plan.rounds)))
    compare("slash command, opens a modal", await compared(both, in_rounds(prepared.commands, plan.rounds)))
    compare("one screen of the modal", await compared(both, in_rounds(prepared.screens, plan.rounds)))
    paced = await bot.load.at_a_pace(prepared.sendings[: plan.paced], PACE)
    compare("report sent", await compared(both, in_rounds(prepared.sendings[plan.paced :], plan.rounds)))
    print(
        f"report sent to the bot, {PACE:.0f} a second for {plan.seconds} s: p50 {paced.within(0.5):.1f} ms, "
        f"p99 {paced.within(0.99):.1f} ms (goal: {GOAL:.0f}), slowest {paced.within(1):.1f} ms, {paced.wrong} wrong"
    )


def in_rounds(requests: Sequence[Request], rounds: int) -> list[Sequence[Request]]:
    """The requests in so many equal parts."""
    size = len(requests) // rounds
    return [requests[size * number : size * (number + 1)] for number in range(rounds)]


def compare(name: str, found: Sequence[Line]) -> None:
    """Print both, and how many times as much the bot took for one request."""
    bot, bare = found
    row(f"{name:29}the bot", bot, f"{bare.measured.rate / bot.measured.rate:15.1f}{bot.each / bare.each:9.1f}")
    row(f"{'':29}bare Bolt", bare)


def row(name: str, line: Line, ratio: str = "") -> None:
    """Print one line."""
    took, wrong = line.measured, f"  {line.measured.wrong} WRONG" if line.measured.wrong else ""
    print(
        f"{name:40}{took.rate:11,.0f}{took.within(0.5):9.1f}{took.within(0.99):9.1f}{line.each:8.2f}{line.load:6.0%}"
        f"{ratio}{wrong}"
    )


async def count(read: config.Config) -> int:
    """How many cases the database holds, once nobody else has it open."""
    database = await Database.open(read.database_url, await keyring(read))
    try:
        async with database.transaction() as tx:
            return await cases.count_open(tx)
    finally:
        await database.close()


def file_system(folder: Path) -> str:
    """What kind of file system the folder is on."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    return max((len(place), kind) for place, kind in mounts if folder.is_relative_to(place))[1]


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description="Measures how soon Slack is answered.")
    parser.add_argument("--quick", action="store_true", help="a few seconds, to see that it runs")
    parser.add_argument("--folder", type=Path, help="where the database is to be, for a while")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        here = Path(folder).resolve()
        print(f"SQLite on {file_system(here)}; {os.cpu_count()} cores")
        asyncio.run(measure(here, QUICK if asked.quick else FULL))


if __name__ == "__main__":
    main()
