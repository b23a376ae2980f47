"""What was written to and fro with a code: people's own words, which do nothing here but be read."""

from collections.abc import Iterable

from bot.chat import words
from bot.slack import limits
from bot.slack.blocks import Block
from bot.slack.rich import Part, bold, line, quote, rich
from handlers.reply import Written

PIECE = 2_500
"""Of somebody's words: whose they are stands in the same block, and so on the same part of a long view."""


def thread(several: Iterable[Written], *, staff: bool) -> list[Block]:
    """Everything in the order in which it was written. `staff` if one of us reads it, and not whoever has the code."""
    return [block for each in several for block in rich(_written(each, staff=staff))]


def _written(each: Written, *, staff: bool) -> list[Part]:
    """Whose words they are stands outside of the quotation, where they cannot say it themselves."""
    said = [part for piece in limits.pieces(each.text, PIECE) for part in quote(piece)]
    return [*line(bold(words.wrote(each.day, ours=each.ours, staff=staff))), *said]
