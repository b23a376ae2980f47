"""Draws lists, one below the other, each row with what can be done with it."""

from collections.abc import Sequence

from bot.slack.blocks import Block, actions, beside, context, header, sections
from bot.slack.buttons import of_press
from bot.slack.rich import bold, line, rich, sign
from handlers.listing import Group, Listing, Row


def listing(reply: Listing) -> list[Block]:
    """Everything there is."""
    return [
        *header(reply.title),
        *actions(map(of_press, reply.buttons)),
        *(block for group in reply.groups for block in _group(group)),
    ]


def _group(group: Group) -> list[Block]:
    rows: Sequence[Block] = [block for row in group.rows for block in _row(row)]
    return [*header(group.heading), *context(group.note), *(rows or sections(group.empty))]


def _row(row: Row) -> list[Block]:
    if row.button is None:
        return rich([*line(bold(row.label)), *line(row.state)])
    if row.urgent:
        loud = [*line(sign("warning"), bold(row.label)), *line(bold(row.state))]
        return [*rich(loud), *actions([of_press(row.button, about=row.label)])]
    return beside("\n".join(filter(None, (row.label, row.state))), of_press(row.button, about=row.label))
