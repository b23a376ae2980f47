"""How each reply and button looks on the practice page: which template, title and status, and which address.

Pure: it chooses, the templates draw. A new kind of reply or press fails type-checking here until it is drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, assert_never
from urllib.parse import quote

from bot.chat.states import worked_on
from bot.pages.drawn import title_of
from dialogs.alerts import Button, Press
from handlers.listing import Listing
from handlers.reply import (
    Asked,
    CaseLine,
    CaseShown,
    Found,
    Guided,
    Home,
    NoSuchCase,
    NotTaken,
    Received,
    Reply,
    Said,
    Waiting,
    Way,
)

NOTHING_HERE = "There is nothing here"
TELL, CODE = "tell/start", "tell/code"
"""Where somebody begins to tell someone, and where they come back with a code."""
QUESTIONS = "questions"
"""Where questions to a person are."""
WORK, MY_REPORT = "work", "my-report"
"""Where a case is worked, and where whoever reported it sees how it stands."""
LOG = "log"
"""Where the incident log is."""

LET_IN, ASKING = "let-in", "ask"
"""Where two people open a case to one of them, and where that is asked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """The template that draws a page, the page's title, and its HTTP status."""

    template: str
    title: str
    status: int = 200


def look_of(reply: Reply) -> Look:
    """How a reply is drawn."""
    match reply:
        case Asked():
            look = Look("asked.html", title_of(reply))
        case Received():
            look = Look("received.html", reply.title)
        case NotTaken():
            look = Look("not_taken.html", reply.title)
        case Said():
            look = Look("said.html", reply.title)
        case Guided():
            look = Look("guided.html", reply.title)
        case Listing():
            look = Look("listing.html", reply.title)
        case Home():
            look = Look("home.html", "Home")
        case CaseShown():
            look = Look("case.html", reply.heading)
        case NoSuchCase() | Found():  # a browser shows every option, and never searches
            look = Look("no_such_case.html", NOTHING_HERE, 404)
        case _:
            assert_never(reply)
    return look


@dataclass(frozen=True, slots=True)
class Control:
    """A button ready to be drawn: a link that looks, or (`sends`) a form that does. `path` is below the persona's.

    A form that does sends what it is `about`, if it says; a link that looks may have a `query`.
    """

    label: str
    path: str
    sends: bool
    weight: Literal["first", "second", "quiet"]
    about: str = ""
    query: str = ""


def control_of(button: Button) -> Control:
    """How the button of a message, a case or a list is drawn."""
    case = f"case/{button.about}"
    match button.press:
        case Press.ACKNOWLEDGE:
            return Control(button.label, f"{case}/acknowledge", sends=True, weight="first")
        case Press.OPEN:
            return Control(button.label, case, sends=False, weight="second")
        case Press.CANNOT_TAKE:
            return Control(button.label, f"{case}/cannot-take", sends=True, weight="quiet")
        case Press.REPLY:
            return Control(button.label, f"{case}/reply", sends=False, weight="second")
        case Press.NO_MORE:
            return Control(button.label, f"{case}/no-more", sends=True, weight="quiet")
        case Press.RESUME:
            return Control(button.label, f"report/{button.about}", sends=False, weight="first")
        case Press.TELL:
            return Control(button.label, TELL, sends=True, weight="second")
        case Press.CHECK:
            return Control(button.label, CODE, sends=True, weight="second")
        case Press.PAUSE:
            return Control(button.label, "pause", sends=True, weight="quiet")
        case Press.WORK:
            path = f"case/{worked_on(button.about)}/{WORK}"
            return Control(button.label, path, sends=True, weight="second", about=button.about)
        case Press.MY_REPORT:
            return Control(button.label, f"{MY_REPORT}/{button.about}", sends=False, weight="second")
        case Press.LET_IN:
            return Control(button.label, f"{LET_IN}/{button.about or ASKING}", sends=False, weight="second")
        case Press.LOG | Press.FILTER | Press.TAKE:
            return _of_log(button)
        case Press.QUESTIONS:
            return Control(button.label, QUESTIONS, sends=False, weight="second")
        case Press.QUESTION:
            return Control(button.label, f"{QUESTIONS}/one/{button.about}", sends=False, weight="second")
        case Press.HELPED | Press.NOT_HELPED | Press.HAND_OVER | Press.TEACH | Press.UNTEACH:
            path = f"{QUESTIONS}/{button.press.value.replace(' ', '-')}"
            return Control(button.label, path, sends=True, weight=_weight(button.press), about=button.about)
        case _:
            assert_never(button.press)


def query_of(chosen: str) -> str:
    """What an address says of which cases of the incident log are chosen."""
    return f"?filter={quote(chosen, safe='')}" if chosen else ""


def _of_log(button: Button) -> Control:
    if button.press is Press.TAKE:
        return Control(button.label, f"{LOG}/take", sends=True, weight="second", about=button.about)
    path = LOG if button.press is Press.LOG else f"{LOG}/form"
    return Control(button.label, path, sends=False, weight="second", query=query_of(button.about))


def _weight(press: Press) -> Literal["second", "quiet"]:
    return "second" if press in {Press.HAND_OVER, Press.TEACH} else "quiet"


def control_of_way(way: Way) -> Control:
    """How a way on is drawn."""
    match way:
        case Way.REPORT:
            return Control("Start a report", "report/start", sends=True, weight="first")
        case Way.TELL:
            return Control("Tell someone", TELL, sends=True, weight="second")
        case Way.CHECK:
            return Control("I have a code", CODE, sends=True, weight="second")
        case Way.ASK:
            return Control("Ask a question", "ask", sends=False, weight="second")
        case Way.HELP:
            return Control("Help now", "help", sends=False, weight="second")
        case _:
            assert_never(way)


def controls_of_ways(ways: Iterable[Way]) -> tuple[Control, ...]:
    """How the ways on from an answer are drawn: the first stands out."""
    controls = (control_of_way(way) for way in ways)
    return tuple(replace(each, weight="second" if place else "first") for place, each in enumerate(controls))


def groups(cases: Iterable[CaseLine]) -> tuple[tuple[CaseLine, ...], ...]:
    """The cases of a list, those that wait alike together."""
    return tuple(tuple(group) for _, group in groupby(cases, key=lambda case: case.waiting))


def group_title(waiting: Waiting) -> str:
    """The title over the cases that wait like this."""
    match waiting:
        case Waiting.OVERDUE:
            return "Overdue: nobody has picked these up in time"
        case Waiting.NEW:
            return "New"
        case Waiting.MINE:
            return "Yours"
        case Waiting.OTHERS:
            return "With somebody else"
        case _:
            assert_never(waiting)
