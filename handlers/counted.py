"""Knows who was counted, so that somebody who asks the same again counts once for as long as the bot runs.

That is known here, in memory, and under a mark that nobody can turn back into a person.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict

from dialogs.guidance.gaps import What

MOST_REMEMBERED = 20_000


class Counted:
    """Who was counted already. It forgets when the bot stops, and what is older than some thousand others."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def first(self, person: str, passage: str, what: What) -> bool:
        """Whether this person is counted for the first time there."""
        mark = self._mark(person, passage, what)
        if mark in self._seen:
            return False
        self._seen[mark] = None
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
        return True

    def not_counted(self, person: str, passage: str, what: What) -> None:
        """Forget that this person was, when it could not be stored: pressed again, it is tried again."""
        self._seen.pop(self._mark(person, passage, what), None)

    def _mark(self, person: str, passage: str, what: What) -> bytes:
        return hmac.new(self._secret, f"{what}|{passage}|{person}".encode(), hashlib.sha256).digest()
