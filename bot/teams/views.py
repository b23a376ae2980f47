"""Draws every reply as a dialog's card. A new kind of reply fails type-checking here until it is drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import LISTING, Do
from bot.chat.states import way_back
from bot.teams import guided, ids, limits
from bot.teams.answering import answering
from bot.teams.buttons import Place, button, of_press, of_ways, to_fetch
from bot.teams.cards import Card, Element, actions, bold, card, heading, rich
from bot.teams.case_view import ABOVE, case, done_above
from bot.teams.choices import Finding
from bot.teams.home import KIND as HOME
from bot.teams.home import home
from bot.teams.listing import listing
from bot.teams.paging import leading, paged, paged_together, where, within
from bot.teams.parts import copy, lines, numbered, numbers, stop
from dialogs import wording, wording_downloads
from dialogs.alerts import Button, Press
from handlers.listing import Listing
from handlers.reply import Asked, CaseShown, Found, Guided, Home, NoSuchCase, NotTaken, Received, Reply, Said
from handlers.values import Values

ROOM = 3_000
"""Bytes kept for what stands around the elements of a part."""
MOST = limits.MOST_BYTES - ROOM


def dialog(reply: Reply, *, zone: ZoneInfo, page: int = 0, about: str = "", answered: Values | None = None) -> Card:
    """The reply as a card; of one that is too long for a card, the part `page`, counted from 0.

    A screen with something wrong in a field shows its last part, where the fields are. `about` is the id of the
    case that a short answer is about: then it can be opened from there; of what was received it is the draft's.
    `answered` is what was asked, for the parts of its answer. Times are shown as they are in `zone`. Raises
    TypeError for what was found by a search: that is no dialog (see `found`).
    """
    match reply:
        case Asked():
            return answering(reply, page)
        case Received():
            return _reading(Carried("received", draft=about, page=page), _received(reply))
        case NotTaken():
            place = Place(Carried("not taken", draft=reply.draft, page=page), sends=False)
            return _reading(place.carried, _not_taken(reply, place), sends=False)
        case Said():
            opens = "" if reply.over else about
            carried = Carried("said", page=page, case=opens)
            return _reading(carried, _said(reply, opens, Place(carried)))
        case Home():
            carried = Carried(HOME, page=page)
            return _reading(carried, home(reply, Place(carried)))
        case CaseShown():
            carried = Carried("case", page=page, case=reply.case)
            parts = paged_together(case(reply, zone, Place(carried)), room=MOST - ABOVE)
            return _shown(carried, parts, above=done_above(reply) if within(parts, page) else ())
        case NoSuchCase():
            return _reading(Carried("no such case", page=page), _no_such_case())
        case Guided():
            return guided.in_a_dialog(reply, page=page, asked=answered)
        case Listing():
            carried = Carried(LISTING, page=page, about=reply.about)
            return _reading(carried, listing(reply, Place(carried)))
        case Found():
            raise TypeError("what was found by a search is not a dialog")
        case _:
            assert_never(reply)


def found(asked: Asked, field: str, options: Found, *, searched: str = "", page: int = 0) -> Card:
    """A screen again, with the options of one of its fields that fit what was typed (`searched`) to find them."""
    return answering(asked, page, Finding(field, searched, options.options))


def _reading(carried: Carried, elements: Sequence[Element], *, sends: bool = True) -> Card:
    return _shown(carried, paged(elements, room=MOST), sends=sends)


def _shown(
    carried: Carried, parts: Sequence[Sequence[Element]], *, sends: bool = True, above: Sequence[Element] = ()
) -> Card:
    at = within(parts, carried.page)
    place = Place(replace(carried, page=at), sends=sends)
    buttons = [*leading(at, len(parts), place), button(words.CLOSE, ids.CLOSE, "", place)]
    return card([*above, *parts[at], *where(at, len(parts))], buttons, wide=True)


def _received(reply: Received) -> list[Element]:
    reference = rich(f"{words.REFERENCE}: ", bold(reply.reference)) if reply.reference else []
    return [
        *heading(reply.title, size="large"),
        *reference,
        *lines(reply.lines),
        *(heading(words.NEXT_FOR_YOU) if reply.next_steps else []),
        *numbered(reply.next_steps),
        *(heading(words.IF_WORSE) if reply.numbers else []),
        *numbers(reply.numbers),
    ]


def _not_taken(reply: NotTaken, place: Place) -> list[Element]:
    first, *rest = reply.lines or ("",)
    return [
        *heading(reply.title, size="large"),
        *stop(first),
        *lines(rest),
        *numbers(reply.numbers),
        *actions([of_press(Button(Press.RESUME, words.BACK_TO_REPORT, reply.draft), place)]),
        *(_to_take_along(reply.copy) if reply.copy.strip() else []),
    ]


def _to_take_along(text: str) -> list[Element]:
    return [*heading(words.TO_TAKE_WITH_YOU), *copy(words.COPY_IT, text)]


def _said(reply: Said, about: str, place: Place) -> list[Element]:
    again = way_back(reply.resume)
    ways = {*reply.ways, again} if again else reply.ways
    stored = reply.resume and not again
    resumed = [of_press(Button(Press.RESUME, wording.RESUME, reply.resume), place)] if stored else []
    opened = [button(words.OPEN_CASE, Do.OPEN, about, place, style="positive")] if about else []
    fetched = [to_fetch(wording_downloads.GET, reply.download)] if reply.download else []
    pressed = [of_press(each, place) for each in reply.buttons]
    leads = not resumed and not opened
    return [
        *heading(reply.title, size="large"),
        *lines(reply.lines),
        *numbers(reply.numbers),
        *actions([*fetched, *resumed, *opened, *pressed]),
        *actions(of_ways(ways, place, leads=leads)),
    ]


def _no_such_case() -> list[Element]:
    return [*heading(wording.NO_SUCH_CASE, size="large"), *lines((wording.NO_SUCH_CASE_WHAT_NOW,))]
