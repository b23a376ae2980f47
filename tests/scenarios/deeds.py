"""The things that somebody does in a conversation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dialogs.alerts import Press

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Starts:
    """Somebody begins a report."""

    person: str


@dataclass(frozen=True)
class Tells:
    """Somebody wants to tell someone."""

    person: str


@dataclass(frozen=True)
class HasACode:
    """Somebody comes back with a code, and is asked for it."""

    person: str


@dataclass(frozen=True)
class Asks:
    """Somebody wants to ask what the policy says, and is shown where to write it."""

    person: str


@dataclass(frozen=True)
class PressesHere:
    """Somebody presses a button of what is in front of them.

    `about` says which, if several do the same: see `meant`.
    """

    person: str
    press: Press
    about: str = ""


@dataclass(frozen=True)
class PressesAtHome:
    """Somebody looks at what there is for them, and presses a button there.

    `about` says which, if several do the same: see `meant`.
    """

    person: str
    press: Press
    about: str = ""


@dataclass(frozen=True)
class AnswersIt:
    """Somebody fills in the screen in front of them and goes on (on the last one: sends)."""

    person: str
    values: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class GoesBack:
    """Somebody goes back, with what they had entered."""

    person: str
    values: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Changes:
    """Somebody changes an answer from the review."""

    person: str
    screen: str


@dataclass(frozen=True)
class SendsAgain:
    """The last thing that somebody sent arrives a second time."""

    person: str


@dataclass(frozen=True)
class ComesBack:
    """Somebody goes on with a draft that they left."""

    person: str


@dataclass(frozen=True)
class Presses:
    """Somebody presses a button of the newest message that has it.

    `about` says which, if several do the same: see `meant`.
    """

    person: str
    press: Press
    about: str = ""


@dataclass(frozen=True)
class PressesInAnothers:
    """Somebody gets hold of a button of the newest message to somebody else that has it, and presses it."""

    person: str
    press: Press
    whose: str


@dataclass(frozen=True)
class LooksHome:
    """Somebody looks at what there is for them."""

    person: str


@dataclass(frozen=True)
class Wait:
    """Time passes."""

    time: timedelta


Begins = Starts | Tells | HasACode | Asks
PressesIt = PressesHere | PressesAtHome | Presses | PressesInAnothers
Does = Begins | PressesIt | AnswersIt | GoesBack | Changes | SendsAgain | ComesBack | LooksHome | Wait
