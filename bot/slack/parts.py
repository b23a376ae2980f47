"""What several views are made of: numbers, notices, answers, lines of our own words."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from bot.chat import words
from bot.slack.blocks import Block, sections
from bot.slack.rich import Part, Span, bold, line, listed, quote, rich, sign
from dialogs.forms import Tone
from handlers.reply import Number, ReviewLine, Told


def subheading(text: str) -> list[Block]:
    """A heading within a view, smaller than its title."""
    return rich(line(bold(text)))


def lines(texts: Iterable[str]) -> list[Block]:
    """Our own words, a paragraph each."""
    return [block for text in texts for block in sections(text)]


def loud(name: str, word: str, text: str) -> list[Part]:
    """Words that must not be passed over: a sign, what it means unless they begin with that, and all of them bold."""
    said = text if text.casefold().startswith(word.casefold()) else f"{word}. {text}"
    return line(sign(name), bold(said)) if text.strip() else []


def remark(text: str) -> list[Block]:
    """Why somebody sees this, if it is not what they asked for."""
    return rich(line(sign("warning"), bold(text))) if text.strip() else []


def numbers(several: Sequence[Number]) -> list[Part]:
    """A list of whom to ring: name and number first, then what for and when."""
    return listed(_number(each) for each in several)


def _number(number: Number) -> list[Span]:
    small = " · ".join(part for part in (number.use, number.hours, number.cost) if part)
    after = [Span(f"\n{small}")] if small else []
    if number.link:
        after += [Span(" · " if small else "\n"), Span(number.link.removeprefix("https://"), link=number.link)]
    if number.unverified:
        after.append(Span(f"\n{number.unverified}"))
    name = f"{number.name}: " if number.contact else number.name
    return [bold(name), bold(number.contact), *after]


def notice(told: Told) -> list[Block]:
    """Words above the fields, as they are meant, with their numbers."""
    match told.tone:
        case Tone.STOP:
            words_first = loud("octagonal_sign", words.STOP, told.text)
        case Tone.URGENT:
            words_first = loud("warning", words.URGENT, told.text)
        case Tone.CALM:
            words_first = line(told.text)
        case _:
            assert_never(told.tone)
    return rich([*words_first, *numbers(told.numbers)])


def answers(review: Iterable[ReviewLine]) -> list[Block]:
    """Questions and answers to read."""
    return rich(part for each in review for part in (*line(bold(each.label)), *quote(each.answer)))
