"""Waiting until a bot has done what is due, as its figures say."""

import asyncio
from collections.abc import Awaitable, Callable

SECONDS_TO_GO_QUIET = 20.0


async def until_nothing_is_due(figures: Callable[[], Awaitable[str]]) -> None:
    """Waits until a bot with these figures has done everything that is due. Raises TimeoutError if it never has."""
    async with asyncio.timeout(SECONDS_TO_GO_QUIET):
        while _overdue(await figures()):
            await asyncio.sleep(0.01)


def _overdue(figures: str) -> bool:
    named = dict(line.split(" ", 1) for line in figures.splitlines())
    return float(named["esafety_overdue"]) > 0
