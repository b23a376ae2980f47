"""Tests that a slow database makes nobody wait past Slack's patience, and cuts nothing off."""

import asyncio
import gc
import weakref

import pytest

from bot.chat.in_time import LONGEST, InTime
from bot.slack.api import ANSWERING
from handlers.reply import Reply, Said
from handlers.turn import OpenedCase, OpenedHome, Turn, WantedHelp, WantedToAsk, WantedToReport, WantedToTell, Who

TOM, LENA = Who("tom", "Tom Baker"), Who("lena", "Lena Fischer")
TURN = OpenedHome(TOM)
LATE = Said("late", ())
PATIENCE = 3.0
"""Seconds that Slack waits for an answer."""


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


# -------------------------------------------------------------------------------------------- one after the other


class Desk:
    """Begins each turn and ends it when it is let. `begun` are the turns, in order; `longest` how many were at once."""

    def __init__(self) -> None:
        self.begun: list[Turn] = []
        self.go_on = asyncio.Event()
        self.now: list[Turn] = []
        self.longest = 0

    async def __call__(self, turn: Turn) -> Reply:
        """The name of whoever it was."""
        self.begun.append(turn)
        self.now.append(turn)
        self.longest = max(self.longest, len(self.now))
        await self.go_on.wait()
        self.now.remove(turn)
        return Said(turn.who.name, ())


def queue(desk: Desk, seconds: float = 5.0) -> InTime:
    """Turns at this desk."""
    return InTime(desk, lambda _turn: LATE, list[BaseException]().append, seconds=seconds)


async def test_the_turns_of_one_person_are_done_one_after_the_other_in_order() -> None:
    desk = Desk()
    in_time = queue(desk)
    turns = [OpenedCase(TOM, f"c{number}") for number in range(50)]
    answers = [asyncio.create_task(in_time(turn)) for turn in turns]
    await asyncio.sleep(0.01)
    assert desk.begun == turns[:1]

    desk.go_on.set()
    await asyncio.gather(*answers)
    assert (desk.begun, desk.longest) == (turns, 1)


async def test_nobody_waits_for_the_turns_of_somebody_else() -> None:
    desk = Desk()
    in_time = queue(desk)
    many = [asyncio.create_task(in_time(OpenedCase(TOM, f"c{number}"))) for number in range(400)]
    other = asyncio.create_task(in_time(OpenedHome(LENA)))
    await asyncio.sleep(0.01)
    assert desk.begun[1:] == [OpenedHome(LENA)]

    desk.go_on.set()
    assert await other == Said(LENA.name, ())
    await asyncio.gather(*many)


async def test_waiting_for_the_turns_before_it_counts_and_it_is_finished_all_the_same() -> None:
    desk = Desk()
    in_time = queue(desk, seconds=0.02)
    first, second = OpenedCase(TOM, "c1"), OpenedCase(TOM, "c2")
    assert list(await asyncio.gather(in_time(first), in_time(second))) == [LATE, LATE]
    assert desk.begun == [first]

    desk.go_on.set()
    await in_time.finishes()
    assert desk.begun == [first, second]


async def test_a_turn_that_goes_wrong_does_not_stop_those_after_it() -> None:
    done: list[Turn] = []

    async def answer(turn: Turn) -> Reply:
        await asyncio.sleep(0)
        done.append(turn)
        if turn == OpenedHome(TOM):
            raise RuntimeError
        return Said("done", ())

    in_time = InTime(answer, lambda _turn: LATE, list[BaseException]().append)
    outcomes = await asyncio.gather(in_time(OpenedHome(TOM)), in_time(OpenedCase(TOM, "c1")), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RuntimeError, Said]
    assert done == [OpenedHome(TOM), OpenedCase(TOM, "c1")]


class Kept(Said):
    """A reply of which one can see whether anybody still has it."""


async def test_nothing_is_remembered_of_turns_that_are_done() -> None:
    seen: list[weakref.ref[Reply]] = []

    async def answer(_turn: Turn) -> Reply:
        reply = Kept("done", ())
        seen.append(weakref.ref(reply))
        return reply

    in_time = InTime(answer, lambda _turn: LATE, list[BaseException]().append)
    await asyncio.gather(*(in_time(OpenedHome(Who(f"slack:T:{number % 7}", ""))) for number in range(50)))
    await asyncio.sleep(0)  # only then has whoever waited for them let go
    gc.collect()
    assert [reply() for reply in seen] == [None] * 50


@pytest.mark.parametrize("turn", [WantedHelp(TOM), WantedToTell(TOM), WantedToAsk(TOM), WantedToReport(TOM)])
async def test_whom_to_ring_and_an_empty_form_wait_for_nothing(turn: Turn) -> None:
    desk = Desk()
    in_time = queue(desk)
    before = asyncio.create_task(in_time(WantedToReport(TOM, "he has a knife")))
    now = asyncio.create_task(in_time(turn))
    await asyncio.sleep(0.01)
    assert desk.begun == [WantedToReport(TOM, "he has a knife"), turn]

    desk.go_on.set()
    await asyncio.gather(before, now)


def test_a_turn_and_the_modal_that_it_opens_leave_time_for_another_answer() -> None:
    assert LONGEST + ANSWERING <= PATIENCE - 0.3
