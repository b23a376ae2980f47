"""Every button that we show. A new press or way fails type-checking here until it is drawn."""

from collections.abc import Iterable
from typing import assert_never

from bot.chat import words
from bot.chat.doing import NOTHING, Do, do_of
from bot.slack import limits, slack_words
from bot.slack.blocks import Block, plain
from dialogs.alerts import Button, Press
from handlers.reply import Way

ORDER = (Way.TELL, Way.HELP, Way.CHECK, Way.ASK, Way.REPORT)
"""How the ways on stand beside each other: somebody who is frightened looks no further than the first ones."""
LEADING = (Way.TELL, Way.REPORT)
"""The ways to tell somebody, of which the first that is offered stands out."""


TO_FETCH = "fetch"
"""The name of a button that only leads somewhere: none of `Do`."""


def button(label: str, action: Do, value: str, *, style: str = "", about: str = "") -> Block:
    """A button. `about` says for those who only hear it what the label leaves out."""
    if not limits.fits(value, limits.BUTTON_VALUE):
        raise ValueError("the value of a button is too long")
    drawn: dict[str, str | Block] = {
        "type": "button",
        "text": plain(limits.short(label, limits.BUTTON)),
        "action_id": action.value,
        "value": value,
    }
    if style:
        drawn["style"] = style
    if about.strip():
        drawn["accessibility_label"] = limits.short(f"{label}: {' '.join(about.split())}", limits.BUTTON)
    return drawn


def of_press(pressed: Button, *, about: str = "") -> Block:
    """A button of a message or a view. `about` says to those who only hear it what the label leaves out."""
    match pressed.press:
        case Press.ACKNOWLEDGE:
            return button(pressed.label, Do.ACKNOWLEDGE, pressed.about, style="primary")
        case Press.OPEN:
            return button(pressed.label, Do.OPEN, pressed.about)
        case Press.CANNOT_TAKE:
            return button(pressed.label, Do.CANNOT_TAKE, pressed.about)
        case Press.RESUME:
            return button(pressed.label, Do.RESUME, pressed.about, style="primary")
        case Press.REPLY:
            return button(pressed.label, Do.REPLY, pressed.about)
        case Press.NO_MORE:
            return {**button(pressed.label, Do.NO_MORE, pressed.about), "confirm": _confirms_no_more()}
        case Press.PAUSE:
            return button(pressed.label, Do.PAUSE, pressed.press.value)
        case Press.WORK:
            return button(pressed.label, Do.WORK, pressed.about, about=about)
        case Press.MY_REPORT:
            return button(pressed.label, Do.MY_REPORT, pressed.about, about=about)
        case Press.LET_IN:
            return button(pressed.label, Do.LET_IN, pressed.about or NOTHING)
        case Press.TELL:
            return button(pressed.label, Do.TELL, pressed.press.value)
        case Press.CHECK:
            return button(pressed.label, Do.CHECK, pressed.press.value)
        case Press.UNTEACH:
            confirm = _confirm(words.REMOVE_TITLE, words.REMOVE_TEXT, words.REMOVE, words.KEEP)
            return {**_of_questions(pressed, about), "confirm": confirm}
        case Press.LOG | Press.FILTER | Press.TAKE:
            return _of_questions(pressed, about)
        case Press.HELPED | Press.NOT_HELPED | Press.HAND_OVER | Press.QUESTIONS | Press.QUESTION | Press.TEACH:
            return _of_questions(pressed, about)
        case _:
            assert_never(pressed.press)


def _of_questions(pressed: Button, about: str) -> Block:
    """A button that comes of questions about the policy. What is too long for it to carry it leaves off."""
    value = pressed.about if limits.fits(pressed.about, limits.BUTTON_VALUE) else ""
    return button(pressed.label, do_of(pressed.press), value or NOTHING, about=about)


def to_fetch(label: str, url: str) -> Block:
    """Leads to where a file can be fetched. Slack tells us that it was pressed, and there is nothing to be done."""
    text = plain(limits.short(label, limits.BUTTON))
    return {"type": "button", "text": text, "action_id": TO_FETCH, "url": url, "style": "primary"}


def of_ways(ways: Iterable[Way], *, leads: bool = True) -> list[Block]:
    """Ways on that are always open. One of them stands out if it `leads`: unless another button is the one to press."""
    offered = sorted(ways, key=ORDER.index)
    leading = next((way for way in LEADING if leads and way in offered), None)
    return [_of_way(way, "primary" if way is leading else "") for way in offered]


def home_again() -> Block:
    """Leads to what there is for a person."""
    return button(words.HOME, Do.MENU, NOTHING)


def discard(draft: str, about: str = "") -> Block:
    """Throws a draft away, once that has been confirmed."""
    confirm = _confirm(words.THROW_AWAY_TITLE, words.THROW_AWAY_TEXT, words.THROW_AWAY, words.KEEP)
    return {**button(words.THROW_AWAY, Do.DISCARD, draft, about=about), "confirm": confirm}


def _of_way(way: Way, style: str) -> Block:
    match way:
        case Way.REPORT:
            return button(words.REPORT, Do.REPORT, way.value, style=style)
        case Way.TELL:
            return button(words.TELL, Do.TELL, way.value, style=style)
        case Way.CHECK:
            return button(words.CHECK, Do.CHECK, way.value)
        case Way.ASK:
            return button(words.ASK, Do.ASK, way.value)
        case Way.HELP:
            return button(words.HELP, Do.HELP, way.value, style="danger")
        case _:
            assert_never(way)


def _confirms_no_more() -> Block:
    said = slack_words
    return _confirm(said.NO_MORE_TITLE, said.NO_MORE_TEXT, said.NO_MORE_YES, said.GO_BACK)


def _confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no), "style": "danger"}
