"""How serious a case is, and what that means for its alerts: the severity scale as frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """S0 (someone may be in danger now) to S4 (learning or conduct only). The smaller, the more serious."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Unit(StrEnum):
    """What a span counts. Working time runs in the organisation's office hours only."""

    MINUTES = "minutes"
    WORKING_HOURS = "working hours"
    WORKING_DAYS = "working days"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time."""

    amount: int
    unit: Unit


class Promptness(StrEnum):
    """When the first alert goes out."""

    AT_ONCE = "at once"
    DAILY = "daily digest"
    WEEKLY = "weekly digest"


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """What a severity means and how its alerts behave.

    `channel`: whether this severity is posted in the channel (if the route allows one). `direct`: whether the person on
    duty also gets a direct message. `everyone`: whether everybody who may read a case of the route from the start does.
    `rungs`: how long after the alert the second, third, ... person on the ladder is told; `repeat`: how often the whole
    ladder is told again after that (None: no more). `silence`: how many rungs pass before the reporter is told that
    nobody has picked it up (None: never).
    """

    severity: Severity
    meaning: str
    promptness: Promptness
    channel: bool
    direct: bool
    everyone: bool
    rungs: tuple[Span, ...]
    repeat: Span | None
    silence: int | None
