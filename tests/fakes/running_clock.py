"""A clock that runs from a moment that a test chooses, and can be moved on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.fakes.desk import TUESDAY_MORNING


@dataclass
class RunningClock:
    """Real time from `start` on, and however far it has been moved."""

    start: datetime = TUESDAY_MORNING
    moved: timedelta = timedelta(0)
    _begun: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.start + self.moved + (datetime.now(UTC) - self._begun)

    def move_on(self, by: timedelta) -> None:
        """Let that much time pass at once."""
        self.moved += by
