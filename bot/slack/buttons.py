"""Every button that we show. A new press or way fails type-checking here until it is drawn."""

from typing import assert_never

from bot.chat import words
from bot.chat.doing import Do
from bot.slack import limits
from bot.slack.blocks import Block, plain
from dialogs.alerts import Button, Press
from handlers.reply import Way


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


def of_press(pressed: Button) -> Block:
    """A button under an alert, or at the top of a case."""
    match pressed.press:
        case Press.ACKNOWLEDGE:
            return button(pressed.label, Do.ACKNOWLEDGE, pressed.about, style="primary")
        case Press.OPEN:
            return button(pressed.label, Do.OPEN, pressed.about)
        case Press.CANNOT_TAKE:
            return button(pressed.label, Do.CANNOT_TAKE, pressed.about)
        case Press.RESUME:
            return button(pressed.label, Do.RESUME, pressed.about, style="primary")
        case _:
            assert_never(pressed.press)


def of_way(way: Way, *, leads: bool = True) -> Block:
    """A way on that is always open. `leads` unless another button beside it is the one to press."""
    match way:
        case Way.REPORT:
            return button(words.REPORT, Do.REPORT, way.value, style="primary" if leads else "")
        case Way.TELL:
            return button(words.TELL, Do.TELL, way.value)
        case Way.ASK:
            return button(words.ASK, Do.ASK, way.value)
        case Way.HELP:
            return button(words.HELP, Do.HELP, way.value, style="danger")
        case _:
            assert_never(way)


def discard(draft: str, about: str = "") -> Block:
    """Throws a draft away, once that has been confirmed."""
    confirm: Block = {
        "title": plain(words.THROW_AWAY_TITLE),
        "text": plain(words.THROW_AWAY_TEXT),
        "confirm": plain(words.THROW_AWAY),
        "deny": plain(words.KEEP),
        "style": "danger",
    }
    return {**button(words.THROW_AWAY, Do.DISCARD, draft, about=about), "confirm": confirm}
