"""How each reply, field and button looks on the practice page: which template, title and status, and which marks.

Pure: it chooses, the templates draw. A new kind of reply, field or press fails type-checking here until it is drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, assert_never

from dialogs.alerts import Button, Press
from dialogs.forms import Answers, ChooseMany, ChooseOne, Field, LongText, Option, ShortText
from handlers.reply import (
    Asked,
    CaseLine,
    CaseShown,
    Found,
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
            look = Look("asked.html", f"Error: {reply.title}" if reply.problems else reply.title)
        case Received():
            look = Look("received.html", reply.title)
        case NotTaken():
            look = Look("not_taken.html", reply.title)
        case Said():
            look = Look("said.html", reply.title)
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
class Drawn:
    """A field ready to be drawn. `text` is what stands in a box, `chosen` the ids of the options that are marked."""

    id: str
    label: str
    hint: str
    drawn_as: Literal["radio", "checkbox", "line", "box"]
    options: tuple[Option, ...]
    text: str
    chosen: tuple[str, ...]
    problem: str
    optional: bool


def drawn_fields(asked: Asked) -> tuple[Drawn, ...]:
    """The fields of a screen, with what was entered in them and what is wrong with it."""
    return tuple(_drawn(field, asked) for field in asked.fields)


def _drawn(field: Field, asked: Asked) -> Drawn:
    drawn_as, options = _kind(field)
    text, chosen = _entered(field.id, asked.entered)
    problem = asked.problems.get(field.id, "")
    return Drawn(field.id, field.label, field.hint, drawn_as, options, text, chosen, problem, not field.required)


def _kind(field: Field) -> tuple[Literal["radio", "checkbox", "line", "box"], tuple[Option, ...]]:
    match field:
        case ChooseOne():
            return "radio", field.options
        case ChooseMany():
            return "checkbox", field.options
        case ShortText():
            return "line", ()
        case LongText():
            return "box", ()
        case _:
            assert_never(field)


def _entered(field: str, entered: Answers) -> tuple[str, tuple[str, ...]]:
    answer = entered.get(field, "")
    return ("", answer) if isinstance(answer, tuple) else (answer, (answer,))


@dataclass(frozen=True, slots=True)
class Control:
    """A button ready to be drawn: a link that looks, or (`sends`) a form that does. `path` is below the persona's."""

    label: str
    path: str
    sends: bool
    weight: Literal["first", "second", "quiet"]


def control_of(button: Button) -> Control:
    """How the button of a message or a case is drawn."""
    match button.press:
        case Press.ACKNOWLEDGE:
            return Control(button.label, f"case/{button.about}/acknowledge", sends=True, weight="first")
        case Press.OPEN:
            return Control(button.label, f"case/{button.about}", sends=False, weight="second")
        case Press.CANNOT_TAKE:
            return Control(button.label, f"case/{button.about}/cannot-take", sends=True, weight="quiet")
        case Press.RESUME:
            return Control(button.label, f"report/{button.about}", sends=False, weight="first")
        case _:
            assert_never(button.press)


def control_of_way(way: Way) -> Control:
    """How a way on is drawn."""
    match way:
        case Way.REPORT:
            return Control("Start a report", "report/start", sends=True, weight="first")
        case Way.TELL:
            return Control("Tell someone", "tell", sends=False, weight="second")
        case Way.ASK:
            return Control("Ask a question", "ask", sends=False, weight="second")
        case Way.HELP:
            return Control("Help now", "help", sends=False, weight="second")
        case _:
            assert_never(way)


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
