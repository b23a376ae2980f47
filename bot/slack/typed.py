"""What somebody has typed in a form that is still open, so that it is kept if they close it.

Slack says what stands in a box while it is typed in, but not when the form is closed. The latest is remembered here,
and every few seconds it is time to store it: a crash, or another replica that hears of the closing, costs no more.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from handlers.turn import Values

MOST_FORMS = 2_000
STORED_EVERY = 3.0
"""Seconds between two times that it is stored."""


class Typed:
    """The latest of each open form, by the id of its view. `now` counts seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._latest: OrderedDict[str, tuple[float, Values]] = OrderedDict()

    def is_due(self, view: str, values: Values) -> bool:
        """Remember what stands in a form now. Whether it is time to store it as well."""
        stored = self._latest.get(view, (self._now() - STORED_EVERY, {}))[0]
        due = self._now() - stored >= STORED_EVERY
        self._latest[view] = (self._now() if due else stored, values)
        self._latest.move_to_end(view)
        if len(self._latest) > MOST_FORMS:
            self._latest.popitem(last=False)
        return due

    def taken(self, view: str) -> Values:
        """What stood in a form that is no longer open. It is forgotten here."""
        return self._latest.pop(view, (0.0, {}))[1]
