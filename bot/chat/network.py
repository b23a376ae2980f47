"""What it means when a platform cannot be spoken to: whether something may have happened, and when to ask again.

What came back is never quoted: only the kind of failure goes on.
"""

import math
from collections.abc import Mapping

import aiohttp

from handlers.messenger import NotDelivered
from storage.outbox import Problem

LONGEST_RETRY_AFTER = 3600.0
"""Seconds. However long a platform asks to be left alone, it is asked again after this."""

CLIENT_FAULT, REQUEST_TIMEOUT, TOO_MANY_REQUESTS, SERVER_FAULT = 400, 408, 429, 500

UNREACHABLE = (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError, aiohttp.InvalidURL)
"""What can only go wrong before a request has been sent."""

NOT_AN_ANSWER = (aiohttp.ClientResponseError, AttributeError, RecursionError, ValueError)
"""What is raised when what came back is not what a platform sends: not JSON, no object, not HTTP."""

EXPECTED = (aiohttp.ClientError, OSError, *NOT_AN_ANSWER)
"""Everything that a request raises when the other side is at fault, time-outs included."""


def problem_of(error: Exception) -> Problem:
    """What one of `EXPECTED` is called."""
    match error:
        case _ if isinstance(error, UNREACHABLE):
            return Problem.UNREACHABLE
        case TimeoutError():
            return Problem.TIMED_OUT
        case _ if isinstance(error, NOT_AN_ANSWER):
            return Problem.SERVER_ERROR
        case _:
            return Problem.DROPPED


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds a platform asks to be left alone: from none to an hour, or None if it does not say."""
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def of_nothing_said(failed: NotDelivered) -> NotDelivered:
    """The same of a call that says nothing to anybody: no message can have arrived by it."""
    problem = Problem.UNREACHABLE if failed.problem.may_have_arrived else failed.problem
    return NotDelivered(problem, failed.retry_after)
