"""Every sentence that the bot itself says to a learner who tells someone, or comes back with a code.

Short words and short sentences: a test computes the reading age of each. What depends on the policy stands in its
form `learner_concern`, not here.
"""

from collections.abc import Mapping

TELL_SOMEONE = "Tell someone"
SEND = "Send"
GO_ON = "Next"
NOTHING_KEPT = "Nothing is kept until you press Send."

SENT = "Thank you for telling us"
SENT_CODE = "This is your code. Write it down. We can't get it back for you."
NOT_YOUR_FAULT = "It wasn't your fault. You did the right thing."
WHO_WILL_KNOW = "We can't keep it secret if someone could get hurt. Only people who need to know will know."
ON_ITS_WAY = "They get a message about this at once."
CANNOT_WAIT = "If it can't wait, ring 999 or use one of these."
COME_BACK = "Use your code to come back here. You can read our answer and tell us more."
SAVED = "I've saved it"
CODE_AGAIN = "Check your code again"
CODE_AGAIN_WHAT = "Is it the same as the one you wrote down? We won't show it again."
CODE_DANGER = "Did things get worse? Ring 999 or tell an adult near you."

CODE_ASK = "Read our answer"
CODE_LABEL = "Your code"
CODE_HINT = "Six words and a number. Capital letters don't matter."
CODE_LOOK = "Look"
CODE_UNKNOWN = "We can't find that code. Check each word, then try again."
CODE_SHAPE = "A code has six words and a number. Check that they are all there."
CODE_SLOW = "That took too long. Press Look again."
CODE_FAILED = "We can't open that right now. Try again later."
CODE_WAIT = "That was a lot of tries. Wait 15 minutes, then try again. Your code is safe."

STATES: Mapping[str, str] = {
    "received": "We have got it. Nobody has read it yet.",
    "read": "Someone has read it.",
    "working": "We are working on it.",
    "question": "We need to ask you something.",
    "finished": "We've finished for now.",
}
"""How it stands, in plain words, by the state that a handler chose."""

NO_ANSWER_YET = "There is no answer yet. Look again in a day or two."
WRITE_LABEL = "Do you want to tell us more?"
WRITE_HINT = "No pictures please."
MORE_SENT = "Thank you. We have got what you wrote."
NOTHING_WRITTEN = "You have not written anything yet."
NO_MORE = "You can't write more with this code. You can start again any time."
FULL = "This code is full. Tell us the rest with a new form. You get a new code."
HELPED = "Did that help?"
HELPED_HINT = "You can start again any time."
HELPED_THANKS = "Thank you for telling us."

ABOUT_YOU = "You told us who you are. A person will get in touch with you."
PAUSED = "You can't use this form right now. Try again in an hour."
PAUSED_BY_NAME = "You can still tell us with your name."
PAUSED_WHAT_NOW = "You can ring one of these numbers now. They are free."
NOBODY_MAY_READ = "We did not send this. It is about everyone here who could read it."
ASK_OUTSIDE = "You can tell one of these people. They don't work here."
NOT_SAVED = "We could not save this. Nobody has read it."
NOT_CERTAIN = "We don't know yet if this was saved."
NOT_SAVED_WHAT_NOW = "Press Send again. If that fails, ring one of these numbers."
TOO_OLD = "This form is too old. Press Send again. Then you get a new code."
BEGIN_AGAIN = "This form was too old. Here it is again, from the start."

REMINDER = (
    "Did you tell us something with a code? There may be an answer.",
    "Press the button and type your code. Only you can see it.",
)
"""Posted every week, whether or not anybody wrote to us. It says nothing about anyone."""


def unclear(words: str) -> str:
    """Which words of a code to look at again: "word 3", or "words 3 and 5"."""
    return f"Check {words}. It may have a letter wrong."


def too_long(over: int) -> str:
    """What was written does not fit."""
    return f"That is {over} letters too long. Nothing was cut. Make it shorter, or send it in two parts."


def read_by(role: str, hours: str) -> str:
    """Who reads it, and when they are at work."""
    return f"The {role} reads this in work time. That is {hours}."


def answer_after(at: str) -> str:
    """From when there may be an answer."""
    return f"Come back with your code after {at}."


def closed_until(at: str) -> str:
    """While nobody is at work."""
    return f"Nobody is at work now. We open again at {at}."
