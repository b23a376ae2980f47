"""How often Teams may be sent something: never more often than it says, and as often as it allows."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.rates import A_THREAD, THE_TENANT, Rates
from handlers.messenger import NotDelivered
from storage.outbox import Problem

A_SECOND = 1.0


@dataclass
class Sending:
    """Sends whatever may be sent, at times that are set."""

    at: float = 1000.0

    def __post_init__(self) -> None:
        self.rates = Rates(lambda: self.at)

    def sends(self, what: str) -> bool:
        """Whether it was not too early for one."""
        try:
            self.rates.check(what)
        except NotDelivered:
            return False
        self.rates.posted(what)
        return True

    def wait(self, what: str) -> float:
        """How long it still is."""
        with pytest.raises(NotDelivered) as failed:
            self.rates.check(what)
        assert failed.value.problem is Problem.NOT_YET
        return failed.value.retry_after or 0.0


@pytest.mark.untraced
@pytest.mark.parametrize(("most", "seconds"), A_THREAD)
def test_one_chat_gets_as_many_as_teams_allows_and_no_more(most: int, seconds: float) -> None:
    sending = Sending()
    sent = 0
    while sending.at < 1000.0 + seconds:
        sent += sending.sends("chat")
        sending.at += A_SECOND / 64
    assert sent == most


def test_the_eighth_within_a_second_is_told_how_long_it_is_until_it_may_go() -> None:
    sending = Sending()
    for _ in range(7):
        assert sending.sends("chat")
        sending.at += A_SECOND / 16
    assert sending.wait("chat") == A_SECOND * 9 / 16
    sending.at += A_SECOND * 9 / 16
    assert sending.sends("chat")


def test_a_chat_that_gets_much_delays_no_other_until_it_is_too_much_for_all() -> None:
    sending = Sending()
    [(most, seconds)] = THE_TENANT
    assert sum(sending.sends("chat") for _ in range(most)) == 7
    assert sum(sending.sends(f"chat {number}") for number in range(most)) == most - 7
    assert sending.wait("another") == seconds
    sending.at += seconds
    assert sending.sends("another")


def test_what_teams_asks_to_be_left_alone_is_left_alone() -> None:
    sending = Sending()
    sending.rates.limited("chat", 30.0)
    with pytest.raises(NotDelivered) as failed:
        sending.rates.check("chat")
    assert (failed.value.problem, failed.value.retry_after) == (Problem.RATE_LIMITED, 30.0)
    assert sending.sends("another")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 3)), max_size=200))
def test_however_it_is_asked_no_limit_is_ever_passed(tries: list[tuple[str, float]]) -> None:
    sending = Sending(at=0.0)
    sent: dict[str, list[float]] = {"a": [], "b": []}
    for chat, later in tries:
        sending.at += later
        if sending.sends(chat):
            sent[chat].append(sending.at)
    for times in sent.values():
        for most, seconds in A_THREAD:
            assert all(after - before >= seconds for before, after in zip(times, times[most:], strict=False))
