"""A message that somebody reports, in words: who wrote it, where it stands, what it says. Files are never copied."""

from collections.abc import Mapping

from bot.slack import words
from bot.slack.blocks import Json
from bot.slack.people import mapping, text
from dialogs.organisation import Organisation


def quoted(organisation: Organisation, body: Mapping[str, Json]) -> str:
    """What the reporter finds in the form, to read and to change. `body` is the payload of a message shortcut."""
    message = mapping(body.get("message"))
    return words.quoted(
        author=_author(organisation, message),
        link=_link(body, message),
        says=_as_written(text(message.get("text"))),
        files=len(_list(message.get("files"))),
    )


def _as_written(text: str) -> str:
    """The text as it was typed: Slack escapes these three (docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _author(organisation: Organisation, message: Mapping[str, Json]) -> str:
    user = text(message.get("user"))
    known = next((person.name for person in organisation.people.values() if user and person.slack == user), "")
    return known or text(message.get("username")) or (words.member(user) if user else words.AN_APP)


def _link(body: Mapping[str, Json], message: Mapping[str, Json]) -> str:
    """The address at which Slack shows a message (docs.slack.dev/reference/methods/chat.getPermalink)."""
    domain, channel = text(mapping(body.get("team")).get("domain")), text(mapping(body.get("channel")).get("id"))
    ts = text(message.get("ts")) or text(body.get("message_ts"))
    if not domain or not channel or not ts:
        return ""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = text(message.get("thread_ts"))
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []
