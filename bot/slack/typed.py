"""What somebody has typed in a form that is still open, so that it is kept if they close it.

Slack says what stands in a box while it is typed in, but not when the form is closed. The latest is remembered here,
and every few seconds it is time to store it: a crash, or another replica that hears of the closing, costs no more.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from handlers.values import Values

MOST_FORMS = 2_000
MOST_CHARACTERS = 20_000
"""Of one form, in all: more than its boxes take."""

STORED_EVERY = 3.0
"""Seconds between two times that it is stored."""

FORGOTTEN_AFTER = 30 * 60.0
"""Seconds without a word: nobody comes back to that form."""


@dataclass(frozen=True, slots=True)
class _Latest:
    values: Values
    typed: float
    stored: float


class Typed:
    """The latest of each open form, by the key of its person and the id of its view. `now` counts seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._latest: OrderedDict[tuple[str, str], _Latest] = OrderedDict()

    def is_due(self, person: str, view: str, values: Values) -> bool:
        """Remember what stands in a form now, unless it is too long. Whether it is time to store it as well."""
        if not fits(values):
            return False
        self._forget_the_old()
        before, now = self._latest.get((person, view)), self._now()
        due = before is None or now - before.stored >= STORED_EVERY
        self._latest[person, view] = _Latest(values, now, now if before is None or due else before.stored)
        self._latest.move_to_end((person, view))
        if len(self._latest) > MOST_FORMS:
            self._latest.popitem(last=False)
        return due

    def taken(self, person: str, view: str) -> Values:
        """What stood in a form that is no longer open. It is forgotten here."""
        self._forget_the_old()
        latest = self._latest.pop((person, view), None)
        return latest.values if latest else {}

    def _forget_the_old(self) -> None:
        """The one that was typed in longest ago comes first."""
        before = self._now() - FORGOTTEN_AFTER
        while self._latest and next(iter(self._latest.values())).typed <= before:
            self._latest.popitem(last=False)


def fits(values: Values) -> bool:
    """Whether it is no more than a form can hold: what is longer is neither remembered nor stored."""
    return sum(len(text) for field, given in values.items() for text in (field, *given)) <= MOST_CHARACTERS
