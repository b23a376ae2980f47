"""What comes in from a platform: an adapter turns a verified payload into one of `Turn`.

A new kind of it fails type-checking in `handlers.dispatch` until it is handled. What goes back is `handlers.reply`.
"""

from dataclasses import dataclass

from handlers.values import Values


@dataclass(frozen=True, slots=True)
class Who:
    """The person at the other end: `key` of the organisation file, else platform, tenant and id joined by colons."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class WantedToReport:
    """Starts a new report. Drafts that were left lying are listed by the home view, not opened by this.

    `account` is what happened so far in words that are there already (a message that is reported): it stands in the
    form for the reporter to read and change, and goes nowhere before they send it.
    """

    who: Who
    account: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Goes on with a draft where it stands."""

    who: Who
    draft: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Submitted a screen. `told` is `Asked.told` of the screen as it was shown, echoed.

    `version` is `Asked.version`, echoed, where the same answer may come again long after the screen was left; it is
    empty where that cannot happen or it is not known.
    """

    who: Who
    draft: str
    screen: str
    values: Values
    told: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class WentBack:
    """Pressed Back on a screen; what was entered there is kept."""

    who: Who
    draft: str
    screen: str
    values: Values


@dataclass(frozen=True, slots=True)
class Left:
    """Typed in a screen or closed it, without answering it; what was entered there is kept.

    `version` is `Asked.version` of the screen as it was shown, echoed: what comes after an answer is too late to count.
    It is empty where it is not known.
    """

    who: Who
    draft: str
    screen: str
    values: Values
    version: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Typed `text` to find an option of a field that has too many to show. `draft` need not be stored yet."""

    who: Who
    draft: str
    screen: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class WantedToChange:
    """Pressed Change beside an answer on the review; `screen` is the one to show, `values` what was entered so far.

    `told` is as in `Answered`, of a form that is only turned.
    """

    who: Who
    draft: str
    screen: str
    values: Values
    told: str = ""


@dataclass(frozen=True, slots=True)
class Discarded:
    """Threw a draft away."""

    who: Who
    draft: str


@dataclass(frozen=True, slots=True)
class OpenedHome:
    """Wants to see what there is for them: drafts, and cases if they handle any."""

    who: Who


@dataclass(frozen=True, slots=True)
class WantedHelp:
    """Wants help now: whom to ring."""

    who: Who


@dataclass(frozen=True, slots=True)
class WantedToTell:
    """Wants to tell somebody about something that happens to them or to a friend."""

    who: Who


@dataclass(frozen=True, slots=True)
class WantedToComeBack:
    """Has a code, and wants to read the answer. Who it is goes no further than `bot.door`."""

    who: Who


@dataclass(frozen=True, slots=True)
class WantedToAsk:
    """Wants to ask what the policy says. `question` is what they wrote so far: stored nowhere, and it may be empty."""

    who: Who
    question: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """Says whether words of the policy answered a question. `passage` is the id of the first that was shown."""

    who: Who
    passage: str
    helped: bool


@dataclass(frozen=True, slots=True)
class WantedToAskSomebody:
    """Wants to ask a person what the policy did not answer. `question` is what they wrote so far; it may be empty."""

    who: Who
    question: str = ""


@dataclass(frozen=True, slots=True)
class OpenedQuestions:
    """Wants to see their own questions to a person; whoever answers them, all of them, and what is not answered."""

    who: Who


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """Wants to read a question to a person, and its answer or to write that."""

    who: Who
    question: str


@dataclass(frozen=True, slots=True)
class WantedToTeach:
    """Wants to add a question and the passage that answers it. `question`: the id of one that was asked, or empty."""

    who: Who
    question: str = ""


@dataclass(frozen=True, slots=True)
class Untaught:
    """Removes a question that was added. `added` is its id."""

    who: Who
    added: str


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """Wants to read a case; or `further`, to look at another part of one that is in front of them."""

    who: Who
    case: str
    further: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Takes a case."""

    who: Who
    case: str


@dataclass(frozen=True, slots=True)
class CannotTake:
    """Says that they cannot take a case: the next person is told at once."""

    who: Who
    case: str


@dataclass(frozen=True, slots=True)
class WantedToReply:
    """Wants to write to whoever told us something with a code."""

    who: Who
    case: str


@dataclass(frozen=True, slots=True)
class ClosedCode:
    """Lets nothing more be written with the code of a case. The answers can still be read with it."""

    who: Who
    case: str


@dataclass(frozen=True, slots=True)
class WantedToPause:
    """Wants the form that asks for no name to rest for an hour. It takes two people."""

    who: Who


@dataclass(frozen=True, slots=True)
class WantedToWork:
    """Wants to do something with a case. `about` says what with which: see `handlers.casework.about`."""

    who: Who
    about: str


@dataclass(frozen=True, slots=True)
class WantedToBeLetIn:
    """Wants a case to be opened to them; or, with the id of another's `request`, to say whether they agree to that."""

    who: Who
    request: str = ""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """Wants to see how a report of their own stands, and what was asked of them."""

    who: Who
    case: str


@dataclass(frozen=True, slots=True)
class OpenedLog:
    """Wants to see the cases that they may know of. `chosen` says which (`dialogs.casework.log`); empty: all."""

    who: Who
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class WantedToFilter:
    """Wants to choose which of them. `chosen` are those that they see now."""

    who: Who
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class WantedToTake:
    """Wants to take them along as a table. `chosen` are those that they see now."""

    who: Who
    chosen: str = ""


Turn = (
    WantedToReport | Resumed | Answered | WentBack | Left | Searched | WantedToChange | Discarded | OpenedHome
    | WantedHelp | WantedToTell | WantedToComeBack | WantedToAsk | Rated | WantedToAskSomebody | OpenedQuestions
    | OpenedQuestion | WantedToTeach | Untaught | OpenedCase | Acknowledged | CannotTake | WantedToReply | ClosedCode
    | WantedToPause | WantedToWork | WantedToBeLetIn | OpenedReport | OpenedLog | WantedToFilter | WantedToTake
)  # fmt: skip
