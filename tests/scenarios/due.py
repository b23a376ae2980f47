"""Conversations in which two cases need somebody: on the next morning, and once nothing was recorded for a week."""

from datetime import timedelta

from dialogs.alerts import Press
from tests.scenarios.conversation import Conversation, Kind, Messages, NewestTo, Presses, Sees, Wait
from tests.scenarios.working_steps import ABOUT_AN_IMAGE, about_messages, reports, takes

TWO_ARE_DUE: Conversation = [
    *reports(ABOUT_AN_IMAGE),
    *takes("asha"),
    *reports(ABOUT_AN_IMAGE, by="lena"),
    *takes("asha"),
    (
        Wait(timedelta(0)),
        NewestTo("carys", says=("A decision in ES-", "waits for you"), never=("image", "Mia", "Hanley")),
    ),
    (Wait(timedelta(hours=21)), Messages(channel=0, people={"dilys": 0, "ben": 0})),
    (
        Wait(timedelta(hours=1, minutes=30)),
        NewestTo("asha", says=("2 cases need you today: ES-", "Show them"), never=("Mia", "Hanley", "S1")),
    ),
    (
        Presses("asha", Press.LOG),
        Sees(Kind.LISTING, says=("What needs you today", "Today: report suspected sexual abuse"), never=("Mia",)),
    ),
]

NOTHING_WAS_RECORDED: Conversation = [
    *reports(about_messages("sent")),
    *takes("asha"),
    *reports(about_messages("sent"), by="lena"),
    *takes("asha"),
    (Wait(timedelta(days=6, hours=22, minutes=25)), Messages(channel=2, people={"asha": 0})),
    (
        Wait(timedelta(minutes=5)),
        NewestTo("asha", says=("2 cases need you today: ES-", "Show them"), never=("Mia", "Hanley", "S2")),
    ),
    (
        Presses("asha", Press.LOG),
        Sees(Kind.LISTING, says=("What needs you today", "Today: nothing was recorded for 7 days"), never=("Mia",)),
    ),
]

DUE = {"two are due": TWO_ARE_DUE, "nothing was recorded": NOTHING_WAS_RECORDED}
