"""Tests that all parts of the bot are stopped at the same time, and within a time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.stopping import AllAtOnce


class Parts:
    """Parts that note when they begin and end, and those that do not end before they may."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.may_end = asyncio.Event()

    @asynccontextmanager
    async def part(self, name: str, fault: Exception | None = None) -> AsyncIterator[str]:
        """A part that stops when it may, or not in order."""
        self.noted.append(f"{name} begins")
        try:
            yield name
        finally:
            self.noted.append(f"{name} stops")
            await self.may_end.wait()
            self.noted.append(f"{name} ends")
        if fault is not None:
            raise fault

    async def afterwards(self) -> None:
        """What comes when all have stopped."""
        self.noted.append("afterwards")


@pytest.fixture
def parts() -> Parts:
    return Parts()


async def test_parts_are_stopped_at_the_same_time_and_what_comes_then_comes_after_all(parts: Parts) -> None:
    asyncio.get_running_loop().call_later(0.02, parts.may_end.set)
    async with AllAtOnce(parts.afterwards) as running:
        assert [await running.enter(parts.part(name)) for name in ("one", "two")] == ["one", "two"]

    assert parts.noted[2:] == ["one stops", "two stops", "one ends", "two ends", "afterwards"]


async def test_a_part_that_does_not_stop_holds_up_nobody_for_longer_than_that_and_is_not_cut_off(parts: Parts) -> None:
    async with AllAtOnce(parts.afterwards, seconds=0.02) as running:
        await running.enter(parts.part("one"))
    assert parts.noted == ["one begins", "one stops"]

    parts.may_end.set()
    await asyncio.sleep(0.01)
    assert parts.noted[2:] == ["one ends", "afterwards"]


async def begins(running: AllAtOnce, *begun: AbstractAsyncContextManager[str]) -> None:
    """Enters these, and stops them."""
    async with running:
        for part in begun:
            await running.enter(part)


async def test_what_goes_wrong_in_one_part_is_raised_when_all_have_been_stopped(parts: Parts) -> None:
    parts.may_end.set()
    broken = parts.part("one", RuntimeError("broken"))
    with pytest.raises(RuntimeError, match="broken"):
        await begins(AllAtOnce(parts.afterwards), broken, parts.part("two"))

    assert parts.noted[-2:] == ["two ends", "afterwards"]


class Broken(AbstractAsyncContextManager[str]):
    """A part that cannot begin."""

    async def __aenter__(self) -> str:
        raise RuntimeError("broken")

    async def __aexit__(self, *_: object) -> None:
        raise AssertionError("it never began")


async def test_when_one_part_does_not_begin_those_before_it_are_stopped(parts: Parts) -> None:
    parts.may_end.set()
    with pytest.raises(RuntimeError, match="broken"):
        await begins(AllAtOnce(), parts.part("one"), Broken())

    assert parts.noted == ["one begins", "one stops", "one ends"]
