"""Slash commands and shortcuts: each opens a modal, and leaves nothing behind in a channel."""

from bot.chat import words
from bot.chat.doing import Do, way
from bot.chat.payload import text
from bot.slack.blocks import Payload
from bot.slack.ids import Command, Shortcut
from bot.slack.quoting import quoted
from bot.slack.talk import Body, Talk
from handlers.turn import Turn, WantedToComeBack, WantedToReport, WantedToTell

CODE = "code"
"""The word after a command that people know for `Do.CHECK`."""


async def command(talk: Talk, body: Body) -> Payload | None:
    """A slash command. If it is too late for a modal, its answer is a message that only its sender sees."""
    typed, remark = text(body.get("text")).strip(), ""
    if text(body.get("command")) == Command.REPORT_INCIDENT:
        turn: Turn = WantedToReport(talk.who(body), typed)
    else:
        name, *rest = typed.split(maxsplit=1)[:2] or [""]
        turn = way(Do.CHECK if name.lower() == CODE else name.lower(), talk.who(body), "".join(rest))
        remark = words.NOT_TAKEN_ALONG if rest and isinstance(turn, WantedToTell | WantedToComeBack) else ""
    instead = await talk.opens(body, turn, remark=remark)
    return None if instead is None else {**instead, "response_type": "ephemeral"}


async def shortcut(talk: Talk, body: Body) -> None:
    """A shortcut of the global menu, or 'Report this message' of a message's."""
    who, callback = talk.who(body), text(body.get("callback_id"))
    if callback == Shortcut.REPORT_MESSAGE:
        turn: Turn = WantedToReport(who, quoted(talk.organisation, body))
    else:
        turn = way(callback, who)
    instead = await talk.opens(body, turn)
    if instead is not None:
        await talk.says({"user": body.get("user")}, instead)
