"""How often Teams may be sent something: so many within so many seconds, by chat and for everybody together.

Like every pacing it never waits: whoever comes too early is told how long it still is. Source: learn.microsoft.com/
microsoftteams/platform/bots/how-to/rate-limit, "Per bot per thread limit".
"""

import time
from collections import deque
from collections.abc import Callable, Iterable

from bot.chat.pacing import Pacing
from handlers.messenger import NotDelivered
from storage.outbox import Problem

A_THREAD = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
"""At most so many within so many seconds to one chat, and to one channel."""

THE_TENANT = ((30, 1.0),)
"""At most so many within so many seconds to all of them."""

Times = deque[float]
MOST, LONGEST = A_THREAD[-1]


class Rates(Pacing):
    """Teams' own rates; and as every pacing, what Teams asks to be left alone. `now` as there."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(now)
        self._threads: dict[str, Times] = {}
        self._all: Times = deque(maxlen=MOST)

    def check(self, what: str) -> None:
        """Raises NotDelivered with the rest of the wait if it is too early for `what`."""
        super().check(what)
        now = self._now()
        rest = max(_rest(self._threads.get(what, deque()), A_THREAD, now), _rest(self._all, THE_TENANT, now))
        if rest > 0:
            raise NotDelivered(Problem.NOT_YET, rest)

    def posted(self, what: str) -> None:
        """Something is on its way there now."""
        now = self._now()
        self._threads = {each: times for each, times in self._threads.items() if times[-1] + LONGEST > now}
        self._threads.setdefault(what, deque(maxlen=MOST)).append(now)
        self._all.append(now)


def _rest(times: Times, limits: Iterable[tuple[int, float]], now: float) -> float:
    """Seconds until there is room again under each limit; 0 or less if there is now."""
    return max((times[-most] + seconds - now for most, seconds in limits if len(times) >= most), default=0.0)
