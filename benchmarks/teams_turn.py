"""Measures how soon Teams is answered, by this bot and by a bot of botbuilder's own parts side by side.

Run it as `.venv/bin/python -m benchmarks.teams_turn`; `--quick` takes a few seconds and `--folder` says where the
database is to be (that should be a real disk). The bot, the stock bot and Microsoft's servers are programs of their
own; this one sends what was made before, over one connection and over sixteen. Both validate every token.

What differs: each answer of the bot to a submitted screen comes after a commit that is on the disk, and is drawn from a
policy; the stock bot stores, decides and draws nothing. It gets a token for each message, and none for an invoke, which
is answered in the response; made to keep its token it has only msrest and threads to pay for. The log-in is next door:
at Microsoft's, some tens of milliseconds away, the stock bot's event loop would stand still for as long, each time.
"""

import argparse
import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.slack_ack import THE_BOT, Line, Place, compared, count, file_system, in_rounds
from benchmarks.slack_load import Load, Request, together
from benchmarks.teams_connector import name_of
from benchmarks.teams_requests import Prepared, prepare
from bot import config
from tests.fakes.certificates import made_in
from tests.fakes.slack_json import written
from tests.fakes.teams_keys import APP
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import TENANT
from tests.servers.bot_on_teams import environment
from tests.servers.bot_program import Running, running, settings

STOCK = "import runpy; runpy.run_module('benchmarks.teams_stock', run_name='__main__')"
CONNECTOR = "import runpy; runpy.run_module('benchmarks.teams_connector', run_name='__main__')"

AT_ONCE = (1, 16)
"""Connections."""

GOAL = 5
"""Times as many screens a second as the stock bot answers messages."""


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds, and how many requests of a kind in each, over one connection or more."""

    rounds: int
    alone: int
    together: int

    def each(self, connections: int) -> int:
        """Requests in a round."""
        return self.alone if connections == 1 else self.together

    @property
    def all(self) -> int:
        """Requests of a kind."""
        return self.rounds * sum(self.each(connections) for connections in AT_ONCE)


FULL = Plan(rounds=5, alone=60, together=240)
QUICK = Plan(rounds=1, alone=20, together=60)


@dataclass(frozen=True)
class Served:
    """A program, with as many connections to it as it is measured over."""

    program: Running
    loads: Mapping[int, Load]

    def over(self, connections: int) -> Place:
        """It, over so many of them."""
        return Place(self.program, self.loads[connections])


@contextlib.asynccontextmanager
async def served(environment: Mapping[str, str], script: str) -> AsyncIterator[Served]:
    """A program, and connections to it, while the block runs."""
    async with contextlib.AsyncExitStack() as stack:
        program = await stack.enter_async_context(running(environment, script=script))
        loads = {each: await stack.enter_async_context(Load.to(program.address, each)) for each in AT_ONCE}
        yield Served(program, loads)


@dataclass(frozen=True)
class Bots:
    """Those that are compared. `keeping` is the stock bot made to keep its token."""

    ours: Served
    stock: Served
    keeping: Served


async def measure(folder: Path, plan: Plan) -> None:
    """Measure everything, and print it."""
    made_in(folder)
    async with running(settings(folder, CONNECTOR_FOLDER=str(folder)), script=CONNECTOR) as connector:
        teams = served_by(connector, folder)
        env = settings(folder, **environment(teams, folder))
        read = config.read(env, folder / ".env")
        prepared = await prepare(teams, read, turns=plan.all, messages=plan.all, sendings=plan.all)
        (folder / "dialog.json").write_text(written(prepared.dialog))
        plain = stock(teams, connector, folder)
        async with (
            served(env, THE_BOT) as ours,
            served(plain, STOCK) as bare,
            served({**plain, "STOCK_KEEPS": "1"}, STOCK) as keeping,
        ):
            await tables(Bots(ours, bare, keeping), prepared, plan)
            ours.program.process.terminate()
            await ours.program.ends()
        kept = await count(read) - 1
    print(f"reports kept: {kept} of {plan.all}")


def served_by(connector: Running, folder: Path) -> FakeTeams:
    """The tenant whose servers are those. Nothing is asked of this one: it says how things are called, and signs."""
    teams = FakeTeams()
    teams.moves_to(connector.address)
    for path, document in teams.keys.signer.documents(teams.url).items():
        (folder / name_of(path)).write_bytes(document)
    return teams


def stock(teams: FakeTeams, connector: Running, folder: Path) -> dict[str, str]:
    """The settings of the stock bot."""
    return settings(
        folder,
        STOCK_APP=APP,
        STOCK_PASSWORD=teams.password,
        STOCK_TENANT=TENANT,
        STOCK_METADATA=teams.keys.metadata,
        STOCK_LOGIN=f"{connector.out[0].split()[1]}/adfs",  # of any other name MSAL asks Microsoft whether it exists
        STOCK_DIALOG=str(folder / "dialog.json"),
        REQUESTS_CA_BUNDLE=str(folder / "certificate.pem"),
        NO_PROXY="127.0.0.1",
    )


async def tables(bots: Bots, prepared: Prepared, plan: Plan) -> None:
    """Measure side by side. Reports that are sent leave alerts behind, so they come last."""
    for each in (bots.ours, bots.stock, bots.keeping):
        await each.over(max(AT_ONCE)).load.at_once(prepared.to_begin)  # what happens only once is not measured
    print("CPU: of the program for a turn; load: the share of a core that asking took.")
    print(f"{'':64}{'turns/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'CPU ms':>8}{'load':>6}   the bot's turns/s to that")
    echoes = {
        "stock, message": (bots.stock, prepared.messages),
        "same, token kept": (bots.keeping, prepared.messages),
    }

    async def turns(name: str, requests: Sequence[Request]) -> None:
        both = {"the bot": (bots.ours, requests), "stock": (bots.stock, requests)}
        await compare(name, {**both, **(echoes if requests is prepared.screens else {})}, plan)

    await compare("a message, answered by another", {"the bot": (bots.ours, prepared.messages), **echoes}, plan)
    await turns("help in a dialog", prepared.helps)
    await turns("a report opened", prepared.openings)
    await turns("a screen", prepared.screens)
    await turns("a report sent", prepared.sendings)
    print(f"goal: {GOAL} times as many screens as stock messages")


async def compare(name: str, asked: Mapping[str, tuple[Served, Sequence[Request]]], plan: Plan) -> None:
    """Each program is asked its own requests, a round at a time in turn, and there is a line for each."""
    for number in AT_ONCE:
        before = plan.rounds * plan.alone if number > 1 else 0
        size = plan.rounds * plan.each(number)
        places = [served.over(number) for served, _ in asked.values()]
        parts = [in_rounds(requests[before : before + size], plan.rounds) for _, requests in asked.values()]
        found = await in_turn(places, parts)
        for who, line in zip(asked, found, strict=True):
            row(f"{name}, {number} at once", who, line, found[0])


async def in_turn(places: Sequence[Place], parts: Sequence[Sequence[Sequence[Request]]]) -> list[Line]:
    """One line for each place, over all rounds: whatever else the computer does then disturbs them all alike."""
    found: list[list[Line]] = [[] for _ in places]
    for round_ in zip(*parts, strict=True):
        for place, requests, lines in zip(places, round_, found, strict=True):
            lines.extend(await compared([place], [requests]))
    return [
        Line(
            together([line.measured for line in lines]),
            (sum(line.used[0] for line in lines), sum(line.used[1] for line in lines)),
        )
        for lines in found
    ]


def row(name: str, who: str, line: Line, first: Line) -> None:
    """Print one line, and how it compares to the `first`."""
    took, wrong = line.measured, f"  {line.measured.wrong} WRONG" if line.measured.wrong else ""
    times = "" if line is first else f"{first.measured.rate / took.rate:9.1f}"
    print(
        f"{name if line is first else '':46}{who:18}"
        f"{took.rate:8,.0f}{took.within(0.5):8.1f}{took.within(0.99):8.1f}{line.each:8.2f}{line.load:6.0%}{times}{wrong}"
    )


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description="Measures how soon Teams is answered.")
    parser.add_argument("--quick", action="store_true", help="a few seconds, to see that it runs")
    parser.add_argument("--folder", type=Path, help="where the database is to be, for a while")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        here = Path(folder).resolve()
        print(f"SQLite on {file_system(here)}; {os.cpu_count()} cores")
        asyncio.run(measure(here, QUICK if asked.quick else FULL))


if __name__ == "__main__":
    main()
