"""Draws a screen as a card: its parts if it is too long for one, and the buttons that lead on from it."""

from dataclasses import replace

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import Do
from bot.chat.payload import sound
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import Place, button, discard
from bot.teams.cards import Card, Element, card, small
from bot.teams.choices import Finding
from bot.teams.fields import fillable
from bot.teams.paging import leading, paged, where, within
from bot.teams.screens import another_look, screen
from dialogs import wording_learner
from dialogs.forms import Answer, ChooseMany
from handlers.reply import Asked

ROOM = 6_000
"""Bytes kept for what stands around the elements of a part: two buttons may each carry the state of a form."""

SENDS = frozenset({wording_learner.GO_ON, wording_learner.SEND})
"""What is pressed where something is sent, or leads there."""


def answering(asked: Asked, page: int, finding: Finding | None = None) -> Card:
    """A screen, or the part `page` of it; where somebody has to look at a field again, the last one."""
    place = _place(asked, finding)
    above, read, filled_in = another_look(asked), *screen(asked, place, finding)
    buttons, elsewhere = _buttons(asked, place), _reading(asked, place)
    taken = limits.weight(buttons) + limits.weight(above) + 2 * limits.weight({**elsewhere.typed}) + ROOM
    parts = paged([*above, *read], [*filled_in, *_stopping(asked)], room=limits.MOST_BYTES - taken)
    last = len(parts) - 1
    at = last if finding or _something_wrong(asked) else within(parts, page)
    if at < last:
        reading = replace(elsewhere, carried=replace(place.carried, page=at))
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
        sends=bool(asked.fields) or not asked.code,
    )


def _reading(asked: Asked, place: Place) -> Place:
    """Where the buttons of the parts before the last stand.

    What was entered comes with them if nothing keeps it: more of it than any form takes cannot come along.
    """
    typed = {} if asked.keeps else {name: _several(value) for name, value in asked.entered.items() if value}
    fits = limits.weight({**typed}) <= limits.INPUT
    return replace(place, fields=(), many=(), typed=typed if fits else {})


def _several(answer: Answer) -> tuple[str, ...]:
    return tuple(map(sound, answer)) if isinstance(answer, tuple) else (sound(answer),)


def _buttons(asked: Asked, place: Place) -> list[Element]:
    """What can be done with a screen. Nothing is kept before the first answer, and of some forms nothing at all."""
    whole = replace(place, carried=replace(place.carried, told=asked.told, version=asked.version))
    answer = [button(asked.submit, ids.ANSWER, "", whole, style="positive")] if asked.submit else []
    back = [button(words.BACK, Do.BACK, asked.screen, place)] if asked.can_go_back else []
    if not asked.keeps or not asked.submit:
        return [*answer, *back, _close()]
    keep = [button(teams_words.KEEP_AND_CLOSE, ids.KEEP, "", whole), discard(asked.draft, place)]
    return [*answer, *back, *(keep if asked.can_go_back else [])]


def _close() -> Element:
    """Closes what is forgotten then: nothing of it is sent for that."""
    return button(words.CLOSE, ids.CLOSE, "", Place(Carried("screen"), sends=False))


def _stopping(asked: Asked) -> list[Element]:
    """What has been sent so far, and how to stop without losing anything."""
    if not asked.keeps:
        return small(wording_learner.NOTHING_KEPT, spacing="medium") if asked.submit in SENDS else []
    nothing_sent = [] if asked.already else [words.NOTHING_SENT]
    can_stop = [teams_words.YOU_CAN_STOP, *([teams_words.NOT_BY_THE_CROSS] if asked.fields else [])]
    return small(" ".join([*nothing_sent, *(can_stop if asked.can_go_back else [])]), spacing="medium")


def _something_wrong(asked: Asked) -> bool:
    return any(asked.problems.get(field.id) for field in asked.fields)
