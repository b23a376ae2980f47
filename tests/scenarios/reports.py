"""The conversations about writing a report. They run on every platform; the words of the forms are never asserted."""

from datetime import timedelta

from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Changes,
    ComesBack,
    Conversation,
    GoesBack,
    Kind,
    LooksHome,
    Messages,
    NewestTo,
    Presses,
    Screen,
    Sees,
    SendsAgain,
    Starts,
    Wait,
)

MINUTES = timedelta(minutes=1)

REST_OF_A_REPORT: Conversation = [
    (
        AnswersIt("tom", {"subject": "Mia Example", "age": "16_17", "centre": "hanley"}),
        Screen("account"),
    ),
    (AnswersIt("tom", {"account": "She showed me a message that says 'nobody likes you'."}), Screen("done")),
    (AnswersIt("tom", {"done": ["kept_evidence"]}), Screen("review", says=("Mia Example", "nobody likes you"))),
]

NASTY_MESSAGES: Conversation = [
    (Starts("tom"), Screen("danger", says=("999",))),
    (AnswersIt("tom", {"danger": "no"}), Screen("about")),
    (AnswersIt("tom", {"tile": "messages"}), Screen("messages")),
    (AnswersIt("tom", {"messages_kind": "sent"}), Screen("staff_involved")),
    (AnswersIt("tom", {"staff_involved": "no"}), Screen("who")),
    *REST_OF_A_REPORT,
]
"""As far as the review of an S2 report that goes to the channel."""

RECEIVED_AND_PICKED_UP: Conversation = [
    *NASTY_MESSAGES,
    (
        AnswersIt("tom"),
        [
            Sees(Kind.RECEIVED, says=("ES-", "Asha Patel"), never=("has been told",)),
            Messages(channel=1, people={"asha": 0, "ben": 0, "carys": 0, "dilys": 0, "tom": 0}),
            NewestTo("#", says=("S2", "ES-", "Hanley"), never=("Mia", "nobody likes")),
        ],
    ),
    (
        Presses("asha", Press.OPEN),
        Sees(
            Kind.CASE,
            says=("Mia Example", "nobody likes you", "Advise the learner not to respond to the message", "Opened"),
        ),
    ),
    (
        Presses("asha", Press.ACKNOWLEDGE),
        [
            Sees(Kind.SAID),
            Messages(channel=1, people={"tom": 1}),
            NewestTo("#", says=("Picked up by Asha Patel",)),
            NewestTo("tom", says=("was picked up at", "E-Safety Coordinator"), never=("Asha", "Mia")),
        ],
    ),
    (
        Wait(timedelta(days=4)),
        Messages(channel=1, people={"asha": 0, "ben": 0, "carys": 0, "dilys": 0, "tom": 1}),
    ),
]

SENT_TWICE: Conversation = [
    *NASTY_MESSAGES,
    (AnswersIt("tom"), [Sees(Kind.RECEIVED), Messages(channel=1, people={})]),
    (SendsAgain("tom"), [Sees(Kind.RECEIVED, says=("ES-",)), Messages(channel=1, people={})]),
]

ABOUT_THE_COORDINATOR: Conversation = [
    (Starts("tom"), Screen("danger")),
    (AnswersIt("tom", {"danger": "no"}), Screen("about")),
    (AnswersIt("tom", {"tile": "staff"}), Screen("staff")),
    (AnswersIt("tom", {"staff_kind": "contact"}), Screen("who", says=("Carys Jones",))),
    (
        AnswersIt("tom", {"subject": "asha  PATEL", "age": "16_17"}),
        Screen("account"),
    ),
    (AnswersIt("tom", {"account": "She messages a learner privately."}), Screen("done")),
    (AnswersIt("tom"), Screen("review", says=("Carys Jones", "Dilys Ward"))),
    (
        AnswersIt("tom"),
        [
            Sees(Kind.RECEIVED, says=("Carys Jones",), never=("Asha Patel", "Ben Okafor")),
            Messages(channel=0, people={"asha": 0, "ben": 0, "carys": 1, "dilys": 0}),
        ],
    ),
    (LooksHome("asha"), Sees(Kind.HOME, never=("ES-",))),
    (LooksHome("ben"), Sees(Kind.HOME, never=("ES-",))),
    (LooksHome("carys"), Sees(Kind.HOME, says=("ES-",))),
    (Wait(timedelta(hours=3)), Messages(channel=0, people={"asha": 0, "ben": 0, "dilys": 4})),
    (Presses("carys", Press.OPEN), Sees(Kind.CASE, says=("Asha Patel", "LADO"))),
]

PICKED_ON_THE_REVIEW: Conversation = [
    *NASTY_MESSAGES,
    (
        AnswersIt("tom", {"about_readers": ["asha"]}),
        [
            Sees(Kind.RECEIVED, says=("Carys Jones",), never=("Asha Patel is", "Ben Okafor")),
            Messages(channel=0, people={"asha": 0, "ben": 0, "carys": 1, "dilys": 0}),
            NewestTo("carys", says=("S1",)),
        ],
    ),
]

NOBODY_LEFT: Conversation = [
    *NASTY_MESSAGES,
    (
        AnswersIt("tom", {"about_readers": ["asha", "ben", "carys", "dilys"]}),
        [
            Sees(Kind.NOT_TAKEN, says=("LADO", "nobody likes you"), never=("Received",)),
            Messages(channel=0, people={"asha": 0, "ben": 0, "carys": 0, "dilys": 0}),
        ],
    ),
    (ComesBack("tom"), Screen("review")),
    (AnswersIt("tom", {"about_readers": ["asha"]}), Screen("review", says=("Carys Jones", "Who will be told"))),
    (
        AnswersIt("tom"),
        [Sees(Kind.RECEIVED), Messages(channel=0, people={"asha": 0, "carys": 1})],
    ),
]

THERE_AND_BACK: Conversation = [
    (Starts("tom"), Screen("danger")),
    (AnswersIt("tom", {}), Screen("danger", problems=1)),
    (AnswersIt("tom", {"danger": "not_sure"}), Screen("about")),
    (GoesBack("tom", {"tile": "photos"}), Screen("danger")),
    (AnswersIt("tom", {"danger": "no"}), Screen("about")),
    (AnswersIt("tom", {"tile": "photos"}), Screen("image_guard")),
    (AnswersIt("tom", {"image_guard": "might"}), Screen("image_more")),
    (AnswersIt("tom", {"image_more": "unsure"}), Screen("staff_involved")),
    (GoesBack("tom"), Screen("image_more")),
    (GoesBack("tom"), Screen("image_guard")),
    (AnswersIt("tom", {"image_guard": "no"}), Screen("photos")),
    (AnswersIt("tom", {"photos_kind": "embarrassing"}), Screen("staff_involved")),
    (AnswersIt("tom", {"staff_involved": "no"}), Screen("who")),
    *REST_OF_A_REPORT,
    (Changes("tom", "about"), Screen("about")),
    (AnswersIt("tom", {"tile": "messages"}), Screen("messages")),
    (AnswersIt("tom", {"messages_kind": "sent"}), Screen("review", says=("Mia Example",))),
    (AnswersIt("tom"), [Sees(Kind.RECEIVED), Messages(channel=1, people={})]),
]

UNDER_18_IMAGE: Conversation = [
    (Starts("tom"), Screen("danger")),
    (AnswersIt("tom", {"danger": "no"}), Screen("about")),
    (AnswersIt("tom", {"tile": "photos"}), Screen("image_guard")),
    (AnswersIt("tom", {"image_guard": "yes"}), Screen("image_more", says=("Don't look at it",))),
    (AnswersIt("tom", {"image_more": "shared"}), Screen("staff_involved")),
    (AnswersIt("tom", {"staff_involved": "no"}), Screen("who")),
    (AnswersIt("tom", {"age": "16_17"}), Screen("account", says=("takes no files",))),
    (AnswersIt("tom", {"account": "It was passed round the group chat."}), Screen("done")),
    (AnswersIt("tom"), Screen("review")),
    (
        AnswersIt("tom"),
        [
            Sees(Kind.RECEIVED),
            Messages(channel=0, people={"asha": 1, "ben": 0, "carys": 0, "dilys": 0}),
            NewestTo("asha", says=("S1",), never=("group chat",)),
        ],
    ),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("UK Council for Internet Safety", "Not now"))),
]

WRITING = {
    "received and picked up": RECEIVED_AND_PICKED_UP,
    "sent twice": SENT_TWICE,
    "about the coordinator": ABOUT_THE_COORDINATOR,
    "picked on the review": PICKED_ON_THE_REVIEW,
    "nobody left": NOBODY_LEFT,
    "there and back": THERE_AND_BACK,
    "under-18 image": UNDER_18_IMAGE,
}
