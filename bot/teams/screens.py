"""Draws a screen of a form: what is read first, then what is filled in."""

from bot.chat import words
from bot.chat.doing import Do
from bot.teams import limits
from bot.teams.buttons import Place, button
from bot.teams.cards import Element, beside, bold, boxed, heading, rich, small
from bot.teams.choices import Finding
from bot.teams.fields import drawn
from bot.teams.parts import lines, notice, quote, remark, stands_alone
from bot.teams.steps import step
from bot.teams.written import code, thread
from dialogs import wording
from handlers.reply import Asked, ReviewLine

NEAR = 3_000
"""What is read about a later field stands right above it, unless it takes more bytes: then above all fields."""


def screen(asked: Asked, place: Place, finding: Finding | None = None) -> tuple[list[Element], list[Element]]:
    """What is read, which may be shown in parts; and what is filled in, which stands on the last of them."""
    read = [
        *_title(asked),
        *(small(words.progress(asked.number, asked.count)) if asked.count else []),
        *remark(asked.remark),
        *(boxed("emphasis", rich(bold(asked.already))) if asked.already.strip() else []),
        *(block for told in asked.notices[: asked.before_code] for block in notice(told)),
        *code(asked.code),
        *(block for told in asked.notices[asked.before_code :] for block in notice(told)),
        *(step(asked.step, place) if asked.step else []),
        *thread(asked.thread, staff=asked.staff),
        *_review(asked.review, place),
    ]
    filled_in: list[Element] = []
    for field in asked.fields:
        sought = finding if finding and finding.field == field.id else None
        entered, problem = asked.entered.get(field.id, ""), asked.problems.get(field.id, "")
        compact, sometimes = field.id in asked.compact, field.id in asked.sometimes
        above, fields = drawn(field, entered, problem, place, sought, compact=compact, sometimes=sometimes)
        (filled_in if filled_in and sum(map(limits.weight, above)) <= NEAR else read).extend(above)
        filled_in += fields
    return read, filled_in


def another_look(asked: Asked) -> list[Element]:
    """Says at the top that something is wrong, and what is wrong with no field."""
    if not any(asked.problems.values()):
        return []
    fields = {field.id for field in asked.fields}
    elsewhere = [problem for field, problem in asked.problems.items() if field not in fields]
    return boxed("attention", [*rich(bold(words.ANOTHER_LOOK)), *lines(elsewhere)])


def _title(asked: Asked) -> list[Element]:
    """The heading, unless the one question says the same."""
    return [] if [field.label for field in asked.fields] == [asked.title] else heading(asked.title, size="large")


def _review(review: tuple[ReviewLine, ...], place: Place) -> list[Element]:
    empty = [each for each in review if each.answer in {"", wording.SKIPPED}]
    answered = [each for each in review if each not in empty]
    drawn_lines = [block for each in answered for block in _answered(each, place)]
    if empty:
        drawn_lines += [*heading(words.LEFT_EMPTY), *small(words.LEFT_EMPTY_IS_RIGHT)]
        drawn_lines += [block for each in empty for block in _with_change(each, "", place)]
    return drawn_lines


def _answered(shown: ReviewLine, place: Place) -> list[Element]:
    """A question with its answer: together if that is short, so that a telephone shows more of them at once."""
    if stands_alone(shown.answer):
        return [*_with_change(shown, "", place), *quote(shown.answer)]
    return _with_change(shown, f"\n{shown.answer}", place)


def _with_change(shown: ReviewLine, answer: str, place: Place) -> list[Element]:
    change = button(words.CHANGE, Do.CHANGE, shown.screen, place, about=shown.label)
    first, *rest = rich(bold(shown.label), answer) or rich(limits.ELLIPSIS)
    return [beside([first], change), *rest]
