"""Shows what is too long for one card in parts, with buttons that lead from each to the next."""

from collections.abc import Iterable, Iterator, Sequence

from bot.chat import words
from bot.chat.doing import Do
from bot.teams import limits
from bot.teams.buttons import Place, button
from bot.teams.cards import Element, small


def paged(elements: Sequence[Element], last: Sequence[Element] = (), *, room: int) -> tuple[tuple[Element, ...], ...]:
    """The elements in parts of at most `room` bytes, at least one part; `last` stands together, on the last one."""
    return _packed((*((element,) for element in elements), last), room)


def paged_together(groups: Iterable[Sequence[Element]], *, room: int) -> tuple[tuple[Element, ...], ...]:
    """As `paged`: the elements of a group stand on the same part, unless they are too many or too long for any."""
    return _packed((smaller for group in groups for smaller in _smaller(group, room)), room)


def _smaller(group: Sequence[Element], room: int) -> Iterator[Sequence[Element]]:
    """The group if it fits a card; else each element of it."""
    if len(group) <= limits.ELEMENTS and sum(map(limits.weight, group)) <= room:
        yield group
    else:
        yield from ((element,) for element in group)


def _packed(groups: Iterable[Sequence[Element]], room: int) -> tuple[tuple[Element, ...], ...]:
    parts: list[tuple[Element, ...]] = []
    part: list[Element] = []
    takes = 0
    for together in groups:
        more = sum(map(limits.weight, together))
        if part and (len(part) + len(together) > limits.ELEMENTS or takes + more > room):
            parts.append(tuple(part))
            part, takes = [], 0
        part += together
        takes += more
    return (*parts, tuple(part))


def within(parts: Sequence[Sequence[Element]], page: int) -> int:
    """The number of the part that is shown when `page` is asked for."""
    return min(max(page, 0), len(parts) - 1)


def where(place: int, count: int, *, answered: bool = False) -> list[Element]:
    """Says which part this is, if there are several. `answered` if the last one holds fields."""
    if count == 1:
        return []
    if answered and place + 1 < count:
        return small(words.answer_on_last_part(place + 1, count), spacing="medium")
    return small(words.part(place + 1, count), spacing="medium")


def leading(at: int, count: int, place: Place) -> list[Element]:
    """Buttons to the parts around this one."""
    buttons: list[Element] = []
    if at + 1 < count:
        buttons.append(button(words.later(at + 2, count), Do.PAGE, str(at + 1), place, style="positive"))
    if at > 0:
        buttons.append(button(words.earlier(at, count), Do.PAGE, str(at - 1), place))
    return buttons
