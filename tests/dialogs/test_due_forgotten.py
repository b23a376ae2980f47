"""A case that somebody has and of which nobody recorded anything for long: whom it needs, and until when."""

from dataclasses import replace

import pytest

from dialogs.casework.due import Due, Why
from dialogs.casework.record import BESIDES, Act
from tests.dialogs.casework import CASE, POLICY, entry
from tests.dialogs.making import MONDAY_TEN, at
from tests.dialogs.test_due import FORGOTTEN, WAITS, of, told


def test_a_case_of_which_nothing_was_recorded_for_a_week_is_due_for_whoever_has_it_every_day_until_something_is() -> (
    None
):
    assert POLICY.casework.forgotten_after == 7
    assert told(CASE, now=at("2026-11-29 23:59")) == {}
    assert told(CASE, now=at("2026-11-30 00:00")) == {"asha": (FORGOTTEN,)}
    assert told(CASE, now=at("2026-12-09 08:30")) == {"asha": (Due(Why.FORGOTTEN, "16"),)}
    wrote = replace(entry(1, Act.NOTE, "ben", text="They rang."), at=at("2026-12-09 09:00"))
    assert told(CASE, wrote, now=at("2026-12-15 23:59")) == {}
    assert told(CASE, wrote, now=at("2026-12-16 00:00")) == {"asha": (FORGOTTEN,)}


def test_where_it_was_only_read_or_told_of_nothing_was_recorded() -> None:
    only_read = (Act.EXPORTED, Act.FETCHED, Act.BROKE_GLASS, "opened", "message sent")
    read = tuple(replace(entry(number, act), at=at("2026-11-29 09:00")) for number, act in enumerate(only_read, 1))
    assert told(CASE, *read, now=at("2026-11-30 08:30")) == {"asha": (FORGOTTEN,)}


@pytest.mark.parametrize("what", sorted(BESIDES))
def test_where_somebody_reported_more_or_wrote_by_a_code_it_is_not_forgotten(what: str) -> None:
    wrote = replace(entry(1, what, ""), at=at("2026-11-29 00:00"))
    assert told(CASE, wrote, now=at("2026-12-05 08:30")) == {}
    assert told(CASE, wrote, now=at("2026-12-06 08:30")) == {"asha": (FORGOTTEN,)}


def test_whoever_picks_it_up_or_takes_it_over_has_a_week_from_then() -> None:
    taken = replace(CASE, acknowledged_by="ben", acknowledged_at=at("2026-11-27 15:00"))
    assert told(taken, now=at("2026-12-03 08:30")) == {}
    assert told(taken, now=at("2026-12-04 08:30")) == {"ben": (FORGOTTEN,)}
    over = replace(entry(1, Act.TOOK_OVER, "ben"), at=at("2026-11-28 09:00"))
    assert told(taken, over, now=at("2026-12-04 08:30")) == {}


def test_whoever_said_last_when_to_look_at_it_again_has_not_forgotten_it() -> None:
    later = entry(1, Act.NOTE, text="The police ring then.", review="2026-12-16")
    assert told(CASE, later, now=at("2026-12-15 08:30")) == {}
    assert told(CASE, later, now=at("2026-12-16 08:30")) == {"asha": (Due(Why.NOTE),)}
    both = (Due(Why.NOTE), Due(Why.FORGOTTEN, "30"))
    assert told(CASE, later, now=at("2026-12-23 08:30")) == {"asha": both}
    put_off = entry(1, Act.STEP, **WAITS, review="2026-12-16")
    assert told(CASE, put_off, now=at("2026-12-15 08:30")) == {}


def test_a_day_that_was_named_before_something_else_was_recorded_keeps_nothing_back() -> None:
    later, other = entry(1, Act.NOTE, text="Term ends.", review="2026-12-16"), entry(2, Act.EVIDENCE, item="A letter")
    assert told(CASE, later, other, now=at("2026-11-30 08:30")) == {"asha": (FORGOTTEN,)}
    held = entry(2, Act.HOLD, why="A claim.", review="2027-11-23")
    assert told(CASE, later, held, now=at("2026-11-30 08:30")) == {"asha": (FORGOTTEN,)}


def test_a_case_that_is_closed_or_that_nobody_has_who_may_is_not_forgotten() -> None:
    late = at("2026-12-09 08:30")
    for case in (replace(CASE, acknowledged_by=""), replace(CASE, excluded=frozenset({"asha"}))):
        assert not any(each.why is Why.FORGOTTEN for found in told(case, now=late).values() for each in found)
    assert told(replace(CASE, closed=MONDAY_TEN), now=late) == {}


def test_a_policy_that_does_not_say_when_a_case_is_forgotten_has_none_forgotten() -> None:
    never = replace(POLICY, casework=replace(POLICY.casework, forgotten_after=None))
    assert of(CASE, "asha", now=at("2027-11-23 08:30"), policy=never) == ()
