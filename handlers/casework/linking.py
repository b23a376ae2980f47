"""Two cases belong together, or do not: it is written into the record of both.

Only here does one transaction lock two cases. Two people who link the same two to each other at the same moment, each
from another end, could wait for each other: PostgreSQL then fails one of them, who reads that it was not recorded, with
what they wrote, and finds them linked.
"""

from collections.abc import Mapping

from dialogs import wording_cases as words
from dialogs.case import Case
from dialogs.casework.record import Act, Detail
from dialogs.forms import LongText, ShortText
from handlers.cases import case_for
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.outcome import Kept, Problems
from handlers.casework.steps import MOST_TEXT
from handlers.recording import note
from storage import cases

MOST_REFERENCE = 40


async def form(at: At) -> TaskForm | None:
    """Which case it is about, if that is not known; else whether to link that one, or to unlink it."""
    why = LongText(Detail.WHY, words.WHY, words.WHY_LINKED, MOST_TEXT, required=False)
    if not at.about.item:
        other = ShortText(Detail.REFERENCE, words.OTHER_CASE, words.OTHER_CASE_HINT, MOST_REFERENCE, required=True)
        return TaskForm(words.LINK, (other, why), said=(words.LINKED_MEANS,))
    found = await case_for(at.desk, at.tx, at.who, at.about.item)
    if found is None or found.id == at.case.id:
        return None
    act = _act(at, found)
    title = words.link_to(found.reference) if act is Act.LINK else words.unlink_from(found.reference)
    return TaskForm(title, (why,), stands=act.value)


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """Links them, or unlinks the one that the form was about. Why stays with the case that it was written in."""
    other = await _other(at, given)
    if isinstance(other, Problems):
        return other
    act = _act(at, other)
    await at.record(act, {Detail.CASE: other.id, Detail.WHY: given[Detail.WHY]})
    await note(at.desk, at.tx, other, at.who.key, act.value, {Detail.CASE.value: at.case.id})
    return Kept(words.linked(other.reference) if act is Act.LINK else words.unlinked(other.reference))


async def _other(at: At, given: Mapping[str, str]) -> Case | Problems:
    """The other case; or what is wrong with the reference, the same for one that is not for this person."""
    known = at.about.item
    if not known:
        found = await cases.by_reference(at.tx, given[Detail.REFERENCE].upper())
        known = found.id if found is not None else ""
    other = await case_for(at.desk, at.tx, at.who, known)
    if other is None:
        return Problems({Detail.REFERENCE: words.NO_CASE_TO_LINK})
    if other.id == at.case.id:
        return Problems({Detail.REFERENCE: words.LINKED_TO_ITSELF})
    if other.id in at.work.links and not at.about.item:
        return Problems({Detail.REFERENCE: words.LINKED_ALREADY})
    return other


def _act(at: At, other: Case) -> Act:
    return Act.UNLINK if other.id in at.work.links else Act.LINK
