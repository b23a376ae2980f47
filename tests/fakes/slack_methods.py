"""Slack's Web API methods, each as one function of the workspace and its arguments.

Errors and answers are those of docs.slack.dev/reference/methods.
"""

import base64
import time
from collections.abc import Callable, Mapping

from tests.fakes import slack_checks
from tests.fakes.slack_json import Json, Object, object_of, text_of
from tests.fakes.slack_views import ShownView, named
from tests.fakes.slack_workspace import APP, BOT, BOT_USER, TEAM, TRIGGER_LIFE, Channel, Posted, Workspace

Method = Callable[[Workspace, Object], Object]


class Refused(Exception):
    """Slack answers ok: false. `messages` are what it says about the arguments."""

    def __init__(self, error: str, messages: tuple[str, ...] = ()) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages


def auth_test(_slack: Workspace, _given: Object) -> Object:
    """Who the token is."""
    return {
        "url": "https://example.slack.com/",
        "team": "Example Training",
        "user": "esafety",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def views_open(slack: Workspace, given: Object) -> Object:
    """Opens a modal for whoever's trigger it is."""
    view = _right_view(slack, given, "modal")
    user = _exchanged(slack, text_of(given.get("trigger_id")))
    for earlier in slack.views.values():
        earlier.closed = earlier.closed or earlier.user == user
    shown = ShownView(f"V{slack.number():09d}", user, view)
    slack.views[shown.id] = shown
    return {"view": as_slack_has_it(shown)}


def views_update(slack: Workspace, given: Object) -> Object:
    """Puts another view in the place of an open one."""
    shown = slack.views.get(text_of(given.get("view_id")))
    view = _right_view(slack, given, "modal")
    if shown is None or shown.closed:
        raise Refused("not_found")
    if given.get("hash") and given["hash"] != shown.hash:
        raise Refused("hash_conflict")
    shown.show(view)
    return {"view": as_slack_has_it(shown)}


def views_publish(slack: Workspace, given: Object) -> Object:
    """Puts this on a person's Home tab."""
    user = text_of(given.get("user_id"))
    view = _right_view(slack, given, "home")
    if user not in slack.people:
        raise Refused("user_not_found")
    shown = slack.homes.get(user)
    if shown is None:
        shown = slack.homes[user] = ShownView(f"V{slack.number():09d}", user, view)
    elif given.get("hash") and given["hash"] != shown.hash:
        raise Refused("hash_conflict")
    else:
        shown.show(view)
    return {"view": as_slack_has_it(shown)}


def post_message(slack: Workspace, given: Object) -> Object:
    """Posts in a channel, or to a person."""
    channel = _writable(slack, given)
    message = _right_message(slack, given)
    person = next(iter(channel.members - {BOT_USER})) if channel.id.startswith("D") else ""
    posted = Posted(channel.id, person, slack.ts(), _as_posted(message), time.monotonic())
    slack.posted.append(posted)
    return {"channel": channel.id, "ts": posted.ts, "message": _with_author(posted)}


def update_message(slack: Workspace, given: Object) -> Object:
    """Changes a message of the bot's own. Blocks that are not given stay as they were."""
    if text_of(given.get("channel")).startswith("U"):
        raise Refused("channel_not_found")  # only the id that chat.postMessage answered will do
    channel = _writable(slack, given)
    posted = next((each for each in slack.posted if (each.channel, each.ts) == (channel.id, given.get("ts"))), None)
    if posted is None:
        raise Refused("message_not_found")
    message = _right_message(slack, given)
    posted.message = {**posted.message, **_as_posted(message)} if "blocks" not in message else _as_posted(message)
    posted.changes += 1
    return {"channel": channel.id, "ts": posted.ts, "text": given.get("text"), "message": _with_author(posted)}


def post_ephemeral(slack: Workspace, given: Object) -> Object:
    """Posts what one member of a channel sees, until they reload."""
    channel = _writable(slack, given)
    user = text_of(given.get("user"))
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    slack.whispered.append((channel.id, user, _as_posted(_right_message(slack, given))))
    return {"message_ts": slack.ts()}


def conversations_info(slack: Workspace, given: Object) -> Object:
    """What kind of channel it is."""
    channel = _readable(slack, given)
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_channel": not channel.private,
            "is_group": channel.private,
            "is_im": False,
            "is_mpim": False,
            "is_private": channel.private,
            "is_archived": channel.archived,
            "is_shared": channel.shared,
            "is_ext_shared": channel.shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "is_member": BOT_USER in channel.members,
            "context_team_id": TEAM,
        }
    }


def conversations_members(slack: Workspace, given: Object) -> Object:
    """Who is in the channel, a page at a time."""
    members = sorted(_readable(slack, given).members)
    wanted = int(str(given.get("limit") or 100))
    start = _start(text_of(given.get("cursor")))
    end = start + min(wanted, slack.members_a_page)
    cursor = base64.b64encode(f"user:{end}".encode()).decode() if end < len(members) else ""
    page: Json = members[start:end]
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


METHODS: Mapping[str, tuple[str, Method]] = {
    "auth.test": ("", auth_test),
    "views.open": ("", views_open),
    "views.update": ("", views_update),
    "views.publish": ("", views_publish),
    "chat.postMessage": ("chat:write", post_message),
    "chat.update": ("chat:write", update_message),
    "chat.postEphemeral": ("chat:write", post_ephemeral),
    "conversations.info": ("groups:read", conversations_info),
    "conversations.members": ("groups:read", conversations_members),
}
"""Each method with the scope that it needs; views need none."""


def as_slack_has_it(shown: ShownView) -> Object:
    """The view object that goes into answers and payloads."""
    return {
        "close": None,
        "submit": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        **shown.view,
        "id": shown.id,
        "team_id": TEAM,
        "state": shown.state,
        "hash": shown.hash,
        "previous_view_id": None,
        "root_view_id": shown.id,
        "app_id": APP,
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }


def _right_view(slack: Workspace, given: Object, kind: str) -> Object:
    view = object_of(given.get("view"))
    problems = slack_checks.of_view(view)
    if view.get("type") != kind:
        problems += (f"the view is no {kind}",)
    slack.wrong += problems
    if problems:
        raise Refused("invalid_arguments", problems)
    return view


def problems_of(slack: Workspace, message: Object) -> tuple[str, ...]:
    """What is wrong with a message, by Slack's rules and, if they are asked for, by this bot's own."""
    return (*slack_checks.of_message(message), *(slack_checks.house_rules(message) if slack.house_rules else ()))


def _right_message(slack: Workspace, given: Object) -> Object:
    problems = slack_checks.of_message(given)
    slack.wrong += problems_of(slack, given)
    if problems:
        raise Refused("invalid_blocks", problems)
    return given


def _exchanged(slack: Workspace, trigger_id: str) -> str:
    trigger = slack.triggers.get(trigger_id)
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if time.monotonic() - trigger.made >= TRIGGER_LIFE:
        raise Refused("expired_trigger_id")
    trigger.used = True
    return trigger.user


def _readable(slack: Workspace, given: Object) -> Channel:
    channel = slack.channel_named(text_of(given.get("channel")))
    if channel is None or (channel.private and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


def _writable(slack: Workspace, given: Object) -> Channel:
    channel = slack.channel_named(text_of(given.get("channel")))
    if channel is None:
        raise Refused("channel_not_found")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    if channel.archived:
        raise Refused("is_archived")
    return channel


def _as_posted(given: Object) -> Object:
    message = {key: value for key, value in given.items() if key not in {"channel", "ts", "user", "token"}}
    return named(message) if "blocks" in message else message


def _with_author(posted: Posted) -> Object:
    author: Object = {"type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "team": TEAM, "ts": posted.ts}
    return {**author, **posted.message}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("user:"))
    except ValueError:
        raise Refused("invalid_cursor") from None
