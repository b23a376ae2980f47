"""Another person agrees that the record of a closed case is destroyed, or does not."""

from collections.abc import Mapping

from dialogs import wording_cases as cases_words
from dialogs import wording_keeping as words
from dialogs.alerts import Kind
from dialogs.casework.destroying import may_still
from dialogs.casework.keeping import Keeping
from dialogs.casework.record import Act, Detail, Entry
from dialogs.casework.work import ACTS
from dialogs.forms import ChooseOne, LongText
from dialogs.typed import shown
from handlers.casework.at import At
from handlers.casework.forms import TaskForm
from handlers.casework.news import tell_changed
from handlers.casework.outcome import Kept, Problems, Refused
from handlers.casework.steps import MOST_TEXT
from storage import cases, outbox


async def form(at: At) -> TaskForm | Refused | None:
    """Who wants it and why, by which rule it was kept, and whether they agree; why nobody can, if it must be kept."""
    asked, kept = at.work.destroying, at.keeping
    if asked is None or kept is None:
        return None
    if not kept.may_go(at.today):
        return Refused(words.HELD if kept.held else words.not_before(kept.until))
    if not may_still(asked.actor, at.case, at.policy, at.desk.organisation, at.now):
        return Refused(words.ASKER_GONE)
    done = max(each.number for each in at.entries if each.what in ACTS)
    return _form(at, asked, kept, f"{asked.number} {done} {kept.until}")


async def keep(at: At, given: Mapping[str, str]) -> Kept | Problems:
    """The record is destroyed with its key, and the audit says so; or whoever wanted that hears that it is kept."""
    if given[Detail.HOW] == words.AGREES:
        await _destroy(at)
        return Kept(words.DESTROYED)
    if not given[Detail.WHY]:
        return Problems({Detail.WHY.value: words.AGREE_WHY_NEEDED})
    await outbox.cancel(at.tx, {Kind.TO_DESTROY}, case_id=at.case.id)
    await tell_changed(at, at.work.destroying.actor if at.work.destroying else "")
    await at.record(Act.NOT_DESTROYED, {Detail.WHY: given[Detail.WHY]})
    return Kept(words.NOT_DESTROYED)


async def _destroy(at: At) -> None:
    """Its key is gone with it. The audit proves that there was a case, and who had it destroyed by which rule."""
    said = {
        "reference": at.case.reference,
        "rule": at.keeping.rule.id if at.keeping else "",
        "asked": at.work.destroying.actor if at.work.destroying else "",
    }
    await cases.purge(at.tx, at.case.id, at.now, at.who.key, said)


def _form(at: At, asked: Entry, kept: Keeping, stands: str) -> TaskForm:
    """`stands` changes with whatever is done with the case: nobody agrees to destroy what they could not read."""
    fields = (
        ChooseOne(Detail.HOW, words.DO_YOU_AGREE, "", words.AGREEING, required=True),
        LongText(Detail.WHY, words.AGREE_WHY, words.AGREE_WHY_HINT, MOST_TEXT, required=False),
    )
    wants = words.wants_destroyed(at.desk.organisation.name_of(asked.actor), shown(asked.detail.get(Detail.WHY, "")))
    said = (wants, words.until(kept.until, kept.rule), words.STAYS, words.LOOK_FIRST)
    return TaskForm(
        cases_words.HEADINGS[at.about.task],
        fields,
        words.REVIEW_SUBMIT,
        said=said,
        stands=stands,
        first=words.DESTROYS,
        sometimes=frozenset({Detail.WHY}),
    )
