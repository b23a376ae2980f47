"""Somebody writes to the bot in their own words: what is answered to that, besides what the policy says."""

from dataclasses import replace

from bot.chat import words
from dialogs.guidance import features
from handlers.reply import Guided, Way


def can_be_heard(text: str) -> bool:
    """Whether there is anything in a text that could be understood. In another alphabet there is not."""
    return bool(features.words(text))


def to_a_writer(reply: Guided) -> Guided:
    """The answer, with 999 and a way to tell someone whatever it is: trouble is not always heard in a few words."""
    ways = reply.ways if Way.TELL in reply.ways else (*reply.ways, Way.TELL)
    if reply.urgent:
        return replace(reply, ways=ways)
    if reply.quotes:
        return replace(reply, ways=ways, after=(*reply.after, words.HURT))
    return replace(reply, ways=ways, lines=(*reply.lines, words.HURT))
