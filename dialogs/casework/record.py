"""What is written down of a case: entries that are never changed. The audit keeps them; nothing else does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, the `number`-th of its chain. `what` is one of a fixed list; `detail` says the rest.

    `actor` is a person's key, or empty for the bot itself. After a purge it is empty, and `detail` has nothing; so they
    are where the entry is `damaged`: it does not open.
    """

    number: int
    at: datetime
    what: str
    actor: str
    detail: Mapping[str, str]
    damaged: bool = False


class Act(StrEnum):
    """What somebody who works a case does, as it is written down. It is stored plain, and so tells nothing of the case.

    What `detail` holds of each is in `Detail`.
    """

    STEP = "ended a step"
    NOTE = "wrote a note"
    EVIDENCE = "listed evidence"
    MOVED = "changed where evidence is"
    SEVERITY = "changed how serious it is"
    CATEGORY = "changed what kind it is"
    KEPT_OUT = "named somebody who must not know"
    LET_BACK = "let somebody back in"
    HAND_OVER = "asked somebody to take it over"
    TOOK_OVER = "took it over"
    GO_AHEAD = "let the policy's steps go ahead"
    LINK = "linked another case"
    UNLINK = "unlinked another case"
    ASKED = "asked the reporter"
    ANSWERED = "the reporter answered"
    CLOSING = "wants to close it"
    NOT_YET = "did not agree to close it"
    CLOSED = "closed it"
    REOPENED = "opened it again"
    BROKE_GLASS = "was let in by two people"
    EXPORTED = "made a copy of it"
    FETCHED = "fetched a copy of it"
    DATES = "wrote down the days that its keeping hangs on"
    HOLD = "had it held"
    RELEASED = "ended the hold"
    KEPT_ON = "had it kept on"
    DESTROYING = "wants the record destroyed"
    NOT_DESTROYED = "did not agree to destroy the record"


BESIDES = frozenset(
    {"more received", "the whole report received", "said whether it helped"}
    | {"wrote to whoever has the code", "said how it stands", "took nothing more from the code"}
)
"""What else is written down that shows that somebody is at a case: they report more, or write to each other by a code.
It changes nothing of the work."""


class Detail(StrEnum):
    """What an act says besides. Ids of the policy stay ids: what they mean is in the version that the case is under."""

    ONCE = "once"
    """The id of the form that was sent: sending it twice does it once."""
    STEP = "step"
    HOW = "how"
    """An `Ending`."""
    WHY = "why"
    """In the writer's own words."""
    REASONS = "reasons"
    """Ids of reasons, joined by commas."""
    OUTCOME = "outcome"
    OUT_OF_ORDER = "out of order"
    """Why a step was ended before one that it waits for."""
    AGENCY = "agency"
    REFERENCE = "reference"
    ON = "on"
    """A day, like 2026-11-23."""
    REVIEW = "review"
    """The day on which to look at it again, like 2026-11-23."""
    CONSULTED = "consulted"
    REJECTED = "rejected"
    """What was considered and not chosen."""
    TEXT = "text"
    ITEM = "item"
    """What there is; where it moved, the number of the entry that listed it."""
    WHERE = "where"
    HOLDER = "holder"
    DOER = "doer"
    """Who did what anybody may do, and when, if it was not whoever writes it down."""
    FROM = "from"
    TO = "to"
    """What it is now, or a person's key."""
    CASE = "case"
    TOLD = "told"
    LESSON = "lesson"
    THEMES = "themes"
    BORN = "born"
    """A day, as `LEFT` is: of whom it is about."""
    LEFT = "left"
    VERSION = "version"
    """Which kind of copy."""
    WHOM = "whom"
    """Who a copy is for: an organisation and a name, or whose information it is."""
    SUBJECT = "subject"
    REDACT = "redact"
    SENT = "sent"
    """A digest of what stood in the form: the same in the same form is kept once."""


class Ending(StrEnum):
    """How a step ended."""

    DONE = "done"
    NOT_APPLICABLE = "not applicable"
    NOT_DONE = "not done"
