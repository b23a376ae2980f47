"""As much of botbuilder-schema 4.17 as the bot uses; it has no types of its own."""

from collections.abc import Mapping, Sequence
from typing import Self

from bot.chat.payload import Json

class Attachment:
    content_type: str
    content: Json
    def __init__(self, *, content_type: str, content: Json) -> None: ...

class ConversationAccount:
    id: str | None

class ResourceResponse:
    def __init__(self, *, id: str) -> None: ...

class ConversationReference:
    activity_id: str | None
    conversation: ConversationAccount | None
    service_url: str | None

class Activity:
    type: str | None
    id: str | None
    name: str | None
    service_url: str | None
    conversation: ConversationAccount | None
    attachments: Sequence[Attachment] | None
    summary: str | None
    def __init__(self, *, type: str, attachments: Sequence[Attachment] = ..., summary: str = ...) -> None: ...
    @classmethod
    def deserialize(cls, data: Mapping[str, object]) -> Self: ...
