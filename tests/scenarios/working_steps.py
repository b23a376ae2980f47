"""Pieces of conversations in which a case is worked: reporting, taking, ending a step, listing evidence."""

from collections.abc import Sequence

from dialogs.alerts import Press
from tests.scenarios.conversation import (
    AnswersIt,
    Expected,
    Kind,
    Presses,
    PressesHere,
    Screen,
    Sees,
    Starts,
)
from tests.scenarios.deeds import Answers, Does

Turns = Sequence[tuple[Does, Expected | Sequence[Expected]]]

NOT_NEEDED = {"how": "not applicable", "why": "Nobody here could say more."}
NO_REFERRAL: Answers = {"outcome": "not_due", "reasons": ["other"], "why": "He keeps no work with children."}
RANG = {"how": "done", "agency": "childrens_services", "reference": "Ms Hill, 4411", "on": "1/12/2026"}
PARENTS_TOLD = {"outcome": "told", "why": "Mia agreed. Her mother was rung and was calm.", "consulted": "Carys Jones"}
ASKED_POLICE = {"consulted": "PC Nair, by telephone"}
TO_CLOSE = {"outcome": "acted", "told": "told", "lesson": "Show learners how to block a number in their first week."}


def does(person: str, task: str, entered: Answers, *says: str, asks: Sequence[str] = ()) -> Turns:
    """Somebody does something with the case in front of them, and sees it again."""
    return [
        (PressesHere(person, Press.WORK, task), Screen("work", says=tuple(asks))),
        (AnswersIt(person, entered), Sees(Kind.CASE, says=says)),
    ]


def ends(person: str, step: str, entered: Answers, *, asks: Sequence[str] = ()) -> Turns:
    """Somebody records how a step ended."""
    return does(person, f"step {step}", entered, f"{step} is recorded", asks=asks)


def out_of_order(person: str, step: str) -> Turns:
    """Somebody records that a step does not apply, before one that it may wait for."""
    because = {"out of order": "It is all with the police."} if step == "B1" else {}
    return ends(person, step, {**NOT_NEEDED, **because})


def evidence(person: str, item: str) -> Turns:
    """Somebody lists what there is."""
    return does(person, "evidence", {"item": item, "where": "On her own phone", "holder": "Mia"}, item)


def takes(person: str) -> Turns:
    """Somebody picks a case up from their messages, and opens it."""
    return [
        (Presses(person, Press.ACKNOWLEDGE), Sees(Kind.SAID)),
        (Presses(person, Press.OPEN), Sees(Kind.CASE)),
    ]


def reports(entered: Sequence[Answers], *, by: str = "tom") -> Turns:
    """Somebody reports, answering the screens in order."""
    *before, last = entered
    return [
        (Starts(by), Screen("danger")),
        *((AnswersIt(by, each), Sees(Kind.SCREEN)) for each in before),
        (AnswersIt(by, last), Sees(Kind.RECEIVED, says=("ES-",))),
    ]


def about_messages(kind: str, age: str = "16_17", subject: str = "Mia Example") -> Sequence[Answers]:
    """The answers of a report about messages or posts of that kind."""
    return (
        {"danger": "no"},
        {"tile": "messages"},
        {"messages_kind": kind},
        {"staff_involved": "no"},
        {"subject": subject, "age": age, "centre": "hanley"},
        {"account": "She showed me what they wrote: 'nobody likes you'."},
        {"done": ["kept_evidence"]},
        {},
    )


ABOUT_AN_IMAGE: Sequence[Answers] = (
    {"danger": "no"},
    {"tile": "photos"},
    {"image_guard": "yes"},
    {"image_more": "shared"},
    {"staff_involved": "no"},
    {"subject": "Mia Example", "age": "16_17", "centre": "hanley"},
    {"account": "It was passed round."},
    {},
    {},
)
