"""Every button that we show. A new press or way fails type-checking here until it is drawn."""

from dataclasses import dataclass
from typing import Literal, assert_never

from bot.chat import words
from bot.chat.carried import Carried, as_json
from bot.chat.doing import Do
from bot.chat.payload import Json
from bot.teams import limits, teams_words
from bot.teams.cards import Element, plain, rich
from bot.teams.ids import Key
from bot.teams.reading import FIELDS, MANY
from dialogs.alerts import Button, Press
from handlers.reply import Way

Style = Literal["", "positive", "destructive"]

LABEL, ABOUT = 75, 150
"""Characters of what a button says, and of what it says to those who only hear it."""
OPENS: dict[str, Json] = {"type": "task/fetch"}
"""Beside an action's data it makes Teams ask for a dialog."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands: in a message, or in a dialog that carries this and has these fields to fill in.

    Of the fields, `many` are those in which several options can be chosen. It `sends` what stands in any input.
    """

    carried: Carried
    fields: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    in_message: bool = False
    sends: bool = True


MESSAGE = Place(Carried(), in_message=True)


def button(label: str, do: str, value: str, place: Place, *, style: Style = "", about: str = "") -> Element:
    """A button; in a message it opens a dialog. `about` says to those who only hear it what the label leaves out."""
    drawn: dict[str, Json] = {
        "type": "Action.Submit",
        "title": plain(limits.short(label, LABEL)),
        "data": {Key.OURS.value: _data(do, value, place), **({Key.TEAMS.value: OPENS} if place.in_message else {})},
    }
    if style:
        drawn["style"] = style
    if not place.sends:
        drawn["associatedInputs"] = "None"
    return {**drawn, **_told(label, about)}


def of_press(pressed: Button, place: Place) -> Element:
    """A button of an alert, or of a case."""
    match pressed.press:
        case Press.ACKNOWLEDGE:
            return _done_there(pressed, Do.ACKNOWLEDGE, place, style="positive")
        case Press.OPEN:
            return button(pressed.label, Do.OPEN, pressed.about, place)
        case Press.CANNOT_TAKE:
            return _done_there(pressed, Do.CANNOT_TAKE, place)
        case Press.RESUME:
            return button(pressed.label, Do.RESUME, pressed.about, place, style="positive")
        case _:
            assert_never(pressed.press)


def of_way(way: Way, place: Place, *, leads: bool = True) -> Element:
    """A way on that is always open. `leads` unless another button beside it is the one to press."""
    match way:
        case Way.REPORT:
            return button(words.REPORT, Do.REPORT, way.value, place, style="positive" if leads else "")
        case Way.TELL:
            return button(words.TELL, Do.TELL, way.value, place)
        case Way.ASK:
            return button(words.ASK, Do.ASK, way.value, place)
        case Way.HELP:
            return button(words.HELP, Do.HELP, way.value, place)
        case _:
            assert_never(way)


def my_reports(place: Place) -> Element:
    """Leads to what there is for a person: where Slack has a tab, Teams has this button."""
    return button(teams_words.MY_REPORTS, Do.MENU, "", place)


def discard(draft: str, place: Place, about: str = "") -> Element:
    """Throws a draft away, once that has been confirmed below it."""
    asked = [*rich(words.THROW_AWAY_TITLE), *rich(words.THROW_AWAY_TEXT, spacing="none")]
    sure = button(words.THROW_AWAY, Do.DISCARD, draft, place, style="destructive", about=about)
    drawn: Element = {
        "type": "Action.ShowCard",
        "title": words.THROW_AWAY,
        "card": {"type": "AdaptiveCard", "body": asked, "actions": [sure]},
    }
    return {**drawn, **_told(words.THROW_AWAY, about)}


def _done_there(pressed: Button, do: Do, place: Place, *, style: Style = "") -> Element:
    """In a message it opens nothing: Teams puts the answer in the card's place, or where it is too old, below it."""
    if not place.in_message:
        return button(pressed.label, do, pressed.about, place, style=style)
    opening = button(pressed.label, do, pressed.about, place, style=style)
    asked: Element = {**opening, "data": {Key.OURS.value: _data(do, pressed.about, place)}}
    return {**asked, "type": "Action.Execute", "verb": do.value, "fallback": asked}


def _told(label: str, about: str) -> Element:
    """What somebody hears of a button, if its label leaves something out."""
    return {"tooltip": plain(limits.short(f"{label}: {' '.join(about.split())}", ABOUT))} if about.strip() else {}


def _data(do: str, value: str, place: Place) -> Element:
    if len(value) > limits.VALUE:
        raise ValueError("the value of a button is too long")
    carried: dict[str, Json] = {**as_json(place.carried)}
    ours: dict[str, Json] = {Key.DO.value: str(do), Key.VALUE.value: value, Key.CARRIED.value: carried}
    if place.fields:
        ours |= {FIELDS: list(place.fields)}
    if place.many:
        ours |= {MANY: list(place.many)}
    return ours
