"""What Slack sends when people do something, in its full documented shape.

Sources: docs.slack.dev/interactivity (slash commands, shortcuts), docs.slack.dev/reference/interaction-payloads and
docs.slack.dev/apis/events-api.
"""

import secrets
from collections.abc import Mapping

from tests.fakes.slack_json import Json, Object, at
from tests.fakes.slack_methods import as_slack_has_it
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_views import ShownView
from tests.fakes.slack_workspace import APP, BOT, BOT_USER, TEAM, Posted, direct, names

VERIFICATION = "example-verification-token"


def slash(slack: FakeSlack, user: str, command: str, text: str, channel: str) -> Mapping[str, str]:
    """A slash command, as form fields."""
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "privategroup",
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": _response_url(slack, channel, user),
        "trigger_id": slack.trigger(user),
    }


def shortcut(slack: FakeSlack, user: str, callback_id: str) -> Object:
    """A global shortcut."""
    return {
        "type": "shortcut",
        "action_ts": slack.ts(),
        "callback_id": callback_id,
        "trigger_id": slack.trigger(user),
        **_who(user),
    }


def message_action(slack: FakeSlack, user: str, callback_id: str, channel: str, message: Object) -> Object:
    """A shortcut of a message."""
    return {
        "type": "message_action",
        "action_ts": slack.ts(),
        "callback_id": callback_id,
        "trigger_id": slack.trigger(user),
        "response_url": _response_url(slack, channel, user),
        "message_ts": message.get("ts"),
        "message": message,
        "channel": _channel(channel),
        **_who(user),
    }


def said(slack: FakeSlack, user: str, text: str) -> Object:
    """A message that somebody wrote."""
    words: Json = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}]
    return {
        "type": "message",
        "client_msg_id": f"{secrets.token_hex(4)}-{secrets.token_hex(6)}",
        "user": user,
        "text": text,
        "ts": slack.ts(),
        "team": TEAM,
        "blocks": [{"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": words}],
    }


def pressed_in_view(slack: FakeSlack, shown: ShownView, block: str, element: Object) -> Object:
    """A button in a modal or in a Home tab."""
    return {
        "type": "block_actions",
        "container": {"type": "view", "view_id": shown.id},
        "trigger_id": slack.trigger(shown.user),
        "view": as_slack_has_it(shown),
        "actions": [_action(slack, block, element)],
        **_who(shown.user),
    }


def pressed_in_message(slack: FakeSlack, user: str, posted: Posted, block: str, element: Object) -> Object:
    """A button of a message of the bot's own."""
    container: Object = {
        "type": "message",
        "message_ts": posted.ts,
        "channel_id": posted.channel,
        "is_ephemeral": False,
    }
    author: Object = {"user": BOT_USER, "bot_id": BOT, "app_id": APP, "team": TEAM, "type": "message", "ts": posted.ts}
    return {
        "type": "block_actions",
        "container": container,
        "trigger_id": slack.trigger(user),
        "response_url": _response_url(slack, posted.channel, user),
        "channel": _channel(posted.channel),
        "message": {**author, **posted.message},
        "state": {"values": {}},
        "actions": [_action(slack, block, element)],
        **_who(user),
    }


def pressed_in_whisper(slack: FakeSlack, user: str, channel: str, block: str, element: Object) -> Object:
    """A button of a message that only this person sees: Slack sends no message with it."""
    ts = slack.ts()
    return {
        "type": "block_actions",
        "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": True},
        "trigger_id": slack.trigger(user),
        "response_url": _response_url(slack, channel, user),
        "channel": _channel(channel),
        "state": {"values": {}},
        "actions": [_action(slack, block, element)],
        **_who(user),
    }


def submitted(slack: FakeSlack, shown: ShownView) -> Object:
    """A modal's submit button."""
    return {
        "type": "view_submission",
        "trigger_id": slack.trigger(shown.user),
        "view": as_slack_has_it(shown),
        "response_urls": [],
        **_who(shown.user),
    }


def closed(shown: ShownView, *, with_values: bool) -> Object:
    """A modal that was closed. Slack does not promise what was entered with it."""
    view = as_slack_has_it(shown)
    state: Object = view if with_values else {**view, "state": {"values": {}}}
    return {"type": "view_closed", "view": state, "is_cleared": False, **_who(shown.user)}


def searched(shown: ShownView, block: str, action: str, text: str) -> Object:
    """Somebody types into a select whose options the bot gives."""
    return {
        "type": "block_suggestion",
        "container": {"type": "view", "view_id": shown.id},
        "block_id": block,
        "action_id": action,
        "value": text,
        "view": as_slack_has_it(shown),
        **_who(shown.user),
    }


def event(slack: FakeSlack, inner: Object) -> Object:
    """An event in its envelope."""
    number = slack.number()
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": {"event_ts": slack.ts(), **inner},
        "type": "event_callback",
        "event_id": f"Ev{number:09d}",
        "event_time": int(slack.now),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{number:012d}",
    }


def opened_home(slack: FakeSlack, user: str, tab: str) -> Object:
    """Somebody looks at the app's Home tab (or at another of its tabs)."""
    home = slack.homes.get(user)
    shown: Object = {"view": as_slack_has_it(home)} if home is not None else {}
    return event(slack, {"type": "app_home_opened", "user": user, "channel": direct(user), "tab": tab, **shown})


def _who(user: str) -> Object:
    return {
        "user": names(user),
        "team": {"id": TEAM, "domain": "example"},
        "api_app_id": APP,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: str) -> Object:
    return {"id": channel, "name": "directmessage" if channel.startswith("D") else "privategroup"}


def _response_url(slack: FakeSlack, channel: str, user: str) -> str:
    return f"{slack.url}/respond/{channel}/{user}"


def _action(slack: FakeSlack, block: str, element: Object) -> Object:
    kept = {key: element[key] for key in ("type", "action_id", "value", "text", "style") if key in element}
    if element.get("type") in {"overflow", "static_select"}:
        kept = {key: element[key] for key in ("type", "action_id", "selected_option") if key in element}
        assert at(kept, "selected_option", "value"), "choose one of the options first"
    return {**kept, "block_id": block, "action_ts": slack.ts()}
