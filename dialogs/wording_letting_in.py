"""What the bot says where two people together open a case to one who may not know of it yet.

Nothing of it depends on whether there is such a case.
"""

from dialogs.forms import Option

OPEN_ONE = "Open a case in an emergency"
HEADING = "Emergency access"
ASK_TITLE = "Which case has to be opened to you?"
RING_FIRST = "If somebody is in danger now, ring 999 first. You need no case for that."
ASK_SAID = (
    "This is for when nobody can be reached who may read the case. Another person who handles cases has to agree. "
    "Both names and your reason are recorded, and others are told."
)
REFERENCE = "The reference of the case"
REFERENCE_HINT = "Such as ES-7K4M2P."
REFERENCE_WRONG = "Write a reference such as ES-7K4M2P."
MOST_REFERENCE = 40
WHY = "Why it has to be opened to you now"
WHY_HINT = (
    "Everybody who handles cases can read this before it is decided. Name nobody, and write nothing that is reported."
)
MOST_WHY = 500
ASK_SUBMIT = "Ask a second person"
ASKED = (
    "Written down. A second person who handles cases must agree: they find it on their Home page within the next hour."
)

AGREE_HEADING = "Agree to open a case"
MAKE_SURE = "Speak to them first, so that you know that it is they who ask."
RECORDED = "If you agree, both names and the reason are recorded, and others are told."
DO_YOU_AGREE = "Do you agree?"
AGREES, NOT_NOW = "agree", "not now"
AGREEING = (Option(AGREES, "Agree"), Option(NOT_NOW, "Not now"))
AGREE_SUBMIT = "Send"
AGREED_TITLE = "You agreed"
NOT_NOW_TITLE = "Not now"
NOT_NOW_WHAT = "Nothing was opened. That you were asked is recorded."
OVER = "Nothing to agree to"
OVER_WHAT = "A request is open for an hour, to others than whoever asked. This one is over, or there is none."

FAILED = (
    "This could not be recorded: nobody has been asked, and nothing opened. Try again in a moment, or ring somebody."
)
NOT_CERTAIN = "This is taking too long: it may not have been recorded. Send it again: it is never recorded twice."

CAN_END_IT = "If that should not be so, “Who must not know” in the case ends it."


def asks(who: str, reference: str) -> str:
    """'Asha Patel asks to be let in: ES-7K4M2P'."""
    return f"{who or 'Somebody'} asks to be let in: {reference}"


def because(why: str) -> str:
    """Why somebody asks, in their own words."""
    return f"Why: {why}"


def agreed(who: str) -> str:
    """The answer to whoever agrees."""
    return f"Agreed. If there is such a case and {who or 'whoever asked'} may be let in, they can open it now."


def opened(first: str, second: str) -> str:
    """The message to those who watch over the others. Both are names."""
    first, second = first or "somebody", second or "somebody"
    return f"Two people have opened this case to {first}: {first} asked, {second} agreed."
