"""The manifest of the Teams app: everything that Teams has to be told of it.

It is made from what the bot answers to (`bot.teams.ids`), so that nothing can be offered that is not answered. Source:
learn.microsoft.com/microsoft-365/extensibility/schema, version 1.29.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat import words
from bot.chat.doing import Do
from bot.chat.payload import Json
from bot.teams.ids import Command

Manifest = Mapping[str, Json]

SCHEMA = "1.29"
VERSION = "1.2.0"
"""Raise it whenever what stands here changes: Teams takes another package of the same app only with a higher one."""

LONGEST_NAME = 32
"""Characters of a publisher's name."""

COLOUR = "#1d4f4b"
ICONS: Mapping[str, str] = {"color": "color.png", "outline": "outline.png"}
COMPOSING: tuple[str, ...] = ("compose", "commandBox")

HOME, CODE = "home", "code"

IN_A_CHAT: Mapping[str, str] = {
    Do.REPORT: "Report an e-safety concern in a form",
    Do.TELL: "Something happened to you or to a friend",
    CODE: "Read our answer, if you have a code",
    Do.ASK: "Ask what the e-safety policy says",
    Do.HELP: "Whom to ring now",
    HOME: "Everything that you can do here",
}
"""What can be written to the bot in a chat with it, and what Teams shows beside it."""

IN_A_TEAM: Mapping[str, str] = {HOME: "What you can do here, told in your own chat with the bot"}
"""The same for a channel. Nobody is led to write there what it is about."""

EXTENSION: Mapping[Command, tuple[str, str, tuple[str, ...]]] = {
    Command.REPORT: (words.REPORT, "Report an e-safety concern in a form. Nothing is posted here.", COMPOSING),
    Command.TELL: (words.TELL, "Something happened to you or to a friend. Nothing is posted here.", COMPOSING),
    Command.CHECK: (words.CHECK, "Read our answer to what you told us. Nothing is posted here.", COMPOSING),
    Command.ASK: (words.ASK, "Ask what the e-safety policy says. Nothing is posted here.", COMPOSING),
    Command.REPORT_MESSAGE: (
        "Report this message",
        "Report an e-safety concern about this message. Nothing is posted here.",
        ("message",),
    ),
}
"""The name and the description of each command of the message extension, and where Teams offers it."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who gives the app to its people, and the https addresses of its website, its privacy notice and its terms."""

    name: str
    website: str
    privacy: str
    terms: str


def manifest(app_id: str, publisher: Publisher, version: str = VERSION) -> Manifest:
    """The manifest of a bot with that id, which is the app's too and so the same for ever."""
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": version,
        "id": app_id,
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": _short(publisher.name),
            "websiteUrl": publisher.website,
            "privacyUrl": publisher.privacy,
            "termsOfUseUrl": publisher.terms,
        },
        "name": {"short": words.BOT, "full": "E-safety: report a concern"},
        "description": {
            "short": "Report an e-safety concern, and see that somebody picks it up.",
            "full": "Tell the safeguarding team that something happened online, to a learner, to a colleague or to "
            "you. If somebody is in danger, ring 999 first. A form opens at once; what you enter in it is posted in no "
            "chat. You read who will be told before you send it, and you hear when it is picked up.",
        },
        "icons": ICONS,
        "accentColor": COLOUR,
        "bots": [_bot(app_id)],
        "composeExtensions": [{"botId": app_id, "commands": [_command(each) for each in Command]}],
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
    }


def text(made: Manifest) -> str:
    """The manifest as the text that stands in the package."""
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _bot(app_id: str) -> Json:
    return {
        "botId": app_id,
        "scopes": ["personal", "team"],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [_list("personal", IN_A_CHAT), _list("team", IN_A_TEAM)],
    }


def _list(scope: str, commands: Mapping[str, str]) -> Json:
    return {
        "scopes": [scope],
        "commands": [{"title": title, "description": described} for title, described in commands.items()],
    }


def _command(command: Command) -> Json:
    title, description, context = EXTENSION[command]
    return {
        "id": command,
        "type": "action",
        "title": title,
        "description": description,
        "context": context,
        "fetchTask": True,
    }


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
