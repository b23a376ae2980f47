"""A message on its way to somewhere."""

from dataclasses import dataclass

from dialogs.alerts import Message
from handlers.messenger import Destination


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way: where to, and in place of which one if it changes one.

    In the channel nobody but `may_read` may see it, and `should_read` should: both are keys of people.
    """

    to: Destination
    message: Message
    replaces: str = ""
    may_read: frozenset[str] = frozenset()
    should_read: frozenset[str] = frozenset()
