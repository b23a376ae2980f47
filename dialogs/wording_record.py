"""What the bot says where a case is read: how its steps stand, what was written down, what else belongs to it."""

from collections.abc import Iterable, Mapping
from datetime import date

from dialogs import wording, wording_copies
from dialogs.casework.powers import Task
from dialogs.casework.record import Act, Detail

# ------------------------------------------------------------------------------------------------------------ to press

BUTTONS = {
    Task.NOTE: "Note or decision",
    Task.EVIDENCE: "Evidence",
    Task.SERIOUS: "How serious",
    Task.KIND: "What kind",
    Task.KEEP_OUT: "Who must not know",
    Task.LET_BACK: "Let somebody back in",
    Task.LINK: "Link a case",
    Task.ASK: "Ask the reporter",
    Task.HAND_OVER: "Hand over",
    Task.TAKE_OVER: "Take over",
    Task.CLOSE: "Close the case",
    Task.AGREE: "Agree to closing",
    Task.REOPEN: "Open again",
    Task.EXPORT: wording_copies.BUTTON,
    Task.DESTROY: "Agree to destroying",
    Task.REVIEW: "Review keeping",
    Task.HOLD: "Hold on the record",
    Task.DATES: "Born and left",
}
"""What the buttons at the top of a case are called, in their order: at most 24 characters each."""

NOTE = "Note"
"""What the button of a note is called where nothing is left to decide."""

MOST_LABEL = 24
"""Characters of what a button at the top is called."""

NEXT = "Next step"
RECORD = "Record"
RECORD_AGAIN = "Record again"
GO_AHEAD = "Let these go ahead"
LINK = "Link"
UPDATE = "It has moved"

# --------------------------------------------------------------------------------------------------------------- steps

TO_DO = "To do"
SAID_DONE = "The reporter says that this was done"
WAITS = "Waits"
BY_ITSELF = "Done when the report came"
DONE = "Done"
DECIDED = "Decided"
NOT_APPLICABLE = "Does not apply"
NOT_DONE = "Not done"


def comes_after(steps: Iterable[str]) -> str:
    """How a step stands before which others come."""
    return f"Comes after {wording.listed(steps)}"


def at(time: str) -> str:
    """'at 10:42'."""
    return f"at {time}"


def on(day: str) -> str:
    """'on Tuesday 24 November'."""
    return f"on {day}"


def by_at(who: str, when: str) -> str:
    """'by Asha Patel at 10:42'. `when` begins with 'at' or 'on'."""
    return f"by {who} {when}" if who else when


def for_them(roles: str) -> str:
    """How a step stands for somebody who may not decide it: 'For the Safeguarding Lead to decide'."""
    return f"For {roles} to decide"


def next_step(name: str) -> str:
    """What the button is called that leads to the next step: at most 24 characters."""
    label = f"Next: step {name}"
    return label if len(label) <= MOST_LABEL else NEXT


def ended(how: str, by: str, what: str) -> str:
    """'Decided by Asha Patel at 10:42: Not told'."""
    return f"{how} {by}: {what}"


def ended_otherwise(how: str, by: str) -> str:
    """'Done. Recorded by Asha Patel at 10:42': whoever records it need not have done it."""
    return f"{how}. Recorded {by}"


def decided(outcome: str, because: str) -> str:
    """'Not told. Because: It would put them at risk; They asked us not to'."""
    return f"{outcome}. Because: {because}" if because else outcome


# -------------------------------------------------------------------------------------------------------------- clocks

NOT_FOUND = "Whether this rule is in force was not found: act as if it is."


def due(what: str, by: str) -> str:
    """'LADO asked for advice: by 10:31 on Wednesday 2 December'."""
    return f"{what}: by {by}"


# ----------------------------------------------------------------------------------------------------------- chronology

SAID = {
    Detail.VERSION: "Copy",
    Detail.WHOM: "For",
    Detail.OUTCOME: "Decided",
    Detail.REASONS: "Because",
    Detail.TOLD: "",
    Detail.ITEM: "",
    Detail.TEXT: "",
    Detail.WHY: "Why",
    Detail.OUT_OF_ORDER: "Why before what should come first",
    Detail.AGENCY: "Told",
    Detail.REFERENCE: "Reference or name",
    Detail.WHERE: "Where it is",
    Detail.HOLDER: "Who holds it",
    Detail.ON: "On",
    Detail.CONSULTED: "Asked or told",
    Detail.DOER: "Done by",
    Detail.REJECTED: "Considered and not chosen",
    Detail.REVIEW: "To be looked at again on",
    Detail.LESSON: "Learnt",
    Detail.THEMES: "What played a part",
    Detail.BORN: "Born",
    Detail.LEFT: "Left",
}
"""What was written with an entry, in the order in which it is shown; what has no name here stands by itself."""

HOW_IT_ENDED = "How it ended"
SECURED_ON = "Secured on"
DAMAGED = "Part of this record is damaged: tell whoever runs the bot now."
OTHERWISE: Mapping[tuple[str, Detail], str] = {
    (Act.EVIDENCE, Detail.TEXT): "Given to",
    (Act.EVIDENCE, Detail.ON): SECURED_ON,
    (Act.MOVED, Detail.TEXT): "Given to",
    (Act.CLOSING, Detail.OUTCOME): HOW_IT_ENDED,
    (Act.CLOSED, Detail.OUTCOME): HOW_IT_ENDED,
    (Act.HOLD, Detail.CONSULTED): "Asked for by",
}
"""What some of it is called with one act only."""
SAID_ELSEWHERE = frozenset({(Act.MOVED, Detail.ITEM)})
"""What is a number to anybody who reads it."""


PLAINLY = {
    "alerts owed": "alerts to be sent",
    "acknowledged": "picked it up",
    "took nothing more from the code": "closed the code: nothing more can be written with it",
    "the rest thrown away": "threw away what had not been sent of the report",
}
"""What the record says in words of its own, as whoever works the case reads it."""
NO_LONGER_THEIRS = "no longer theirs"


def plainly(what: str, whom: str) -> tuple[str, str]:
    """What was done, and to whom if that is not in the first. `whom` may be empty."""
    if what == NO_LONGER_THEIRS:
        return f"it is not with {whom or 'them'} any more", ""
    return PLAINLY.get(what, what), whom


def recorded_last(text: str) -> str:
    """Said on each part of a case that is too long for one, after something was recorded."""
    return f"Recorded last: {text}"


def called(act: str, detail: Detail) -> str:
    """What this is called with that act, or nothing."""
    return OTHERWISE.get((act, detail), SAID[detail])


def labelled(label: str, text: str) -> str:
    """'Why: nobody answered'."""
    return f"{label}: {text}" if label else text


def step(name: str, how: str) -> str:
    """What is said of a step that ended."""
    return labelled(f"ended step {name}", how) if name and how else Act.STEP.value


def taken(what: str, before: str) -> str:
    """'took it over from Asha Patel'."""
    return f"{what} from {before}" if before else what


def let_in(what: str, by: str) -> str:
    """'was let in by two people: Ben Okafor agreed'."""
    return f"{what}: {by} agreed" if by else what


def changed(what: str, before: str, after: str) -> str:
    """'changed how serious it is: from S2 to S1'; what is not known is left out."""
    moved = " ".join(part for part in (f"from {before}" if before else "", f"to {after}" if after else "") if part)
    return labelled(what, moved) if moved else what


def concerning(what: str, whom: str) -> str:
    """'linked another case: ES-7K4M2P'. `whom` is empty where it is not known, or not for whoever reads it."""
    return f"{what}: {whom}" if whom else what


def day(of: str) -> str:
    """'Monday 30 November 2026' for 2026-11-30; as it is, if it is none."""
    try:
        found = date.fromisoformat(of)
    except ValueError:
        return of
    return f"{wording.on(found)} {found.year}"


# --------------------------------------------------------------------------------------------------------------- lists

EVIDENCE = "Evidence"
LINKED = "Linked cases"


def item(number: int, what: str) -> str:
    """'1. Two screenshots'."""
    return f"{number}. {what}"


def kept(where: str, holder: str, secured: str, added_by: str, added: str) -> str:
    """'Her own phone; held by Mia; secured on Sunday 22 November 2026; added by Asha Patel on Tuesday 24 November'.

    `secured` and `added` are days; the first is empty where it is not known.
    """
    on = f"{SECURED_ON[:1].lower()}{SECURED_ON[1:]} {secured}" if secured else ""
    by = f"added by {added_by} on {added}" if added_by else f"added on {added}"
    return "; ".join(part for part in (where, held_by(holder), on, by) if part)


def moved(what: str, where: str, holder: str, given: str, on: str) -> str:
    """'Given to the police; now: their station; held by Constable Roe; on Tuesday 24 November'; then `what`."""
    parts = (f"given to {given}" if given else "", f"now: {where}" if where else "", held_by(holder), on, what)
    said = "; ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def held_by(holder: str) -> str:
    """'held by Tom Baker'."""
    return f"held by {holder}" if holder else ""


def recorded_by(who: str, day: str) -> str:
    """'recorded by Asha Patel on Tuesday 24 November'."""
    return f"recorded by {who} on {day}" if who else f"recorded on {day}"


def of_item(what: str, number: int) -> str:
    """'changed where evidence is: 2'."""
    return f"{what}: {number}" if number else what


def same_person(days: int) -> str:
    """Heads the list of other cases in which the same name was given."""
    return f"Same person named within {days} days"


def think_about_s1(days: int) -> str:
    """Said where several concerns have come about one person."""
    return f"Two or more concerns about one person in {days} days: think about handling them as S1."


# --------------------------------------------------------------------------------------------------------------- facts

RAISED = "Raised because"
REPORTED_AS = "Reported as"
ASKED_OVER = "Asked to take it over"
CLOSING = "Closing"
TOLD = "Told how it ended"
LESSON = "Learnt"


def closed(by: str) -> str:
    """'Closed by Asha Patel at 10:42'."""
    return f"Closed {by}."


def wants_to_close(who: str) -> str:
    """How a case stands that waits for another person to agree."""
    return f"{who or 'Somebody'} wants to close it: another person has to agree."
