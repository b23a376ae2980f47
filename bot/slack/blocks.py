"""Slack's JSON as values, and the smallest pieces that everything else is made of.

Words stand only in plain text and rich text: nothing here makes `mrkdwn`, so no text can become a mention or a link.
"""

from collections.abc import Iterable, Mapping

from bot.chat.payload import Json, sound
from bot.slack import limits

Block = Mapping[str, Json]
View = Mapping[str, Json]
Payload = Mapping[str, Json]


def plain(text: str) -> Block:
    """A plain text object: `:smile:` stays as it was written."""
    return {"type": "plain_text", "text": sound(text), "emoji": False}


def header(text: str) -> list[Block]:
    """A heading, or as many sections as it takes if it is too long for one."""
    if not limits.fits(text, limits.HEADER):
        return sections(text)
    return [{"type": "header", "text": plain(text)}] if text.strip() else []


def sections(text: str) -> list[Block]:
    """The whole text, in as many sections as it takes."""
    return [{"type": "section", "text": plain(piece)} for piece in limits.pieces(text) if piece.strip()]


def beside(text: str, button: Block) -> list[Block]:
    """The whole text, the button beside its beginning."""
    first, *rest = sections(text) or sections(limits.ELLIPSIS)
    return [{**first, "accessory": button}, *rest]


def context(text: str) -> list[Block]:
    """Small print."""
    return [{"type": "context", "elements": [plain(piece)]} for piece in limits.pieces(text) if piece.strip()]


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(buttons: Iterable[Block]) -> list[Block]:
    """Buttons in rows. An action that stands in it more than once gets a suffix, which readers leave off."""
    every = list(buttons)
    rows = [every[start : start + limits.BUTTONS] for start in range(0, len(every), limits.BUTTONS)]
    return [{"type": "actions", "elements": _told_apart(row)} for row in rows]


def _told_apart(row: list[Block]) -> list[Block]:
    used: set[Json] = set()
    apart: list[Block] = []
    for place, button in enumerate(row, 1):
        action = button["action_id"] if button["action_id"] not in used else f"{button['action_id']}:{place}"
        used.add(action)
        apart.append({**button, "action_id": action})
    return apart
