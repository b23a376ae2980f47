"""The conversations about alerts: danger, silence, passing on, and what was never sent. They run on every platform."""

from datetime import timedelta

from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Conversation,
    Kind,
    Messages,
    NewestTo,
    Presses,
    Screen,
    Sees,
    Starts,
    Wait,
)
from tests.scenarios.reports import REST_OF_A_REPORT

MINUTES = timedelta(minutes=1)

DANGER_NOW: Conversation = [
    (Starts("tom"), Screen("danger", says=("999",))),
    (
        AnswersIt("tom", {"danger": "yes"}),
        Screen("one_line", says=("999", "Asha Patel", "Ben Okafor", "Carys Jones", "Dilys Ward")),
    ),
    (
        AnswersIt("tom", {"line": "A learner has a knife in the canteen"}),
        [
            Screen("about", says=("ES-", "has been received")),
            Messages(channel=1, people={"asha": 1, "ben": 1, "carys": 1, "dilys": 0, "tom": 0}),
            NewestTo("#", says=("S0",), never=("knife", "canteen")),
            NewestTo("ben", says=("S0",), never=("knife", "canteen")),
        ],
    ),
    (
        Wait(5 * MINUTES),
        [
            Messages(channel=1, people={"ben": 2, "carys": 1, "dilys": 0, "tom": 1}),
            NewestTo("tom", says=("Nobody has picked up", "999", "01632 960002")),
        ],
    ),
    (Wait(5 * MINUTES), Messages(channel=1, people={"ben": 2, "carys": 2, "dilys": 0})),
    (Wait(5 * MINUTES), Messages(channel=1, people={"ben": 2, "carys": 2, "dilys": 1})),
    (Wait(5 * MINUTES), Messages(channel=1, people={"asha": 2, "ben": 3, "carys": 3, "dilys": 2})),
    (Wait(5 * MINUTES), Messages(channel=1, people={"asha": 3, "ben": 4, "carys": 4, "dilys": 3})),
    (
        AnswersIt("tom", {"tile": "messages"}),
        Screen("messages", says=("has been received",)),
    ),
    (AnswersIt("tom", {"messages_kind": "threat"}), Screen("staff_involved")),
    (AnswersIt("tom", {"staff_involved": "no"}), Screen("who")),
    (AnswersIt("tom", {"age": "unknown"}), Screen("account")),
    (AnswersIt("tom"), Screen("done")),
    (AnswersIt("tom"), Screen("review", says=("knife",))),
    (
        AnswersIt("tom"),
        [
            Sees(Kind.RECEIVED, says=("ES-",)),
            NewestTo("ben", says=("The full report for ES-",)),
        ],
    ),
    (
        Presses("ben", Press.OPEN),
        Sees(Kind.CASE, says=("A learner has a knife in the canteen", "The whole report received")),
    ),
    (Presses("ben", Press.ACKNOWLEDGE), NewestTo("tom", says=("was picked up at",))),
]

LEFT_ALONE: Conversation = [
    (Starts("tom"), Screen("danger")),
    (AnswersIt("tom", {"danger": "no"}), Screen("about")),
    (AnswersIt("tom", {"tile": "stranger"}), Screen("stranger")),
    (AnswersIt("tom", {"contact_kind": "pictures"}), Screen("staff_involved")),
    (AnswersIt("tom", {"staff_involved": "no"}), Screen("who")),
    *REST_OF_A_REPORT,
    (
        AnswersIt("tom"),
        [
            Sees(Kind.RECEIVED),
            Messages(channel=0, people={"asha": 1, "ben": 0, "carys": 0, "dilys": 0, "tom": 0}),
        ],
    ),
    (
        Wait(30 * MINUTES),
        [
            Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 0, "dilys": 0, "tom": 1}),
            NewestTo("ben", says=("S1", "Nobody has picked this up yet")),
            NewestTo("tom", says=("Nobody has picked up", "999")),
        ],
    ),
    (
        Wait(30 * MINUTES),
        Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 1, "dilys": 0}),
    ),
    (
        Wait(60 * MINUTES),
        Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 1, "dilys": 1}),
    ),
    (
        Wait(60 * MINUTES),
        Messages(channel=0, people={"asha": 2, "ben": 2, "carys": 2, "dilys": 2}),
    ),
    (Presses("dilys", Press.ACKNOWLEDGE), NewestTo("tom", says=("was picked up at", "Safeguarding Champion"))),
    (
        Wait(timedelta(hours=3)),
        [
            Messages(channel=0, people={"asha": 3, "ben": 2, "carys": 3, "dilys": 2}),
            NewestTo("carys", says=("A decision in ES-", "waits for you"), never=("Hanley", "parents")),
        ],
    ),
    (Wait(30 * MINUTES), NewestTo("dilys", says=("Something in ES-", "has to be done by 10:00 on Wednesday"))),
    (
        Wait(timedelta(hours=16)),
        [
            NewestTo("dilys", says=("1 case needs you today: ES-",), never=("Hanley", "S1")),
            Messages(channel=0, people={"asha": 3, "ben": 2, "carys": 3, "dilys": 4}),
        ],
    ),
    (Presses("dilys", Press.OPEN), Sees(Kind.CASE)),
    (Wait(timedelta(hours=8)), Messages(channel=0, people={"asha": 3, "ben": 2, "carys": 3, "dilys": 4})),
]

PASSED_ON: Conversation = [
    *LEFT_ALONE[:9],
    (
        Presses("asha", Press.CANNOT_TAKE),
        [Sees(Kind.SAID), Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 0, "dilys": 0})],
    ),
    (Wait(30 * MINUTES), Messages(channel=0, people={"asha": 1, "ben": 1, "carys": 1, "dilys": 0})),
]

NOT_SENT: Conversation = [
    (Starts("tom"), Screen("danger")),
    (AnswersIt("tom", {"danger": "not_sure"}), Screen("about")),
    (
        Wait(5 * MINUTES),
        [
            Messages(channel=0, people={"tom": 1}),
            NewestTo("tom", says=("Not sent: nobody knows yet", "999")),
        ],
    ),
    (Wait(60 * MINUTES), Messages(channel=0, people={"tom": 2})),
    (Wait(timedelta(days=1)), Messages(channel=0, people={"tom": 2})),
    (Presses("tom", Press.RESUME), Screen("about")),
]

ALERTING = {
    "danger now": DANGER_NOW,
    "left alone": LEFT_ALONE,
    "passed on": PASSED_ON,
    "not sent": NOT_SENT,
}
