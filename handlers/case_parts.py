"""Parts of a case as it is shown: its procedures and their steps, the clocks that run, and what happened."""

from dataclasses import dataclass
from datetime import datetime

from dialogs.alerts import Button
from handlers.quoting import ErratumShown


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a procedure, with the policy's words if `quoted`.

    `state` says in words how it stands, `ended` that nobody has to do it any more. `said` is what was written when it
    ended. `button` records how it ended, or that it ended otherwise.
    """

    id: str
    words: str
    quoted: bool
    owner: str
    help: str
    errata: tuple[ErratumShown, ...]
    state: str = ""
    ended: bool = False
    said: tuple[str, ...] = ()
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class ProcedureShown:
    """A procedure as it applies to a case. `source` says where it comes from; `suspended` why it waits, or is empty.

    `button` lets it go ahead all the same.
    """

    title: str
    trigger: str
    source: str
    suspended: str
    steps: tuple[StepShown, ...]
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the chronology, and what was written then, in `said`.

    Where it is not `exact`, only the day of `at` is known, and nothing more is shown.
    """

    at: datetime
    text: str
    exact: bool = True
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueShown:
    """A clock that the law or guidance starts: what is to be done, by when, and where that comes from."""

    text: str
    source: str
    overdue: bool = False
