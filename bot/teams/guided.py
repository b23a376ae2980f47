"""Draws the answer to what somebody asked or wrote: whom to ring if need be, then the policy's exact words.

Nothing of the policy is shortened: what is too long for one card stands on several.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import words
from bot.chat.carried import Carried
from bot.chat.doing import without_words
from bot.teams import ids, limits, teams_words
from bot.teams.buttons import MESSAGE, Place, button, of_press, of_ways
from bot.teams.cards import Card, Element, actions, bold, boxed, card, heading, rich, small
from bot.teams.paging import leading, paged, where, within
from bot.teams.parts import lines, notice, numbered
from dialogs import wording_guidance
from dialogs.forms import Tone
from handlers import guidance
from handlers.quoting import Noted, QuoteShown
from handlers.reply import Guided, Told
from handlers.values import Values

KIND = "guided"
ROOM = 3_000
"""Bytes kept for what stands around the elements of a part."""
BULLET = "• "
LEADS_TO = " > "


def in_a_dialog(reply: Guided, *, page: int = 0, asked: Values | None = None) -> Card:
    """The part `page` of the answer in a dialog.

    What was `asked` goes along with the buttons to the other parts, if there are any: nothing else keeps it. More of it
    than a form takes cannot come along.
    """
    here = Place(Carried(KIND))
    typed = asked if asked and limits.weight({**asked}) <= limits.INPUT else {}
    room = limits.MOST_BYTES - ROOM - 2 * limits.weight({**typed})
    parts = paged(_read(reply), _ways(reply, here), room=room)
    at = within(parts, page)
    there = replace(here, carried=Carried(KIND, draft=guidance.PREFIX, screen=guidance.SCREEN, page=at), typed=typed)
    buttons = [*leading(at, len(parts), there), button(words.CLOSE, ids.CLOSE, "", here)]
    return card([*parts[at], *where(at, len(parts))], buttons, wide=True)


def in_a_chat(reply: Guided) -> tuple[Card, ...]:
    """The answer as messages, nearly always one. What was asked stands in none of them."""
    reply = replace(reply, buttons=without_words(reply.buttons))
    parts = paged(_read(reply), _ways(reply, MESSAGE), room=limits.ANSWER_BYTES - ROOM)
    count = len(parts)
    return tuple(card([*part, *where(at, count)], wide=True, speak=teams_words.SPOKEN) for at, part in enumerate(parts))


def _read(reply: Guided) -> list[Element]:
    return [
        *notice(Told(reply.urgent, Tone.URGENT, reply.numbers)),
        *heading(reply.title, size="large"),
        *lines(reply.lines),
        *(block for quote in reply.quotes for block in _quote(quote)),
        *(
            block
            for place, line in enumerate(reply.after)
            for block in small(line, spacing="none" if place else "medium")
        ),
    ]


def _ways(reply: Guided, place: Place) -> list[Element]:
    return [*actions(of_press(each, place) for each in reply.buttons), *actions(of_ways(reply.ways, place))]


def _quote(quote: QuoteShown) -> list[Element]:
    """A passage; what is wrong with its words stands directly below them."""
    items = numbered(quote.items) if quote.ordered else _bulleted(quote.items)
    return [
        *small(LEADS_TO.join(quote.place), spacing="large"),
        *small(quote.lead),
        *boxed("emphasis", [*rich(quote.text), *items]),
        *_notes(quote.notes),
        *_siblings(quote.siblings),
        *(rich(bold(f"{wording_guidance.PLAIN}\n"), quote.plain) if quote.plain.strip() else []),
    ]


def _bulleted(texts: Sequence[str]) -> list[Element]:
    return [block for text in texts for block in rich(f"{BULLET}{text}", spacing="small")]


def _notes(notes: Sequence[Noted]) -> list[Element]:
    wrong = rich(bold(wording_guidance.WRONG)) if notes else []
    return boxed("warning", [*wrong, *(block for noted in notes for block in _noted(noted))])


def _noted(noted: Noted) -> list[Element]:
    place, erratum = f"{noted.where}: " if noted.where else "", noted.erratum
    instead = bold(f"{wording_guidance.INSTEAD}: ")
    return [*rich(bold(place), erratum.problem), *rich(instead, f"{erratum.instead} ", erratum.checked, spacing="none")]


def _siblings(texts: Sequence[str]) -> list[Element]:
    if not texts:
        return []
    each = (block for text in texts for block in small(f"{BULLET}{text}", spacing="none"))
    return [*small(wording_guidance.SAME_LIST, spacing="medium"), *each]
