"""Draws lists, one below the other, each row with what can be done with it."""

from bot.teams.buttons import Place, of_press
from bot.teams.cards import Element, actions, beside, bold, boxed, heading, rich, small
from handlers.listing import Group, Listing, Row


def listing(reply: Listing, place: Place) -> list[Element]:
    """Everything there is."""
    return [
        *heading(reply.title, size="large"),
        *actions(of_press(each, place) for each in reply.buttons),
        *(element for each in reply.groups for element in group(each, place)),
    ]


def group(shown: Group, place: Place) -> list[Element]:
    """One list: its heading, and its rows or that there are none."""
    rows = [element for each in shown.rows for element in row(each, place)]
    title = heading(shown.heading) if shown.heading else []
    return [*title, *small(shown.note), *(rows or rich(shown.empty, spacing="small"))]


def row(shown: Row, place: Place) -> list[Element]:
    """One of a list, with what can be done with it."""
    below = "".join(f"\n{each}" for each in (shown.state, *shown.more) if each)
    first, *rest = rich(bold(shown.label), below, spacing="small") or rich("…")
    if shown.button is None:
        return [first, *rest]
    drawn = [beside([first], of_press(shown.button, place, about=shown.label)), *rest]
    return boxed("warning", drawn) if shown.urgent else drawn
