"""The latest replies, so that a page can be shown again without sending its form again.

Each is shown only to the person it was for, and nothing depends on it: a reply that is no longer here (after a restart,
or many replies later) is asked for anew.
"""

from collections import OrderedDict
from collections.abc import Callable

from handlers.reply import Reply
from handlers.turn import Who

MOST = 200


class KeptReplies:
    """Keeps the latest replies. `new_name` makes a name that nobody can guess."""

    def __init__(self, new_name: Callable[[], str]) -> None:
        self._new_name = new_name
        self._replies: OrderedDict[tuple[str, str], Reply] = OrderedDict()

    def keep(self, who: Who, reply: Reply) -> str:
        """Keep a reply and return its name."""
        name = self._new_name()
        self._replies[who.key, name] = reply
        if len(self._replies) > MOST:
            self._replies.popitem(last=False)
        return name

    def find(self, who: Who, name: str) -> Reply | None:
        """The reply of that name to that person, or None."""
        return self._replies.get((who.key, name))
