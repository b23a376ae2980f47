"""Tests of the practice clock: it moves on, never back, and remembers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.clock import PracticeClock
from tests.fakes.canned import NOON, TickingClock


def test_it_tells_the_real_time_until_it_is_moved(tmp_path: Path) -> None:
    real = TickingClock()
    clock = PracticeClock(tmp_path / "clock", real)
    assert clock.now() == NOON
    real.now = NOON + timedelta(minutes=1)
    assert clock.now() == NOON + timedelta(minutes=1)


def test_left_alone_it_goes_by_this_computer_in_utc(tmp_path: Path) -> None:
    now = PracticeClock(tmp_path / "clock").now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_it_is_moved_on_by_a_length_of_time_or_to_a_moment(tmp_path: Path) -> None:
    clock = PracticeClock(tmp_path / "clock", TickingClock())
    clock.move_on(timedelta(minutes=30))
    clock.move_to(NOON + timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)
    assert clock.moved == timedelta(days=1)


def test_it_does_not_go_back(tmp_path: Path) -> None:
    clock = PracticeClock(tmp_path / "clock", TickingClock())
    clock.move_on(timedelta(hours=1))
    with pytest.raises(ValueError, match="does not go back"):
        clock.move_to(NOON)
    assert clock.now() == NOON + timedelta(hours=1)


def test_a_restart_does_not_take_it_back(tmp_path: Path) -> None:
    PracticeClock(tmp_path / "clock", TickingClock()).move_on(timedelta(days=2, minutes=5))
    assert PracticeClock(tmp_path / "clock", TickingClock()).now() == NOON + timedelta(days=2, minutes=5)
