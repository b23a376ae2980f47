"""What the bot says of how long records are kept, and where one is held, kept on or destroyed."""

from collections.abc import Iterable
from datetime import date

from dialogs import wording
from dialogs.casework.retention import From, Rule
from dialogs.forms import Option

# ------------------------------------------------------------------------------------------------------------- the days

WHOSE_DAYS = (
    "How long the record is kept hangs on these days: the learner's, or a member of staff's where it is about them.",
    "If it is about several people, write when the youngest was born, and when the last of them left.",
)
BORN = "Date of birth"
LEFT = "Day on which they left"
LEFT_HINT = "Leave it empty while they are still here, or if nobody knows."
BORN_HINT = "Such as 30/11/2008. Leave it empty if nobody knows."
DAYS_RECORDED = "The days are recorded."
TOO_LONG_AGO = "This is more than 120 years ago. Write the year with four digits, such as 2008."
NOT_YET = "This day is still to come. Leave it empty until then."
BEFORE_BIRTH = "This is before the date of birth."

# ------------------------------------------------------------------------------------------------------------- the hold

HOLD_MEANS = (
    "As long as it is held nobody can have this record destroyed. Reasons are a claim, a court case, an inquiry, or "
    "that somebody asks for what is kept of them."
)
HOLD_WHY = "Why it is held"
HOLD_FOR = "Who asked for it"
HOLD_FOR_HINT = "Name and role, or whose rule it is."
HOLD_UNTIL = "Look at the hold again on"
HOLD = "Hold the record"
HELD = "This record is held: nobody can have it destroyed."
RELEASE = "End the hold"
RELEASE_WHY = "Why it need not be held any more"
RELEASED = "The record is held no more. It stays kept as long as the rule says."

# ----------------------------------------------------------------------------------------------------------- the review

KEEP, DESTROY = "keep", "destroy"
WHAT_NOW = "What is done with this record?"
CHOICES = (
    Option(KEEP, "Keep it on, and look at it again"),
    Option(DESTROY, "Destroy it, once another person agrees"),
)
REVIEW_WHY = "Why"
REVIEW_WHY_HINT = "What it is still needed for; or why nobody needs it any more."
REVIEW_DAY = "Look at it again on"
REVIEW_DAY_HINT = "Needed to keep it on."
REVIEW_SUBMIT = "Send"
ONLY_KEEP = "It can be kept on now, not destroyed."
KEPT_ON = "It is kept on."
WAITS = "Another person is being asked to agree. Nothing is destroyed until they do."

DESTROYS = "What is destroyed cannot be read again by anybody, and nobody can bring it back."
STAYS = (
    "The audit still proves that there was a case with this reference, when something was done with it, and who had it "
    "destroyed. A backup keeps the rest until it is deleted."
)
LOOK_FIRST = "Read the case first, and the cases that are linked to it."
AGREES, NO = "agree", "no"
AGREEING = (Option(AGREES, "Yes, destroy it"), Option(NO, "No, keep it"))
DO_YOU_AGREE = "Do you agree that this record is destroyed?"
AGREE_WHY = "Why it is kept"
AGREE_WHY_HINT = "Needed for “No”. Whoever asked reads it in the case."
AGREE_WHY_NEEDED = "Say why it is kept."
NOT_DESTROYED = "It is kept. Whoever asked is being told."
DESTROYED = "The record is destroyed."
ASKER_GONE = (
    "Whoever asked for this may not decide it any more. If it should be destroyed, ask for it yourself, and another "
    "person has to agree."
)

# ---------------------------------------------------------------------------------------------------------- in messages

TO_DESTROY = "Somebody wants the record of this closed case destroyed. Another person must agree first."
SAY_WHETHER = "Say whether you agree"

# ------------------------------------------------------------------------------------------------------------- as facts

KEPT = "Kept"
REVIEW = "Time to review"
UNKNOWN = "Days not known"
HELD_SINCE = "Held"
DESTROYING = "Destroying"
NOT_CHECKED = "Nobody has checked this yet."

WRITTEN = {From.BORN: "Born", From.LEFT: "Left"}
DAYS = {
    From.BORN: "when they were born",
    From.LEFT: "when they left",
    From.CLOSED: "when it was closed",
    From.OPENED: "when it was reported",
}


def day(of: date) -> str:
    """'24 November 2051'."""
    return f"{of.day} {of:%B} {of.year}"


def until(of: date, rule: Rule) -> str:
    """Until when a record is kept, by which rule, on whose word."""
    checked = f"Checked on {day(rule.checked)}." if rule.checked else NOT_CHECKED
    kept = f"Until {day(of)} at the earliest, and then until two people agree to destroy it."
    return f"{kept} {rule.title}: {rule.source} {checked}"


def unknown(days: Iterable[From]) -> str:
    """'When they were born and when they left. Write it down ...'."""
    said = wording.listed(DAYS[each] for each in days)
    return f"{said[:1].upper()}{said[1:]}. Write it down as soon as somebody knows: it may be kept too long without."


def since(of: date) -> str:
    """'Since 24 November 2051'."""
    return f"Since {day(of)}."


def held(since: date, who: str, why: str, asked_for_by: str, again: str) -> str:
    """Since when a record is held, and why. What is not known is left out."""
    parts = (
        f"Since {day(since)}{f', by {who}' if who else ''}: it cannot be destroyed",
        f"Why: {why}" if why else "",
        f"Asked for by: {asked_for_by}" if asked_for_by else "",
        f"To be looked at again on {again}" if again else "",
    )
    return "\n".join(filter(None, parts))


def wants_destroyed(who: str, why: str) -> str:
    """That somebody wants a record destroyed, and why."""
    return f"{who or 'Somebody'} wants this record destroyed: another person has to agree. Why: {why}"


def not_before(of: date) -> str:
    """Why a record cannot be destroyed now."""
    return f"It must be kept until {day(of)} at the earliest."


def at_the_latest(of: date) -> str:
    """Said where somebody wants to look at it again too late."""
    return f"Write a day up to {day(of)}: it has to be looked at again by then."


def nobody_to_agree(roles: str) -> str:
    """Why a record cannot be destroyed by whoever wants it: nobody does so alone."""
    return (
        "Nobody else who may know of this case can agree, so it stays. Let whoever runs the bot give another person "
        f"one of these roles first: {roles}."
    )


def to_destroy(reference: str) -> str:
    """The message to whoever is asked to agree."""
    return f"{reference}: {TO_DESTROY[:1].lower()}{TO_DESTROY[1:]}"
