"""An answer about the policy as plain text. Pure: what is printed, and nothing of who prints it.

The policy's words stand in it exactly, each passage in one piece with its items below it. It holds nothing of what was
asked.
"""

from collections.abc import Iterable

from dialogs import wording_guidance
from handlers.quoting import Noted, QuoteShown
from handlers.reply import Guided, Number


def in_text(reply: Guided) -> str:
    """The answer, its parts with an empty line between them. What is urgent comes first."""
    parts = (
        reply.urgent,
        _listed(_number(each) for each in reply.numbers),
        reply.title,
        "\n".join(reply.lines),
        *(part for quote in reply.quotes for part in _quote(quote)),
        "\n".join(reply.after),
    )
    return "\n\n".join(part for part in parts if part)


def _quote(quote: QuoteShown) -> tuple[str, ...]:
    place = f"[{' > '.join(quote.place)}]"
    notes = (line for note in quote.notes for line in _note(note))
    return (
        f"{place}\n{quote.lead}" if quote.lead else place,
        "\n".join((quote.text, *_items(quote))),
        _below(wording_guidance.WRONG, notes),
        _below(wording_guidance.SAME_LIST, (f"- {each}" for each in quote.siblings)),
        _below(wording_guidance.PLAIN, filter(None, (quote.plain,))),
    )


def _items(quote: QuoteShown) -> tuple[str, ...]:
    if quote.ordered:
        return tuple(f"{number}. {item}" for number, item in enumerate(quote.items, start=1))
    return tuple(f"- {item}" for item in quote.items)


def _note(note: Noted) -> tuple[str, ...]:
    erratum = note.erratum
    where = f"{note.where}: " if note.where else ""
    instead = f"{wording_guidance.INSTEAD}: {erratum.instead}"
    first, *more = (line for line in (f"{where}{erratum.problem}", instead, erratum.checked) if line)
    return (f"- {first}", *(f"  {line}" for line in more))


def _number(number: Number) -> str:
    about = (number.name, number.use, number.hours, number.cost, number.link, number.unverified)
    return f"{number.contact}: {'; '.join(each.removesuffix('.') for each in about if each)}"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _below(title: str, lines: Iterable[str]) -> str:
    """The lines below their title, or nothing if there are none."""
    told = tuple(lines)
    return "\n".join((f"{title}:", *told)) if told else ""
