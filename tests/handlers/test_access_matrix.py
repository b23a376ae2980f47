"""Who gets what: every role, everything one can do, every relation to the case, on every route.

What is expected is a table that is written by hand (`access_table`).
"""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.handlers.access_cells import ROUTES, open_matrix
from tests.handlers.access_table import COMMANDS, OWN, PEOPLE, RELATIONS, WORK, expected
from tests.needs import MEASURED

pytestmark = pytest.mark.untraced

ROUND = 12
"""Every so many-th cell, others on each route: then each pair of a role, a relation and a command comes on some."""

SHIFT = 3


async def cells_as_expected(folder: Path, route: str, one_in: int) -> int:
    """How many cells were as the table says; a list of those that were not fails the test."""
    wrong, count = [], 0
    async with open_matrix(folder, route) as matrix:
        await matrix.show_forms((*WORK, OWN))
        for (r, relation), (c, command), (p, role) in product(
            enumerate(RELATIONS), enumerate(COMMANDS), enumerate(PEOPLE)
        ):
            if (r + c + p + SHIFT * list(ROUTES).index(route)) % one_in:
                continue
            got = await matrix.outcome(role, relation, command)
            count += 1
            if got != expected(route, role, relation, command):
                wrong.append((route, role, relation, command, got))
    assert wrong == []
    return count


@pytest.mark.parametrize("route", ROUTES)
async def test_everybody_gets_what_the_table_says(
    route: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    began = time.process_time()
    count = await cells_as_expected(tmp_path, route, ROUND)
    record_property(MEASURED, f"access, {route}: {count} cells as expected, {time.process_time() - began:.1f} s of CPU")
    assert count >= 290


@pytest.mark.campaign
@pytest.mark.parametrize("route", ROUTES)
async def test_everybody_gets_what_the_table_says_in_every_cell(
    route: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    count = await cells_as_expected(tmp_path, route, 1)
    record_property(MEASURED, f"access, {route}: {count} cells as expected, all of them")
    assert count == len(RELATIONS) * len(COMMANDS) * len(PEOPLE)
