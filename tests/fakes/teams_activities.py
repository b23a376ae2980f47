"""What Teams sends when people do something, in the shape in which it does.

Sources: learn.microsoft.com/microsoftteams/platform ("Conversation events", "Create and send dialogs", "Universal
Actions for Adaptive Cards"), and activities that microsoft/teams.net keeps in its tests.
"""

import uuid
from datetime import UTC, datetime
from html import escape

from tests.fakes.slack_json import Json, Object, list_of
from tests.fakes.teams_server import FakeTeams
from tests.fakes.teams_workspace import BOT, CHANNEL, TEAM, TENANT, THREAD, Posted, account, chat_of

BOT_NAME = "E-safety"


def chat(user: str) -> Object:
    """A person's own chat with the bot."""
    return {"conversationType": "personal", "tenantId": TENANT, "id": chat_of(user)}


def channel(thread: str = CHANNEL) -> Object:
    """The channel, or a thread in it."""
    return {"isGroup": True, "conversationType": "channel", "tenantId": TENANT, "id": thread}


def elsewhere() -> Object:
    """A chat of several people to which the bot does not belong: only its commands are there."""
    return {"isGroup": True, "conversationType": "groupChat", "tenantId": TENANT, "id": "19:0other@thread.v2"}


def place_of(posted: Posted) -> Object:
    """Where a message of the bot's own stands."""
    return chat(posted.person) if posted.person else channel(posted.conversation)


def activity(teams: FakeTeams, user: str, kind: str, conversation: Object, **more: Json) -> Object:
    """Anything that Teams sends because of somebody."""
    now = datetime.now(UTC)
    client: Object = {"locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London"}
    return {
        "type": kind,
        "id": f"f:{uuid.uuid4()}",
        "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "localTimestamp": now.isoformat(timespec="milliseconds"),
        "localTimezone": "Europe/London",
        "serviceUrl": teams.service_url,
        "channelId": "msteams",
        "from": account(teams.names, user),
        "conversation": conversation,
        "recipient": {"id": BOT, "name": BOT_NAME},
        "entities": [{**client, "type": "clientInfo"}],
        "channelData": _channel_data(conversation),
        "locale": "en-GB",
        **more,
    }


def written(teams: FakeTeams, user: str, text: str) -> Object:
    """Somebody writes in their own chat with the bot."""
    return activity(teams, user, "message", chat(user), id=teams.number(), **_said(text))


def mentioned(teams: FakeTeams, user: str, text: str) -> Object:
    """Somebody names the bot at the beginning of a new thread in the channel."""
    number = teams.number()
    thread = f"{CHANNEL}{THREAD}{number}"
    teams.threads.add(thread)
    name = f"<at>{BOT_NAME}</at>"
    mention: Object = {"type": "mention", "mentioned": {"id": BOT, "name": BOT_NAME}, "text": name}
    sent = activity(teams, user, "message", channel(thread), id=number, **_said(f"{name} {text}"))
    return {**sent, "entities": [mention, *list_of(sent["entities"])]}


def pressed(teams: FakeTeams, user: str, posted: Posted, data: Json) -> Object:
    """A button of a message that only sends its data."""
    more: Object = {"value": data, "replyToId": posted.id}
    return activity(teams, user, "message", place_of(posted), id=teams.number(), **more)


def invoked(teams: FakeTeams, user: str, conversation: Object, name: str, value: Json) -> Object:
    """Something that must be answered at once."""
    return activity(teams, user, "invoke", conversation, name=name, value=value)


def installed(teams: FakeTeams, user: str) -> tuple[Object, ...]:
    """Somebody adds the app for themselves: Teams says so twice."""
    added: Object = {"membersAdded": [{"id": BOT}]}
    return (
        activity(teams, user, "conversationUpdate", chat(user), **added),
        activity(teams, user, "installationUpdate", chat(user), action="add"),
    )


def installed_in_team(teams: FakeTeams, user: str) -> tuple[Object, ...]:
    """Somebody adds the app to the team."""
    data: Object = {**_channel_data(channel()), "eventType": "teamMemberAdded"}
    added: Object = {"membersAdded": [{"id": BOT}], "channelData": data}
    return (
        activity(teams, user, "conversationUpdate", channel(), **added),
        activity(teams, user, "installationUpdate", channel(), action="add"),
    )


def reported(teams: FakeTeams, author: str, html: str, **more: Json) -> Object:
    """A message of somebody's in a channel, as a command in its menu hands it over."""
    number = teams.number()
    user: Object = {"userIdentityType": "aadUser", "id": author, "displayName": teams.names.get(author, "")}
    return {
        "linkToMessage": f"https://teams.microsoft.com/l/message/{CHANNEL}/{number}",
        "id": number,
        "replyToId": None,
        "createdDateTime": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-gb",
        "body": {"contentType": "html", "content": html},
        "from": {"device": None, "conversation": None, "user": user, "application": None},
        "reactions": [],
        "mentions": [],
        "attachments": [],
        **more,
    }


def again(teams: FakeTeams, sent: Object, *, new_id: bool) -> Object:
    """The same once more: at first with the same id, later with another."""
    return {**sent, "id": f"f:{uuid.uuid4()}" if sent["type"] == "invoke" else teams.number()} if new_id else sent


def _said(text: str) -> Object:
    html: Json = [{"contentType": "text/html", "content": f"<p>{escape(text)}</p>"}]
    return {"text": text, "textFormat": "plain", "attachments": html}


def _channel_data(conversation: Object) -> Object:
    tenant: Object = {"tenant": {"id": TENANT}}
    if conversation["conversationType"] != "channel":
        return tenant
    ids: Object = {"teamsChannelId": CHANNEL, "teamsTeamId": TEAM, "channel": {"id": CHANNEL}, "team": {"id": TEAM}}
    return {**ids, **tenant}
