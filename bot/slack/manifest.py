"""The app's manifest: everything that Slack has to be told of this app, for api.slack.com to make it from.

It is made from what the bot answers to (`bot.slack.ids`) and what it needs (`bot.slack.scopes`), so that nothing can be
offered that is not answered. Source: docs.slack.dev/reference/app-manifest.
"""

import json
from collections.abc import Mapping

from bot.chat import words
from bot.chat.payload import Json
from bot.slack import scopes
from bot.slack.ids import Command, Event, Shortcut

Manifest = Mapping[str, Json]

EXAMPLE = "https://esafety.example.org"
"""The address in the `manifest.json` of this project."""

ENTRANCE = "/slack/events"
"""Where the bot hears everything that Slack sends."""

COMMANDS: Mapping[Command, tuple[str, str]] = {
    Command.REPORT_INCIDENT: ("Report an e-safety incident in a form that opens at once.", ""),
    Command.ESAFETY: (
        "Tell someone, get help now, read our answer, ask or report.",
        "[tell | help | code | ask and your question | report]",
    ),
}
"""What Slack shows beside each command, and what it shows that may follow."""

SHORTCUTS: Mapping[Shortcut, tuple[str, str]] = {
    Shortcut.REPORT: (words.REPORT, "Report an e-safety concern in a form"),
    Shortcut.TELL: (words.TELL, "Something happened to you or to a friend"),
    Shortcut.CHECK: (words.CHECK, "Read our answer to what you told us"),
    Shortcut.HELP: (words.HELP, "Whom to ring now"),
    Shortcut.REPORT_MESSAGE: ("Report this message", "Report an e-safety concern about this message"),
}
"""The name and the description of each shortcut."""


def manifest(url: str | None) -> Manifest:
    """The manifest of a bot that Slack reaches at `url` (no slash at its end), or over Socket Mode if that is None."""
    entrance = None if url is None else url + ENTRANCE
    return {
        "display_information": {
            "name": words.BOT,
            "description": "Report an e-safety concern, and see that somebody picks it up.",
            "background_color": "#1d4f4b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": words.BOT, "always_online": True},
            "shortcuts": [_shortcut(each) for each in Shortcut],
            "slash_commands": [_command(each, entrance) for each in Command],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes.NEEDED)}},
        "settings": {
            "event_subscriptions": _at("request_url", entrance) | {"bot_events": sorted(Event)},
            "interactivity": {"is_enabled": True}
            | _at("request_url", entrance)
            | _at("message_menu_options_url", entrance),
            "org_deploy_enabled": False,
            "socket_mode_enabled": entrance is None,
            "token_rotation_enabled": False,
        },
    }


def text(url: str | None) -> str:
    """The manifest as the text that api.slack.com takes."""
    return json.dumps(manifest(url), indent=2) + "\n"


def _command(command: Command, entrance: str | None) -> dict[str, Json]:
    description, hint = COMMANDS[command]
    described: dict[str, Json] = {"command": command, "description": description, "should_escape": False}
    return described | ({"usage_hint": hint} if hint else {}) | _at("url", entrance)


def _shortcut(shortcut: Shortcut) -> dict[str, Json]:
    name, description = SHORTCUTS[shortcut]
    kind = "message" if shortcut is Shortcut.REPORT_MESSAGE else "global"
    return {"name": name, "type": kind, "callback_id": shortcut, "description": description}


def _at(name: str, entrance: str | None) -> dict[str, Json]:
    return {} if entrance is None else {name: entrance}
