"""Faults found in a file that somebody wrote by hand: each says where it is and what is wrong.

Values only: the readers collect them, so that all are shown at once and not one after another.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong in a line (counted from 1) of a file."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


def listing(faults: Iterable[Fault]) -> str:
    """Every fault on a line of its own."""
    return "\n".join(str(fault) for fault in faults)
