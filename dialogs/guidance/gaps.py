"""What was asked and not answered, counted: gaps for whoever reviews the policy. Nobody and no word stands in it.

Numbers are rounded down to whole `FEWEST`: a small one, or one more than yesterday, may lead to somebody. That nobody
is counted twice is seen to where it is counted.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from dialogs.policy import Policy

FEWEST = 5


class What(StrEnum):
    """What became of a question."""

    UNANSWERED = "unanswered"
    HELPED = "helped"
    NOT_HELPED = "not helped"


@dataclass(frozen=True, slots=True)
class Count:
    """How often something became of a question to which this passage came closest."""

    passage: str
    what: What
    count: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the policy, by its heading, that left questions open: how often at least, and how often it helped."""

    place: str
    missed: int
    helped: int


def gaps(counts: tuple[Count, ...], policy: Policy) -> tuple[Gap, ...]:
    """The parts of the policy near which most questions stay open, the most first."""
    missed, helped = _by_part(counts, policy, What.UNANSWERED, What.NOT_HELPED), _by_part(counts, policy, What.HELPED)
    found = (Gap(place, _in_fives(count), _in_fives(helped[place])) for place, count in missed.items())
    return tuple(sorted((gap for gap in found if gap.missed), key=lambda gap: (-gap.missed, gap.place)))


def _by_part(counts: tuple[Count, ...], policy: Policy, *whats: What) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        if each.what in whats and each.passage in policy.passages:
            total[part_of(policy, each.passage)] += each.count
    return total


def part_of(policy: Policy, passage: str) -> str:
    """The heading of the part of the policy in which a passage stands."""
    return policy.passages[passage].heading[-1]


def _in_fives(count: int) -> int:
    return count - count % FEWEST
