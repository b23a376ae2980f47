"""What somebody typed, as plain words: without the names that Teams puts into it, and without its marks.

Teams hands a message over as plain text, and now and then with tags and entities in it. Whatever is no such tag stays:
words that somebody put between angle brackets are heard like any others.
"""

import re
from html import unescape

from bot.chat.payload import text
from bot.teams.talk import Sent

A_MENTION = re.compile(r"<at[^>]{0,200}>[^<]{0,200}</at>")
A_TAG = re.compile(
    r"</?(?:a|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)"
    r"""(?:\s+[a-zA-Z-]+=(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""",
    re.IGNORECASE,
)
AN_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
A_COMMAND_TO_ASK = re.compile(r"\A/?ask[\s:,]+", re.IGNORECASE)


def typed(sent: Sent) -> str:
    """The words of a message, on one line."""
    said = A_TAG.sub(" ", A_MENTION.sub(" ", text(sent.get("text"))))
    return " ".join(AN_ENTITY.sub(lambda entity: unescape(entity[0]), said).split())


def question(words: str) -> str:
    """What is asked: the words, or what follows the command to ask."""
    return A_COMMAND_TO_ASK.sub("", words)
