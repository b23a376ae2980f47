"""What it means when a platform cannot be spoken to."""

import aiohttp
import pytest

from bot.chat.network import EXPECTED, LONGEST_RETRY_AFTER, problem_of, retry_after
from storage.outbox import Problem


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (aiohttp.ConnectionTimeoutError(), Problem.UNREACHABLE),
        (aiohttp.InvalidURL("http://"), Problem.UNREACHABLE),
        (aiohttp.SocketTimeoutError(), Problem.TIMED_OUT),
        (TimeoutError(), Problem.TIMED_OUT),
        (aiohttp.ServerDisconnectedError(), Problem.DROPPED),
        (aiohttp.ClientPayloadError(), Problem.DROPPED),
        (ConnectionResetError(), Problem.DROPPED),
        (BrokenPipeError(), Problem.DROPPED),
        (ValueError(), Problem.SERVER_ERROR),
        (RecursionError(), Problem.SERVER_ERROR),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else each.value,
)
def test_only_what_went_wrong_before_anything_was_sent_cannot_have_arrived(error: Exception, problem: Problem) -> None:
    assert isinstance(error, EXPECTED)
    assert problem_of(error) is problem


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30.0),
        ("0.5", 0.5),
        ("-5", 0.0),
        ("1e99", LONGEST_RETRY_AFTER),
        ("inf", LONGEST_RETRY_AFTER),
        ("99999999", LONGEST_RETRY_AFTER),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_however_long_a_platform_asks_to_be_left_alone_it_is_at_most_an_hour(said: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": said}) == seconds
