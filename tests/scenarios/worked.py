"""Conversations in which a case is worked by the policy's steps, from the alert to its closing."""

from datetime import timedelta

from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Conversation,
    Kind,
    LooksHome,
    NewestTo,
    Presses,
    PressesHere,
    Screen,
    Sees,
    Wait,
)
from tests.scenarios.working_steps import (
    ABOUT_AN_IMAGE,
    ASKED_POLICE,
    NO_REFERRAL,
    NOT_NEEDED,
    PARENTS_TOLD,
    RANG,
    TO_CLOSE,
    about_messages,
    does,
    ends,
    evidence,
    out_of_order,
    reports,
    takes,
)

QUIET: Conversation = [(Wait(timedelta(0)), [])]
"""What is owed by now is sent."""

PROCEDURE_A: Conversation = [
    *reports(about_messages("sent")),
    *takes("asha"),
    *ends("asha", "A1", {"how": "done"}, asks=("Advise the learner not to respond to the message",)),
    *ends("asha", "A2", {"how": "done"}),
    (PressesHere("asha", Press.WORK, "step A4"), Screen("work", says=("Secure and preserve any evidence",))),
    (AnswersIt("asha", {"how": "done"}), Screen("work", problems=1)),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE)),
    *evidence("asha", "Eleven messages from one number"),
    *ends("asha", "A4", {"how": "done"}),
    (PressesHere("asha", Press.WORK, "step A5"), Screen("work", says=("Inform the sender's e-mail service provider",))),
    (AnswersIt("asha", {"how": "done"}), Screen("work", problems=2)),
    (AnswersIt("asha", {"how": "done", "agency": "site", "reference": "77-1"}), Sees(Kind.CASE, says=("77-1",))),
    (PressesHere("asha", Press.WORK, "step A6"), Screen("work", says=("Notify parents of the learner involved",))),
    (AnswersIt("asha", {"outcome": "not_told", "why": "She asked us to wait."}), Screen("work", problems=1)),
    (AnswersIt("asha", PARENTS_TOLD), Sees(Kind.CASE, says=("A6 is recorded", "Mia agreed."))),
    *ends("asha", "A7", {"how": "not applicable", "why": "Nobody outside needs to act."}),
    *does("asha", "ask", {"text": "Which app was it?"}, "Which app was it?"),
    (Presses("tom", Press.MY_REPORT), Sees(Kind.SCREEN, says=("Which app was it?",), never=("Mia", "A6"))),
    (AnswersIt("tom", {"text": "The one with the ghost."}), Sees(Kind.SAID, says=("999",), never=("Mia", "Asha"))),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("The one with the ghost.",))),
    (PressesHere("asha", Press.WORK, "close"), Screen("work")),
    (AnswersIt("asha", {"outcome": "acted", "told": "not_told", "lesson": "L"}), Screen("work", problems=1)),
    (
        AnswersIt("asha", TO_CLOSE),
        [
            Sees(
                Kind.CASE,
                says=("Show learners how to block",),
                ordered=tuple(f"Ended step {name}" for name in ("A1", "A2", "A4", "A5", "A6", "A7")),
            ),
            NewestTo("tom", says=("finished with", "Thank you"), never=("Mia", "Asha", "block")),
        ],
    ),
    (LooksHome("asha"), Sees(Kind.HOME, never=("S2 · ES-",))),
    (LooksHome("tom"), Sees(Kind.HOME, says=("ES-", "Finished for now"))),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("Closed",))),
    (PressesHere("asha", Press.WORK, "reopen"), Screen("work")),
    (
        AnswersIt("asha", {"why": "It began again."}),
        [
            Sees(Kind.CASE, says=("It began again.", "Picked up at", "With Asha Patel since")),
            NewestTo("tom", says=("We are looking at", "again"), never=("Mia", "Asha", "began")),
        ],
    ),
    (LooksHome("tom"), Sees(Kind.HOME, says=("It is with the E-Safety Coordinator now",), never=("Finished",))),
]

PROCEDURE_B: Conversation = [
    *reports(about_messages("posted")),
    *takes("asha"),
    (
        PressesHere("asha", Press.WORK, "step B1"),
        Screen("work", says=("Inform and request the comments be removed", "B2 should come first")),
    ),
    (AnswersIt("asha", {"how": "done", "agency": "site", "reference": "R-9"}), Screen("work", problems=1)),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("COPD", "CEOP"))),
    *evidence("asha", "The address of the page, and its time"),
    *ends("asha", "B2", {"how": "done"}),
    *ends("asha", "B1", {"how": "done", "agency": "site", "reference": "R-9", "on": "1/12/2026"}),
    *ends("asha", "B3", {"how": "not applicable", "why": "CEOP takes no reports of unkind posts."}, asks=("COPD",)),
    *ends("asha", "B4", {"how": "not done", "why": "Mia does not want the police, and nothing here is a crime."}),
    *ends("asha", "B5", RANG),
    *does("asha", "close", TO_CLOSE, "Ms Hill, 4411"),
]
"""With what is wrong with the policy's words beside them, and keeping before taking down."""

BOTH_TOGETHER: Conversation = [
    *reports(about_messages("both")),
    *takes("asha"),
    *evidence("asha", "Messages and one post"),
    *ends("asha", "A4", {"how": "done"}),
    (
        Presses("asha", Press.OPEN),
        Sees(Kind.CASE, ordered=("Procedure A", "Procedure B"), never=("Comes after B2",)),
    ),
    *(turn for step in ("A1", "A2", "A5", "A7", "B1", "B3", "B4", "B5") for turn in ends("asha", step, NOT_NEEDED)),
    *ends("asha", "A6", PARENTS_TOLD),
    *does("asha", "close", TO_CLOSE, "A4"),
]
"""The evidence is one step, and either procedure goes on from it."""

UNDER_18_IMAGE: Conversation = [
    *reports(ABOUT_AN_IMAGE),
    *takes("asha"),
    (Presses("asha", Press.OPEN), Sees(Kind.CASE, says=("IM1", "Not now"))),
    *ends("asha", "IM8", NOT_NEEDED),
    *ends("asha", "IM9", NOT_NEEDED),
    *does("asha", "hand-over", {"to": "carys", "why": "The first review is hers."}, "Carys Jones"),
    (Presses("carys", Press.WORK, "take-over"), Screen("work", says=("Asha Patel",))),
    (AnswersIt("carys"), Sees(Kind.CASE, says=("Carys Jones",))),
    *(turn for step in ("IM1", "IM2", "IM3", "IM4") for turn in ends("carys", step, {"how": "done"})),
    *ends("carys", "IM6", {"outcome": "nobody", "why": "Nobody looks at it. What was said is enough."}),
    *ends("carys", "IM7", {"how": "done", "agency": "police_101", "reference": "CR/1"}),
    (PressesHere("carys", Press.WORK, "step IM10"), Screen("work", says=("IM5 should come first",))),
    (Presses("carys", Press.OPEN), Sees(Kind.CASE)),
    *ends("carys", "IM5", {"outcome": "refer", "reasons": ["coercion"], "why": "He asked for more.", **ASKED_POLICE}),
    *ends("carys", "IM10", {"outcome": "not_told", "reasons": ["police"], "why": "They ring first.", **ASKED_POLICE}),
    *does("carys", "go-ahead", {"why": "The police are done with the phone."}, "The police are done"),
    *(turn for step in ("A1", "A2", "A5", "A7", "B1", "B3", "B4", "B5") for turn in out_of_order("carys", step)),
    *ends("carys", "A4", NOT_NEEDED),
    (PressesHere("carys", Press.WORK, "close"), Screen("work", says=("another person",))),
    (AnswersIt("carys", TO_CLOSE), Sees(Kind.CASE, says=("Carys Jones",), never=("Closed.",))),
    (PressesHere("carys", Press.WORK, "close"), Screen("work")),
    (Presses("asha", Press.WORK, "agree"), Screen("work", says=("Show learners how to block",))),
    (
        AnswersIt("asha", {"how": "agree"}),
        Sees(Kind.CASE, ordered=("Ended step IM8", "Took it over", "Ended step IM5", "Ended step A4", "Closed it")),
    ),
    (LooksHome("carys"), Sees(Kind.HOME, never=("ES-",))),
]
"""The policy's steps wait, the lead reviews first, and two people close it."""

STAFF_CONCERN: Conversation = [
    *reports(
        (
            {"danger": "no"},
            {"tile": "staff"},
            {"staff_kind": "contact"},
            {"subject": "Ewan Reid", "age": "16_17"},
            {"account": "Private messages to a learner."},
            {},
            {},
        )
    ),
    (LooksHome("asha"), Sees(Kind.HOME, never=("ES-",))),
    *takes("carys"),
    (Presses("carys", Press.OPEN), Sees(Kind.CASE, says=("ST4", "LADO", "by "))),
    *ends("carys", "ST4", {"how": "done", "agency": "lado", "reference": "L-3", "on": "1/12/2026"}),
    (Presses("carys", Press.OPEN), Sees(Kind.CASE, says=("L-3",), never=("Ask the LADO for advice within",))),
    *ends("carys", "ST3", {"outcome": "may_be_met", "reasons": ["lado"], "why": "He wrote to her at night."}),
    *(turn for step in ("ST1", "ST2", "ST5", "ST6", "ST8") for turn in ends("carys", step, NOT_NEEDED)),
    *ends("carys", "ST7", NO_REFERRAL),
    *does("carys", "close", {**TO_CLOSE, "outcome": "other_procedure"}),
    (Presses("dilys", Press.WORK, "agree"), Screen("work", says=("Passed to another procedure",))),
    (
        AnswersIt("dilys", {"how": "agree"}),
        Sees(Kind.CASE, ordered=("Ended step ST4", "Ended step ST3", "Ended step ST7", "Closed it")),
    ),
    (LooksHome("asha"), Sees(Kind.HOME, never=("ES-",))),
]
"""Only the lead and the champion read it, and the clock stops when the LADO has been asked."""

ABOUT_THE_LEAD: Conversation = [
    *reports(
        (
            {"danger": "no"},
            {"tile": "staff"},
            {"staff_kind": "contact"},
            {"subject": "Carys Jones", "age": "16_17"},
            {"account": "She messages a learner privately."},
            {},
            {},
        )
    ),
    (LooksHome("carys"), Sees(Kind.HOME, never=("ES-",))),
    *takes("dilys"),
    *ends("dilys", "ST1", {"how": "done"}),
    *does("dilys", "note", {"text": "Rang the LADO first."}, "Rang the LADO first."),
    *ends("dilys", "ST3", {"outcome": "not_met", "reasons": ["none"], "why": "It was about a timetable."}),
    *(turn for step in ("ST2", "ST4", "ST5", "ST6", "ST8") for turn in ends("dilys", step, NOT_NEEDED)),
    *ends("dilys", "ST7", NO_REFERRAL),
    (PressesHere("dilys", Press.WORK, "close"), Screen("work")),
    (
        AnswersIt("dilys", {**TO_CLOSE, "outcome": "unfounded"}),
        Sees(Kind.CASE, ordered=("Wrote a note", "Ended step ST3", "Ended step ST7", "Closed it")),
    ),
    (LooksHome("carys"), Sees(Kind.HOME, never=("ES-",))),
    (LooksHome("asha"), Sees(Kind.HOME, never=("ES-",))),
]
"""The board member works it, and the lead learns nothing."""

AN_ADULT: Conversation = [
    *reports(about_messages("sent", age="18_plus", subject="Ola Example")),
    *takes("asha"),
    (PressesHere("asha", Press.WORK, "step A6"), Screen("work", says=("Age in the report: 18 or over",))),
    (
        AnswersIt("asha", {"outcome": "not_told", "reasons": ["adult"], "why": "Ola is 19 and does not want it."}),
        Sees(Kind.CASE, says=("A6 is recorded", "Ola is 19")),
    ),
    *(turn for step in ("A1", "A2", "A4", "A5", "A7") for turn in ends("asha", step, NOT_NEEDED)),
    *does("asha", "close", TO_CLOSE, "The learner is 18 or over"),
]
"""An adult's parents are not told, and the reason is kept."""

TWO_REPORTERS: Conversation = [
    *reports(about_messages("sent")),
    *takes("asha"),
    *reports(about_messages("sent"), by="farah"),
    *takes("asha"),
    (PressesHere("asha", Press.WORK, "Link"), Screen("work")),
    (AnswersIt("asha", {"why": "The same messages."}), Sees(Kind.CASE, says=("The same messages.", "Linked"))),
    *(turn for step in ("A1", "A2", "A4", "A5", "A7") for turn in ends("asha", step, NOT_NEEDED)),
    *ends("asha", "A6", PARENTS_TOLD),
    *does("asha", "close", {**TO_CLOSE, "outcome": "joined"}, "Joined to another case"),
    (LooksHome("farah"), Sees(Kind.HOME, says=("Finished for now",))),
    (LooksHome("tom"), Sees(Kind.HOME, says=("ES-",), never=("Finished for now",))),
]
"""Two people report the same thing: the cases are linked, and neither reporter hears of the other."""

HANDED_ROUND: Conversation = [
    *reports(about_messages("threat")),
    *takes("asha"),
    *does("asha", "serious", {"to": "S0", "why": "He named a time."}, "S0"),
    *QUIET,
    (PressesHere("asha", Press.WORK, "serious"), Screen("work")),
    (AnswersIt("asha", {"to": "S1"}), Screen("work", problems=1)),
    (AnswersIt("asha", {"to": "S1", "why": "He is with the police."}), Sees(Kind.CASE, says=("with the police",))),
    *QUIET,
    *does("asha", "keep-out", {"to": "ben", "why": "He is the boy's uncle."}, "Ben Okafor"),
    (LooksHome("ben"), Sees(Kind.HOME, never=("ES-",))),
]
"""It becomes more serious and less, and somebody is kept out of it."""

WHAT_FITS: Conversation = [
    *reports(about_messages("sent")),
    *takes("asha"),
    (PressesHere("asha", Press.WORK, "step A6"), Screen("work", says=("Age in the report: 16 or 17",))),
    (
        AnswersIt("asha", {"outcome": "not_told", "reasons": ["adult"], "why": "She is 18 today."}),
        Screen("work", says=("The report says: 16 or 17.", "“Something else”"), problems=1),
    ),
    (
        AnswersIt("asha", {"outcome": "told", "reasons": ["adult"], "why": "She agreed."}),
        Screen("work", says=("These are reasons only for: Parents are not told; Waiting",), problems=1),
    ),
    (
        AnswersIt("asha", {"outcome": "not_told", "reasons": ["other"], "why": "Her passport says that she is 18."}),
        Sees(Kind.CASE, says=("A6 is recorded", "Something else"), never=("The learner is 18 or over",)),
    ),
    *ends("asha", "A5", {"how": "done", "agency": "site"}),
    *(turn for step in ("A1", "A2", "A4", "A7") for turn in ends("asha", step, NOT_NEEDED)),
    (
        PressesHere("asha", Press.WORK, "close"),
        Sees(Kind.SCREEN, says=("Acted on here",), never=("Staff: ", "nobody knows who it is")),
    ),
    (AnswersIt("asha", TO_CLOSE), Sees(Kind.CASE, says=("Show learners how to block",))),
]
"""A reason that the report contradicts is not taken, and nobody is stuck; a case ends only as such a case can."""

WORKED = {
    "procedure A, whole": [*PROCEDURE_A, *QUIET],
    "procedure B, whole": [*PROCEDURE_B, *QUIET],
    "both procedures together": [*BOTH_TOGETHER, *QUIET],
    "an image of somebody under 18": [*UNDER_18_IMAGE, *QUIET],
    "a concern about staff": [*STAFF_CONCERN, *QUIET],
    "a concern about the lead": [*ABOUT_THE_LEAD, *QUIET],
    "an adult learner": [*AN_ADULT, *QUIET],
    "reasons and endings that fit": [*WHAT_FITS, *QUIET],
    "two reporters of one incident": [*TWO_REPORTERS, *QUIET],
    "serious, less serious, and somebody kept out": [*HANDED_ROUND, *QUIET],
}
