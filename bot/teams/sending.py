"""JSON as it is sent to Teams: in the characters themselves, as `limits` weighs it, and not in escapes of them."""

import json

from bot.chat.payload import Json


def in_utf8(value: Json) -> bytes:
    """The value as JSON. Half a surrogate pair, which cannot be sent, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")
