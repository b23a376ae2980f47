"""How soon a platform may be asked again: so many messages for each place, and as it says after a 429.

It never waits: whoever comes too early is told how long it still is, so that other things can be done meanwhile.
Source of Slack's rate: docs.slack.dev/apis/web-api/rate-limits.
"""

import time
from collections.abc import Callable

from handlers.messenger import NotDelivered
from storage.outbox import Problem

BETWEEN_POSTS = 1.0
"""Seconds between two messages to one place on Slack."""

AFTER_A_LIMIT = 1.0
"""Seconds to leave a platform alone when it says that it was too much, and not for how long."""


class Pacing:
    """What must be left alone, and until when. `now` counts seconds and never goes back; `between` is of two posts."""

    def __init__(self, now: Callable[[], float] = time.monotonic, *, between: float = BETWEEN_POSTS) -> None:
        self._now = now
        self._between = between
        self._closed: dict[str, tuple[float, Problem]] = {}

    def check(self, what: str) -> None:
        """Raises NotDelivered with the rest of the wait if it is too early for `what`."""
        until, problem = self._closed.get(what, (0.0, Problem.NOT_YET))
        rest = until - self._now()
        if rest > 0:
            raise NotDelivered(problem, rest)

    def posted(self, what: str) -> None:
        """A message is on its way there now."""
        self._close(what, self._between, Problem.NOT_YET)

    def limited(self, what: str, retry_after: float | None) -> None:
        """The platform asks to be left alone with `what` for so many seconds."""
        self._close(what, AFTER_A_LIMIT if retry_after is None else retry_after, Problem.RATE_LIMITED)

    def _close(self, what: str, seconds: float, problem: Problem) -> None:
        now = self._now()
        still = {each: closed for each, closed in self._closed.items() if closed[0] > now}
        self._closed = {**still, what: (now + seconds, problem)}
