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
        *(block for each in reply.groups for block in group(each)),
    ]


def group(shown: Group) -> list[Block]:
    """One list: its heading, and its rows or that there are none."""
    rows: Sequence[Block] = [block for each in shown.rows for block in row(each)]
    return [*header(shown.heading), *context(shown.note), *(rows or sections(shown.empty))]


def row(shown: Row) -> list[Block]:
    """One of a list, with what can be done with it."""
    more = [part for each in shown.more for part in line(each)]
    if shown.button is None:
        return rich([*line(bold(shown.label)), *line(shown.state), *more])
    if shown.urgent:
        loud = [*line(sign("warning"), bold(shown.label)), *line(bold(shown.state))]
        return [*rich([*loud, *more]), *actions([of_press(shown.button, about=shown.label)])]
    whole = "\n".join(filter(None, (shown.label, shown.state, *shown.more)))
    return beside(whole, of_press(shown.button, about=shown.label))
