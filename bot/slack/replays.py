"""The requests that were taken in the last minutes, so that none of them is taken twice.

They are kept in this process's memory: a copy that reaches another replica, or this one after a restart, is taken
there, and then it is the draft's id that keeps it from being a second report.

Nothing is forgotten while its signature could still be accepted, so what bounds the memory is how much Slack signs:
only what carries a valid signature is kept, for 6 minutes, or 11 when its time is 5 minutes ahead of ours. One takes
some 100 bytes. Slack itself sends an app at most 30,000 events an hour from one workspace: 3,000 are kept, 0.3 MB. At
1,000 requests a second it would be 360,000 and 36 MB.
"""

from bot.slack.signing import MOST_SECONDS_OFF, Signed

CLOCK_MAY_STEP_BACK = 60
"""Seconds for which a signature is kept beyond its time, in case this computer's clock is put back."""


class Replays:
    """Which signatures were accepted, by the second at which Slack signed them."""

    def __init__(self) -> None:
        self._taken: dict[int, set[bytes]] = {}
        self._pruned = 0

    def __len__(self) -> int:
        """How many are kept."""
        return sum(len(digests) for digests in self._taken.values())

    def takes(self, signed: Signed, now: float) -> bool:
        """Whether this is the first time that it comes; from now on it is not. `now`: in seconds since 1970."""
        self._prune(int(now))
        digests = self._taken.setdefault(signed.at, set())
        known = len(digests)
        digests.add(signed.digest)
        return len(digests) > known

    def gives_up(self, signed: Signed) -> None:
        """It was taken and came to nothing: the very same may come again, as Slack's first retry does at once."""
        self._taken.get(signed.at, set()).discard(signed.digest)

    def _prune(self, now: int) -> None:
        """Forgets what is too old to be accepted, once a second."""
        if now != self._pruned:
            self._pruned = now
            oldest = now - MOST_SECONDS_OFF - CLOCK_MAY_STEP_BACK
            self._taken = {at: digests for at, digests in self._taken.items() if at >= oldest}
