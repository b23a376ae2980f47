"""Draws a screen of a form: what is read first, then what is filled in."""

import secrets
from collections.abc import Mapping

from bot.chat import words
from bot.chat.doing import Do
from bot.slack import limits, slack_words
from bot.slack.blocks import Block, actions, beside, context, header
from bot.slack.buttons import button, discard
from bot.slack.fields import block_id, drawn
from bot.slack.paging import weight
from bot.slack.parts import notice, remark, subheading
from bot.slack.rich import line, listed, quote, rich, sign
from bot.slack.steps import step
from bot.slack.thread import thread
from dialogs import wording, wording_learner
from handlers.reply import Asked, ReviewLine

NEAR = 3_000
"""What is read about a later field stands right above it, unless it weighs more than this: then above all fields."""

ON_THE_WAY = frozenset({wording_learner.GO_ON, wording_learner.SEND})
"""What leads to sending what is kept nowhere before that, or sends it."""

SHORT = 80
"""Characters of an answer that stands right below its question."""


def screen(asked: Asked) -> tuple[list[Block], list[Block]]:
    """What is read, which may be shown in parts; and what is filled in, which stands on the last of them."""
    read = [
        *_title(asked),
        *(context(words.progress(asked.number, asked.count)) if asked.count else []),
        *remark(asked.remark),
        *(rich(line(sign("white_check_mark"), asked.already)) if asked.already else []),
        *_without_a_field(asked),
        *(block for told in asked.notices[: asked.before_code] for block in notice(told)),
        *header(asked.code),
        *(block for told in asked.notices[asked.before_code :] for block in notice(told)),
        *(step(asked.step) if asked.step else []),
        *thread(asked.thread, staff=asked.staff),
        *_review(asked.review),
    ]
    mark = "" if asked.keeps else f".{secrets.token_hex(4)}"  # or Slack would put in what was sent from there before
    filled_in: list[Block] = []
    for field in asked.fields:
        above, fields = drawn(
            field,
            block_id(asked.screen, field.id + mark),
            asked.entered.get(field.id, ""),
            asked.problems.get(field.id, ""),
            compact=field.id in asked.compact,
            keeps=asked.keeps,
        )
        (filled_in if filled_in and sum(map(weight, above)) <= NEAR else read).extend(above)
        filled_in += fields
    return read, [*filled_in, *_controls(asked)]


def errors(asked: Asked, places: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong, by the block where Slack shows it. Empty when no field could show it: then draw the screen.

    `places` are the blocks in which the fields stand in the view that was answered, by field id.
    """
    found = {places[field]: problem for field, problem in asked.problems.items() if field in places}
    elsewhere = [problem for field, problem in asked.problems.items() if field not in places]
    if places and elsewhere:
        first = next(iter(places.values()))
        found[first] = " ".join((*([found[first]] if first in found else []), *elsewhere))
    return found


def _title(asked: Asked) -> list[Block]:
    """The heading, unless the one question says the same, or the title of the whole."""
    asks_it = [field.label for field in asked.fields] == [asked.title]
    is_it = asked.title == asked.heading and limits.fits(asked.title, limits.TITLE)
    return [] if asks_it or is_it else header(asked.title)


def _without_a_field(asked: Asked) -> list[Block]:
    fields = {field.id for field in asked.fields}
    problems = [problem for field, problem in asked.problems.items() if field not in fields and problem]
    return [*remark(words.ANOTHER_LOOK), *rich(listed([each] for each in problems))] if problems else []


def _review(review: tuple[ReviewLine, ...]) -> list[Block]:
    empty = [each for each in review if each.answer in {"", wording.SKIPPED}]
    answered = [each for each in review if each not in empty]
    drawn_lines = [block for each in answered for block in _answered(each)]
    if empty:
        drawn_lines += [*subheading(words.LEFT_EMPTY), *context(words.LEFT_EMPTY_IS_RIGHT)]
        drawn_lines += [block for each in empty for block in _changed(each)]
    return drawn_lines


def _answered(shown: ReviewLine) -> list[Block]:
    """A question with its answer: together if that is short, so that a phone shows more of them at once."""
    if len(shown.answer) > SHORT or "\n" in shown.answer:
        return [*_changed(shown), *rich(quote(shown.answer))]
    return beside(f"{shown.label}\n{shown.answer}", _change(shown))


def _changed(shown: ReviewLine) -> list[Block]:
    return beside(shown.label, _change(shown))


def _change(shown: ReviewLine) -> Block:
    return button(words.CHANGE, Do.CHANGE, shown.screen, about=shown.label)


def _controls(asked: Asked) -> list[Block]:
    back = button(words.BACK, Do.BACK, asked.screen)
    if not asked.keeps:
        small = wording_learner.NOTHING_KEPT if asked.submit in ON_THE_WAY else ""
        return [*actions([back] if asked.can_go_back else []), *context(small)]
    if not asked.can_go_back:  # nothing is kept before the first answer
        return context(words.NOTHING_SENT)
    small = slack_words.YOU_CAN_STOP if asked.already else f"{slack_words.YOU_CAN_STOP} {words.NOTHING_SENT}"
    return [*actions([back, discard(asked.draft)]), *context(small)]
