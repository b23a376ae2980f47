"""Every button that we show. A new press or way fails type-checking here until it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from bot.chat import words
from bot.chat.carried import Carried, as_json
from bot.chat.doing import NOTHING, Do, do_of
from bot.chat.payload import Json
from bot.chat.states import REPLYING, case_of_state, is_state, way_back
from bot.teams import limits, teams_words
from bot.teams.cards import Element, plain, rich
from bot.teams.ids import Key
from bot.teams.reading import FIELDS, MANY, TYPED
from dialogs.alerts import Button, Press
from handlers.reply import Way
from handlers.values import Values

Style = Literal["", "positive", "destructive"]

ORDER = (Way.TELL, Way.HELP, Way.CHECK, Way.ASK, Way.REPORT)
"""How the ways on stand beside each other: somebody who is frightened looks no further than the first ones."""
LEADING = (Way.TELL, Way.REPORT)
"""The ways to tell somebody, of which the first that is offered stands out."""

LABEL, ABOUT = 75, 150
"""Characters of what a button says, and of what it says to those who only hear it."""
OPENS: dict[str, Json] = {"type": "task/fetch"}
"""Beside an action's data it makes Teams ask for a dialog."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button stands: in a message, or in a dialog that carries this and has these fields to fill in.

    Of the fields, `many` are those in which several options can be chosen. It `sends` what stands in any input. What
    was `typed` on another part comes with it, where nothing else keeps that.
    """

    carried: Carried
    fields: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    in_message: bool = False
    sends: bool = True
    typed: Values = field(default_factory=dict)


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


def of_press(pressed: Button, place: Place, *, about: str = "") -> Element:
    """A button of a message or a dialog. `about` says to those who only hear it what the label leaves out."""
    match pressed.press:
        case Press.ACKNOWLEDGE:
            return _done_there(pressed, Do.ACKNOWLEDGE, place, style="positive")
        case Press.OPEN:
            return button(pressed.label, Do.OPEN, pressed.about, place)
        case Press.CANNOT_TAKE:
            return _done_there(pressed, Do.CANNOT_TAKE, place)
        case Press.RESUME:
            return _resume(pressed, place)
        case Press.REPLY:
            return button(pressed.label, Do.REPLY, pressed.about, place)
        case Press.NO_MORE:
            return _no_more(pressed, place)
        case Press.PAUSE:
            return button(pressed.label, Do.PAUSE, "", place)
        case Press.WORK:
            return button(pressed.label, Do.WORK, pressed.about, place, about=about)
        case Press.MY_REPORT:
            return button(pressed.label, Do.MY_REPORT, pressed.about, place, about=about)
        case Press.LET_IN:
            return button(pressed.label, Do.LET_IN, pressed.about or NOTHING, place)
        case Press.TELL:
            return button(pressed.label, Do.TELL, "", place)
        case Press.CHECK:
            return button(pressed.label, Do.CHECK, "", place)
        case Press.UNTEACH:
            sure = _of_questions(replace(pressed, label=words.REMOVE), place, about, style="destructive")
            return {
                **_asks_first(pressed.label, words.REMOVE_TITLE, words.REMOVE_TEXT, sure),
                **_told(pressed.label, about),
            }
        case Press.LOG | Press.FILTER | Press.TAKE:
            return _of_questions(pressed, place, about)
        case Press.HELPED | Press.NOT_HELPED | Press.HAND_OVER | Press.QUESTIONS | Press.QUESTION | Press.TEACH:
            return _of_questions(pressed, place, about)
        case _:
            assert_never(pressed.press)


def _of_questions(pressed: Button, place: Place, about: str, *, style: Style = "") -> Element:
    """A button that comes of questions about the policy. What is too long for it to carry it leaves off."""
    value = pressed.about if len(pressed.about) <= limits.VALUE else ""
    return button(pressed.label, do_of(pressed.press), value or NOTHING, place, style=style, about=about)


def _of_way(way: Way, place: Place, style: Style) -> Element:
    match way:
        case Way.REPORT:
            return button(words.REPORT, Do.REPORT, way.value, place, style=style)
        case Way.TELL:
            return button(words.TELL, Do.TELL, way.value, place, style=style)
        case Way.CHECK:
            return button(words.CHECK, Do.CHECK, way.value, place)
        case Way.ASK:
            return button(words.ASK, Do.ASK, way.value, place)
        case Way.HELP:
            return button(words.HELP, Do.HELP, way.value, place)
        case _:
            assert_never(way)


def of_ways(ways: Iterable[Way], place: Place, *, leads: bool = True) -> list[Element]:
    """Ways on that are always open. One of them is the one to press if it `leads`: unless another button is."""
    offered = sorted(ways, key=ORDER.index)
    leading = next((way for way in LEADING if leads and way in offered), None)
    return [_of_way(way, place, "positive" if way is leading else "") for way in offered]


def to_fetch(label: str, url: str) -> Element:
    """Leads to where a file can be fetched."""
    return {"type": "Action.OpenUrl", "title": plain(limits.short(label, LABEL)), "url": url, "style": "positive"}


def my_reports(place: Place) -> Element:
    """Leads to what there is for a person: where Slack has a tab, Teams has this button."""
    return button(teams_words.MY_REPORTS, Do.MENU, "", place)


def discard(draft: str, place: Place, about: str = "") -> Element:
    """Throws a draft away, once that has been confirmed below it."""
    sure = button(words.THROW_AWAY, Do.DISCARD, draft, place, style="destructive", about=about)
    first = _asks_first(words.THROW_AWAY, words.THROW_AWAY_TITLE, words.THROW_AWAY_TEXT, sure)
    return {**first, **_told(words.THROW_AWAY, about)}


def _no_more(pressed: Button, place: Place) -> Element:
    """Lets nothing more be written with a code, once that has been confirmed below it."""
    sure = button(teams_words.NO_MORE_YES, Do.NO_MORE, pressed.about, place, style="destructive")
    return _asks_first(pressed.label, teams_words.NO_MORE_TITLE, teams_words.NO_MORE_TEXT, sure)


def _asks_first(label: str, title: str, text: str, sure: Element) -> Element:
    asked = [*rich(title), *rich(text, spacing="none")]
    return {
        "type": "Action.ShowCard",
        "title": plain(limits.short(label, LABEL)),
        "card": {"type": "AdaptiveCard", "body": asked, "actions": [sure]},
    }


def _resume(pressed: Button, place: Place) -> Element:
    """What carries its own state begins anew: it may stand in no message, and is too long for a button."""
    way, case = way_back(pressed.about), case_of_state(pressed.about)
    if way:
        return _of_way(way, place, "positive")
    if case:
        do = Do.REPLY if pressed.about.startswith(REPLYING) else Do.OPEN
        return button(pressed.label, do, case, place, style="positive")
    if is_state(pressed.about):
        return my_reports(place)
    return button(pressed.label, Do.RESUME, pressed.about, place, style="positive")


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
    if place.typed:
        ours |= {TYPED: {name: list(values) for name, values in place.typed.items()}}
    return ours
