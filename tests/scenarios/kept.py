"""A conversation in which the record of a closed case is reviewed by one person and destroyed by two."""

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
)
from tests.scenarios.working_steps import NO_REFERRAL, NOT_NEEDED, TO_CLOSE, does, ends, reports, takes

DESTROYED_BY_TWO: Conversation = [
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
    *takes("carys"),
    *(turn for step in ("ST1", "ST2", "ST4", "ST5", "ST6", "ST8") for turn in ends("carys", step, NOT_NEEDED)),
    *ends("carys", "ST3", {"outcome": "not_met", "reasons": ["none"], "why": "It was about a timetable."}),
    *ends("carys", "ST7", NO_REFERRAL),
    *does("carys", "close", {**TO_CLOSE, "outcome": "staff_false"}),
    (Presses("dilys", Press.WORK, "agree"), Screen("work")),
    (AnswersIt("dilys", {"how": "agree"}), Sees(Kind.CASE, says=("Time to review",))),
    (
        Presses("carys", Press.OPEN),
        Sees(Kind.CASE, says=("A false or malicious allegation against staff", "Nobody has checked this yet.")),
    ),
    *does("carys", "dates", {"born": "1/2/1980"}, "1 February 1980"),
    *does("carys", "hold", {"why": "A claim.", "consulted": "The insurer", "review": "1/2/2030"}, "The insurer"),
    *does("carys", "hold", {"why": "It is settled."}),
    (PressesHere("carys", Press.WORK, "review"), Screen("work", says=("Nobody has checked this yet.",))),
    (
        AnswersIt("carys", {"how": "destroy", "why": "It never happened."}),
        [
            Sees(Kind.CASE, says=("Carys Jones wants this record destroyed",)),
            NewestTo("dilys", says=("ES-", "destroyed"), never=("Ewan", "Carys", "never happened")),
        ],
    ),
    (
        Presses("dilys", Press.WORK, "destroy"),
        Screen("work", says=("cannot be read again by anybody", "It never happened.")),
    ),
    (AnswersIt("dilys", {"how": "no"}), Screen("work", problems=1)),
    (
        AnswersIt("dilys", {"how": "agree"}),
        Sees(Kind.SAID, says=("The record is destroyed.",), never=("Ewan", "Open the case")),
    ),
    (Presses("carys", Press.OPEN), Sees(Kind.NO_SUCH_CASE)),
    (Presses("dilys", Press.OPEN), Sees(Kind.NO_SUCH_CASE)),
    (LooksHome("carys"), Sees(Kind.HOME, never=("ES-",))),
    (LooksHome("tom"), Sees(Kind.HOME, never=("ES-",))),
]
"""A false allegation, which is looked at at once."""

DESTROYING = {"a record that two people have destroyed": DESTROYED_BY_TWO}
