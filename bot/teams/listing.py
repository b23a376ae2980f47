"""Draws lists, one below the other, each row with what can be done with it."""

from bot.teams.buttons import Place, of_press
from bot.teams.cards import Element, actions, beside, bold, boxed, heading, rich, small
from handlers.listing import Group, Listing, Row


def listing(reply: Listing, place: Place) -> list[Element]:
    """Everything there is."""
    return [
        *heading(reply.title, size="large"),
        *actions(of_press(each, place) for each in reply.buttons),
        *(element for group in reply.groups for element in _group(group, place)),
    ]


def _group(group: Group, place: Place) -> list[Element]:
    rows = [element for row in group.rows for element in _row(row, place)]
    title = heading(group.heading) if group.heading else []
    return [*title, *small(group.note), *(rows or rich(group.empty, spacing="small"))]


def _row(row: Row, place: Place) -> list[Element]:
    first, *rest = rich(bold(row.label), f"\n{row.state}" if row.state else "", spacing="small") or rich("…")
    if row.button is None:
        return [first, *rest]
    drawn = [beside([first], of_press(row.button, place, about=row.label)), *rest]
    return boxed("warning", drawn) if row.urgent else drawn
