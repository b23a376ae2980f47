"""Tests of real time and real chance."""

import re
from datetime import UTC, datetime, timedelta

from bot.chance import SystemRandomness
from bot.clock import SystemClock


def test_the_time_is_now_in_utc() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert SystemClock().now().tzinfo is UTC


def test_a_reference_has_nothing_that_is_mistaken_when_read_out() -> None:
    references = {SystemRandomness().reference() for _ in range(500)}
    assert len(references) == 500
    assert all(re.fullmatch(r"ES-[2-9A-HJKMNP-TV-Z]{6}", reference) for reference in references)


def test_an_identifier_is_never_made_twice() -> None:
    identifiers = {SystemRandomness().identifier() for _ in range(500)}
    assert len(identifiers) == 500
    assert all(re.fullmatch(r"[0-9a-f]{32}", identifier) for identifier in identifiers)
