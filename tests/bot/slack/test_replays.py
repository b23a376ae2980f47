"""Tests of what is remembered of requests: nothing is taken twice while it could be accepted, and no longer."""

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.replays import CLOCK_MAY_STEP_BACK, Replays
from bot.slack.signing import MOST_SECONDS_OFF, Signed
from tests.bot.slack.posts import NOW

FIRST = Signed(int(NOW), b"1" * 32)
OTHER = Signed(int(NOW), b"2" * 32)


def test_the_same_is_taken_once() -> None:
    replays = Replays()
    assert [replays.takes(FIRST, NOW), replays.takes(FIRST, NOW), replays.takes(OTHER, NOW)] == [True, False, True]


def test_what_was_given_up_is_taken_again_once() -> None:
    replays = Replays()
    replays.takes(FIRST, NOW)
    replays.gives_up(FIRST)
    assert [replays.takes(FIRST, NOW), replays.takes(FIRST, NOW)] == [True, False]


def test_to_give_up_what_is_forgotten_does_nothing() -> None:
    replays = Replays()
    replays.gives_up(FIRST)
    assert len(replays) == 0


def test_a_request_whose_time_is_ahead_of_ours_is_kept_until_it_is_too_old() -> None:
    replays, ahead = Replays(), Signed(int(NOW) + MOST_SECONDS_OFF, b"1" * 32)
    replays.takes(ahead, NOW)
    assert not replays.takes(ahead, ahead.at + MOST_SECONDS_OFF)


def test_a_clock_that_is_put_back_a_minute_lets_nothing_in_again() -> None:
    replays = Replays()
    replays.takes(FIRST, NOW)
    replays.takes(OTHER, NOW + MOST_SECONDS_OFF + CLOCK_MAY_STEP_BACK)
    assert not replays.takes(FIRST, NOW + MOST_SECONDS_OFF)


def test_what_is_too_old_to_be_accepted_takes_no_memory() -> None:
    replays = Replays()
    for second in range(2_000):
        replays.takes(Signed(second, second.to_bytes(32)), second)
    assert len(replays) == MOST_SECONDS_OFF + CLOCK_MAY_STEP_BACK + 1


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(-MOST_SECONDS_OFF, MOST_SECONDS_OFF), st.integers(0, 3))))
def test_nothing_that_could_be_accepted_is_taken_twice(arrivals: list[tuple[int, int, int]]) -> None:
    replays, now, taken = Replays(), 1_000, set[tuple[int, int]]()
    for passes, off, which in arrivals:
        now += passes
        at = now - now % 60 + off - off % 60
        if abs(now - at) <= MOST_SECONDS_OFF:
            assert replays.takes(Signed(at, which.to_bytes(32)), now) == ((at, which) not in taken)
            taken.add((at, which))
