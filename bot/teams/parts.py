"""What several dialogs are made of: numbers, notices, answers, lines of our own words."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from bot.chat import words
from bot.chat.payload import sound
from bot.teams import limits
from bot.teams.cards import Element, Run, bold, boxed, plain, rich
from dialogs.forms import Tone
from handlers.reply import Number, ReviewLine, Told

SHORT = 80
"""Characters of an answer that stands right below its question."""


def lines(texts: Iterable[str]) -> list[Element]:
    """Our own words, a paragraph each."""
    return [block for text in texts for block in rich(text)]


def numbered(texts: Iterable[str]) -> list[Element]:
    """A list with numbers."""
    return [block for number, text in enumerate(texts, 1) for block in rich(f"{number}. {text}", spacing="small")]


def stop(text: str) -> list[Element]:
    """Words that tell somebody to stop."""
    return boxed("attention", loud(words.STOP, text))


def loud(word: str, text: str) -> list[Element]:
    """Words that must not be passed over: what they mean unless they begin with that, and all of them bold."""
    said = text if text.casefold().startswith(word.casefold()) else f"{word}. {text}"
    return rich(bold(said)) if text.strip() else []


def remark(text: str) -> list[Element]:
    """Why somebody sees this, if it is not what they asked for."""
    return boxed("warning", rich(bold(text)))


def numbers(several: Sequence[Number]) -> list[Element]:
    """Whom to ring: name and number first, then what for and when."""
    return [block for number in several for block in _number(number)]


def _number(number: Number) -> list[Element]:
    details = " · ".join(part for part in (number.use, number.hours, number.cost) if part)
    after = [Run(f"\n{details}")] if details else []
    if number.link:
        after += [Run(" · " if details else "\n"), Run(number.link.removeprefix("https://"), link=number.link)]
    if number.unverified:
        after.append(Run(f"\n{number.unverified}"))
    name = f"{number.name}: " if number.contact else number.name
    return rich(bold(name), bold(number.contact), *after, spacing="small")


def notice(told: Told) -> list[Element]:
    """Words above the fields, as they are meant, with their numbers."""
    match told.tone:
        case Tone.STOP:
            return boxed("attention", [*loud(words.STOP, told.text), *numbers(told.numbers)])
        case Tone.URGENT:
            return boxed("warning", [*loud(words.URGENT, told.text), *numbers(told.numbers)])
        case Tone.CALM:
            return [*rich(told.text), *numbers(told.numbers)]
        case _:
            assert_never(told.tone)


def quote(text: str) -> list[Element]:
    """Somebody's exact words: the policy's, or an answer."""
    return boxed("emphasis", rich(text))


def copy(label: str, text: str) -> list[Element]:
    """Words to take along, in boxes, because a telephone lets nothing else be copied. What is changed there is lost."""
    parts = list(limits.pieces(sound(text), limits.INPUT))
    return [
        {
            "type": "Input.Text",
            "id": f"copy.{place}",
            "label": plain(f"{label} ({place})" if len(parts) > 1 else label),
            "isMultiline": True,
            "value": part,
        }
        for place, part in enumerate(parts, 1)
    ]


def answers(review: Iterable[ReviewLine]) -> list[Element]:
    """Questions and answers to read."""
    return [block for each in review for block in _answer(each)]


def _answer(shown: ReviewLine) -> list[Element]:
    if stands_alone(shown.answer):
        return [*rich(bold(shown.label)), *quote(shown.answer)]
    return rich(bold(shown.label), f"\n{shown.answer}")


def stands_alone(answer: str) -> bool:
    """Whether an answer is drawn apart, because it is long, or has lines that could be taken for somebody else's."""
    return len(answer) > SHORT or "\n" in answer
