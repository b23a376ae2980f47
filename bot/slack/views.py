"""Draws every reply as a modal. A new kind of reply fails type-checking here until it is drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import LISTING, Do
from bot.chat.states import case_of_state, is_state, way_back
from bot.slack import guided, limits
from bot.slack.blocks import Block, View, actions, context, header, plain
from bot.slack.buttons import button, home_again, of_press, of_ways, to_fetch
from bot.slack.case_view import case, done_above
from bot.slack.home import KIND as HOME
from bot.slack.home import home
from bot.slack.ids import Callback
from bot.slack.listing import listing
from bot.slack.paging import paged, paged_together, part_of, within
from bot.slack.parts import lines, loud, numbers, subheading
from bot.slack.reading import written
from bot.slack.rich import bold, copy, line, numbered, rich
from bot.slack.screens import errors, screen
from dialogs import wording, wording_downloads
from dialogs.alerts import Button, Press
from handlers.listing import Listing
from handlers.reply import Asked, CaseShown, Found, Guided, Home, NoSuchCase, NotTaken, Received, Reply, Said

__all__ = ["errors", "modal"]


KEPT: View = {"callback_id": Callback.SCREEN.value, "notify_on_close": True}
"""Slack says when it is closed, so that nothing of it is lost."""
PASSING: View = {"callback_id": Callback.PASSING.value}
"""Closing it is all that it takes to forget it: nobody is told."""


def modal(reply: Reply, *, zone: ZoneInfo, page: int = 0, about: str = "") -> View:
    """The reply as a modal; of one that is too long for a view, the part `page`, counted from 0.

    `about` is the id of the case that a short answer is about: then it can be opened from there; of what was received
    it is the draft's. Times are shown as they are in `zone`. Raises TypeError for what was found by a search: that is
    no view (see `fields.options_found`).
    """
    match reply:
        case Asked():
            return _asked(reply, page)
        case Received():
            return _reading(words.REPORT, Carried("received", draft=about, page=page), _received(reply))
        case NotTaken():
            carried = Carried("not taken", draft="" if is_state(reply.draft) else reply.draft, page=page)
            return _reading(words.REPORT, carried, _not_taken(reply))
        case Said():
            opens = "" if reply.over else about
            return _reading(words.BOT, Carried("said", page=page, case=opens), _said(reply, opens))
        case Home():
            return _reading(words.BOT, Carried(HOME, page=page), home(reply))
        case CaseShown():
            carried, parts = Carried("case", page=page, case=reply.case), paged_together(case(reply, zone))
            return _shown(words.CASE, carried, parts, above=done_above(reply) if within(parts, page) else ())
        case NoSuchCase():
            return _reading(words.CASE, Carried("no such case", page=page), _no_such_case())
        case Guided():
            return _reading(words.BOT, Carried("guided"), guided.blocks(reply))
        case Listing():
            return _reading(words.BOT, Carried(LISTING, page=page, about=reply.about), listing(reply))
        case Found():
            raise TypeError("what was found by a search is not a view")
        case _:
            assert_never(reply)


def _asked(asked: Asked, page: int) -> View:
    parts = paged(*screen(asked))
    place = within(parts, page)
    carried = Carried("screen", asked.draft, asked.screen, asked.told, place, version=asked.version)
    submits = asked.submit and place + 1 == len(parts)
    return {
        "type": "modal",
        "title": plain(limits.short(asked.heading or words.REPORT, limits.TITLE)),
        "close": plain(words.CLOSE),
        "blocks": part_of(parts, place, answered=bool(asked.submit)),
        **({"submit": plain(limits.short(asked.submit, limits.TITLE))} if submits else {}),
        "private_metadata": written(carried),
        **(KEPT if asked.keeps else PASSING),
    }


def _reading(title: str, carried: Carried, blocks: Sequence[Block]) -> View:
    return _shown(title, carried, paged(blocks))


def _shown(title: str, carried: Carried, parts: Sequence[Sequence[Block]], above: Sequence[Block] = ()) -> View:
    place = within(parts, carried.page)
    return {
        "type": "modal",
        "callback_id": Callback.READING.value,
        "title": plain(title),
        "close": plain(words.CLOSE),
        "private_metadata": written(replace(carried, page=place)),
        "blocks": [*above, *part_of(parts, place)],
    }


def _received(reply: Received) -> list[Block]:
    reference = [*line(words.REFERENCE), *line(bold(reply.reference))] if reply.reference else []
    return [
        *header(reply.title),
        *rich(reference),
        *lines(reply.lines),
        *(subheading(words.NEXT_FOR_YOU) if reply.next_steps else []),
        *rich(numbered(reply.next_steps)),
        *(subheading(words.IF_WORSE) if reply.numbers else []),
        *rich(numbers(reply.numbers)),
    ]


def _not_taken(reply: NotTaken) -> list[Block]:
    first, *rest = reply.lines or ("",)
    return [
        *header(reply.title),
        *rich(loud("octagonal_sign", words.STOP, first)),
        *lines(rest),
        *rich(numbers(reply.numbers)),
        *actions(_back_to(reply.draft, words.BACK_TO_REPORT)),
        *(_to_take_along(reply.copy) if reply.copy.strip() else []),
    ]


def _to_take_along(text: str) -> list[Block]:
    return [*subheading(words.TO_TAKE_WITH_YOU), *context(words.COPY_IT), *rich(copy(text))]


def _said(reply: Said, about: str) -> list[Block]:
    fetched = [to_fetch(wording_downloads.GET, reply.download)] if reply.download else []
    resumed = _back_to(reply.resume, wording.RESUME) if reply.resume else []
    opened = [button(words.OPEN_CASE, Do.OPEN, about, style="primary")] if about else []
    return [
        *header(reply.title),
        *lines(reply.lines),
        *rich(numbers(reply.numbers)),
        *actions([*fetched, *resumed, *opened, *map(of_press, reply.buttons)]),
        *actions(of_ways(set(reply.ways) - {way_back(reply.resume)}, leads=not resumed)),
    ]


def _back_to(draft: str, label: str) -> list[Block]:
    """Leads back to a form; if nothing of it is kept, to where it begins, or to the case that it is about."""
    way, case = way_back(draft), case_of_state(draft)
    if case:
        return [of_press(Button(Press.OPEN, words.OPEN_CASE, case))]
    if way:
        return of_ways([way])
    return [home_again() if is_state(draft) else of_press(Button(Press.RESUME, label, draft))]


def _no_such_case() -> list[Block]:
    return [*header(wording.NO_SUCH_CASE), *lines((wording.NO_SUCH_CASE_WHAT_NOW,))]
