"""What comes of a form of case work that was sent, or could not be shown."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """It is written down. `remark` says so, above the case as it is now. `download` is where a file can be fetched."""

    remark: str
    download: str = ""


@dataclass(frozen=True, slots=True)
class Problems:
    """It is not: what to do about each field, by its id."""

    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """This person may not do it now. `why` tells them what to do instead."""

    why: str
