"""What the bot says where a case is worked."""

from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Detail, Ending
from dialogs.forms import Option

MANY = 6
"""More options than this are drawn as a drop-down."""

MOST_TEXT = 2_000
"""Characters of a text about a case."""

RECORD = "Record it"
NOT_RECORDED = "Nothing has been recorded yet. Please look at what is marked below."
NOT_RECORDED_NOW = "This could not be recorded. Nothing of it is in the case. What you wrote is below: try again in a moment."
NOT_CERTAIN = "This is taking too long: it may not have been recorded. Send it again: it is never recorded twice."
NOTHING_RECORDED = "Nothing has been recorded."
RECORDED_BEFORE = "This was recorded already."
WHAT_YOU_WROTE = "What you wrote"
NO_SUCH_TASK = "There is nothing to do here"
NO_SUCH_TASK_WHAT_NOW = ("Somebody may have done it already. Open the case to see how it stands.",)

HEADINGS = {
    Task.STEP: "A step",
    Task.EVIDENCE: "Evidence",
    Task.NOTE: "Note or decision",
    Task.SERIOUS: "How serious",
    Task.KIND: "What kind",
    Task.KEEP_OUT: "Must not know",
    Task.HAND_OVER: "Hand over",
    Task.TAKE_OVER: "Take over",
    Task.GO_AHEAD: "Policy's steps",
    Task.LINK: "Linked cases",
    Task.ASK: "Ask the reporter",
    Task.CLOSE: "Close the case",
    Task.AGREE: "Agree to closing",
    Task.REOPEN: "Open again",
}
"""What the whole form is called: at most 24 characters."""

REFUSED = {
    Refusal.CLOSED: "This case is closed. Open it again first.",
    Refusal.OPEN: "This case is not closed.",
    Refusal.NOT_THEIRS: "The policy gives this decision to others: ask the E-Safety Coordinator or the Safeguarding Lead.",
    Refusal.OWN: "You asked for it to be closed, so another person has to agree.",
    Refusal.NOTHING_ASKED: "Nobody wants to close this case at the moment.",
    Refusal.NOT_TAKEN: "Nobody has picked this case up yet. Acknowledge it first.",
    Refusal.THEIRS_ALREADY: "This case is yours already.",
    Refusal.NOT_SUSPENDED: "No steps of the policy are waiting in this case.",
    Refusal.NO_REPORTER: "The reporter cannot be written to here.",
}

ENDINGS = (
    Option(Ending.DONE.value, "Done"),
    Option(Ending.NOT_APPLICABLE.value, "Does not apply, because…"),
    Option(Ending.NOT_DONE.value, "Not done, because…"),
)
HOW = "How did it end?"
WHY = "Why"
WHY_HINT = "Needed unless it is done. Facts first, then your reason."
WHY_NEEDED = "Say why: somebody may ask in a year."
DECIDED = "What was decided, and why"
DECIDED_HINT = "What you knew, what you decided, and the reason. Keep opinion apart from fact."
OUTCOME = "What was decided?"
REASONS = "Because"
REASON_NEEDED = "Choose at least one reason, or write one."
CONSULTED = "Who was asked or told"
CONSULTED_HINT = "Name and role. Leave it empty if nobody was."
REVIEW = "Look at it again on"
DAY_HINT = "Such as 30/11/2026."
DAY_WRONG = "Write a day such as 30/11/2026."
REVIEW_NEEDED = "Say on which day this is looked at again."
AGENCY = "Who was told?"
AGENCY_NEEDED = "Choose who was told."
REFERENCE = "Their reference, or the name you spoke to"
REFERENCE_NEEDED = "Write their reference, or the name of whoever took it."
ON = "On which day?"
OUT_OF_ORDER = "Why now?"
NOTHING_LISTED = "List the evidence first, or choose that this does not apply, and say why."


LABELS = {
    Detail.TEXT: WHAT_YOU_WROTE,
    Detail.WHY: WHY,
    Detail.OUT_OF_ORDER: OUT_OF_ORDER,
    Detail.REFERENCE: REFERENCE,
    Detail.CONSULTED: CONSULTED,
    Detail.REJECTED: "What was considered and not chosen",
    Detail.ON: ON,
    Detail.REVIEW: REVIEW,
    Detail.ITEM: "What there is",
    Detail.WHERE: "Where it is now",
    Detail.HOLDER: "Who holds it",
    Detail.LESSON: "What was learnt",
}
"""What each text is called in a form."""


def recorded(step: str) -> str:
    """Said above the case once a step has been recorded."""
    return f"{step} is recorded."


def comes_first(steps: str) -> str:
    """Said above a step that another should come before."""
    return f"{steps} should come first. You can go on all the same: say why below, and it is kept with the step."


def step(name: str) -> str:
    """What the form of a step is called."""
    return f"Step {name}"


def decided_by(titles: str) -> str:
    """Said to somebody who may not decide what a step decides."""
    return f"Only these decide this: {titles}. Write a note if they should know something."


SUSPENDED = "This step waits: the steps above come first. The Safeguarding Lead can let it go ahead, with a reason."
