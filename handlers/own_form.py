"""A form of the bot's own, beside those of the policy: one screen, of which nothing is kept before it is sent."""

from dataclasses import replace

from dialogs.forms import Answers, Field, Purpose
from handlers.reply import Asked
from handlers.values import Values


def own_form(
    draft: str, screen: str, title: str, fields: tuple[Field, ...], submit: str, *, heading: str = ""
) -> Asked:
    """The screen with nothing in it yet. `draft` is all that it carries."""
    return Asked(
        draft=draft,
        screen=screen,
        title=title,
        purpose=Purpose.ASK,
        notices=(),
        fields=fields,
        entered={},
        problems={},
        review=(),
        submit=submit,
        can_go_back=False,
        told="",
        number=0,
        count=0,
        heading=heading or title,
        keeps=False,
    )


def filled(form: Asked, entered: Answers) -> Asked:
    """The screen with what was entered in those of its fields that are there."""
    return replace(form, entered={each.id: entered[each.id] for each in form.fields if entered.get(each.id)})


def written(values: Values) -> dict[str, str]:
    """What was entered, field by field: whole characters, one kind of line break, and no space around it."""
    return {name: _sound("".join(given[:1])) for name, given in values.items()}


def _sound(text: str) -> str:
    return text.encode(errors="replace").decode().replace("\r\n", "\n").strip()
