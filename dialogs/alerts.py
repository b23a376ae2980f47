"""What the bot owes to people: alerts, the timers between them, and what reporters must be told.

Values only. `dialogs.escalation` decides what is owed, `storage.outbox` remembers it until it is done, and
`handlers.alerts` does it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What has to be done."""

    ALERT = "alert"
    ESCALATE = "escalate"
    """Not a message: when it falls due and nobody has acknowledged, the next person is owed an alert."""
    MORE = "more"
    """Whoever has the case, or was told of it, hears that the whole report has now come."""
    ALERT_ANSWERED = "alert answered"
    """An alert that was sent is changed to say who has picked it up."""
    PICKED_UP = "picked up"
    """The reporter is told who has picked it up."""
    NOBODY_YET = "nobody yet"
    """The reporter is told that nobody has picked it up, and whom to ring."""
    SECOND_ROUTE = "second route"
    """When it falls due and no alert of its rung has got through, somebody is told by e-mail."""
    NOT_SENT = "not sent"
    """Somebody who said that there is danger, and did not send, is told that nobody knows yet."""
    PAUSED = "paused"
    """The anonymous form rests: those who watch over the others are told. It belongs to no case."""
    REMINDER = "reminder"
    """Everybody is reminded that there may be answers. It belongs to no case."""
    QUESTION = "question"
    """Whoever answers questions about the policy is told that there is one. It belongs to no case."""
    QUESTION_ANSWERED = "question answered"
    """Whoever asked is told that there is an answer. It belongs to no case."""
    HANDED_OVER = "handed over"
    """Somebody is asked to take a case over from whoever has it."""
    TO_AGREE = "to agree"
    """Somebody is asked to agree that a case is closed."""
    ASKED = "asked"
    """The reporter is told that there is a question about their report."""
    CLOSED = "closed"
    """The reporter is told that the case is closed."""
    REOPENED = "reopened"
    """The reporter, who was told that the case is closed, is told that it is open again."""
    TO_DESTROY = "to destroy"
    """Somebody is asked to agree that the record of a closed case is destroyed."""
    CHANGED = "changed"
    """Something has changed in a case that somebody knows of, and another did it."""
    LET_IN = "let in"
    """Those who watch over the others are told that two people have opened a case to one of them."""
    LOOK = "look"
    """Not a message: when it falls due, those whom something in the case waits for are owed word of it."""
    RUNS_OUT = "runs out"
    """Whoever sees to a case is told that a clock of it is nearly up."""
    TO_DECIDE = "to decide"
    """Somebody is told that a decision waits for them, which whoever has the case may not take."""
    ROUND = "round"
    """Somebody is told which cases need them today. It belongs to no case."""


WHILE_NOBODY_HAS_IT = frozenset({Kind.ALERT, Kind.ESCALATE, Kind.NOBODY_YET, Kind.SECOND_ROUTE})
"""What is owed only until somebody acknowledges."""

OF_THE_WORK = frozenset(
    {Kind.HANDED_OVER, Kind.TO_AGREE, Kind.ASKED, Kind.CLOSED, Kind.REOPENED}
    | {Kind.CHANGED, Kind.LET_IN, Kind.TO_DESTROY}
)
"""What is owed because of what somebody does who works a case."""

OF_WHAT_IS_DUE = frozenset({Kind.RUNS_OUT, Kind.TO_DECIDE})
"""What is owed because something in a case is to be done by then, or by them."""

WHILE_OPEN = OF_WHAT_IS_DUE | {Kind.MORE, Kind.HANDED_OVER, Kind.TO_AGREE, Kind.ASKED, Kind.REOPENED, Kind.CHANGED}
"""What somebody must hear only as long as the case is open."""


class To(StrEnum):
    """Who it is for. A person is named by key; a reporter is found through the case or the draft when it is sent."""

    CHANNEL = "channel"
    PERSON = "person"
    REPORTER = "reporter"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that must be done at `due`.

    It belongs to a case or (only `NOT_SENT`) to a draft; the other id is empty. What belongs to neither has a name of
    its own in place of the draft's id. `person` is a key, only with `To.PERSON`, or with `To.EVERYBODY` the name of a
    platform. `rung` numbers the step of the ladder, from 0. `priority` 0 goes before 4, and -1 before both. The same
    kind, recipient, rung and owner are owed only once, however often they are asked for.
    """

    kind: Kind
    to: To
    due: datetime
    case: str = ""
    draft: str = ""
    person: str = ""
    rung: int = 0
    priority: int = 2

    @property
    def once(self) -> str:
        """The same text for the same obligation: asking for it twice owes it once."""
        return f"{self.case or self.draft}|{self.kind}|{self.to}|{self.person}|{self.rung}"


def told_by(owed: Iterable[Owed]) -> frozenset[str]:
    """The keys of the people who learn of a case by this. Over the second route they do so only once it is taken."""
    return frozenset(each.person for each in owed if each.person and each.kind is not Kind.SECOND_ROUTE)


class Press(StrEnum):
    """What a button of a message does."""

    ACKNOWLEDGE = "acknowledge"
    OPEN = "open"
    CANNOT_TAKE = "cannot take"
    RESUME = "resume"
    REPLY = "reply"
    """Writes to whoever told us something with a code."""
    NO_MORE = "no more"
    """Lets nothing more be written with a code."""
    PAUSE = "pause"
    """Lets the form that asks for no name rest for an hour."""
    TELL = "tell"
    CHECK = "check"
    HELPED = "helped"
    """Says that words of the policy answered a question."""
    NOT_HELPED = "not helped"
    HAND_OVER = "hand over"
    """Asks a person what the policy did not answer."""
    QUESTIONS = "questions"
    """Shows what was asked of those who answer questions about the policy."""
    QUESTION = "question"
    TEACH = "teach"
    """Adds a question and the passage that answers it."""
    UNTEACH = "unteach"
    WORK = "work"
    """Does something with a case: `about` says what (`handlers.casework.about`)."""
    MY_REPORT = "my report"
    """Shows whoever reported a case how it stands, and what was asked of them."""
    LET_IN = "let in"
    """Asks that a case is opened to somebody; or about such a request, asks whether a second person agrees."""
    LOG = "log"
    """Shows those who handle cases all that they may know of; `about` is which of them (`dialogs.casework.log`)."""
    FILTER = "filter"
    """Asks them which; `about` is which are shown now."""
    TAKE = "take"
    """Gives them those that are shown now as a file; `about` says which."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `about` is the id of the case, the draft or what else it is about, or empty.

    Of `HAND_OVER` it is the question, which may stand in no message: who draws one leaves it out.
    """

    press: Press
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a channel or a person: lines of plain text (never a person's own words), then buttons."""

    lines: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
