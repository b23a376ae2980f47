"""A message that somebody reports, in words: who wrote it, where it stands, what it says. Files are never copied."""

import re
from collections.abc import Mapping

from bot.chat import words
from bot.chat.payload import Json, items, mapping, on_one_line, text
from bot.slack import slack_words
from dialogs.organisation import Organisation

A_MARK = re.compile(
    r"<(?P<sign>[@#!]|(?=https?:|mailto:|tel:))(?P<target>[^<>|]{1,2000})(\|(?P<label>[^<>|]{1,2000}))?>"
)


A_MENTION = re.compile(r"<@[^<>]{1,2000}>")


def question(organisation: Organisation, said: str) -> str:
    """What somebody writes to the bot, without whom they mention and without Slack's marks."""
    return _as_written(organisation, A_MENTION.sub(" ", said)).strip()


def quoted(organisation: Organisation, body: Mapping[str, Json]) -> str:
    """What the reporter finds in the form, to read and to change. `body` is the payload of a message shortcut."""
    message = mapping(body.get("message"))
    return words.quoted(
        platform="Slack",
        author=_author(organisation, message),
        link=_link(body, message),
        says="\n".join(_as_written(organisation, each) for each in _texts(message) if each.strip()),
        files=len(items(message.get("files"))),
    )


def _texts(message: Mapping[str, Json]) -> list[str]:
    """What it says, and what it passes on of another message."""
    attached = (mapping(each) for each in items(message.get("attachments")))
    return [text(message.get("text")), *(text(each.get("text")) or text(each.get("fallback")) for each in attached)]


def _as_written(organisation: Organisation, said: str) -> str:
    """The text as people see it: Slack marks links and members, and escapes three characters.

    The source is docs.slack.dev/messaging/formatting-message-text.
    """
    plain = A_MARK.sub(lambda mark: _unmarked(organisation, mark), said)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unmarked(organisation: Organisation, mark: re.Match[str]) -> str:
    sign, target, label = mark["sign"], mark["target"], mark["label"] or ""
    if sign == "@":
        return f"@{_member(organisation, target)}"
    if sign:
        return f"{sign}{label or target}"
    return f"{label} ({target})" if label and label != target else target


def _author(organisation: Organisation, message: Mapping[str, Json]) -> str:
    user = text(message.get("user"))
    return _member(organisation, user) if user else words.app(_chosen(text(message.get("username"))))


def _chosen(name: str) -> str:
    """The name of an app without the mark that would end it."""
    return on_one_line(name).replace('"', "'")


def _member(organisation: Organisation, user: str) -> str:
    known = next((person.name for person in organisation.people.values() if person.slack == user), "")
    return known or slack_words.member(user)


def _link(body: Mapping[str, Json], message: Mapping[str, Json]) -> str:
    """The address at which Slack shows a message (docs.slack.dev/reference/methods/chat.getPermalink)."""
    domain, channel = text(mapping(body.get("team")).get("domain")), text(mapping(body.get("channel")).get("id"))
    ts = text(message.get("ts")) or text(body.get("message_ts"))
    if not domain or not channel or not ts:
        return ""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = text(message.get("thread_ts"))
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link
