"""A note or a decision, in the words of whoever makes it."""

from collections.abc import Mapping

from dialogs import wording_cases as words
from dialogs.casework.record import Act, Detail
from dialogs.forms import LongText, ShortText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY, MOST_LINE, MOST_TEXT, days, no_day


async def form(_: At) -> TaskForm:
    """What is asked of it. Only the note itself is needed."""
    fields = (
        LongText(Detail.TEXT, words.NOTE, words.NOTE_HINT, MOST_TEXT, required=True),
        LongText(Detail.WHY, words.WHY, words.WHY_OF_A_NOTE, MOST_TEXT, required=False),
        ShortText(Detail.CONSULTED, words.CONSULTED, words.CONSULTED_HINT, MOST_LINE, required=False),
        LongText(Detail.REJECTED, words.REJECTED, "", MOST_TEXT, required=False),
        ShortText(Detail.REVIEW, words.REVIEW, words.DAY_HINT, MOST_DAY, required=False),
    )
    return TaskForm(words.WRITE_A_NOTE, fields)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Writes it down."""
    if problems := no_day(given, at.today):
        return Problems(problems)
    await at.record(Act.NOTE, {Detail(name): text for name, text in given.items()} | days(given))
    return Kept(words.NOTED)
