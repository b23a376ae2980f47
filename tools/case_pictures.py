"""A case is worked by the policy, from its alert to its closing: what the pictures of every platform have in common."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from dialogs.alerts import Press
from tests.scenarios.conversation import Answers, Platform
from tests.scenarios.working_steps import (
    ABOUT_AN_IMAGE,
    ASKED_POLICE,
    NOT_NEEDED,
    about_messages,
)
from tools.pictured_reports import NASTY

DONE: Answers = {"how": "done"}
TO_THE_SITE: Answers = {"how": "done", "agency": "site", "reference": "Report 77-1240"}
EVIDENCE: Answers = {
    "item": "Eleven messages of 20 to 22 November, in a group chat",
    "where": "On her own phone",
    "holder": "Mia",
}
PARENTS_NOT_TOLD: Answers = {
    "outcome": "not_told",
    "reasons": ["risk"],
    "why": "Mia is afraid of what her stepfather would do. She told her aunt herself, who came to fetch her.",
    "consulted": "Carys Jones, Safeguarding Lead",
}
QUESTION = "Thank you for telling us. Do you know which app the messages came through?"
ANSWER = "The one with the ghost. She has left the group now."
CLOSING: Answers = {
    "outcome": "acted",
    "told": "told",
    "lesson": "Show learners how to leave and block a group in their first week.",
}
ASKED_TO_TAKE: Answers = {"to": "carys", "why": "The first review is yours. Nobody has looked at the picture."}
ABOUT_STAFF: tuple[Answers, ...] = (
    {"danger": "no"},
    {"tile": "staff"},
    {"staff_kind": "contact"},
    {"subject": "Ewan Reid", "age": "16_17"},
    {"account": "He writes to one of my learners late at night, from his own account."},
    {},
    {},
)
A_DAY = timedelta(days=1)
SHORT = timedelta(hours=5)


class CaseAlbum(Protocol):
    """Where pictures of a platform are kept, by the names of people and of pictures."""

    @property
    def people(self) -> Platform:
        """Who reports and who works the cases."""
        ...

    async def fills_in(self, person: str, values: Answers) -> None:
        """Fill in what is in front of somebody."""
        ...

    async def shows(self, name: str, person: str, *, phone: bool = False) -> None:
        """Keep what is in front of somebody, as they have filled it in, from its top."""
        ...

    async def home(self, name: str, person: str) -> None:
        """Keep what there is for somebody when they come."""
        ...

    async def alerts(self, name: str, person: str) -> None:
        """Keep the newest message to a person."""
        ...


async def worked(at: CaseAlbum) -> None:
    """A case is opened, worked, asked about and closed."""
    await opened(at, NASTY, "case-opened")
    await _half(at)
    await _asked(at)
    await ends(at, "asha", ("A7",), NOT_NEEDED)
    await at.people.presses_here("asha", Press.WORK, "close")
    await at.fills_in("asha", CLOSING)
    await at.shows("closing", "asha")
    await at.people.answers("asha", {})
    await at.shows("closed-case", "asha")
    await at.alerts("reporter-hears-it-is-closed", "tom")


async def posted(at: CaseAlbum) -> None:
    """The policy's words are wrong in places, and one step should come before another."""
    await opened(at, about_messages("posted")[:-1], "case-with-wrong-words")
    await at.people.presses_here("asha", Press.WORK, "step B1")
    await at.shows("another-step-comes-first", "asha")


async def under_18(at: CaseAlbum) -> None:
    """The policy's steps wait, another takes it over, and two people close it."""
    await opened(at, ABOUT_AN_IMAGE[:-1], "case-of-an-image")
    await at.people.presses_here("asha", Press.WORK, "hand-over")
    await at.fills_in("asha", ASKED_TO_TAKE)
    await at.shows("hand-over", "asha")
    await at.people.answers("asha", {})
    await at.alerts("asked-to-take-it-over", "carys")
    await at.people.presses("carys", Press.WORK, "take-over")
    await at.shows("take-it-over", "carys")
    await at.people.answers("carys", {})
    await _reviewed(at)
    await _agreed(at)


async def staff(at: CaseAlbum) -> None:
    """The LADO should have been asked by now."""
    await reported(at, ABOUT_STAFF[:-1])
    await at.people.presses("carys", Press.ACKNOWLEDGE)
    await at.people.waits(2 * A_DAY)
    await at.people.presses("carys", Press.OPEN)
    await at.shows("overdue", "carys")


async def several(at: CaseAlbum) -> None:
    """Two people report the same; the cases are linked, and others wait beside them."""
    await reported(at, NASTY)
    await at.people.waits(SHORT)
    await opened(at, about_messages("both")[:-1], "same-person", by="farah")
    await at.people.presses_here("asha", Press.WORK, "Link")
    await at.fills_in("asha", {"why": "The same messages, seen by two of her tutors."})
    await at.shows("link", "asha")
    await at.people.answers("asha", {})
    await at.shows("linked", "asha")
    await at.people.presses("ben", Press.ACKNOWLEDGE)
    await reported(at, about_messages("threat", subject="Ola Example")[:-1], by="lena")
    await at.people.waits(SHORT)
    await reported(at, about_messages("posted", subject="Sam Example")[:-1], by="ewan")
    await at.home("home-with-several-cases", "asha")


JOURNEYS = (worked, posted, under_18, staff, several)
NAMES = (
    "case-opened",
    "list-evidence",
    "step",
    "parents",
    "half-worked",
    "ask-the-reporter",
    "reporter-is-asked",
    "home-of-a-reporter-with-a-question",
    "reporter-answers",
    "answer-sent",
    "reporter-has-answered",
    "closing",
    "closed-case",
    "reporter-hears-it-is-closed",
    "case-with-wrong-words",
    "another-step-comes-first",
    "case-of-an-image",
    "hand-over",
    "asked-to-take-it-over",
    "take-it-over",
    "first-review",
    "closing-needs-another",
    "waits-for-another",
    "asked-to-agree",
    "agree",
    "overdue",
    "same-person",
    "link",
    "linked",
    "home-with-several-cases",
    "copy-of-a-case",
    "copy-to-fetch",
    "dates",
    "hold",
    "review",
    "asked-to-destroy",
    "destroy",
    "destroyed",
    "incident-log",
    "choosing-of-the-log",
    "let-in-by-two",
)
"""Every picture, in the order of their numbers."""
ON_PHONES = frozenset({"ask-the-reporter", "case-opened", "step"})
"""What a phone shows as well, besides what says so itself."""


async def reported(at: CaseAlbum, screens: Sequence[Answers], by: str = "tom") -> None:
    """Somebody reports something."""
    await at.people.starts(by)
    for values in (*screens, {}):
        await at.people.answers(by, values)


async def opened(at: CaseAlbum, screens: Sequence[Answers], name: str = "", by: str = "tom") -> None:
    """It is reported, picked up and opened. What is seen then is kept if it has a name."""
    await reported(at, screens, by)
    await at.people.presses("asha", Press.ACKNOWLEDGE)
    await at.people.presses("asha", Press.OPEN)
    if name:
        await at.shows(name, "asha", phone=name in ON_PHONES)


async def does(at: CaseAlbum, person: str, task: str, entered: Answers, name: str = "") -> None:
    """Somebody does something with the case in front of them. What they filled in is kept if it has a name."""
    await at.people.presses_here(person, Press.WORK, task)
    await at.fills_in(person, entered)
    if name:
        await at.shows(name, person, phone=name in ON_PHONES)
    await at.people.answers(person, {})


async def ends(at: CaseAlbum, person: str, steps: Sequence[str], entered: Answers) -> None:
    """Somebody ends these steps, all in the same way."""
    for step in steps:
        await does(at, person, f"step {step}", entered)


async def _half(at: CaseAlbum) -> None:
    await ends(at, "asha", ("A1", "A2"), DONE)
    await does(at, "asha", "evidence", EVIDENCE, "list-evidence")
    await ends(at, "asha", ("A4",), DONE)
    await does(at, "asha", "step A5", TO_THE_SITE, "step")
    await does(at, "asha", "step A6", PARENTS_NOT_TOLD, "parents")
    await at.shows("half-worked", "asha", phone=True)


async def _asked(at: CaseAlbum) -> None:
    await does(at, "asha", "ask", {"text": QUESTION}, "ask-the-reporter")
    await at.alerts("reporter-is-asked", "tom")
    await at.home("home-of-a-reporter-with-a-question", "tom")
    await at.people.presses("tom", Press.MY_REPORT)
    await at.fills_in("tom", {"text": ANSWER})
    await at.shows("reporter-answers", "tom", phone=True)
    await at.people.answers("tom", {})
    await at.shows("answer-sent", "tom")
    await at.alerts("reporter-has-answered", "asha")
    await at.people.presses("asha", Press.OPEN)


async def _reviewed(at: CaseAlbum) -> None:
    await ends(at, "carys", ("IM1", "IM2", "IM3", "IM4"), DONE)
    await ends(at, "carys", ("IM8", "IM9"), NOT_NEEDED)
    nobody: Answers = {"outcome": "nobody", "why": "Nobody looks at it. What was said is enough."}
    await ends(at, "carys", ("IM6",), nobody)
    await ends(at, "carys", ("IM7",), {"how": "done", "agency": "police_101", "reference": "CR/1"})
    refer: Answers = {"outcome": "refer", "reasons": ["coercion"], "why": "He asked for more.", **ASKED_POLICE}
    await does(at, "carys", "step IM5", refer, "first-review")
    wait: Answers = {"outcome": "not_told", "reasons": ["police"], "why": "They ring first.", **ASKED_POLICE}
    await ends(at, "carys", ("IM10",), wait)
    await does(at, "carys", "go-ahead", {"why": "The police are done with the phone."})
    await ends(at, "carys", ("A1", "A2", "A4", "A5", "A7", "B1", "B3", "B4", "B5"), NOT_NEEDED)


async def _agreed(at: CaseAlbum) -> None:
    await at.people.presses_here("carys", Press.WORK, "close")
    await at.fills_in("carys", CLOSING)
    await at.shows("closing-needs-another", "carys")
    await at.people.answers("carys", {})
    await at.shows("waits-for-another", "carys")
    await at.alerts("asked-to-agree", "asha")
    await at.people.presses("asha", Press.WORK, "agree")
    await at.fills_in("asha", {"how": "agree"})
    await at.shows("agree", "asha")
