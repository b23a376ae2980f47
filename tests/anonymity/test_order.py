"""Proof that what is kept does not say in which order concerns came, nor when: not even to whoever has the keys."""

import math
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.anonymity.correlating import (
    Correlations,
    Kept,
    correlations,
    in_pages,
    in_rows,
    in_the_file,
    opened,
    vacuumed,
)
from tests.anonymity.order import morning, passes
from tests.anonymity.school import with_a_short_form

pytestmark = pytest.mark.untraced

Measured = Callable[[str], None]
CONCERNS = 1_000 if "CAMPAIGN" in os.environ else 200
MOST = 0.1
FEW, FEW_BY_CHANCE = 100, 0.6
"""A school's usual number, and what half of them in one page say of the order at most by chance."""

BY_CHANCE = 3.1
"""What is random says more than this many times 1/sqrt(n) of the order once in five hundred times."""


async def kept_of_a_day(folder: Path, policy: Path, seed: int) -> tuple[Kept, Kept, Kept]:
    """What is kept of them all: in rows and to whoever has the keys; where in the file; and where once vacuumed."""
    folder.mkdir()
    file = folder / "esafety.db"
    async with morning(f"sqlite+aiosqlite:///{file}", policy, seed) as here:
        await passes(here, CONCERNS)
        rows = {**in_rows(file, here.came), **await opened(here.desk.database, here.came)}
    return rows, in_the_file(file, here.came), in_the_file(vacuumed(file, folder), here.came)


def telling(kept: Kept) -> Correlations:
    """What says too much."""
    found = correlations(kept)
    return {name: r for name, r in found.items() if abs(r) >= _bound(len({number for number, _ in kept[name]}))}


def _bound(concerns: int) -> float:
    return max(MOST, BY_CHANCE / math.sqrt(concerns))


def _most(kept: Kept) -> str:
    found = correlations(kept)
    name = max(found, key=lambda each: abs(found[each]))
    return f"{found[name]:+.3f} ({name}, of {len(found)})"


async def test_nothing_that_is_kept_of_very_many_concerns_says_in_which_order_they_came(
    folder: Path, measured: Measured
) -> None:
    policy = with_a_short_form(folder / "policy")
    rows, file, anew = await kept_of_a_day(folder / "first", policy, 2026)
    measured(f"Anonymity, order of {CONCERNS} concerns: the most that any column says is r = {_most(rows)}")
    found = correlations(file)
    measured(f"Anonymity, order in SQLite's file: {', '.join(f'{name} {r:+.3f}' for name, r in found.items())}")
    measured(f"Anonymity, order in SQLite's file after VACUUM: the most is r = {_most(anew)}")
    suspects = telling({**rows, **{f"vacuumed {name}": pairs for name, pairs in anew.items()}})
    if suspects:  # of so many figures one may be large by chance; not twice
        rows, _, anew = await kept_of_a_day(folder / "second", policy, 2027)
        again = telling({**rows, **{f"vacuumed {name}": pairs for name, pairs in anew.items()}})
        assert suspects.keys() & again.keys() == set(), {name: (suspects[name], again.get(name)) for name in suspects}


async def test_a_small_file_of_sqlites_says_nothing_of_the_order_once_it_is_vacuumed(
    folder: Path, measured: Measured
) -> None:
    file = folder / "esafety.db"
    async with morning(f"sqlite+aiosqlite:///{file}", with_a_short_form(folder / "policy"), 2026) as here:
        await passes(here, FEW)
    before, after = (in_pages(each, here.came) for each in (file, vacuumed(file, folder)))
    measured(f"Anonymity, order of {FEW} concerns in one page of SQLite's file: r = {_most(before)}")
    measured(f"Anonymity, order of {FEW} concerns in one page after VACUUM: r = {_most(after)}")
    assert {page: r for page, r in correlations(after).items() if abs(r) > FEW_BY_CHANCE} == {}


def test_a_rank_correlation_is_what_it_should_be() -> None:
    ordered: Kept = {"same": [(n, n) for n in range(30)], "other": [(n, -n) for n in range(30)]}
    nothing: Kept = {"all alike": [(n, b"x") for n in range(30)], "few": [(n, n) for n in range(5)]}
    assert correlations(ordered) == {"same": pytest.approx(1), "other": pytest.approx(-1)}
    assert correlations(nothing) == {"all alike": 0.0}
    # Worked by hand: ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3.
    assert correlations({"ties": [(n, value) for n, value in enumerate([1, 2, 2, 3] * 1)] * 5})[
        "ties"
    ] == pytest.approx(4.5 / math.sqrt(4.5 * 5))
