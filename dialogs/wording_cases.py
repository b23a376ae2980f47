"""What the bot says where a case is worked."""

from collections.abc import Iterable

from dialogs import wording_copies, wording_keeping
from dialogs.casework.powers import Refusal, Task
from dialogs.casework.record import Detail, Ending
from dialogs.forms import Option

MANY = 6
"""More options than this are drawn as a drop-down."""

MOST_TEXT = 2_000
"""Characters of a text about a case."""

RECORD = "Record it"
NOT_RECORDED = "Nothing has been recorded yet. Please look at what is marked below."
NOT_RECORDED_NOW = (
    "This could not be recorded. Nothing of it is in the case. What you wrote is below: try again in a moment."
)
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
    Task.LET_BACK: "Let back in",
    Task.HAND_OVER: "Hand over",
    Task.TAKE_OVER: "Take over",
    Task.GO_AHEAD: "Policy's steps",
    Task.LINK: "Linked cases",
    Task.ASK: "Ask the reporter",
    Task.CLOSE: "Close the case",
    Task.AGREE: "Agree to closing",
    Task.REOPEN: "Open again",
    Task.EXPORT: wording_copies.HEADING,
    Task.DATES: "Born and left",
    Task.HOLD: "Hold on the record",
    Task.REVIEW: "How long it is kept",
    Task.DESTROY: "Agree to destroying",
}
"""What the whole form is called: at most 24 characters."""

REFUSED = {
    Refusal.CLOSED: "This case is closed. Open it again first.",
    Refusal.OPEN: "This case is not closed.",
    Refusal.OWN: "You asked for it to be closed, so another person has to agree.",
    Refusal.NOTHING_ASKED: "Nobody wants to close this case at the moment.",
    Refusal.NOT_TAKEN: "Nobody has picked this case up yet. Acknowledge it first.",
    Refusal.THEIRS_ALREADY: "This case is yours already.",
    Refusal.NOT_SUSPENDED: "No steps of the policy are waiting in this case.",
    Refusal.NO_REPORTER: "The reporter cannot be written to here.",
    Refusal.NOT_COPIED: wording_copies.NOT_YOURS,
    Refusal.NOBODY_OUT: "Nobody is kept out of this case who could be let back in.",
    Refusal.NO_RULES: "The policy of this case says nothing of how long records are kept: it is kept.",
    Refusal.NOTHING_TO_DESTROY: "Nobody wants this record destroyed at the moment.",
    Refusal.OWN_DESTROYING: "You asked for it to be destroyed, so another person has to agree.",
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
DAY_TO_COME = "This day is still to come. Write the day on which it was done."
DAY_PAST = "This day is over. Write a day from today on."
REVIEW_NEEDED = "Say on which day this is looked at again."
AGENCY = "Who was told?"
AGENCY_NEEDED = "Choose who was told."
REFERENCE = "Their reference, or the name you spoke to"
CHOOSE_ONE = "Choose at least one."
IF_DONE = "Needed if it is done."
REFERENCE_NEEDED = "Write their reference, or the name of whoever took it."
ON = "On which day?"
DOER = "Who did it, and when"
DOER_HINT = "Name and time, if it was not you."
OUT_OF_ORDER = "Why now?"
NOTHING_LISTED = "List the evidence first, or choose that this does not apply, and say why."
CHANGED_MEANWHILE = (
    "Nothing is recorded yet: somebody has changed this meanwhile. Look again, and send it if it is right."
)

LIST_EVIDENCE = "List one piece of evidence"
ONLY_IN_WORDS = (
    "Say in words what there is. Never put in files, pictures, or the web address of abuse material.",
    "If it is a sexual image, or may be one: never copy it, send it on or describe what it shows.",
)
ITEM = "What there is"
ITEM_HINT = "Such as: about 12 messages of 20 to 22 November, in a group chat."
WHERE = "Where it is now"
WHERE_HINT = "Such as: on the learner's own phone."
HOLDER = "Who holds it"
HOLDER_HINT = "Name and role."
KEPT_ON = "On which day was it secured?"
GIVEN_TO = "Who was it given to?"
GIVEN_TO_HINT = "Such as: the police, Constable Roe. Leave it empty if it was given to nobody."
UPDATE_EVIDENCE = "Where this evidence is now"
HOLDER_NOW = "Who holds it now"
MOVED_ON = "On which day did it change?"
NOTHING_MOVED = "Nothing of this is new. Write what has changed, or close this form."
EVIDENCE_MOVED = "Where it is now is recorded."
EVIDENCE_LISTED = "It is on the list of evidence."

WRITE_A_NOTE = "Write a note or a decision"
NOTE = "What happened, or what was decided"
NOTE_HINT = "Facts first: who said or did what, and when. Then what you decided."
WHY_OF_A_NOTE = "If it is a decision: the reason for it."
REJECTED = "What was considered and not chosen"
NOTED = "The note is recorded."

CHANGE_SEVERITY = "Change how serious it is"
HOW_SERIOUS = "How serious is it now?"
WHY_LOWERED_HINT = "Needed if it is less serious than it was."
WHY_LOWERED = "Say why it is less serious than it was."
SAME_SEVERITY = "It is this serious already. Choose another, or close this form."

CHANGE_KIND = "Correct what kind it is"
WHAT_KIND = "What kind is it?"
WHY_ANOTHER_KIND = "What shows that it is of another kind."
KIND_CHANGES = (
    "Another kind may have other steps. Who may read it may change with its kind. It can become more serious by this, "
    "never less."
)
SAME_KIND = "It is of this kind already. Choose another, or close this form."
HAND_IT_OVER_FIRST = "Whoever has the case could not read it any more. Let them hand it over to somebody else first."
NOBODY_READS_THAT = "Nobody here would be left who may read it then. Ring one of the outside numbers in the case."
NOW_ANOTHER_KIND = "What kind it is has been changed. Look at the steps again: they may be others now."

KEEP_OUT = "Name somebody who must not know"
WHO_MUST_NOT = "Who must not know of this case?"
WHY_KEPT_OUT = "Such as: it is about somebody in their family."
KEPT_OUT_MEANS = (
    "They read nothing more of it from now, and do not have it any more. What they have read already, and an alert "
    "that stands in the channel, cannot be called back."
)
NOBODY_LEFT = (
    "Nobody here would be left who may read this case, so this is not recorded. Ring one of the outside numbers in "
    "the case."
)
SOMEBODY_ELSE_STAYS = (
    "Nobody would be left beside you who may know of this case, so this is not recorded: somebody else must stay. If "
    "they must not know either, ring the Safeguarding Champion or one of the outside numbers in the case."
)

LET_BACK = "Let somebody back in"
WHO_COMES_BACK = "Who may know of it again?"
WHY_LET_BACK = "What has changed, or why it was wrong to keep them out."
LET_BACK_MEANS = (
    "They may read all of this case again, as their role allows. It stays in the record that they were kept out."
)

GO_AHEAD = "Let the policy's steps go ahead"
WHY_AHEAD = "What shows that the policy's own steps are safe now, and who agreed."
AHEAD_MEANS = (
    "The policy's own steps wait here, because the law or official guidance comes first. From now on they can be "
    "worked beside it."
)
WENT_AHEAD = "The policy's steps can be worked now."

LINK = "Link another case"
LINKED_MEANS = "Both cases then name each other, to those who may read both."
OTHER_CASE = "The reference of the other case"
OTHER_CASE_HINT = "Such as ES-7K4M2P."
WHY_LINKED = "It is kept with this case only."
NO_CASE_TO_LINK = "There is no case with this reference that you can open. Check the letters and digits."
LINKED_TO_ITSELF = "This is the case itself. Write the reference of another one."
LINKED_ALREADY = "These two are linked already."


LABELS = {
    Detail.TEXT: WHAT_YOU_WROTE,
    Detail.WHY: WHY,
    Detail.OUT_OF_ORDER: OUT_OF_ORDER,
    Detail.REFERENCE: REFERENCE,
    Detail.CONSULTED: CONSULTED,
    Detail.DOER: DOER,
    Detail.REJECTED: REJECTED,
    Detail.ON: ON,
    Detail.REVIEW: REVIEW,
    Detail.ITEM: ITEM,
    Detail.WHERE: WHERE,
    Detail.HOLDER: HOLDER,
    Detail.LESSON: "What was learnt",
    Detail.WHOM: wording_copies.WHOM,
    Detail.SUBJECT: wording_copies.SUBJECT,
    Detail.REDACT: wording_copies.REDACT,
    Detail.BORN: wording_keeping.BORN,
    Detail.LEFT: wording_keeping.LEFT,
}
"""What each text is called in a form."""


def recorded(step: str) -> str:
    """Said above the case once a step has been recorded."""
    return f"{step} is recorded."


def needed_for(outcomes: Iterable[str]) -> str:
    """Said below what is needed for some decisions."""
    return f"Needed for: {'; '.join(outcomes)}."


def comes_first(steps: str) -> str:
    """Said above a step that another should come before."""
    return f"{steps} should come first. You can go on all the same: say why below, and it is kept with the step."


def step(name: str) -> str:
    """What the form of a step is called."""
    return f"Step {name}"


def refused(why: Refusal, ahead: str) -> str:
    """Why somebody may not do what they want to. `ahead` are the roles that let steps go ahead, or empty."""
    return f"Only these decide this: {ahead}." if why is Refusal.NOT_THEIRS else REFUSED[why]


def let_back(name: str) -> str:
    """Said above the case once somebody may know of it again."""
    return f"{name} may know of this case again, as their role allows."


def decided_by(titles: str) -> str:
    """Said to somebody who may not decide what a step decides."""
    return f"Only these decide this: {titles}. Write a note if they should know something."


def severity(name: str, meaning: str) -> str:
    """How serious something is, to choose."""
    return f"{name}: {meaning}"


def now_severity(name: str) -> str:
    """Said above the case once it has become more or less serious."""
    return f"It is {name} now."


def kept_out(name: str) -> str:
    """Said above the case once somebody must not know of it any more."""
    return (
        f"{name} can read nothing more of this case. What they have read already, and an alert that stands in the "
        "channel, cannot be called back."
    )


def link_to(reference: str) -> str:
    """What the form is called that links this case to another."""
    return f"Link it to {reference}"


def unlink_from(reference: str) -> str:
    """What the form is called that takes a link away."""
    return f"Take away the link to {reference}"


def linked(reference: str) -> str:
    """Said above the case once it is linked."""
    return f"This case and {reference} are linked."


def unlinked(reference: str) -> str:
    """Said above the case once it is linked no more."""
    return f"This case and {reference} are not linked any more."


SUSPENDED = "This step waits: the steps above come first, until somebody who may decides otherwise, with a reason."


def age_said(age: str) -> str:
    """Said above a decision that may hang on how old somebody is."""
    return f"Age in the report: {age}."
