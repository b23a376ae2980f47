"""The fixed words of the chat platforms: labels of buttons, headings of views.

What the bot says stands in `dialogs.wording`; where the practice page has the same words, they are the same.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs import wording

REPORT = "Report an incident"
TELL = "Tell someone"
CHECK = "I have a code"
ASK = "Ask a question"
HELP = "Help now"

BOT = "E-safety"
CASE = "Case"
CLOSE = "Close"
BACK = "Back"
CHANGE = "Change"
OPEN = "Open"
OPEN_CASE = "Open the case"
GO_ON = "Go on"

THROW_AWAY = "Throw away"
THROW_AWAY_TITLE = "Throw this away?"
THROW_AWAY_TEXT = "What you wrote and have not sent is deleted, and cannot be brought back."
KEEP = "Keep it"
REMOVE_TITLE = "Remove this question?"
REMOVE_TEXT = "Whoever asks it is answered as before. You can add it again."
REMOVE = "Remove"

STOP = "Stop"
URGENT = "Important"
ANOTHER_LOOK = "Something needs another look"
NOTHING_SENT = "Nothing has been sent yet."
LEFT_EMPTY = "Left empty"
LEFT_EMPTY_IS_RIGHT = "That is all right. Choose one if you want to fill it in."
IN_FULL = "In full:"
NOTHING_TO_CHOOSE = "There is nothing to choose here. Go on without it."
CHOOSE_ONE = "Choose one"
CHOOSE_MANY = "Choose all that fit"
SEARCH = "Type a few letters to find it"

REFERENCE = "Your reference"
NEXT_FOR_YOU = "Next, for you"
IF_WORSE = "If it gets worse"
TO_TAKE_WITH_YOU = "What you wrote, to take with you"
COPY_IT = "Copy it or write it down before you close this. Nobody here has been shown it."
BACK_TO_REPORT = "Go back to the report"

THREAD = "What was written since"

TELL_WHAT = (
    "Did something happen online, to you or to a friend? You can tell us. You won't be in trouble for telling us. "
    "Did you get a code from us? Use it to read our answer."
)
REPORT_WHAT = (
    "Something happened online, or you are worried that it might. It takes about two minutes. "
    "Leave out what you do not know."
)
TROUBLE = "Something is wrong"
HOME = "Home"
NOT_FINISHED = "Not finished yet"
STILL_KEPT = "What you wrote is kept, and can still be sent."
YOUR_REPORTS = "Your reports"
NO_REPORTS = "When you have reported something, you see here how it stands."
CASES = "Cases"
NO_CASES = "There are no cases for you."
OVERDUE = "Overdue: nobody has picked these up"
NEW = "New"
MINE = "Yours"
OTHERS = "With somebody else"

LATE = "Overdue"
FIRST = "Think of this first, in this order"
MUST_NOT_KNOW = "Must not learn of this: "
REPORTED = "What was reported"
ADDED = "What was added"
SOURCE = "Source: "
DO_NOT_FOLLOW = "Do not follow these steps for now. "
WRONG_WORDS = "The policy is wrong or out of date here"
TAKE_CARE = "Take care here"
INSTEAD = "Instead: "
AT_THE_END = "What is wrong with these words, or missing in them, stands at the end of this case."
WRONG_WITH_WORDS = "What is wrong with the words above"
WHOM_TO_RING = "Whom to ring"
CHRONOLOGY = "Chronology"


def happened_at(at: datetime, zone: ZoneInfo, *, exact: bool) -> str:
    """When something happened: the day alone if that is all that is known."""
    return wording.clock(at, zone) if exact else wording.day(at, zone)


def progress(number: int, count: int) -> str:
    """How far somebody has come."""
    return f"Screen {number} of about {count}"


def part(number: int, count: int) -> str:
    """Which part of what is too long for one view this is; numbered from 1."""
    return f"Part {number} of {count}"


def answer_on_last_part(number: int, count: int) -> str:
    """As `part`, where there is something to answer that stands on the last one."""
    return f"{part(number, count)}. You answer on the last part."


def earlier(number: int, count: int) -> str:
    """Leads to the part before."""
    return f"Back to part {number} of {count}"


def later(number: int, count: int) -> str:
    """Leads to the part after."""
    return f"Go on: part {number} of {count}"


TOO_LATE = (
    "This took too long to open. Nothing was lost.",
    "If anyone may be in danger, ring 999 now. You do not need this app to do that.",
    "Press the button to go on.",
)
HURT = "If you or someone else could get hurt, ring 999 now."
TYPED = ("Hi. Thank you for writing. I'm a bot, not a person. Nobody has been told what you write here.", HURT)
NO_PICTURES = "No pictures please. I can't see them, and I don't keep them. Don't send yours to anyone else."
MENTIONED = (
    "I'm a bot, not a person: nobody has been told. Only you see this.",
    "If anyone may be in danger, ring 999 now.",
)
PRESS = "To tell a person, press Tell someone. You won't be in trouble for telling us."
NOT_TAKEN_ALONG = "We have not read what you typed after the command. You can write it here."


def wrote(day: str, *, ours: bool, staff: bool) -> str:
    """Who wrote something with a code, and when, as one of us (`staff`) or whoever has the code reads it."""
    if ours:
        return f"We wrote, {day}"
    return f"They wrote, {day}" if staff else f"You wrote, {day}"


def stranger(name: str, member: str) -> str:
    """Somebody who is not in the organisation file, by the name that the platform gives for them, if it gives one.

    `member` is who they are to the platform, in words: the name may be one that they chose.
    """
    return f"{name} ({member})" if name else member


def app(name: str) -> str:
    """An app, by the name that it chose for one message, if it chose one: that may be anybody's."""
    return f'an app that calls itself "{name}"' if name else "an app"


def number(name: str, contact: str) -> str:
    """Somebody to ring, in a message."""
    return f"{name}: {contact}"


def quoted(*, platform: str, author: str, link: str, says: str, files: int) -> str:
    """A message that somebody reports. What it says stands last, because it may be long."""
    parts = [
        f"I am reporting a message in {platform} by {author}.",
        f"It is here: {link}" if link else "",
        f"It has {files} {'file' if files == 1 else 'files'}, which I have not copied." if files else "",
        f"It says:\n{says}" if says else "It has no words.",
    ]
    return "\n".join(part for part in parts if part)
