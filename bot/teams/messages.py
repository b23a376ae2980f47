"""Draws messages: alerts and notices in a channel or a chat, and the menu that answers one."""

from collections.abc import Sequence
from itertools import accumulate

from bot.teams import limits, teams_words
from bot.teams.buttons import MESSAGE, my_reports, of_press, of_ways
from bot.teams.cards import Card, Element, actions, bold, card, rich
from dialogs.alerts import Button, Message
from handlers.reply import Way

ROOM = 6_000
"""Bytes kept for the card around the lines and for the one that says how much is missing."""


def message(sent: Message) -> Card:
    """A message as it is posted. What does not fit is counted, and a button leads to where it is read."""
    return _card(sent.lines, [of_press(each, MESSAGE) for each in sent.buttons])


def menu(lines: Sequence[str], *, first: Sequence[Button] = (), ways: Sequence[Way] = tuple(Way)) -> Card:
    """Words of our own with ways on as buttons; `first` come before them, and then no way is the one to press.

    Where every way is open, so is the one to what somebody has reported.
    """
    pressed = [of_press(each, MESSAGE) for each in first]
    open_ways = of_ways(ways, MESSAGE, leads=not first)
    return _card(lines, pressed, [*open_ways, my_reports(MESSAGE)] if set(ways) == set(Way) else open_ways)


def _card(lines: Sequence[str], *rows: Sequence[Element]) -> Card:
    blocks = [block for place, line in enumerate(lines) for block in rich(line if place else bold(line))]
    under = [row for buttons in rows for row in actions(buttons)]
    room = limits.MESSAGE_BYTES - ROOM - limits.weight(under)
    taken = accumulate(limits.weight(block) for block in blocks)
    fitting = sum(sofar <= room for sofar in taken)
    rest: list[Element] = []
    if fitting < len(blocks):
        rest = [*rich(teams_words.more_lines(len(blocks) - fitting)), *actions([my_reports(MESSAGE)])]
    return card([*blocks[:fitting], *rest, *under], speak=teams_words.SPOKEN)
