"""The conversations of those who ask what the policy says, and of the coordinator who answers what it does not.

They run on every platform.
"""

from pathlib import Path

from dialogs import policy_file, wording_guidance
from dialogs import wording_questions as words
from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Asks,
    Conversation,
    Kind,
    LooksHome,
    Messages,
    NewestTo,
    Presses,
    PressesAtHome,
    PressesHere,
    PressesInAnothers,
    Screen,
    Sees,
    SendsAgain,
)

POLICY = policy_file.load(Path(__file__).parent.parent.parent / "dialogs" / "policies" / "achieve")

IN_TROUBLE = "My canary died and I want to kill myself tonight"
ANSWERED = "what is cyberbullying"
NOT_ANSWERED = "Do we have to encrypt USB sticks?"
RING = "I am ringing you now."
ANSWER = "Yes: ask Ewan for one that is encrypted already."
TO_ADD = "May I bring my drone to the workshop?"
LOCKERS, FOR_LOCKERS = "phone lockers in classrooms", "Grooming"
DOWNLOADS, FOR_DOWNLOADS = "downloading files", "Illegal downloading"
"""Words to find a passage by, and a passage that is offered for these and not for the others."""


def exactly(passage: str) -> tuple[str, ...]:
    """The policy's words in this passage, piece by piece, on one line each."""
    first, *_ = POLICY.passages[passage].text.partition("\n")
    pieces = (
        (first, *POLICY.passages[passage].items) if POLICY.passages[passage].items else (POLICY.passages[passage].text,)
    )
    return tuple(" ".join(each.split()) for each in pieces)


BULLYING = exactly("cyberbullying.definition")
PHONES = exactly("phones.classroom")

ASKED: Conversation = [
    (Asks("lena"), Screen("question")),
    (AnswersIt("lena"), Screen("question", problems=1)),
    (
        AnswersIt("lena", {"question": IN_TROUBLE}),
        Sees(
            Kind.GUIDED,
            says=("999", "0800 1111", wording_guidance.TROUBLE),
            never=("canary", words.HELPED, words.hand_over("E-Safety Coordinator")),
        ),
    ),
    (Asks("lena"), Screen("question")),
    (
        AnswersIt("lena", {"question": ANSWERED}),
        [
            Sees(Kind.GUIDED, says=(*BULLYING, wording_guidance.NOBODY_TOLD)),
            Messages(channel=0, people={"asha": 0, "lena": 0}),
        ],
    ),
]

THIS_HELPED: Conversation = [
    *ASKED,
    (PressesHere("lena", Press.HELPED), Sees(Kind.SAID, says=(words.THANKS, words.COUNTED))),
    (Asks("lena"), Screen("question")),
    (AnswersIt("lena", {"question": ANSWERED}), Sees(Kind.GUIDED, says=BULLYING)),
    (PressesHere("lena", Press.HELPED), Sees(Kind.SAID, says=(words.THANKS, words.COUNTED_ALREADY))),
    (Asks("tom"), Screen("question")),
    (AnswersIt("tom", {"question": ANSWERED}), Sees(Kind.GUIDED, says=BULLYING)),
    (PressesHere("tom", Press.NOT_HELPED), Sees(Kind.SAID, says=(words.THANKS, words.COUNTED, "Asha Patel"))),
    (PressesHere("tom", Press.HAND_OVER), Screen("ask", says=("999",))),
    (Asks("asha"), Screen("question")),
    (AnswersIt("asha", {"question": ANSWERED}), Sees(Kind.GUIDED, says=BULLYING)),
    (PressesHere("asha", Press.HELPED), Sees(Kind.SAID, says=(words.NOT_COUNTED_OURS,))),
]

NOT_IN_THE_POLICY: Conversation = [
    (Asks("lena"), Screen("question")),
    (
        AnswersIt("lena", {"question": NOT_ANSWERED}),
        Sees(Kind.GUIDED, says=(wording_guidance.SILENT,), never=(words.HELPED,)),
    ),
]

SOMEBODY_IN_TROUBLE_COMES_FIRST: Conversation = [
    (Asks("tom"), Screen("question")),
    (AnswersIt("tom", {"question": NOT_ANSWERED}), Sees(Kind.GUIDED, says=(wording_guidance.SILENT,))),
    (PressesHere("tom", Press.HAND_OVER), Screen("ask", says=("999", "Asha Patel"))),
    (
        AnswersIt("tom", {"question": IN_TROUBLE}),
        [
            Sees(
                Kind.GUIDED,
                ordered=(words.MAYBE_TROUBLE, "999", "0800 1111", words.SENT, words.DO_NOT_WAIT, "Asha Patel"),
                never=("canary",),
            ),
            Messages(channel=0, people={"asha": 2, "ben": 0, "carys": 0, "dilys": 0, "tom": 0}),
            NewestTo("asha", says=words.question_waits(urgent=True), never=("canary", "Tom", "tom")),
        ],
    ),
    (SendsAgain("tom"), [Sees(Kind.GUIDED, says=("999", words.SENT)), Messages(channel=0, people={"asha": 2})]),
    (
        PressesAtHome("asha", Press.QUESTIONS),
        Sees(Kind.LISTING, ordered=("Tom Baker", words.URGENT, "Lena Kovac"), never=("canary", "encrypt")),
    ),
    (PressesHere("asha", Press.QUESTION), Screen("answer", says=("Tom Baker", IN_TROUBLE))),
    (
        AnswersIt("asha", {"answer": RING}),
        [
            Sees(Kind.SAID, says=(words.ANSWER_KEPT,)),
            NewestTo("tom", says=words.ANSWER_WAITS, never=("canary", "ringing")),
        ],
    ),
]

ASKED_THE_COORDINATOR: Conversation = [
    *NOT_IN_THE_POLICY,
    (PressesHere("lena", Press.HAND_OVER), Screen("ask", says=("999", "Asha Patel"))),
    (AnswersIt("lena", {"question": ""}), Screen("ask", problems=1)),
    (LooksHome("lena"), Sees(Kind.HOME, never=(words.YOURS_TITLE,))),
    *NOT_IN_THE_POLICY,
    (PressesHere("lena", Press.HAND_OVER), Screen("ask")),
    (  # what was asked stands there already
        AnswersIt("lena"),
        [
            Sees(Kind.SAID, says=(words.SENT, "Asha Patel")),
            Messages(channel=0, people={"asha": 1, "ben": 0, "carys": 0, "dilys": 0, "lena": 0}),
            NewestTo("asha", says=words.question_waits(urgent=False), never=("encrypt", "USB", "Lena", "lena")),
        ],
    ),
    (SendsAgain("lena"), [Sees(Kind.SAID, says=(words.SENT,)), Messages(channel=0, people={"asha": 1})]),
    (PressesInAnothers("ben", Press.QUESTION, "asha"), Sees(Kind.SAID, says=(words.NO_SUCH,), never=("encrypt",))),
    (PressesInAnothers("tom", Press.QUESTION, "asha"), Sees(Kind.SAID, says=(words.NO_SUCH,), never=("encrypt",))),
    (LooksHome("ben"), Sees(Kind.HOME, never=(words.WAITING_TITLE, words.YOURS_TITLE))),
    (PressesAtHome("asha", Press.QUESTIONS), Sees(Kind.LISTING, says=("Lena Kovac",), never=("encrypt",))),
    (Presses("asha", Press.QUESTION), Screen("answer", says=("Lena Kovac", NOT_ANSWERED))),
    (AnswersIt("asha"), Screen("answer", problems=1)),
    *SOMEBODY_IN_TROUBLE_COMES_FIRST,
    (PressesAtHome("asha", Press.QUESTIONS), Sees(Kind.LISTING, ordered=("Lena Kovac", "Tom Baker"))),
    (PressesHere("asha", Press.QUESTION), Screen("answer", says=("Lena Kovac", NOT_ANSWERED))),
    (
        AnswersIt("asha", {"answer": ANSWER}),
        [
            Sees(Kind.SAID, says=(words.ANSWER_KEPT,)),
            Messages(channel=0, people={"asha": 2, "ben": 0, "lena": 1, "tom": 1}),
            NewestTo("lena", says=words.ANSWER_WAITS, never=("encrypt", "Ewan")),
        ],
    ),
    (PressesInAnothers("tom", Press.QUESTION, "lena"), Sees(Kind.SAID, says=(words.NO_SUCH,), never=("Ewan",))),
    (Presses("lena", Press.QUESTION), Sees(Kind.SCREEN, says=(NOT_ANSWERED, ANSWER))),
    (PressesAtHome("lena", Press.QUESTIONS), Sees(Kind.LISTING, never=("encrypt", "Ewan"))),
    (PressesHere("lena", Press.QUESTION), Sees(Kind.SCREEN, says=(NOT_ANSWERED, ANSWER))),
]

ADDED_AND_REMOVED: Conversation = [
    (Asks("tom"), Screen("question")),
    (AnswersIt("tom", {"question": TO_ADD}), Sees(Kind.GUIDED, says=(wording_guidance.SILENT,), never=PHONES)),
    (PressesAtHome("asha", Press.QUESTIONS), Sees(Kind.LISTING, says=(words.NONE_ADDED,), never=("drone",))),
    (PressesHere("asha", Press.TEACH), Screen("teach")),
    (AnswersIt("asha"), Screen("teach", problems=1)),
    (
        AnswersIt("asha", {"question": TO_ADD, "find": LOCKERS}),
        Screen("teach", says=(words.TEACH_PASSAGE, FOR_LOCKERS)),
    ),
    (AnswersIt("asha"), Screen("teach", says=(words.TEACH_CHOOSE,), problems=1)),
    (AnswersIt("asha", {"question": IN_TROUBLE}), Sees(Kind.SCREEN, says=(words.TEACH_TROUBLE,), never=(FOR_LOCKERS,))),
    (AnswersIt("asha", {"question": TO_ADD, "find": LOCKERS}), Screen("teach", says=(FOR_LOCKERS,))),
    (  # with other words than those for which they were offered, others are, and nothing is added
        AnswersIt("asha", {"find": DOWNLOADS, "passage": "phones.classroom"}),
        [Screen("teach"), Sees(Kind.SCREEN, says=(FOR_DOWNLOADS,), never=(FOR_LOCKERS, words.TEACH_CHOOSE))],
    ),
    (AnswersIt("asha", {"find": LOCKERS}), Screen("teach", says=(FOR_LOCKERS,))),
    (
        AnswersIt("asha", {"passage": "phones.classroom"}),
        Sees(Kind.SAID, says=(words.TAUGHT,)),
    ),
    (SendsAgain("asha"), Sees(Kind.SAID, says=(words.TAUGHT,))),
    (Asks("lena"), Screen("question")),
    (
        AnswersIt("lena", {"question": TO_ADD}),
        Sees(Kind.GUIDED, says=(wording_guidance.SAYS, *PHONES), never=(wording_guidance.SILENT,)),
    ),
    (PressesHere("asha", Press.QUESTIONS), Sees(Kind.LISTING, says=(TO_ADD,))),
    (PressesHere("asha", Press.UNTEACH), Sees(Kind.SAID, says=(words.REMOVED,))),
    (PressesHere("asha", Press.QUESTIONS), Sees(Kind.LISTING, says=(words.NONE_ADDED,), never=(TO_ADD,))),
    (Asks("lena"), Screen("question")),
    (AnswersIt("lena", {"question": TO_ADD}), Sees(Kind.GUIDED, says=(wording_guidance.SILENT,), never=PHONES)),
]

ASKING = {
    "asked, and this helped": THIS_HELPED,
    "asked the coordinator": ASKED_THE_COORDINATOR,
    "added to what is found": ADDED_AND_REMOVED,
}
