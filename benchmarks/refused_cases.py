"""Measures whether a refusal tells by its time that there is a case: beside one for a case that there never was.

So it does for two people who would let one of them in to a case that the second must not know of.

Run it as `.venv/bin/python -m benchmarks.refused_cases`. Each is asked in turn with the others, so that whatever else
the machine does meanwhile falls on all of them; the figures are medians.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dialogs import wording_letting_in as words
from dialogs.case import Report
from dialogs.casework.powers import Task
from handlers.casework.about import About
from handlers.recording import note
from handlers.reply import NoSuchCase
from handlers.turn import OpenedCase, OpenedReport, Turn, WantedToBeLetIn, WantedToWork
from storage import cases
from tests.handlers.casework.letting import REFERENCE, TOLD, asks, offered, says
from tests.handlers.office import ASHA, BEN, DILYS, NASTY_MESSAGES, Office, open_office

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


async def a_case(office: Office, reports: int, entries: int, excluded: Iterable[str] = (ASHA.key,)) -> str:
    """Report one that the coordinator must not know of, with so many reports and at least so many entries."""
    await office.fills_in(NASTY_MESSAGES)
    async with office.desk.database.transaction() as tx:
        case = max(await cases.all_open(tx), key=lambda each: each.reference)
        await cases.change(tx, replace(case, excluded=frozenset(excluded)))
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


async def agreed(office: Office, reference: str) -> float:
    """How long it took, in milliseconds, to agree that somebody is let in to that case."""
    await asks(office, DILYS, reference)
    [about] = (await offered(office, BEN)).values()
    await office.does(WantedToBeLetIn(BEN, about))
    began = time.perf_counter()
    await says(office, BEN, words.AGREES, about)
    return (time.perf_counter() - began) * 1000


async def measure_agreeing(folder: Path) -> None:
    """One of the two who agree must not know of the case: it takes as long as where there is none."""
    async with open_office(folder / "agreeing.db") as office:
        office.desk = replace(office.desk, policy=TOLD)
        case = await a_case(office, 1, 0, (ASHA.key, BEN.key))
        async with office.desk.database.transaction() as tx:
            found = await cases.get(tx, case)
        assert found is not None
        took: dict[str, list[float]] = {found.reference: [], REFERENCE: []}
        for _ in range(WARM + ROUNDS // 10):
            for reference, times in took.items():
                times.append(await agreed(office, reference))
        there, nowhere = (statistics.median(each[WARM:]) for each in took.values())
        print(f"{'agreeing':14}{there:12.2f}{'':12}{nowhere:12.2f}{abs(there - nowhere):8.2f}")


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
        asyncio.run(measure_agreeing(Path(folder)))


if __name__ == "__main__":
    main()
