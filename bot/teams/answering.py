"""Draws a screen as a card: its parts if it is too long for one, and the buttons that lead on from it."""

from dataclasses import replace

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import Place, button, discard
from bot.teams.cards import Card, Element, card, small
from bot.teams.choices import Finding
from bot.teams.fields import fillable
from bot.teams.paging import leading, paged, where, within
from bot.teams.screens import another_look, screen
from dialogs.forms import ChooseMany
from handlers.reply import Asked

ROOM = 3_000
"""Bytes kept for what stands around the elements of a part."""


def answering(asked: Asked, page: int, finding: Finding | None = None) -> Card:
    """A screen, or the part `page` of it; where somebody has to look at a field again, the last one."""
    place = _place(asked, finding)
    above, read, filled_in = another_look(asked), *screen(asked, place, finding)
    buttons = _buttons(asked, place)
    taken = limits.weight(buttons) + limits.weight(above) + ROOM
    parts = paged([*above, *read], [*filled_in, *_stopping(asked)], room=limits.MOST_BYTES - taken)
    last = len(parts) - 1
    at = last if finding or _something_wrong(asked) else within(parts, page)
    if at < last:
        reading = replace(place, carried=replace(place.carried, page=at), fields=(), many=())
        return card([*parts[at], *where(at, len(parts), answered=True)], leading(at, len(parts), reading), wide=True)
    again = above if last else []
    body = [*again, *parts[last], *where(last, len(parts))]
    return card(body, [*buttons, *leading(last, len(parts), place)], wide=True)


def _place(asked: Asked, finding: Finding | None) -> Place:
    """Where the buttons of a screen stand. Those that neither answer nor keep it carry no more than they need."""
    here = [
        field
        for field in asked.fields
        if fillable(field, asked.entered.get(field.id, ""), finding if finding and finding.field == field.id else None)
    ]
    return Place(
        Carried("screen", draft=asked.draft, screen=asked.screen),
        fields=tuple(field.id for field in here),
        many=tuple(field.id for field in here if isinstance(field, ChooseMany)),
    )


def _buttons(asked: Asked, place: Place) -> list[Element]:
    """What can be done with a screen. Nothing is kept before the first answer."""
    whole = replace(place, carried=replace(place.carried, told=asked.told, version=asked.version))
    answer = button(asked.submit, ids.ANSWER, "", whole, style="positive")
    if not asked.can_go_back:
        return [answer]
    return [
        answer,
        button(words.BACK, Do.BACK, asked.screen, place),
        button(teams_words.KEEP_AND_CLOSE, ids.KEEP, "", whole),
        discard(asked.draft, place),
    ]


def _stopping(asked: Asked) -> list[Element]:
    """What has been sent so far, and how to stop without losing anything."""
    nothing_sent = [] if asked.already else [words.NOTHING_SENT]
    can_stop = [teams_words.YOU_CAN_STOP, *([teams_words.NOT_BY_THE_CROSS] if asked.fields else [])]
    return small(" ".join([*nothing_sent, *(can_stop if asked.can_go_back else [])]), spacing="medium")


def _something_wrong(asked: Asked) -> bool:
    return any(asked.problems.get(field.id) for field in asked.fields)
