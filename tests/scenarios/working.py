"""A conversation in which a case is worked a little: a step ends, something is listed, and the case says so.

It runs on every platform.
"""

from dialogs import wording_cases as words
from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Conversation,
    Kind,
    LooksHome,
    Presses,
    PressesHere,
    Screen,
    Sees,
    SendsAgain,
)
from tests.scenarios.reports import NASTY_MESSAGES

FIRST_STEP = "Advise the learner not to respond to the message"

A_STEP_AND_EVIDENCE: Conversation = [
    *NASTY_MESSAGES,
    (AnswersIt("tom"), Sees(Kind.RECEIVED, says=("ES-",))),
    (Presses("asha", Press.ACKNOWLEDGE), Sees(Kind.SAID)),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=(FIRST_STEP,), never=(words.recorded("A1"),))),
    (PressesHere("asha", Press.WORK, "step A1"), Screen("work", says=(FIRST_STEP,))),
    (AnswersIt("asha"), Screen("work", problems=1)),
    (AnswersIt("asha", {"how": "not done"}), Screen("work", problems=1)),
    (
        AnswersIt("asha", {"how": "not done", "why": "She had answered already."}),
        Sees(Kind.CASE, ordered=(words.recorded("A1"), FIRST_STEP), says=("She had answered already.",)),
    ),
    (SendsAgain("asha"), Sees(Kind.CASE, says=("She had answered already.",))),
    (PressesHere("asha", Press.WORK, "evidence"), Screen("work")),
    (
        AnswersIt("asha", {"item": "Eleven messages from one number", "where": "On her own phone", "holder": "Mia"}),
        Sees(Kind.CASE, says=("Eleven messages from one number",)),
    ),
    (LooksHome("tom"), Sees(Kind.HOME, says=("ES-",), never=("Eleven", "had answered already"))),
]

WORKING = {"a step and evidence": A_STEP_AND_EVIDENCE}
