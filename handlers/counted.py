"""Knows who was counted, so that somebody who asks the same again counts once for as long as the bot runs.

That is known here, in memory, and under a mark that nobody can turn back into a person.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict

MOST_REMEMBERED = 20_000


class Counted:
    """Who was counted already. It forgets when the bot stops, and what is older than some thousand others."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def first(self, person: str, part: str, *, missed: bool) -> bool:
        """Whether this person is counted for the first time in that part of the policy: as missed, or as helped."""
        said = f"{missed}|{part}|{person}"
        mark = hmac.new(self._secret, said.encode(), hashlib.sha256).digest()
        if mark in self._seen:
            return False
        self._seen[mark] = None
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
        return True
