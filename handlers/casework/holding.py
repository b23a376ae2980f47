"""A record is held, so that nobody has it destroyed; and the hold ends."""

from collections.abc import Mapping

from dialogs import wording_cases as cases_words
from dialogs import wording_keeping as words
from dialogs.alerts import Kind
from dialogs.casework.record import Act, Detail
from dialogs.forms import LongText, ShortText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY, MOST_LINE, MOST_TEXT, days, no_day
from storage import outbox


async def form(at: At) -> TaskForm:
    """Why it is held; or, where it is, why it need not be any more."""
    if at.work.held is not None:
        why = LongText(Detail.WHY, words.RELEASE_WHY, "", MOST_TEXT, required=True)
        return TaskForm(words.RELEASE, (why,), words.RELEASE, stands=f"held {at.work.held.number}")
    fields = (
        LongText(Detail.WHY, words.HOLD_WHY, "", MOST_TEXT, required=True),
        ShortText(Detail.CONSULTED, words.HOLD_FOR, words.HOLD_FOR_HINT, MOST_LINE, required=True),
        ShortText(Detail.REVIEW, words.HOLD_UNTIL, cases_words.DAY_HINT, MOST_DAY, required=True),
    )
    return TaskForm(words.HOLD, fields, words.HOLD, said=(words.HOLD_MEANS,), stands="free")


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """It is held, and nobody is asked any more to agree to destroy it; or it is held no more."""
    if at.work.held is not None:
        await at.record(Act.RELEASED, {Detail.WHY: given[Detail.WHY]})
        return Kept(words.RELEASED)
    if problems := no_day(given, at.today):
        return Problems(problems)
    await outbox.cancel(at.tx, {Kind.TO_DESTROY}, case_id=at.case.id)
    await at.record(Act.HOLD, {Detail(name): text for name, text in given.items()} | days(given))
    return Kept(words.HELD)
