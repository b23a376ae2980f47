"""Slash commands and shortcuts: each opens a modal, and leaves nothing behind in a channel."""

from bot.slack.blocks import Payload
from bot.slack.ids import Command, Do, Shortcut
from bot.slack.people import text
from bot.slack.quoting import quoted
from bot.slack.talk import Body, Talk
from handlers.turn import OpenedHome, Turn, WantedHelp, WantedToAsk, WantedToReport, WantedToTell, Who


async def command(talk: Talk, body: Body) -> Payload | None:
    """A slash command. If it is too late for a modal, its answer is a message that only its sender sees."""
    typed = text(body.get("text")).strip()
    if text(body.get("command")) == Command.REPORT_INCIDENT:
        turn: Turn = WantedToReport(talk.who(body), typed)
    else:
        name, *rest = typed.split(maxsplit=1)[:2] or [""]
        turn = way(name.lower(), talk.who(body), "".join(rest))
    instead = await talk.opens(body, turn)
    return None if instead is None else {**instead, "response_type": "ephemeral"}


def way(name: str, who: Who, account: str = "") -> Turn:
    """What a word after the command, or a button, asks for. What is not known gets the menu."""
    match name:
        case Do.REPORT:
            return WantedToReport(who, account)
        case Do.TELL:
            return WantedToTell(who)
        case Do.ASK:
            return WantedToAsk(who)
        case Do.HELP:
            return WantedHelp(who)
        case _:
            return OpenedHome(who)


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
