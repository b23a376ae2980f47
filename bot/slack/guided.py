"""Draws the answer to what somebody asked, in a modal or as a message. The policy's words are shown whole or left off.

An answer cannot be turned to another page, because nobody keeps the question: what is too long for one view is named by
the place where it stands in the policy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.chat.doing import without_words
from bot.chat.payload import items, mapping, text
from bot.slack import limits, messages, slack_words
from bot.slack.blocks import Block, Payload, actions, context, divider, header, sections
from bot.slack.buttons import of_press, of_ways
from bot.slack.paging import BUTTONS, WEIGHT, weight
from bot.slack.parts import lines, notice
from bot.slack.rich import Part, Span, bold, line, listed, quote, rich, sign
from dialogs import wording_guidance as words
from dialogs.forms import Tone
from handlers.quoting import Noted, QuoteShown
from handlers.reply import Guided, Told

TO = " > "
"""Between a heading and the one below it."""
BULLET = "•"
RESERVED = 1_500
"""What the places of quotations may weigh that are left off."""


def blocks(reply: Guided) -> list[Block]:
    """The answer, for a modal."""
    return _drawn(reply, limits.VIEW_BLOCKS - BUTTONS, WEIGHT)


def message(reply: Guided) -> Payload:
    """The answer, for a chat or a channel."""
    reply = replace(reply, buttons=without_words(reply.buttons))
    drawn = _drawn(reply, limits.MESSAGE_BLOCKS, limits.MESSAGE_CHARACTERS)
    return messages.of_blocks(drawn, (_read_out(block).strip() for block in drawn))


def _drawn(reply: Guided, most: int, room: int) -> list[Block]:
    before = [
        *notice(Told(reply.urgent, Tone.URGENT, reply.numbers)),
        *header(reply.title),
        *lines(reply.lines),
    ]
    after = [
        *context("\n".join(reply.after)),
        *actions(map(of_press, reply.buttons)),
        *actions(of_ways(reply.ways)),
    ]
    most -= len(before) + len(after) + len(reply.quotes)
    room -= sum(map(weight, (*before, *after))) + RESERVED
    return [*before, *_quotes(reply.quotes, most, room), *after]


def _quotes(several: Iterable[QuoteShown], most: int, room: int) -> Iterator[Block]:
    """Every quotation for which there are enough blocks and there is enough room; of the others, where they stand."""
    for each in several:
        drawn = _quote(each)
        weighs = sum(map(weight, drawn))
        if len(drawn) > most or weighs > room:
            yield from sections(slack_words.left_off(TO.join(each.place)))
        else:
            most, room = most - len(drawn), room - weighs
            yield from drawn


def _quote(shown: QuoteShown) -> list[Block]:
    plain = [*line(bold(words.PLAIN)), *line(shown.plain)] if shown.plain else []
    return [
        divider(),
        *context(TO.join(shown.place)),
        *context(shown.lead),
        *rich(quote(_exact(shown))),
        *rich(_notes(shown.notes)),
        *context(_list(words.SAME_LIST, shown.siblings)),
        *rich(plain),
    ]


def _exact(shown: QuoteShown) -> str:
    """The policy's words, with a mark before each item of a list."""
    marks = (f"{place}." if shown.ordered else BULLET for place in range(1, len(shown.items) + 1))
    return "\n".join((shown.text, *(f"{mark} {item}" for mark, item in zip(marks, shown.items, strict=True))))


def _notes(notes: tuple[Noted, ...]) -> list[Part]:
    """What is wrong with the words, directly below them."""
    warned = line(sign("warning"), bold(words.WRONG)) if notes else []
    return [*warned, *listed(map(_noted, notes))]


def _noted(noted: Noted) -> list[Span]:
    erratum = noted.erratum
    where = [bold(f"{noted.where}: ")] if noted.where else []
    instead = [bold(f"{words.INSTEAD}: "), Span(f"{erratum.instead} {erratum.checked}")]
    return [*where, Span(f"{erratum.problem}\n"), *instead]


def _list(title: str, several: tuple[str, ...]) -> str:
    return "\n".join((f"{title}:", *(f"{BULLET} {each}" for each in several))) if several else ""


def _read_out(block: Block) -> str:
    """What a block says to whoever only hears it. Buttons are said by themselves."""
    if block["type"] == "actions":
        return ""
    inside = [text(block.get("text")), text(mapping(block.get("text")).get("text"))]
    between = "\n" if block["type"] in {"rich_text", "rich_text_list"} else ""
    return "".join(inside) or between.join(_read_out(mapping(each)) for each in items(block.get("elements")))
