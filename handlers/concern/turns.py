"""What comes in from somebody who tells us something: nothing that says who they are, nor anything that could.

`bot.door` makes one of `ConcernTurn` of what a platform sent, and lets go of the rest. `form` is what the screen that
was shown carried (`Asked.draft`), echoed.
"""

from dataclasses import dataclass

from handlers.values import Values


@dataclass(frozen=True, slots=True)
class Began:
    """Wants to tell someone."""


@dataclass(frozen=True, slots=True)
class WantedCode:
    """Has a code, and wants to read the answer."""


@dataclass(frozen=True, slots=True)
class WentOn:
    """Submitted a screen."""

    form: str
    screen: str
    values: Values


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """Pressed Back on a screen. What was chosen there is carried on; text stands on the last screen only."""

    form: str
    screen: str
    values: Values


@dataclass(frozen=True, slots=True)
class Looked:
    """Wants to see a screen again, or another part of it, with what is entered there."""

    form: str
    screen: str
    values: Values


ConcernTurn = Began | WantedCode | WentOn | SteppedBack | Looked
