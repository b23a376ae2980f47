"""Slows down whoever tries code after code, without knowing who they are.

A mark is an HMAC under a random key that lives in memory and is replaced every day: it leads to nobody, and after a day
or a restart not even to itself. A concern is never locked, and sending is never slowed.
"""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW = 15 * 60.0
DAY = 24 * 60 * 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tries, and how many of them wrong, one mark has in a window."""

    tries: int = 10
    wrong: int = 5


OF_A_NETWORK = Limits(60, 30)
"""One address may be a whole centre, and nobody there is to wait for somebody else."""

MOST_MARKS = 10_000


@dataclass(slots=True)
class _Tries:
    all: deque[float] = field(default_factory=deque)
    wrong: deque[float] = field(default_factory=deque)


class Throttle:
    """Counts the tries of every mark. `now` counts seconds."""

    def __init__(self, limits: Limits | None = None, *, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits or Limits()
        self._now = now
        self._key = secrets.token_bytes(32)
        self._since = now()
        self._tries: OrderedDict[bytes, _Tries] = OrderedDict()

    def mark(self, whom: str) -> bytes:
        """A mark of somebody, for today."""
        if self._now() - self._since >= DAY:
            self._key, self._since = secrets.token_bytes(32), self._now()
            self._tries.clear()
        return hmac.new(self._key, whom.encode(errors="replace"), hashlib.sha256).digest()

    def lets_try(self, mark: bytes) -> bool:
        """Whether this mark may try a code now. That counts as a try."""
        tries = self._tries.setdefault(mark, _Tries())
        self._tries.move_to_end(mark)
        if len(self._tries) > MOST_MARKS:
            self._tries.popitem(last=False)
        before = self._now() - WINDOW
        for each in (tries.all, tries.wrong):
            while each and each[0] <= before:
                each.popleft()
        if len(tries.all) >= self._limits.tries or len(tries.wrong) >= self._limits.wrong:
            return False
        tries.all.append(self._now())
        return True

    def guessed(self, mark: bytes) -> None:
        """A code that this mark tried opened nothing."""
        self._tries.setdefault(mark, _Tries()).wrong.append(self._now())
