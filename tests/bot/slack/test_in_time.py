"""Tests that a slow database makes nobody wait past Slack's patience, and cuts nothing off."""

import asyncio

from bot.slack.in_time import InTime
from handlers.reply import Reply, Said
from handlers.turn import Turn, WantedHelp, Who

TURN = WantedHelp(Who("tom", "Tom Baker"))
LATE = Said("late", ())


class Slow:
    """Answers when it is let."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.go_on = asyncio.Event()
        self.finished = 0
        self._fault = fault

    async def __call__(self, turn: Turn) -> Reply:
        """The answer, late."""
        await self.go_on.wait()
        self.finished += 1
        if self._fault is not None:
            raise self._fault
        return Said(turn.who.name, ())


async def test_what_is_answered_in_time_is_answered_as_it_is() -> None:
    answer = Slow()
    answer.go_on.set()

    assert await InTime(answer, lambda _turn: LATE, list[BaseException]().append)(TURN) == Said("Tom Baker", ())


async def test_what_takes_too_long_is_answered_without_it_and_finished_all_the_same() -> None:
    answer = Slow()
    in_time = InTime(answer, lambda _turn: LATE, list[BaseException]().append, seconds=0.01)

    assert await in_time(TURN) == LATE
    assert answer.finished == 0

    answer.go_on.set()
    await in_time.finishes()
    assert answer.finished == 1


async def test_what_goes_wrong_too_late_is_noted() -> None:
    noted: list[BaseException] = []
    answer = Slow(RuntimeError("broken"))
    in_time = InTime(answer, lambda _turn: LATE, noted.append, seconds=0.01)
    await in_time(TURN)

    answer.go_on.set()
    await in_time.finishes()
    await asyncio.sleep(0)

    assert [str(each) for each in noted] == ["broken"]


async def test_with_nothing_begun_there_is_nothing_to_wait_for() -> None:
    await InTime(Slow(), lambda _turn: LATE, list[BaseException]().append).finishes()
