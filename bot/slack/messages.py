"""Draws messages: alerts and notices in a channel or a direct message, and the menu that answers one."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from bot.chat.payload import sound
from bot.slack import limits, slack_words
from bot.slack.blocks import Block, Payload, actions, sections
from bot.slack.buttons import ORDER, of_press, of_ways
from bot.slack.paging import weight
from dialogs.alerts import Button, Message
from handlers.reply import Way

ROOM = 2_500
"""Characters kept for the buttons and for the line that says how much is missing."""


def message(sent: Message) -> Payload:
    """A message as it is posted. What does not fit is counted, and read on the Home tab."""
    return _payload(sent.lines, map(of_press, sent.buttons))


def menu(lines: Sequence[str], *, first: Sequence[Button] = (), ways: Sequence[Way] = ORDER) -> Payload:
    """Words of our own with ways on as buttons; `first` come before them, and then no way is the one to press."""
    return _payload(lines, (*map(of_press, first), *of_ways(ways, leads=not first)))


def _payload(lines: Iterable[str], buttons: Iterable[Block]) -> Payload:
    pieces = _pieces(lines)
    under = actions(buttons)
    drawn = _kept(pieces, _drawn, limits.MESSAGE_CHARACTERS - ROOM, limits.MESSAGE_BLOCKS - len(under))
    written = _kept(pieces, _written, limits.MESSAGE_FALLBACK, len(drawn))
    return _of([*(block for piece in drawn for block in sections(piece)), *under], written)


def of_blocks(drawn: Sequence[Block], said: Iterable[str]) -> Payload:
    """These blocks, which must fit, as a message. `said` is what they say, for whoever hears it or is notified."""
    pieces = _pieces(said)
    more = slack_words.more_in_the_message
    return _of(drawn, _kept(pieces, _written, limits.MESSAGE_FALLBACK, len(pieces), more))


def _of(drawn: Sequence[Block], written: list[str]) -> Payload:
    return {
        "text": _escaped("\n".join(written)),
        "mrkdwn": False,
        "blocks": drawn,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _pieces(several: Iterable[str]) -> list[str]:
    return [piece for each in several for piece in limits.pieces(sound(each)) if piece.strip()]


def _kept(
    pieces: list[str],
    weigh: Callable[[str], int],
    most: int,
    most_lines: int,
    more: Callable[[int], str] = slack_words.more_lines,
) -> list[str]:
    """As many as there is room for, and a last line that counts the rest."""
    if len(pieces) <= most_lines and sum(map(weigh, pieces)) <= most:
        return pieces
    room = accumulate(map(weigh, pieces[: most_lines - 1]))
    kept = sum(taken <= most - weigh(more(len(pieces))) for taken in room)
    return [*pieces[:kept], more(len(pieces) - kept)]


def _drawn(piece: str) -> int:
    """What a line weighs as a block."""
    return sum(map(weight, sections(piece)))


def _written(piece: str) -> int:
    """What a line weighs in the fallback text."""
    return len(_escaped(piece)) + 1


def _escaped(text: str) -> str:
    """The fallback text, in which Slack would read these three as its own marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
