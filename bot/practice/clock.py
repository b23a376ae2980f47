"""The practice clock: real time, plus however far it has been moved on.

It never goes back, not even over a restart: how far it has been moved is kept in a file. It moves nothing but the
practice page's own idea of the time.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.practice.damaged import PracticeFileDamaged


class PracticeClock:
    """Tells the practice time. `file` keeps how far it has been moved; `real` tells the real time, in UTC.

    Raises PracticeFileDamaged when that file holds no time.
    """

    def __init__(self, file: Path, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._file = file
        self._real = real
        self._moved = _read(file, real())

    @property
    def moved(self) -> timedelta:
        """How far practice time is ahead of real time."""
        return self._moved

    def now(self) -> datetime:
        """The practice time, in UTC."""
        return self._real() + self._moved

    def move_on(self, by: timedelta) -> None:
        """Move the clock on by that much. Raises ValueError when that would be back."""
        if by < timedelta(0):
            raise ValueError("the practice clock does not go back")
        moved = self._moved + by
        _write(self._file, moved)
        self._moved = moved

    def move_to(self, moment: datetime) -> None:
        """Move the clock on to that moment. Raises ValueError when it has passed."""
        self.move_on(moment - self.now())


def _read(file: Path, real: datetime) -> timedelta:
    try:
        moved = timedelta(seconds=float(file.read_text(encoding="utf-8")))
        return (real + moved) - real
    except FileNotFoundError:
        return timedelta(0)
    except OSError as error:
        raise PracticeFileDamaged(file, f"cannot be read ({error.strerror})") from None
    except (ValueError, OverflowError):
        raise PracticeFileDamaged(file, "does not hold how far the practice clock was moved, in seconds") from None


def _write(file: Path, moved: timedelta) -> None:
    """The whole file or none of it, whenever the power goes."""
    fresh = file.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(str(moved.total_seconds()))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
