"""A message that somebody reports, in words: who wrote it, where it stands, what it says. Files are never copied."""

from collections.abc import Mapping

from bot.chat import words
from bot.chat.payload import Json, items, mapping, on_one_line, text
from bot.teams import teams_words
from bot.teams.in_words import in_words
from bot.teams.people import of_object_id
from dialogs.organisation import Organisation

NO_FILE = frozenset({"messageReference", "application/vnd.microsoft.card.adaptive"})
"""Kinds of attachment that are another message or a card: nothing of them is left out."""


def quoted(organisation: Organisation, message: Mapping[str, Json]) -> str:
    """What the reporter finds in the form, to read and to change. `message` is the `messagePayload` of a command."""
    body = mapping(message.get("body"))
    content = text(body.get("content"))
    files = (mapping(each) for each in items(message.get("attachments")))
    link = text(message.get("linkToMessage"))
    return words.quoted(
        platform="Teams",
        author=_author(organisation, mapping(message.get("from"))),
        link=link if link.startswith("https://") else "",
        says=content.strip() if body.get("contentType") == "text" else in_words(content),
        files=sum(text(each.get("contentType")) not in NO_FILE for each in files),
    )


def _author(organisation: Organisation, sender: Mapping[str, Json]) -> str:
    user = mapping(sender.get("user"))
    object_id = text(user.get("id"))
    if not object_id:
        return words.app(on_one_line(text(mapping(sender.get("application")).get("displayName"))).replace('"', "'"))
    known = of_object_id(organisation, object_id)
    name = on_one_line(text(user.get("displayName")))
    return known.name if known else words.stranger(name, teams_words.member(object_id))
