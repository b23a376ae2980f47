"""One item of the list of evidence: what there is, where it is and who holds it. Never the thing itself."""

from collections.abc import Mapping

from dialogs import wording_cases as words
from dialogs.casework.record import Act, Detail
from dialogs.forms import ShortText
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY, MOST_LINE, days, no_day


async def form(_: At) -> TaskForm:
    """What is asked of an item."""
    fields = (
        ShortText(Detail.ITEM, words.ITEM, words.ITEM_HINT, MOST_LINE, required=True),
        ShortText(Detail.WHERE, words.WHERE, words.WHERE_HINT, MOST_LINE, required=False),
        ShortText(Detail.HOLDER, words.HOLDER, words.HOLDER_HINT, MOST_LINE, required=False),
        ShortText(Detail.ON, words.KEPT_ON, words.DAY_HINT, MOST_DAY, required=False),
        ShortText(Detail.TEXT, words.GIVEN_TO, words.GIVEN_TO_HINT, MOST_LINE, required=False),
    )
    return TaskForm(words.LIST_EVIDENCE, fields, said=words.ONLY_IN_WORDS)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Puts it on the list."""
    if problems := no_day(given, at.today):
        return Problems(problems)
    await at.record(Act.EVIDENCE, {Detail(name): text for name, text in given.items()} | days(given))
    return Kept(words.EVIDENCE_LISTED)
