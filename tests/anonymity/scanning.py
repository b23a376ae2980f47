"""Finds any of very many needles in very many bytes: tens of megabytes against millions of needles in seconds.

The last eight bytes of each needle are kept as a number, in one set. Every eight bytes that stand together in a blob
are such a number too, and Python intersects the two without leaving C. Only what is in both is looked at in earnest.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.anonymity.needles import SHORTEST, needles


@dataclass(frozen=True, slots=True)
class Sought:
    """The values that must not be left behind, by whose they are, and the marks of all their needles."""

    values: Mapping[str, frozenset[bytes]]
    marks: frozenset[int]


def sought(values: Mapping[str, frozenset[bytes]]) -> Sought:
    """What to look for. The needles themselves are made again when they are needed: there are too many to keep."""
    return Sought(values, frozenset(mark(each) for several in values.values() for each in needles(several)))


def mark(needle: bytes) -> int:
    """What a needle is known by: its last eight bytes. In what platforms count up they differ sooner than the first."""
    return int.from_bytes(needle[-SHORTEST:], sys.byteorder)


def found(sought: Sought, blobs: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The blobs that hold something, by name, and of whom. Blobs that hold nothing of anybody are not in it."""
    different = {blob: marks_in(sought, blob) for blob in set(blobs.values())}  # a copy need not be read twice
    near = {name: different[blob] for name, blob in blobs.items()}
    if not any(near.values()):
        return {}
    suspects = _by_mark(sought, frozenset().union(*near.values()))
    held = {
        name: {owner for each in marks for owner, needle in suspects[each] if needle in blobs[name]}
        for name, marks in near.items()
    }
    return {name: owners for name, owners in held.items() if owners}


def marks_in(sought: Sought, blob: bytes) -> frozenset[int]:
    """The marks that stand anywhere in a blob, at whatever place."""
    return frozenset().union(*(sought.marks.intersection(each) for each in _numbers(blob)))


def _numbers(blob: bytes) -> Iterator[memoryview]:
    """Every eight bytes that stand together, as numbers: beginning at the first byte, at the second, and so on."""
    view = memoryview(blob)
    for start in range(SHORTEST):
        end = start + (len(blob) - start) // SHORTEST * SHORTEST
        if end > start:
            yield view[start:end].cast("Q")


def _by_mark(sought: Sought, marks: Iterable[int]) -> dict[int, list[tuple[str, bytes]]]:
    found: dict[int, list[tuple[str, bytes]]] = {each: [] for each in marks}
    for owner, values in sought.values.items():
        for needle in needles(values):
            if mark(needle) in found:
                found[mark(needle)].append((owner, needle))
    return found
