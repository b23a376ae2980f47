"""What somebody may take along as a file, over a link that is good for one time and not for long. Values only."""

from dataclasses import dataclass
from datetime import timedelta

LIFE = timedelta(minutes=10)
"""How long a link can be used. It is written for people in `dialogs.wording_downloads`."""


@dataclass(frozen=True, slots=True)
class LogTable:
    """The incident log as a table: of the cases that are `chosen` (`dialogs.casework.log`); empty: all of theirs."""

    chosen: str


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """A copy of a case. `version` says of which kind it is; `whom` it is for and `why` are the asker's own words.

    `subject` is whom it is about, where it is for that person; `redact` is what is struck out of it.
    """

    case: str
    version: str
    whom: str
    subject: str
    redact: tuple[str, ...]
    why: str


Wanted = LogTable | CaseCopy
