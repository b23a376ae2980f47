"""How long the bot waits for its platforms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between two messages to one place, and between tries to learn from a platform who the bot is.

    `posts` is None where each platform's own rule holds. `connecting`: after so many seconds without a first connection
    the operator is told.
    """

    posts: float | None = None
    introductions: float = 5.0
    connecting: float = 5.0
