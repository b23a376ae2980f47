"""Which permission each thing needs that the bot asks of Slack, or is told by Slack.

Source: the "Scopes" of each page under docs.slack.dev/reference/methods and docs.slack.dev/reference/events. For Socket
Mode there is `connections:write` besides, which belongs to the app-level token and not to the bot's.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from bot.slack.ids import Event

WITHOUT = ""
"""What needs no permission."""

WRITE, COMMANDS, READ_DIRECT, MENTIONS, READ_GROUPS = (
    "chat:write",
    "commands",
    "im:history",
    "app_mentions:read",
    "groups:read",
)

OF_METHOD: Mapping[str, str] = MappingProxyType(
    {
        "auth.test": WITHOUT,
        "views.open": WITHOUT,
        "views.update": WITHOUT,
        "views.publish": WITHOUT,
        "chat.postMessage": WRITE,
        "chat.update": WRITE,
        "chat.postEphemeral": WRITE,
        "conversations.info": READ_GROUPS,
        "conversations.members": READ_GROUPS,
    }
)
"""What each method of the Web API needs. For `conversations.*` that is so of private channels only."""

OF_EVENT: Mapping[Event, str] = MappingProxyType(
    {
        Event.HOME_OPENED: WITHOUT,
        Event.DIRECT_MESSAGE: READ_DIRECT,
        Event.MENTION: MENTIONS,
    }
)
"""What each event needs to be subscribed to."""

WHAT_FOR: Mapping[str, str] = MappingProxyType(
    {
        WRITE: "to post alerts, and to tell people how it goes on",
        COMMANDS: "for its slash commands and its shortcuts",
        READ_DIRECT: "to answer somebody who writes to it directly",
        MENTIONS: "to answer somebody who mentions it",
        READ_GROUPS: "to see who is in the safeguarding channel before it posts there",
    }
)
"""Every permission that the bot needs, and why."""

NEEDED = frozenset(WHAT_FOR)


def missing(granted: AbstractSet[str]) -> tuple[str, ...]:
    """The permissions that are needed and were not granted."""
    return tuple(sorted(NEEDED - granted))


def excess(granted: AbstractSet[str]) -> tuple[str, ...]:
    """The permissions that were granted and are not needed."""
    return tuple(sorted(granted - NEEDED))
