"""Activities as Teams sends them, one of each shape, and the requests that carry them."""

import json
from collections.abc import Mapping

from bot.chat.payload import Json
from bot.teams.endpoint import PATH
from tests.bot.slack.posts import Post
from tests.fakes.teams_keys import APP, SERVICE

NOW = 1_795_344_000.0
"""The time on the bot's clock."""
TENANT = "5ca1ab1e-0000-4000-8000-0000000000aa"
OTHER_TENANT = "0ddba11d-0000-4000-8000-0000000000bb"
WORDS = "She says: 'nobody likes you' \N{PENSIVE FACE} & more"

CHAT: dict[str, Json] = {"conversationType": "personal", "tenantId": TENANT, "id": "a:1chat"}
THREAD: dict[str, Json] = {
    "isGroup": True,
    "conversationType": "channel",
    "tenantId": TENANT,
    "id": "19:safe@thread.tacv2;messageid=1795344000000",
}
IN_TEAM: dict[str, Json] = {
    "teamsChannelId": "19:safe@thread.tacv2",
    "teamsTeamId": "19:team@thread.tacv2",
    "channel": {"id": "19:safe@thread.tacv2"},
    "team": {"id": "19:team@thread.tacv2"},
    "tenant": {"id": TENANT},
}
SENDER: dict[str, Json] = {
    "id": "29:1sender",
    "name": "Tom Reed",
    "aadObjectId": "0b5e55ed-0000-4000-8000-0000000000cc",
}
CLIENT: Json = [
    {"locale": "en-GB", "country": "GB", "platform": "Windows", "timezone": "Europe/London", "type": "clientInfo"}
]
DATA: dict[str, Json] = {
    "esafety": {"do": "answer", "value": "", "carried": {"kind": "screen", "draft": "d1", "screen": "what"}},
    "f.account": WORDS,
    "f.centre": "hanley",
}
REPORTED: dict[str, Json] = {
    "id": "1795343999999",
    "messageType": "message",
    "createdDateTime": "2026-11-22T11:59:59.999Z",
    "importance": "normal",
    "locale": "en-us",
    "from": {
        "user": {"userIdentityType": "aadUser", "id": "0b5e55ed-0000-4000-8000-0000000000dd", "displayName": "Al"}
    },
    "body": {"contentType": "html", "content": f"<p>{WORDS}</p>"},
    "linkToMessage": "https://teams.microsoft.com/l/message/19:safe@thread.tacv2/1795343999999",
    "attachments": [],
    "mentions": [],
    "reactions": [],
}
THEME: dict[str, Json] = {"context": {"theme": "default"}}
MENTION: Json = [
    {"mentioned": {"id": f"28:{APP}", "name": "E-Safety"}, "text": "<at>E-Safety</at>", "type": "mention"},
    {"locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London", "type": "clientInfo"},
]


def activity(type: str, **fields: Json) -> dict[str, Json]:  # noqa: A002 - the field's name
    """An activity from a personal chat, with these fields as well or instead."""
    return {
        "type": type,
        "id": "f:6f2b1c3d-0000-4000-8000-000000000001",
        "timestamp": "2026-11-22T12:00:00.1234567Z",
        "localTimestamp": "2026-11-22T12:00:00.1234567+00:00",
        "localTimezone": "Europe/London",
        "locale": "en-GB",
        "serviceUrl": SERVICE,
        "channelId": "msteams",
        "from": SENDER,
        "conversation": CHAT,
        "recipient": {"id": f"28:{APP}", "name": "E-Safety"},
        "entities": CLIENT,
        "channelData": {"tenant": {"id": TENANT}, "source": {"name": "message"}},
        **fields,
    }


def invoke(name: str, value: Mapping[str, Json], **fields: Json) -> dict[str, Json]:
    """What waits for an answer."""
    return activity("invoke", name=name, value=value, **fields)


ACTIVITIES: dict[str, dict[str, Json]] = {
    "message": activity("message", text=WORDS, textFormat="plain", attachments=[]),
    "mention": activity(
        "message", text=f"<at>E-Safety</at> {WORDS}", entities=MENTION, conversation=THREAD, channelData=IN_TEAM
    ),
    "button without a dialog": activity("message", value=DATA, replyToId="1795343999000"),
    "dialog opened": invoke("task/fetch", {"data": DATA, **THEME}, replyToId="1795343999000"),
    "dialog submitted": invoke("task/submit", {"data": DATA, **THEME}),
    "extension opened": invoke(
        "composeExtension/fetchTask", {"commandId": "report", "commandContext": "compose", **THEME}
    ),
    "extension opened on a message": invoke(
        "composeExtension/fetchTask",
        {"commandId": "reportMessage", "commandContext": "message", "messagePayload": REPORTED, **THEME},
        conversation=THREAD,
        channelData=IN_TEAM,
    ),
    "extension submitted": invoke(
        "composeExtension/submitAction", {"commandId": "report", "commandContext": "compose", "data": DATA, **THEME}
    ),
    "card pressed": invoke(
        "adaptiveCard/action",
        {"action": {"type": "Action.Execute", "verb": "acknowledge", "data": DATA}, "trigger": "manual"},
        conversation=THREAD,
        channelData=IN_TEAM,
        replyToId="1795343999000",
    ),
    "added for oneself": activity("installationUpdate", action="add"),
    "added to a team": activity("installationUpdate", action="add", conversation=THREAD, channelData=IN_TEAM),
    "joined": activity("conversationUpdate", membersAdded=[SENDER, {"id": f"28:{APP}"}]),
    "reaction": activity("messageReaction", reactionsAdded=[{"type": "like"}], replyToId="1795343999000"),
    "edited": activity("messageUpdate", text=WORDS, channelData={**IN_TEAM, "eventType": "editMessage"}),
    "read": activity("event", name="application/vnd.microsoft.readReceipt", value={"lastReadMessageId": "1"}),
}


def post(sent: Json, token: str) -> Post:
    """The request with which it comes."""
    return with_body(json.dumps(sent).encode(), token)


def with_body(body: bytes, token: str) -> Post:
    """A request with those bytes."""
    headers = (("Content-Type", "application/json; charset=utf-8"), ("Authorization", f"Bearer {token}"))
    return Post(headers=headers, body=body, path=PATH)
