"""Proof that the searches see: each of many leaky bots is found out by a few learners, and the bot as it is by none."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.anonymity.correlating import Correlations
from tests.anonymity.day import one
from tests.anonymity.mutants import MUTANTS, Mutant, compiled, mutated
from tests.anonymity.mutants_in_order import IN_ORDER
from tests.anonymity.scanning import found, sought
from tests.anonymity.school import each, school
from tests.anonymity.sinks import Sinks
from tests.servers.bot_program import CHECKOUT

pytestmark = pytest.mark.untraced

FEW = 6
A_FEW_IN_ORDER = 30
BY_CHANCE, PLAIN = 0.65, 0.7
"""What so few say of an order they came in by chance at most, and what a leak says at least."""

EVERYDAY = frozenset(
    {
        "every body is logged",
        "a SHA-256 of the user is stored",
        "an alert says what was written",
        "the system's audit names each as it begins",
    }
)
"""Four that are unlike one another. The campaign runs them all."""


def all_of(mutants: Sequence[Mutant]) -> list[object]:
    """The mutants as parameters, most of which are for a campaign."""
    assert {mutant.what for mutant in (*MUTANTS, *IN_ORDER)} > EVERYDAY
    marks = {mutant: () if mutant.what in EVERYDAY else pytest.mark.campaign for mutant in mutants}
    return [pytest.param(mutant, marks=marks[mutant], id=mutant.what) for mutant in mutants]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source tree without a leak, compiled."""
    return compiled(tmp_path_factory.mktemp("packages"))


async def holding_something(folder: Path, tree: Path) -> set[str]:
    """The sinks of that bot in which something of a few learners is found."""
    async with school(folder, tree) as here:
        sinks = Sinks()
        async with sinks.watching(here):
            await each(partial(one, here, number) for number in range(FEW))
            await here.is_quiet()
            await sinks.look(here)
            here.bot.process.kill()
            await here.bot.ends()
        blobs = sinks.gathered(here)
        return set(found(sought({who.user: frozenset(who.values) for who in here.learners.values()}), blobs))


def order_of(folder: Path, tree: Path) -> Correlations:
    """What that bot keeps of the order in which a few came."""
    folder.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE", "COV_"))}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.anonymity.order_of", str(folder), str(A_FEW_IN_ORDER)],
        env={**kept, "PYTHONPATH": f"{tree}:{CHECKOUT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


async def test_the_bot_as_it_is_leaves_nothing_behind(folder: Path, packages: Path) -> None:
    assert await holding_something(folder / "school", packages) == set()
    said = await asyncio.to_thread(order_of, folder / "order", packages)
    assert {name: r for name, r in said.items() if abs(r) > BY_CHANCE} == {}


@pytest.mark.parametrize("mutant", all_of(MUTANTS))
async def test_what_a_leak_leaves_behind_is_found(folder: Path, packages: Path, mutant: Mutant) -> None:
    tree = mutated(packages, folder / "tree", mutant)
    holding = await holding_something(folder / "school", tree)
    assert any(name.startswith(mutant.sink) for name in holding), f"found only in {holding}"


@pytest.mark.parametrize("mutant", all_of(IN_ORDER))
def test_a_leak_of_the_order_is_found(folder: Path, packages: Path, mutant: Mutant) -> None:
    tree = mutated(packages, folder / "tree", mutant)
    said = order_of(folder / "order", tree)
    assert abs(said[mutant.sink]) > PLAIN
