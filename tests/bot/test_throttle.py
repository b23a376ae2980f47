"""Whoever tries code after code is slowed down, in memory, under a mark that leads to nobody."""

from bot import throttle
from bot.throttle import DAY, OF_A_NETWORK, WINDOW, Limits, Throttle


class Seconds:
    """Counts seconds when it is told to."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        """The seconds so far."""
        return self.at


def tries(limits: Throttle, whom: str, *, wrong: bool = False) -> bool:
    mark = limits.mark(whom)
    if not limits.lets_try(mark):
        return False
    if wrong:
        limits.guessed(mark)
    return True


def test_ten_codes_may_be_tried_in_fifteen_minutes() -> None:
    seconds = Seconds()
    limits = Throttle(now=seconds)
    assert [tries(limits, "lena") for _ in range(12)] == [True] * Limits().tries + [False] * 2
    seconds.at += WINDOW - 1
    assert not tries(limits, "lena")
    seconds.at += 1
    assert tries(limits, "lena")


def test_five_wrong_codes_are_enough() -> None:
    limits = Throttle(now=Seconds())
    assert [tries(limits, "lena", wrong=True) for _ in range(7)] == [True] * Limits().wrong + [False] * 2


def test_being_refused_makes_nobody_wait_longer() -> None:
    seconds = Seconds()
    limits = Throttle(now=seconds)
    for _ in range(Limits().wrong):
        tries(limits, "lena", wrong=True)
    for _ in range(100):
        seconds.at += WINDOW / 101
        assert not tries(limits, "lena")
    seconds.at += WINDOW / 50
    assert tries(limits, "lena")


def test_nobody_else_waits() -> None:
    limits = Throttle(now=Seconds())
    for _ in range(20):
        tries(limits, "lena", wrong=True)
    assert tries(limits, "tom")


def test_a_mark_is_forgotten_after_a_day_and_leads_to_nobody() -> None:
    seconds = Seconds()
    limits = Throttle(now=seconds)
    mark = limits.mark("lena")
    assert limits.mark("lena") == mark
    assert limits.mark("tom") != mark
    assert Throttle(now=seconds).mark("lena") != mark
    for _ in range(20):
        tries(limits, "lena", wrong=True)
    seconds.at += DAY
    assert limits.mark("lena") != mark
    assert tries(limits, "lena")


def test_any_name_at_all_has_a_mark() -> None:
    assert len(Throttle().mark("half a pair: \ud800")) == 32


def test_memory_is_bounded_however_many_come() -> None:
    limits = Throttle(now=Seconds())
    marks = [limits.mark(str(number)) for number in range(throttle.MOST_MARKS + 500)]
    for mark in marks:
        limits.lets_try(mark)
        limits.guessed(mark)
    assert len(limits._tries) == throttle.MOST_MARKS  # noqa: SLF001 - how much is kept shows nowhere else


def test_a_code_that_opened_nothing_long_after_it_was_tried_still_counts() -> None:
    limits = Throttle(now=Seconds())
    mark = limits.mark("lena")
    for _ in range(Limits().wrong):
        limits.guessed(mark)
    assert not limits.lets_try(mark)


def test_a_whole_network_may_try_more() -> None:
    limits = Throttle(OF_A_NETWORK, now=Seconds())
    assert sum(tries(limits, "a centre") for _ in range(100)) == OF_A_NETWORK.tries > Limits().tries
    assert sum(tries(limits, "another", wrong=True) for _ in range(100)) == OF_A_NETWORK.wrong
