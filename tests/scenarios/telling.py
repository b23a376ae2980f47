"""The conversations of a learner who tells someone, with a code or a name, and of those who handle it.

They run on every platform; the words of the forms are never asserted, only those that were typed.
"""

from datetime import timedelta

from dialogs.alerts import Press
from tests.scenarios.conversation import (
    THE_CODE,
    AnswersIt,
    Conversation,
    GoesBack,
    HasACode,
    Kind,
    LooksHome,
    Messages,
    NewestTo,
    Presses,
    PressesHere,
    Screen,
    Sees,
    SendsAgain,
    Tells,
    Wait,
)

NOBODYS = "ability absent absorb academy account acrobat 42"
SLOT = timedelta(minutes=15)
STORY = "They post things about me every night."

AS_FAR_AS_THE_STORY: Conversation = [
    (Tells("lena"), Screen("danger", says=("999", "0800 1111"))),
    (AnswersIt("lena"), Screen("danger", problems=1)),
    (AnswersIt("lena", {"danger": "no"}), Screen("how")),
    (AnswersIt("lena", {"how": "code_only"}), Screen("who")),
    (GoesBack("lena", {"who": "friend"}), Screen("how")),
    (AnswersIt("lena", {"how": "code_only"}), Screen("about")),
    (AnswersIt("lena", {"tile": "messages"}), Screen("ongoing")),
    (AnswersIt("lena", {"ongoing": "yes"}), Screen("help")),
    (AnswersIt("lena", {"help": "message"}), Screen("tell")),
]

TOLD_WITH_A_CODE: Conversation = [
    *AS_FAR_AS_THE_STORY,
    (
        AnswersIt("lena", {"account": STORY, "not_do": "Don't phone home."}),
        [Screen("saved", says=("999",)), Messages(channel=0, people={"asha": 0, "lena": 0})],
    ),
    (SendsAgain("lena"), Screen("saved")),
    (AnswersIt("lena"), Sees(Kind.SCREEN, says=("999",))),
    (
        Wait(SLOT),
        [
            Messages(channel=1, people={"asha": 0, "ben": 0, "lena": 0}),
            NewestTo("#", says=("S2", "ES-"), never=("post things", "phone home", "Lena")),
        ],
    ),
    (
        Presses("asha", Press.OPEN),
        Sees(Kind.CASE, says=(STORY, "Don't phone home.", "Nobody knows"), never=("Lena", "lena", "10:")),
    ),
    (
        Presses("asha", Press.ACKNOWLEDGE),
        [
            Sees(Kind.SAID, says=("ES-",), never=("reporter is being told",)),
            Messages(channel=1, people={"lena": 0}),
        ],
    ),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=(STORY,))),
    (PressesHere("asha", Press.REPLY), Screen("reply")),
    (AnswersIt("asha", {"text": "Why did you answer them?"}), Screen("reply", problems=1)),
    (
        AnswersIt("asha", {"text": "Thank you. What would help you?", "state": "question"}),
        [Sees(Kind.SAID), Messages(channel=1, people={"lena": 0})],
    ),
    (HasACode("lena"), Screen("code")),
    (AnswersIt("lena", {"code": "not a code"}), Screen("code", problems=1)),
    (AnswersIt("lena", {"code": THE_CODE}), Screen("more", says=("What would help you?",))),
    (
        AnswersIt("lena", {"more": "Make them stop."}),
        [
            Screen("more", says=("What would help you?", "Make them stop.")),
            Messages(channel=1, people={"asha": 0, "lena": 0}),
        ],
    ),
    (Wait(SLOT), NewestTo("asha", says=("ES-",), never=("Make",))),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("Make them stop.", "What would help you?"))),
    (PressesHere("asha", Press.NO_MORE), Sees(Kind.SAID)),
    (HasACode("lena"), Screen("code")),
    (AnswersIt("lena", {"code": THE_CODE}), Sees(Kind.SCREEN, says=("Make them stop.",))),
]

IN_DANGER: Conversation = [
    (Tells("lena"), Screen("danger")),
    (AnswersIt("lena", {"danger": "yes"}), Screen("tell", says=("999",))),
    (
        AnswersIt("lena", {"account": "He is outside the centre now."}),
        [
            Screen("saved", says=("999",)),
            Messages(channel=1, people={"asha": 1, "ben": 1, "lena": 0}),
            NewestTo("asha", says=("S0", "ES-"), never=("outside", "Lena")),
        ],
    ),
    (Presses("ben", Press.ACKNOWLEDGE), [Sees(Kind.SAID), Messages(channel=1, people={"lena": 0})]),
]

TOLD_WITH_A_NAME: Conversation = [
    (Tells("lena"), Screen("danger")),
    (AnswersIt("lena", {"danger": "no"}), Screen("how")),
    (AnswersIt("lena", {"how": "named"}), Screen("who")),
    (AnswersIt("lena", {"who": "me"}), Screen("about")),
    (AnswersIt("lena", {"tile": "messages"}), Screen("ongoing")),
    (AnswersIt("lena", {"ongoing": "stopped"}), Screen("help")),
    (AnswersIt("lena", {"help": "message"}), Screen("tell")),
    (AnswersIt("lena", {"account": STORY}), [Sees(Kind.SCREEN), Messages(channel=1, people={"lena": 0})]),
    (SendsAgain("lena"), [Sees(Kind.SCREEN), Messages(channel=1, people={"lena": 0})]),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=(STORY, "Lena Kovac"))),
    (Presses("asha", Press.ACKNOWLEDGE), [Sees(Kind.SAID), NewestTo("lena", says=("ES-",))]),
]

ABOUT_A_HANDLER: Conversation = [
    (Tells("lena"), Screen("danger")),
    (AnswersIt("lena", {"danger": "yes"}), Screen("tell")),
    (
        AnswersIt("lena", {"account": "She messages me at night.", "subject": "Asha Patel"}),
        [Screen("saved"), Messages(channel=0, people={"asha": 0, "lena": 0})],
    ),
    (LooksHome("asha"), Sees(Kind.HOME, never=("ES-",))),
]

GUESSED: Conversation = [
    (HasACode("lena"), Screen("code", says=("0800 1111",))),
    *[(AnswersIt("lena", {"code": NOBODYS}), Screen("code", problems=1))] * 6,
]

TELLING = {
    "told with a code": TOLD_WITH_A_CODE,
    "told in danger": IN_DANGER,
    "told with a name": TOLD_WITH_A_NAME,
    "told about a handler": ABOUT_A_HANDLER,
    "a code that nobody has": GUESSED,
}
