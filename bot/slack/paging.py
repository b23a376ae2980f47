"""Shows what is too long for one view in parts, with buttons that lead from each to the next."""

import json
from collections.abc import Iterable, Iterator, Sequence

from bot.chat import words
from bot.chat.doing import Do
from bot.slack import limits
from bot.slack.blocks import Block, actions, context
from bot.slack.buttons import button

BUTTONS = 2
"""Blocks that lead to other parts."""
ABOVE = 1
"""A block that says on each part what has just been recorded."""
ABOVE_WEIGHT = 800
"""What it may weigh."""
WEIGHT = limits.VIEW_WEIGHT - 2_000
"""What the blocks of one part may weigh, leaving room for those and for what stands around the blocks."""


def weight(block: Block) -> int:
    """The length of a block's JSON; of text in other scripts, a fifth of what it takes when it is escaped."""
    escaped = json.dumps(block)
    return max(len(json.dumps(block, ensure_ascii=False)), len(escaped) // 5) if "\\u" in escaped else len(escaped)


def paged(blocks: Sequence[Block], last: Sequence[Block] = ()) -> tuple[tuple[Block, ...], ...]:
    """The blocks in parts that fit a view each, at least one part; `last` stands together, on the last one."""
    return _packed((*((block,) for block in blocks), last))


def paged_together(groups: Iterable[Sequence[Block]]) -> tuple[tuple[Block, ...], ...]:
    """As `paged`: the blocks of a group stand on the same part, unless they are too many or too long for any."""
    return _packed([smaller for group in groups for smaller in _smaller(group)])


def _smaller(group: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The group if it fits a view; else each block of it."""
    if _fits(len(group), sum(map(weight, group))):
        yield group
    else:
        yield from ((block,) for block in group)


def _packed(groups: Sequence[Sequence[Block]]) -> tuple[tuple[Block, ...], ...]:
    whole = tuple(block for group in groups for block in group)
    if _fits(len(whole), len(json.dumps(whole))):
        return (whole,)  # as nearly always: then nothing needs to be weighed by itself
    parts: list[tuple[Block, ...]] = []
    part: list[Block] = []
    weighs = 0
    for together in groups:
        more = sum(map(weight, together))
        if part and not _fits(len(part) + len(together), weighs + more):
            parts.append(tuple(part))
            part, weighs = [], 0
        part += together
        weighs += more
    return (*parts, tuple(part))


def _fits(count: int, weighs: int) -> bool:
    return count <= limits.VIEW_BLOCKS - BUTTONS - ABOVE and weighs <= WEIGHT


def part_of(parts: Sequence[Sequence[Block]], page: int, *, answered: bool = False) -> list[Block]:
    """One part with its buttons; the nearest one if there is no such. `answered` if the last one holds fields."""
    place = within(parts, page)
    count = len(parts)
    if count == 1:
        return list(parts[0])
    if answered and place + 1 < count:
        said = words.answer_on_last_part(place + 1, count)
    else:
        said = words.part(place + 1, count)
    return [*parts[place], *context(said), *actions(_leading(place, count))]


def within(parts: Sequence[Sequence[Block]], page: int) -> int:
    """The number of the part that is shown when `page` is asked for."""
    return min(max(page, 0), len(parts) - 1)


def _leading(place: int, count: int) -> list[Block]:
    leading: list[Block] = []
    if place > 0:
        leading.append(_to(words.earlier(place, count), place - 1, "previous"))
    if place + 1 < count:
        leading.append({**_to(words.later(place + 2, count), place + 1, "next"), "style": "primary"})
    return leading


def _to(label: str, page: int, where: str) -> Block:
    return {**button(label, Do.PAGE, str(page)), "action_id": f"{Do.PAGE}:{where}"}
