"""Measures whether a refusal tells by its time that there is a case: beside one for a case that there never was.

Run it as `.venv/bin/python -m benchmarks.refused_cases`. Each is asked in turn with the others, so that whatever else
the machine does meanwhile falls on all of them; the figures are medians.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from dialogs.case import Report
from dialogs.casework.powers import Task
from handlers.casework.about import About
from handlers.recording import note
from handlers.reply import NoSuchCase
from handlers.turn import OpenedCase, OpenedReport, Turn, WantedToWork
from storage import cases
from tests.handlers.office import ASHA, NASTY_MESSAGES, Office, open_office

ROUNDS, WARM = 300, 10
REPORTS, ENTRIES = 20, 100
GOAL = 2.0
NOT_THERE = "f" * 32

TURNS: Mapping[str, Callable[[str], Turn]] = {
    "OpenedCase": lambda case: OpenedCase(ASHA, case),
    "WantedToWork": lambda case: WantedToWork(ASHA, About(Task.NOTE, case).button),
    "OpenedReport": lambda case: OpenedReport(ASHA, case),
}
SMALL, LARGE, NONE = "a case", f"{REPORTS} reports", "no case"


async def a_case(office: Office, reports: int, entries: int) -> str:
    """Report one that the coordinator must not know of, with so many reports and at least so many entries."""
    await office.fills_in(NASTY_MESSAGES)
    async with office.desk.database.transaction() as tx:
        case = max(await cases.all_open(tx), key=lambda each: each.reference)
        await cases.change(tx, replace(case, excluded=frozenset({ASHA.key})))
        for _ in range(reports - 1):
            await cases.add_report(tx, case.id, Report(case.opened, case.reports[0].answers))
        for _ in range(entries):
            await note(office.desk, tx, case, "", "opened")
    return case.id


async def refused(office: Office, turn: Turn) -> float:
    """How long it took, in milliseconds."""
    began = time.perf_counter()
    reply = await office.does(turn)
    took = time.perf_counter() - began
    assert reply == NoSuchCase()
    return took * 1000


async def measure(folder: Path) -> None:
    """Measure everything, and print it."""
    async with open_office(folder / "refused.db") as office:
        ids = {SMALL: await a_case(office, 1, 0), LARGE: await a_case(office, REPORTS, ENTRIES), NONE: NOT_THERE}
        print(f"refusals in ms, medians over {ROUNDS}; gap: the largest less the smallest, goal below {GOAL:.0f} ms")
        print(f"{'':14}" + "".join(f"{name:>12}" for name in ids) + f"{'gap':>8}")
        for name, turn in TURNS.items():
            took: dict[str, list[float]] = {each: [] for each in ids}
            for _ in range(WARM + ROUNDS):
                for each, case in ids.items():
                    took[each].append(await refused(office, turn(case)))
            medians = [statistics.median(each[WARM:]) for each in took.values()]
            gap = max(medians) - min(medians)
            print(f"{name:14}" + "".join(f"{each:12.2f}" for each in medians) + f"{gap:8.2f}")


def main() -> None:
    """Measure in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
