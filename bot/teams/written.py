"""What was written to and fro with a code, and the code itself."""

from collections.abc import Sequence

from bot.chat import words
from bot.teams import teams_words
from bot.teams.cards import Element, Run, rich, small
from bot.teams.parts import copy, quote
from dialogs import wording_learner
from handlers.reply import Written


def thread(several: Sequence[Written], *, staff: bool) -> list[Element]:
    """Everything in the order in which it was written. `staff` if one of us reads it, and not whoever has the code."""
    return [block for each in several for block in _written(each, staff=staff)]


def code(words_of_it: str) -> list[Element]:
    """A code to write down, and once more in a box: there it can be copied, and read letter by letter."""
    if not words_of_it.strip():
        return []
    large = rich(Run(words_of_it, bold=True, huge=True), spacing="medium")
    return [*small(wording_learner.CODE_LABEL), *large, *copy(teams_words.CODE_TO_COPY, words_of_it)]


def _written(each: Written, *, staff: bool) -> list[Element]:
    """Whose words they are is said outside of their own ground, where they cannot say it, and on the same part."""
    first, *rest = quote(each.text) or quote(words.LEFT_EMPTY)
    said = rich(Run(words.wrote(each.day, ours=each.ours, staff=staff), bold=True), spacing="medium")
    return [{"type": "Container", "items": [*said, first]}, *rest]
