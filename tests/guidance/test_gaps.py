"""Tests of what is counted of questions: what fewer than five asked or found helpful is not said, nor to be guessed."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.guidance.gaps import FEWEST, Count, Gap, What, gaps, part_of
from tests.dialogs.real import achieve

POLICY = achieve()
FEW = tuple(POLICY.passages)[::5]
"""Of several parts of the policy, and of some several."""

PLACES = {part_of(POLICY, each) for each in POLICY.passages}
MISSED = (What.UNANSWERED, What.NOT_HELPED)
ONE = FEW[0]
PLACE = part_of(POLICY, ONE)

COUNTS = st.lists(
    st.builds(Count, st.sampled_from((*FEW, "gone", "")), st.sampled_from(What), st.integers(0, 3 * FEWEST)),
    unique_by=lambda each: (each.passage, each.what),
)


def total(counts: list[Count], place: str, *whats: What) -> int:
    """What was counted in a part of the policy."""
    held = (each for each in counts if each.passage in POLICY.passages and each.what in whats)
    return sum(each.count for each in held if part_of(POLICY, each.passage) == place)


@given(COUNTS)
def test_only_whole_fives_are_shown(counts: list[Count]) -> None:
    for gap in gaps(tuple(counts), POLICY):
        assert gap.missed >= FEWEST
        assert gap.missed % FEWEST == gap.helped % FEWEST == 0


@given(COUNTS)
def test_every_part_that_was_missed_often_is_shown_once_with_what_was_counted_at_least(counts: list[Count]) -> None:
    shown = {gap.place: (gap.missed, gap.helped) for gap in gaps(tuple(counts), POLICY)}
    expected = {}
    for place in PLACES:
        missed, helped = total(counts, place, *MISSED), total(counts, place, What.HELPED)
        if missed >= FEWEST:
            expected[place] = (missed // FEWEST * FEWEST, helped // FEWEST * FEWEST)
    assert shown == expected
    assert len(shown) == len(gaps(tuple(counts), POLICY))


@given(COUNTS)
def test_the_most_missed_come_first_and_equals_by_name(counts: list[Count]) -> None:
    order = [(-gap.missed, gap.place) for gap in gaps(tuple(counts), POLICY)]
    assert order == sorted(order)


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_counts_says_nothing(counts: list[Count], chance: Random) -> None:
    assert gaps(tuple(chance.sample(counts, len(counts))), POLICY) == gaps(tuple(counts), POLICY)


@given(COUNTS)
def test_what_fewer_than_five_did_cannot_be_told_from_what_nobody_did(counts: list[Count]) -> None:
    few = [
        (place, whats)
        for place in PLACES
        for whats in (MISSED, (What.HELPED,))
        if total(counts, place, *whats) < FEWEST
    ]
    without = [
        each
        for each in counts
        if each.passage not in POLICY.passages
        or not any(part_of(POLICY, each.passage) == place and each.what in whats for place, whats in few)
    ]
    assert gaps(tuple(without), POLICY) == gaps(tuple(counts), POLICY)


@given(COUNTS)
def test_passages_that_the_policy_does_not_hold_change_nothing(counts: list[Count]) -> None:
    held = tuple(each for each in counts if each.passage in POLICY.passages)
    assert gaps(held, POLICY) == gaps(tuple(counts), POLICY)


def test_where_nothing_was_counted_there_is_no_gap() -> None:
    assert gaps((), POLICY) == ()


@pytest.mark.parametrize(
    ("unanswered", "not_helped", "helped", "shown"),
    [
        (4, 0, 9, ()),
        (5, 0, 0, (5, 0)),
        (0, 5, 4, (5, 0)),
        (2, 3, 5, (5, 5)),
        (2, 2, 0, ()),
        (0, 0, 50, ()),
        (9, 0, 9, (5, 5)),
        (9, 1, 14, (10, 10)),
    ],
)
def test_from_five_on_it_is_a_gap(unanswered: int, not_helped: int, helped: int, shown: tuple[int, ...]) -> None:
    counts = (
        Count(ONE, What.UNANSWERED, unanswered),
        Count(ONE, What.NOT_HELPED, not_helped),
        Count(ONE, What.HELPED, helped),
    )
    assert gaps(counts, POLICY) == ((Gap(PLACE, *shown),) if shown else ())


def test_passages_of_one_part_are_counted_together() -> None:
    parts = Counter(part_of(POLICY, each) for each in POLICY.passages)
    place, size = parts.most_common(1)[0]
    assert size >= FEWEST
    counts = tuple(Count(each, What.UNANSWERED, 1) for each in POLICY.passages if part_of(POLICY, each) == place)
    assert gaps(counts, POLICY) == (Gap(place, size - size % FEWEST, 0),)


def test_a_part_is_named_as_its_heading_names_it() -> None:
    assert all(part_of(POLICY, each.id) in each.heading for each in POLICY.passages.values())
