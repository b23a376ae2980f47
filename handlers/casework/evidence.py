"""One item of the list of evidence: what there is, where it is and who holds it. Never the thing itself.

Where it goes from there is written down too: to whom it was given, when, and where it is kept now.
"""

from collections.abc import Mapping

from dialogs import wording_cases as words
from dialogs.casework.plan import warnings
from dialogs.casework.record import Act, Detail, Entry
from dialogs.forms import ShortText
from dialogs.typed import shown
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_DAY, MOST_LINE, days, no_day


async def form(at: At) -> TaskForm | None:
    """What is asked of an item, or of how one has moved that is listed; None if there is no such item."""
    first = " ".join(warnings(at.plans))
    if at.about.item:
        item = _item(at)
        return _moving(at, item, first) if item is not None else None
    fields = (
        ShortText(Detail.ITEM, words.ITEM, words.ITEM_HINT, MOST_LINE, required=True),
        ShortText(Detail.WHERE, words.WHERE, words.WHERE_HINT, MOST_LINE, required=False),
        ShortText(Detail.HOLDER, words.HOLDER, words.HOLDER_HINT, MOST_LINE, required=False),
        ShortText(Detail.ON, words.KEPT_ON, words.DAY_HINT, MOST_DAY, required=False),
        ShortText(Detail.TEXT, words.GIVEN_TO, words.GIVEN_TO_HINT, MOST_LINE, required=False),
    )
    return TaskForm(words.LIST_EVIDENCE, fields, said=words.ONLY_IN_WORDS, first=first)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Puts it on the list, or writes down that it has moved."""
    if problems := no_day(given, at.today):
        return Problems(problems)
    item = _item(at)
    if item is not None:
        return await _moves(at, item, given)
    await at.record(Act.EVIDENCE, {Detail(name): text for name, text in given.items()} | days(given))
    return Kept(words.EVIDENCE_LISTED)


def _item(at: At) -> Entry | None:
    """The item that it is about: one that is listed."""
    return next((each for each in at.work.evidence if str(each.number) == at.about.item), None)


def _moving(at: At, item: Entry, first: str) -> TaskForm:
    fields = (
        ShortText(Detail.TEXT, words.GIVEN_TO, words.GIVEN_TO_HINT, MOST_LINE, required=False),
        ShortText(Detail.ON, words.MOVED_ON, words.DAY_HINT, MOST_DAY, required=False),
        ShortText(Detail.WHERE, words.WHERE, words.WHERE_HINT, MOST_LINE, required=False),
        ShortText(Detail.HOLDER, words.HOLDER_NOW, words.HOLDER_HINT, MOST_LINE, required=False),
    )
    given = {each.value: at.work.now(item, each) for each in (Detail.WHERE, Detail.HOLDER)}
    said = (shown(item.detail[Detail.ITEM]), *words.ONLY_IN_WORDS)
    moves = str(len(at.work.moves_of(item)))
    return TaskForm(words.UPDATE_EVIDENCE, fields, said=said, first=first, given=given, stands=moves)


async def _moves(at: At, item: Entry, given: Mapping[str, str]) -> Kept | Problems:
    """What has changed of it. Whoever it was given to holds it, unless somebody else is named."""
    said = {each: given[each] for each in (Detail.WHERE, Detail.HOLDER) if given[each] != at.work.now(item, each)}
    if given[Detail.TEXT]:
        said = {Detail.HOLDER: given[Detail.TEXT], **said, Detail.TEXT: given[Detail.TEXT]}
    if not any(said.values()):
        return Problems({Detail.WHERE: words.NOTHING_MOVED})
    await at.record(Act.MOVED, {Detail.ITEM: str(item.number), **said, **days(given)})
    return Kept(words.EVIDENCE_MOVED)
